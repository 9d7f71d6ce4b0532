"""``/unanswered [N]``: the questions that get no certain answer, one at a time, for maintainers."""

from bot.conversation.arguments import leafed, unknown
from bot.conversation.command import Command, Turn
from bot.conversation.message import Reply
from bot.conversation.views import unanswered as view


async def unanswered(turn: Turn) -> Reply:
    if not await turn.by_maintainer():
        return unknown(turn)
    number = int(turn.arguments[:3]) if turn.arguments.isdecimal() else 1
    return await shown(turn, number)


async def shown(turn: Turn, number: int) -> Reply:
    """Show a gap of the chat's deck; there is none beyond the last."""
    improving = turn.services.improving
    gaps, waiting = await improving.gaps(), await improving.waiting()
    deck = turn.services.deck
    return leafed(turn, view.gap(gaps, number, len(waiting), deck, turn.words))


COMMAND = Command("unanswered", unanswered)
