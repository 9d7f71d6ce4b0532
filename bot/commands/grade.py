"""``/grade DRILL POSITION GRADE``: grade one's own answer and go on; spoken by buttons."""

from bot.conversation.arguments import read_card, stale
from bot.conversation.command import Command, Subject, Turn
from bot.conversation.drilling import moved_on
from bot.conversation.message import Reply
from bot.domain.quiz import Grade


async def grade(turn: Turn) -> Reply:
    read = read_card(turn)
    if isinstance(read, Reply):
        return read
    drill, position, name = read
    if name not in tuple(Grade):
        return stale(turn)
    move = await turn.services.quizzing.grade(
        drill, position, turn.person, Grade(name), turn.request.at
    )
    return await moved_on(turn, move, position)


COMMAND = Command("grade", grade, about=Subject.DRILL)
