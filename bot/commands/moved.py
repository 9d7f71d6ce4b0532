"""``/moved OLD NEW``: a group has become another chat; told by the front end."""

from bot.conversation.command import Command, Turn
from bot.conversation.message import SILENCE, Origin, Reply


async def moved(turn: Turn) -> Reply:
    old, _, new = turn.arguments.partition(" ")
    await turn.services.chats.move(old, new)
    return SILENCE


COMMAND = Command("moved", moved, spoken_by=Origin.NOTICE)
