"""``/card DRILL POSITION``: a drill's question as it stands; spoken by buttons, through /text."""

from bot.conversation.arguments import read_card
from bot.conversation.command import Command, Subject, Turn
from bot.conversation.drilling import refused, scene
from bot.conversation.message import Reply
from bot.conversation.views import drills
from bot.domain.quiz import Refusal


async def card(turn: Turn) -> Reply:
    read = read_card(turn)
    if isinstance(read, Reply):
        return read
    number, position, _ = read
    drill = await turn.services.quizzing.look(number, position, turn.request.chat.id)
    if isinstance(drill, Refusal):
        return refused(turn, drill)
    return Reply((drills.card(await scene(turn, drill), drill.at(position)),))


COMMAND = Command("card", card, about=Subject.DRILL)
