"""``/skip``: leave the open question ungraded; ``/skip DRILL POSITION`` is spoken by buttons."""

from bot.conversation.answering import plead
from bot.conversation.arguments import names_card, read_card
from bot.conversation.command import Command, Subject, Turn
from bot.conversation.drilling import moved_on
from bot.conversation.message import Reply
from bot.domain.pleas import Plea


async def skip(turn: Turn) -> Reply:
    if not names_card(turn):
        return await plead(turn, Plea.SKIP)
    read = read_card(turn)
    if isinstance(read, Reply):
        return read
    drill, position, _ = read
    move = await turn.services.quizzing.skip(drill, position, turn.person, turn.request.at)
    return await moved_on(turn, move, position)


COMMAND = Command("skip", skip, about=Subject.DRILL)
