"""What the commands of a round reply after a move."""

from dataclasses import replace

from bot.conversation.command import Turn
from bot.conversation.message import Reply
from bot.conversation.views import rounds
from bot.domain.rounds import Round
from bot.services.rounds import vote_line


async def shown(turn: Turn, round_: Round) -> Reply:
    """Show the open question of a round or, if it is over, what came out of it."""
    turn = turn.speaking(round_.language)
    deck, words = turn.services.deck, turn.words
    if not round_.ended:
        before = replace(round_, position=round_.position - 1)
        closes = (vote_line(before),) if before.position else ()
        return Reply((rounds.asked(round_, deck, words),), closes=closes)
    results = await turn.services.rounds.results(round_)
    return Reply((rounds.over(results, deck, words),), closes=(vote_line(round_),))
