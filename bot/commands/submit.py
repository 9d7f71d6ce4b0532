"""``/submit DRILL POSITION``: answer with the options that are picked; spoken by buttons."""

from bot.conversation.arguments import read_card
from bot.conversation.command import Command, Subject, Turn
from bot.conversation.drilling import moved_on
from bot.conversation.message import Reply


async def submit(turn: Turn) -> Reply:
    read = read_card(turn)
    if isinstance(read, Reply):
        return read
    drill, position, _ = read
    move = await turn.services.quizzing.submit(drill, position, turn.person, turn.request.at)
    return await moved_on(turn, move, position)


COMMAND = Command("submit", submit, about=Subject.DRILL)
