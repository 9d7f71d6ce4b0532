"""``/daily_answer NUMBER MOMENT``: an answer follows in a group; spoken by the clock."""

from bot.conversation.command import Command, Subject, Turn
from bot.conversation.message import SILENCE, Origin, Reply
from bot.conversation.views import dailies


async def daily_answer(turn: Turn) -> Reply:
    number, _, moment = turn.arguments.partition(" ")
    found = await turn.services.dailies.answer(int(number), moment)
    if found is None:
        return SILENCE
    daily, entry = found
    turn, deck = turn.speaking(daily.language), turn.services.deck
    return Reply((dailies.answered(deck.by_id[entry], deck, turn.words),))


COMMAND = Command("daily_answer", daily_answer, about=Subject.DAILY, spoken_by=Origin.CLOCK)
