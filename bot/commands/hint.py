"""``/hint DRILL POSITION``: one hint more; spoken by buttons."""

from dataclasses import replace

from bot.conversation.arguments import read_card
from bot.conversation.command import Command, Subject, Turn
from bot.conversation.drilling import refused, scene
from bot.conversation.message import Reply
from bot.conversation.views import drills
from bot.conversation.views.hints import HINTS
from bot.domain.quiz import Refusal


async def hint(turn: Turn) -> Reply:
    read = read_card(turn)
    if isinstance(read, Reply):
        return read
    number, position, _ = read
    move = await turn.services.quizzing.hint(number, position, turn.person, most=HINTS)
    if isinstance(move, Refusal):
        return refused(turn, move)
    message = drills.asked(await scene(turn, move), move.cards[-1])
    return Reply((replace(message, replaces=True),))


COMMAND = Command("hint", hint, about=Subject.DRILL)
