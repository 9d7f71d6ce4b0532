"""What the commands of a drill reply after a move."""

from bot.conversation.arguments import refuse
from bot.conversation.command import Turn
from bot.conversation.message import Message, Reply
from bot.conversation.views import drills
from bot.domain.quiz import Move, Refusal


def refused(turn: Turn, reason: Refusal) -> Reply:
    """Say why a button changes nothing."""
    return refuse(turn, turn.words(f"refused-{reason}"))


def moved_on(turn: Turn, move: Move, position: int) -> Reply:
    """Mark the question that was answered or skipped, and ask the next or sum up."""
    if isinstance(move, Refusal):
        return refused(turn, move)
    deck, words = turn.services.deck, turn.speaking(move.language).words
    done = next(card for card in move.cards if card.position == position)
    following: Message
    if move.current:
        following = drills.asked(move, move.current, deck, words)
    else:
        following = drills.over(move, deck, words)
    return Reply((drills.settled(move, done, deck, words), following))


def stopped(turn: Turn, move: Move) -> Reply:
    """Sum up a drill that was ended early."""
    if isinstance(move, Refusal):
        return refused(turn, move)
    words = turn.speaking(move.language).words
    return Reply((drills.over(move, turn.services.deck, words),))
