"""Whose word counts on how replies are shown: the person's in private, the chat's elsewhere.

Everybody in a group sees the same message, so there the chat has one choice, made by those who
administrate it. All topics of a forum share it. A group may also choose that only who asked sees
the answer.
"""

from dataclasses import replace

from bot.conversation.command import Turn
from bot.conversation.message import Request
from bot.domain.chats import ChatKind
from bot.rendering.display import Display
from bot.services import Services
from bot.storage.chats import Showing


def choices(services: Services) -> tuple[Display, ...]:
    """Return the ways in which formulas can be shown, pictures only where they can be made."""
    if services.has_pictures:
        return tuple(Display)
    return tuple(one for one in Display if one not in (Display.PICTURE, Display.DARK))


async def chosen(request: Request, services: Services) -> Showing:
    """Return how replies are shown where this was said; only groups choose more than formulas."""
    if request.chat.kind is ChatKind.PRIVATE and request.person:
        return Showing((await services.people.preferences(request.person.id)).display)
    showing = await services.chats.showing(request.chat.whole)
    return showing if request.chat.kind is ChatKind.GROUP else Showing(showing.display)


async def choose_tidies(turn: Turn, *, tidies: bool) -> None:
    """Delete what is passing here after a while, or nothing, from now on."""
    await turn.services.chats.choose_tidies(turn.request.chat.whole, tidies=tidies)


async def choose_asker_only(turn: Turn, *, only: bool) -> None:
    """Show answers here to who asked alone, or to everybody, from now on."""
    await turn.services.chats.choose_asker_only(turn.request.chat.whole, only=only)


async def may_choose(turn: Turn) -> bool:
    """Tell whether who speaks may say how replies are shown here."""
    return turn.request.chat.kind is ChatKind.PRIVATE or await turn.here.in_charge()


async def choose(turn: Turn, display: Display) -> None:
    """Show formulas here in this way from now on."""
    request, people = turn.request, turn.services.people
    if request.chat.kind is ChatKind.PRIVATE and request.person:
        before = await people.preferences(request.person.id)
        await people.choose(request.person.id, replace(before, display=display))
    else:
        await turn.services.chats.choose_display(request.chat.whole, display)
