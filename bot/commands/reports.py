"""``/reports``: what people have reported, for maintainers.

Buttons speak ``/reports fixed 12``, ``… dismissed 12``, ``… open 12``; the clock says
``/reports show 12`` in the maintainers' chat when one comes.
"""

from dataclasses import replace

from bot.conversation.arguments import read_number, refuse_press, stale
from bot.conversation.command import Command, Turn
from bot.conversation.message import SILENCE, Origin, Reply
from bot.conversation.views import pages
from bot.conversation.views import reports as view
from bot.domain.reports import Report, State

_SETTLED = frozenset(State) - {State.WITHDRAWN}


async def reports(turn: Turn) -> Reply:
    by_clock = turn.request.origin is Origin.CLOCK
    if not by_clock and not await turn.by_maintainer():
        return refuse_press(turn, turn.words("report-maintainers"))
    what, _, name = turn.arguments.partition(" ")
    if not what:
        waiting = await turn.services.reporting.waiting(view.LISTED + 1)
        return Reply((view.listed(waiting, turn.words),))
    number = read_number(name)
    if number is None:
        return stale(turn)
    return await _one(turn, what, number, by_clock=by_clock)


async def _one(turn: Turn, what: str, number: int, *, by_clock: bool) -> Reply:
    """Show a report, or settle it and show what has become of it."""
    if what == "show":
        found = await turn.services.reporting.find(number)
        if found is None and by_clock:
            return SILENCE  # withdrawn since
        return _shown(await _spoken_to(turn, found) if by_clock and found else turn, found)
    if what not in _SETTLED:
        return stale(turn)
    settled = await turn.services.reporting.settle(number, State(what), turn.request.at)
    reply = _shown(turn, settled)
    pressed = turn.request.origin is Origin.PRESSED
    return replace(reply, messages=tuple(replace(it, replaces=pressed) for it in reply.messages))


async def _spoken_to(turn: Turn, found: Report) -> Turn:
    """Return a turn of the clock in the language that a maintainer has chosen, or the report's."""
    chosen = (await turn.services.people.preferences(turn.person)).language
    return turn.speaking(chosen or found.language)


def _shown(turn: Turn, found: Report | None) -> Reply:
    if found is None:
        return pages.said(turn.words("report-gone"))
    return Reply((view.shown(found, turn.library, turn.words),))


COMMAND = Command("reports", reports)
