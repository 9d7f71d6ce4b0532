"""``/settings``: a person's choices, and what administrators choose for a chat.

Buttons speak ``/settings language zh``, ``/settings keep no``, ``/settings display text``; what has
no button is typed: ``/settings timezone Europe/Berlin``, ``/settings cap 20``.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import Final

from bot.conversation import choosing, displaying, reminding
from bot.conversation.arguments import refuse
from bot.conversation.command import Command, Turn
from bot.conversation.message import Message, Origin, Reply
from bot.conversation.views import pages
from bot.conversation.views import settings as view
from bot.conversation.views.parts import cut
from bot.conversation.zoning import zone_chosen
from bot.domain.chats import ChatKind
from bot.rendering.display import Display
from bot.storage.people import Preferences

_NAMES: Final = {"", *choosing.NAMES, "timezone", "display", "answers", "tidy"}
"""What shows all settings, as nothing is chosen with it: no word, and the name of a setting."""


async def settings(turn: Turn) -> Reply:
    name, value = choosing.parted(turn.arguments)
    if not value and name in _NAMES:
        return Reply((await _page(turn),))
    of_chat = await _of_chat(turn, name, value)
    if of_chat is not None:
        return of_chat
    if turn.request.person is None:
        return refuse(turn, turn.words("settings-no-person"))
    before = await turn.services.people.preferences(turn.person)
    after = choosing.changed(before, turn.arguments)
    if isinstance(after, choosing.Unfit):
        return refuse(turn, turn.words(f"settings-bad-{after.setting}", value=cut(after.value)))
    return await _choose(turn, before, after)


async def _of_chat(turn: Turn, name: str, value: str) -> Reply | None:
    """Choose what is the same for everybody in a chat; None if there is no such choice here."""
    choose: Callable[[], Awaitable[Reply | None]]
    match name, value.lower():
        case "timezone", _:
            choose = partial(zone_chosen, turn, turn.request.chat, value)
        case "display", way if turn.request.typesets and way in displaying.choices(turn.services):
            choose = partial(displaying.choose, turn, Display(way))
        case "answers", "all" | "asker" as who if _offers_whispers(turn):
            choose = partial(displaying.choose_asker_only, turn, only=who == "asker")
        case "tidy", "yes" | "no" as wish if turn.request.chat.kind is ChatKind.GROUP:
            choose = partial(displaying.choose_tidies, turn, tidies=wish == "yes")
        case _:
            return None
    if not await displaying.may_choose(turn):
        return refuse(turn, turn.words("settings-administrators"))
    return await choose() or await _saved(turn)


async def _choose(turn: Turn, before: Preferences, after: Preferences) -> Reply:
    private = turn.request.chat.kind is ChatKind.PRIVATE
    reminding_anew = after.reminder_hour not in (None, before.reminder_hour)
    if reminding_anew and not private:
        return refuse(turn, turn.words("settings-in-private"))
    await turn.services.people.choose(turn.person, after)
    if reminding_anew:
        await reminding.set_alarm(turn, after)
    turn = turn.speaking(after.language) if after.language else turn
    if private:
        return await _saved(turn)
    said = turn.words("settings-saved")  # a page there would be everybody's
    return Reply(toast=said) if turn.request.origin is Origin.PRESSED else pages.said(said)


async def _saved(turn: Turn) -> Reply:
    pressed = turn.request.origin is Origin.PRESSED
    message = replace(await _page(turn), replaces=pressed)
    return Reply((message,), turn.words("settings-saved"))


async def _page(turn: Turn) -> Message:
    request, services = turn.request, turn.services
    preferences = await services.people.preferences(turn.person)
    zone = await services.zones.of(request.chat.whole, request.chat.kind)
    showing, display = await displaying.chosen(request, services), None
    if request.typesets:
        display = view.Displays(showing.display, displaying.choices(services))
    chosen = preferences if request.person else None
    asker_only = showing.asker_only if _offers_whispers(turn) else None
    place = view.Place(request.chat.kind, zone, display, asker_only, showing.tidies)
    return view.settings(chosen, place, turn.words)


def _offers_whispers(turn: Turn) -> bool:
    """Tell whether there is a choice here of who sees an answer."""
    return turn.request.typesets and turn.request.chat.kind is ChatKind.GROUP


COMMAND = Command("settings", settings, in_menu=50)
