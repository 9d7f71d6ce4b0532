"""``/reported tell NUMBER``, ``… withdraw NUMBER``: what who reported may do; spoken by buttons.

The clock says ``/reported told NUMBER`` in their private chat once the report is settled.
"""

from dataclasses import replace

from bot.conversation.arguments import read_number, refuse, stale
from bot.conversation.command import Command, Turn
from bot.conversation.message import SILENCE, Origin, Reply
from bot.conversation.views import pages
from bot.conversation.views import reports as view
from bot.domain.reports import State


async def reported(turn: Turn) -> Reply:
    what, _, name = turn.arguments.partition(" ")
    number, by_clock = read_number(name), turn.request.origin is Origin.CLOCK
    if number is None:
        return stale(turn)
    match what:
        case "tell":
            return await _tell(turn, number)
        case "withdraw":
            return await _withdraw(turn, number)
        case "told" if by_clock:
            return await _told(turn, number)
    return stale(turn)


async def _tell(turn: Turn, number: int) -> Reply:
    kept = await turn.services.reporting.want_to_hear(number, turn.person)
    if kept is None:
        return refuse(turn, turn.words("report-not-yours"))
    turn = turn.speaking(kept.language)
    if kept.state is not State.OPEN:
        return Reply((replace(view.outcome(kept, turn.library, turn.words), replaces=True),))
    return Reply((replace(view.will_tell(kept, turn.words), replaces=True),))


async def _withdraw(turn: Turn, number: int) -> Reply:
    if not await turn.services.reporting.withdraw(number, turn.person, turn.request.at):
        return refuse(turn, turn.words("report-not-yours"))
    return pages.said(turn.words("report-withdrawn"), replaces=True)


async def _told(turn: Turn, number: int) -> Reply:
    kept = await turn.services.reporting.find(number)
    if kept is None or kept.state is State.OPEN:
        return SILENCE
    words = turn.speaking(kept.language).words
    return Reply((view.outcome(kept, turn.library, words),))


COMMAND = Command("reported", reported)
