"""``/hint DRILL POSITION``: one hint more; spoken by buttons."""

from bot.conversation.arguments import read_card
from bot.conversation.command import Command, Subject, Turn
from bot.conversation.drilling import hinted
from bot.conversation.message import Reply


async def hint(turn: Turn) -> Reply:
    read = read_card(turn)
    if isinstance(read, Reply):
        return read
    number, position, _ = read
    return await hinted(turn, number, position)


COMMAND = Command("hint", hint, about=Subject.DRILL)
