"""``/daily 09:00 [mon-fri] [topic]``: a question every day; ``/daily off``; ``/daily`` lists.

``/daily @channel …`` says the same of a channel, to the bot in private.
"""

from dataclasses import dataclass, replace

from bot.conversation.arguments import refuse
from bot.conversation.command import Command, Turn
from bot.conversation.message import Chat, Message, Origin, Reply
from bot.conversation.shelving import services_at
from bot.conversation.views import dailies, drills
from bot.conversation.views.parts import cut
from bot.conversation.zoning import zone_chosen
from bot.domain.chats import ChatKind
from bot.domain.dailies import Daily, NoTime, Wish, read_wish
from bot.domain.order import FILLERS
from bot.domain.schedule import read_time
from bot.services.dailies import MOST

LONGEST_ORDER = 100


@dataclass(frozen=True)
class Target:
    """The chat that is spoken of, and ``@name`` if that is a channel from outside."""

    chat: Chat
    channel: str = ""


async def daily(turn: Turn) -> Reply:
    target, rest = Target(turn.request.chat), turn.arguments
    if rest.startswith("@"):
        name, _, rest = rest.partition(" ")
        channel = await turn.here.channel(name[1:])
        if channel is None:
            return refuse(turn, turn.words("daily-no-channel", name=cut(name)))
        target = Target(channel, name)
        turn = replace(turn, services=await services_at(turn.library, channel))
    if not rest:
        return Reply((await _list(turn, target),))
    if not target.channel and not await _may_choose(turn):
        return refuse(turn, turn.words("daily-administrators"))
    return await _change(turn, target, rest)


async def _may_choose(turn: Turn) -> bool:
    return turn.request.chat.kind is ChatKind.PRIVATE or await turn.here.in_charge()


async def _change(turn: Turn, target: Target, rest: str) -> Reply:
    what, *more = rest.split()
    match what.casefold():
        case (
            "off"
            | "stop"
            | "cancel"
            | "remove"
            | "delete"
            | "关"
            | "关闭"
            | "取消"
            | "停止"
            | "退订"
        ):
            return await _off(turn, target, more)
        case "timezone" | "时区":
            return await _zone(turn, target, " ".join(more))
        case _:
            return await _add(turn, target, rest)


async def _add(turn: Turn, target: Target, text: str) -> Reply:
    wish = read_wish(text, turn.services.deck)
    if isinstance(wish, NoTime):
        return _no_time(turn, wish.word)
    if not isinstance(wish, Wish):
        return Reply((drills.bad_order(wish, turn.services.deck, turn.words, "daily"),))
    if len(wish.order) > LONGEST_ORDER:
        return refuse(turn, turn.words("daily-too-long"))
    chat, language = target.chat, wish.language or turn.language
    kept = Daily(chat.id, chat.kind, target.chat.whole, wish.weekly, wish.order, language)
    coming = await turn.services.dailies.add(kept, turn.request.at)
    if coming is None:
        return refuse(turn, turn.words("daily-too-many", most=MOST))
    page, zone = (
        await _list(turn, target),
        await turn.services.zones.of(target.chat.whole, target.chat.kind),
    )
    begun = dailies.begun(coming, zone, turn.words)
    return Reply((replace(page, document=(*begun, *page.document)),))


async def _off(turn: Turn, target: Target, times: list[str]) -> Reply:
    times = [word for word in times if word.casefold() not in FILLERS]
    at = read_time(times[0]) if times else None
    if times and at is None:
        return _no_time(turn, times[0])
    if not await turn.services.dailies.remove(target.chat.id, at, turn.request.at):
        return refuse(turn, turn.words("daily-none-there"))
    page = await _list(turn, target)
    pressed = turn.request.origin is Origin.PRESSED
    return Reply((replace(page, replaces=pressed),), turn.words("daily-off"))


def _no_time(turn: Turn, word: str) -> Reply:
    """Ask for the time of day, or say that a word is none."""
    said = turn.words("daily-bad-time", word=cut(word)) if word else turn.words("daily-no-time")
    return refuse(turn, said)


async def _zone(turn: Turn, target: Target, name: str) -> Reply:
    wrong = await zone_chosen(turn, target.chat, name) if name else None
    return wrong or Reply((await _list(turn, target),))


async def _list(turn: Turn, target: Target) -> Message:
    coming = await turn.services.dailies.at(target.chat.id, turn.request.at)
    zone = await turn.services.zones.of(target.chat.whole, target.chat.kind)
    return dailies.listed(coming, zone, target.channel, turn.services.deck, turn.words)


COMMAND = Command("daily", daily, in_menu=18)
