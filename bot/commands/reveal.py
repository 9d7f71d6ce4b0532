"""``/reveal DRILL POSITION``: show the answer of a drill's question; spoken by buttons."""

from dataclasses import replace

from bot.conversation.arguments import read_card
from bot.conversation.command import Command, Subject, Turn
from bot.conversation.drilling import refused, scene
from bot.conversation.message import Reply
from bot.conversation.views import drills
from bot.domain.quiz import Refusal


async def reveal(turn: Turn) -> Reply:
    read = read_card(turn)
    if isinstance(read, Reply):
        return read
    number, position, _ = read
    at = turn.request.at
    move = await turn.services.quizzing.reveal(number, position, turn.person, at)
    if isinstance(move, Refusal):
        return refused(turn, move)
    message = drills.revealed(await scene(turn, move), move.cards[-1])
    return Reply((replace(message, replaces=True),))


COMMAND = Command("reveal", reveal, about=Subject.DRILL)
