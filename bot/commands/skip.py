"""``/skip DRILL POSITION``: leave a drill's question without a grade; spoken by buttons."""

from bot.conversation.arguments import read_card
from bot.conversation.command import Command, Subject, Turn
from bot.conversation.drilling import moved_on
from bot.conversation.message import Reply


async def skip(turn: Turn) -> Reply:
    read = read_card(turn)
    if isinstance(read, Reply):
        return read
    drill, position, _ = read
    move = await turn.services.quizzing.skip(drill, position, turn.person, turn.request.at)
    return await moved_on(turn, move, position)


COMMAND = Command("skip", skip, about=Subject.DRILL)
