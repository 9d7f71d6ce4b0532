"""``/forget``: delete everything about a person, after a confirmation."""

from bot.conversation.arguments import refuse
from bot.conversation.command import Command, Turn
from bot.conversation.message import Origin, Reply
from bot.conversation.views import pages
from bot.domain.chats import ChatKind


async def forget(turn: Turn) -> Reply:
    if turn.request.chat.kind is not ChatKind.PRIVATE:
        return refuse(turn, turn.words("forget-in-private"))
    pressed = turn.request.origin is Origin.PRESSED
    match turn.arguments.lower():
        case "yes":
            await turn.services.personal.forget(turn.person)
            return pages.said(turn.words("forget-done"), replaces=pressed)
        case "no":
            return pages.said(turn.words("forget-kept"), replaces=pressed)
        case _:
            return Reply((pages.forget(turn.words),))


COMMAND = Command("forget", forget, in_menu=70)
