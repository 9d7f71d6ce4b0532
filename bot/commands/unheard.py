"""``/unheard LANGUAGE``: an administrator asks where the bot does not hear its name.

Told by the front end.
"""

from bot.conversation.command import Command, Turn
from bot.conversation.message import SILENCE, Origin, Reply
from bot.domain.language import from_tag


async def unheard(turn: Turn) -> Reply:
    request = turn.request
    spoken = from_tag(turn.arguments) or turn.language
    whole = request.chat.whole
    await turn.services.notices.unheard(whole, request.chat.id, turn.person, spoken, request.at)
    return SILENCE


COMMAND = Command("unheard", unheard, spoken_by=Origin.NOTICE)
