"""``/unanswered [N]``: the questions that get no certain answer, one at a time, for maintainers."""

from dataclasses import replace

from bot.conversation.arguments import leafed, read_number, unknown
from bot.conversation.command import Command, Turn
from bot.conversation.message import Button, Reply
from bot.conversation.views import unanswered as view


async def unanswered(turn: Turn) -> Reply:
    if not await turn.by_maintainer():
        return unknown(turn)
    return await shown(turn, read_number(turn.arguments) or 1)


async def shown(turn: Turn, number: int, *, undo: str = "") -> Reply:
    """Show a gap of a deck; there is none beyond the last.

    Args:
        turn: whose services are the deck's.
        number: of the gap, from 1.
        undo: the digest of the question that has just become a proposal.
    """
    improving = turn.services.improving
    gaps, waiting = await improving.gaps(), await improving.waiting()
    deck = turn.services.deck
    message = view.gap(gaps, number, len(waiting), deck, turn.words)
    if undo:
        back = Button(turn.words("button-undo"), f"/propose {undo}")
        message = replace(message, buttons=(*message.buttons, (back,)))
    return leafed(turn, message)


COMMAND = Command("unanswered", unanswered)
