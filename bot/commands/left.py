"""``/left PERSON``: somebody has left this group; told by the front end."""

from bot.conversation.command import Command, Turn
from bot.conversation.message import SILENCE, Origin, Reply


async def left(turn: Turn) -> Reply:
    await turn.services.rounds.leave(turn.request.chat.id, turn.arguments)
    return SILENCE


COMMAND = Command("left", left, spoken_by=Origin.NOTICE)
