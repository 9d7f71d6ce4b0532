"""``/time_up DRILL POSITION``: the time of an interview's question is up; spoken by the clock."""

from bot.conversation import drilling
from bot.conversation.arguments import read_card, unknown
from bot.conversation.command import Command, Subject, Turn
from bot.conversation.message import SILENCE, Origin, Reply


async def time_up(turn: Turn) -> Reply:
    due, read = turn.request.due, read_card(turn)
    if turn.request.origin is not Origin.CLOCK or due is None or isinstance(read, Reply):
        return unknown(turn)
    number, position, _ = read
    drill = await turn.services.timing.time_is_up(number, position, turn.request.at, due)
    if drill is None or drill.cards[-1].entry not in turn.services.deck.by_id:
        return SILENCE
    return await drilling.timed(turn, drill)


COMMAND = Command("time_up", time_up, about=Subject.DRILL)
