"""``/hint``: one hint more for the open question; ``/hint DRILL POSITION`` is spoken by buttons."""

from bot.conversation.answering import plead
from bot.conversation.arguments import names_card, read_card
from bot.conversation.command import Command, Subject, Turn
from bot.conversation.drilling import hinted
from bot.conversation.message import Reply
from bot.domain.pleas import Plea


async def hint(turn: Turn) -> Reply:
    if not names_card(turn):
        return await plead(turn, Plea.HINT)
    read = read_card(turn)
    if isinstance(read, Reply):
        return read
    number, position, _ = read
    return await hinted(turn, number, position)


COMMAND = Command("hint", hint, about=Subject.DRILL)
