"""``/regrade DRILL POSITION GRADE``: another grade for an answer just scored; spoken by buttons."""

from bot.conversation.arguments import read_card, stale
from bot.conversation.command import Command, Subject, Turn
from bot.conversation.drilling import refused, scene
from bot.conversation.message import Reply
from bot.conversation.views import drills
from bot.domain.quiz import Grade, Refusal


async def regrade(turn: Turn) -> Reply:
    read = read_card(turn)
    if isinstance(read, Reply):
        return read
    drill, position, name = read
    if name not in tuple(Grade):
        return stale(turn)
    move = await turn.services.grading.regrade(drill, position, turn.person, Grade(name))
    if isinstance(move, Refusal):
        return refused(turn, move)
    return Reply((drills.regraded(await scene(turn, move), move.at(position)),))


COMMAND = Command("regrade", regrade, about=Subject.DRILL)
