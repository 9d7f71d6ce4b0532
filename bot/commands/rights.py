"""``/rights LANGUAGE LACKS TITLE``: what the bot may do here has changed; told by the front end."""

from bot.conversation.command import Command, Turn
from bot.conversation.message import SILENCE, Origin, Reply
from bot.domain.language import from_tag
from bot.services.notices import Lack


async def rights(turn: Turn) -> Reply:
    request, notices = turn.request, turn.services.notices
    language, _, rest = turn.arguments.partition(" ")
    missing, _, title = rest.partition(" ")
    whole = request.chat.whole
    if request.person:
        await notices.added(whole, request.person.id, title)
    if missing == Lack.CONVERSATION:
        await notices.not_heard(whole)
        return SILENCE
    for lack in (Lack(it) for it in missing.split(",") if it in tuple(Lack)):
        stopped = False
        if lack in (Lack.POLLS, Lack.TEXTS):  # no round goes on without them
            stopped = await turn.services.rounds.stop_all(whole, request.at)
        spoken = from_tag(language) or turn.language
        here, kind = request.chat.id, request.chat.kind
        await notices.lacking(whole, here, kind, lack, spoken, request.at, again=stopped)
    return SILENCE


COMMAND = Command("rights", rights, spoken_by=Origin.NOTICE)
"""What is missing is named as ``bot.services.notices.Lack`` has it, with commas; or ``-``."""
