"""``/left PERSON``: somebody has left this group; told by the front end."""

from bot.conversation.arguments import refuse
from bot.conversation.command import Command, Turn
from bot.conversation.message import SILENCE, Origin, Reply


async def left(turn: Turn) -> Reply:
    if turn.request.origin is not Origin.NOTICE:
        return refuse(turn, turn.words("bad-button"))
    await turn.services.rounds.leave(turn.request.chat.id, turn.arguments)
    return SILENCE


COMMAND = Command("left", left)
