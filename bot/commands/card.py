"""``/card DRILL POSITION``: a drill's question as it stands; spoken by buttons, through /text."""

from bot.conversation.arguments import read_card
from bot.conversation.command import Command, Turn
from bot.conversation.drilling import refused
from bot.conversation.message import Reply
from bot.conversation.views import drills
from bot.domain.quiz import Refusal


async def card(turn: Turn) -> Reply:
    read = read_card(turn)
    if isinstance(read, Reply):
        return read
    number, position, _ = read
    drill = await turn.services.quizzing.look(number, position, turn.request.chat.id)
    if isinstance(drill, Refusal):
        return refused(turn, drill)
    words = turn.speaking(drill.language).words
    shown = next(card for card in drill.cards if card.position == position)
    return Reply((drills.card(drill, shown, turn.services.deck, words),))


COMMAND = Command("card", card)
