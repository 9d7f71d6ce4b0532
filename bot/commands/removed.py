"""``/removed``: the bot has been removed from this chat, or blocked; told by the front end."""

from bot.conversation.command import Command, Turn
from bot.conversation.message import SILENCE, Origin, Reply


async def removed(turn: Turn) -> Reply:
    chat = turn.request.chat.id
    await turn.services.rounds.stop_all(chat, turn.request.at)
    await turn.services.dailies.stop_all(chat)
    await turn.services.notices.removed(chat)
    return SILENCE


COMMAND = Command("removed", removed, spoken_by=Origin.NOTICE)
