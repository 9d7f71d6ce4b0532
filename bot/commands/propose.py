"""``/propose DIGEST ENTRY``: a question is to be an alias of an entry; spoken by buttons.

``/propose DIGEST`` takes that back.
"""

from dataclasses import replace

from bot.commands import unanswered
from bot.conversation.arguments import refuse_press, stale
from bot.conversation.command import Command, Turn
from bot.conversation.message import Reply


async def propose(turn: Turn) -> Reply:
    if not await turn.by_maintainer():
        return refuse_press(turn, turn.words("report-maintainers"))
    digest, _, entry = turn.arguments.partition(" ")
    if not entry:
        if not await turn.services.improving.take_back(digest):
            return stale(turn)
        return replace(await unanswered.shown(turn, 1), toast=turn.words("proposed-not"))
    held = turn.library.holding(entry)
    if held is None:
        return stale(turn)
    turn = replace(turn, services=held)
    proposed = await held.improving.propose(digest, entry, turn.request.at)
    if proposed is None:
        return stale(turn)
    following = await unanswered.shown(turn, 1, undo=digest)
    return replace(following, toast=turn.words("proposed", entry=entry))


COMMAND = Command("propose", propose)
