"""``/pick DRILL POSITION OPTION``: pick an option of a multiple choice; spoken by buttons.

Where several options are right, it is picked or put back, and ``/submit`` answers.
"""

from dataclasses import replace

from bot.conversation.arguments import read_card, read_number, stale
from bot.conversation.command import Command, Subject, Turn
from bot.conversation.drilling import moved_on, refused, scene
from bot.conversation.message import Reply
from bot.conversation.views import drills
from bot.domain.quiz import Refusal


async def pick(turn: Turn) -> Reply:
    read = read_card(turn)
    if isinstance(read, Reply):
        return read
    drill, position, rest = read
    option = read_number(rest)
    if option is None:
        return stale(turn)
    move = await turn.services.quizzing.pick(drill, position, turn.person, option, turn.request.at)
    if isinstance(move, Refusal):
        return refused(turn, move)
    if move.at(position).outcome:
        return await moved_on(turn, move, position)
    message = drills.asked(await scene(turn, move), move.cards[-1])
    return Reply((replace(message, replaces=True, news=None),))


COMMAND = Command("pick", pick, about=Subject.DRILL)
