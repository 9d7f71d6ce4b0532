"""Choosing a time zone, whichever command it is said to."""

from bot.conversation import reminding
from bot.conversation.arguments import refuse
from bot.conversation.command import Turn
from bot.conversation.message import Chat, Reply
from bot.conversation.views.parts import cut
from bot.domain.chats import ChatKind
from bot.services.zones import find_zone

AUTOMATIC = frozenset({"auto", "自动"})


async def zone_chosen(turn: Turn, chat: Chat, name: str) -> Reply | None:
    """Follow the clocks of another time zone in a chat.

    Args:
        turn: the request.
        chat: the chat that is spoken of.
        name: how the zone is called; ``auto`` for that of the bot.

    Returns:
        What is wrong, and then nothing has changed; None if the zone was chosen.
    """
    found = None if name.casefold() in AUTOMATIC else find_zone(name)
    if isinstance(found, tuple):
        near = " · ".join(found)
        said = "no-zone-near" if near else "no-zone"
        return refuse(turn, turn.words(said, name=cut(name), near=near))
    before = await turn.services.people.preferences(chat.id)
    await turn.services.dailies.choose_zone(chat.whole, chat.kind, found, turn.request.at)
    if chat.kind is ChatKind.PRIVATE:
        await reminding.follow(turn, before)
    return None
