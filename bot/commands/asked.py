"""``/asked DRILL POSITION``: what was scored as an answer was a question; spoken by buttons.

The score is taken back, the question answered, and the drill's own question asked again.
"""

from dataclasses import replace

from bot.commands import ask
from bot.conversation.arguments import read_card
from bot.conversation.command import Command, Subject, Turn
from bot.conversation.drilling import begun, refused
from bot.conversation.message import Origin, Reply
from bot.domain.quiz import Refusal


async def asked(turn: Turn) -> Reply:
    read = read_card(turn)
    if isinstance(read, Reply):
        return read
    number, position, _ = read
    services, request = turn.services, turn.request
    before = await services.quizzing.look(number, position, request.chat.id)
    if isinstance(before, Refusal):
        return refused(turn, before)
    move = await services.grading.undo(turn.person, request.at, only=(number, position), fresh=True)
    if isinstance(move, Refusal):
        return refused(turn, move)
    question = before.at(position).answer or ""
    answer = await ask.answer(replace(turn, arguments=question))
    open_question = await begun(turn, move)
    first, *rest = answer.messages
    first = replace(first, replaces=request.origin is Origin.PRESSED)
    return Reply((first, *rest, *open_question.messages), answer.toast)


COMMAND = Command("asked", asked, for_asker=True, about=Subject.DRILL)
