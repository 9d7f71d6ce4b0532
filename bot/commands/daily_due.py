"""``/daily_due NUMBER``: a question of the day is due; spoken by the clock."""

from bot.conversation import drilling
from bot.conversation.command import Command, Turn
from bot.conversation.message import SILENCE, Message, Origin, Reply
from bot.conversation.views import dailies
from bot.domain.chats import ChatKind
from bot.domain.order import Order
from bot.services.dailies import Said


async def daily_due(turn: Turn) -> Reply:
    said = await turn.services.dailies.due(int(turn.arguments), turn.due, turn.request.at)
    if said is None:
        return SILENCE
    turn = turn.speaking(said.daily.language)
    entry, deck = turn.services.deck.by_id[said.entry], turn.services.deck
    match turn.request.chat.kind:
        case ChatKind.GROUP:
            question = dailies.asked(entry, turn.words)
            if said.before is None:
                return Reply((question,))
            return Reply((dailies.answered(deck.by_id[said.before], deck, turn.words), question))
        case ChatKind.CHANNEL:
            return Reply((dailies.posted(entry, deck, turn.words),))
        case ChatKind.PRIVATE:
            return Reply((await _card(turn, said),))


async def _card(turn: Turn, said: Said) -> Message:
    """Ask as a drill of one question, which is not to end a drill that is running."""
    quizzing, deck = turn.services.quizzing, turn.services.deck
    chat = turn.request.chat.id  # a private chat has the id of its person
    asked = await turn.services.asked.in_open_drill(chat, chat)
    if asked and turn.library.holding(asked):  # of whichever deck
        return dailies.waiting(deck.by_id[said.entry], turn.words)
    order = Order((said.entry,), 1)
    drill = await quizzing.quiz(chat, chat, turn.language, order, turn.request.at)
    (card,) = (await drilling.begun(turn, drill)).messages
    return dailies.headed(card, turn.words)


COMMAND = Command("daily_due", daily_due, spoken_by=Origin.CLOCK)
