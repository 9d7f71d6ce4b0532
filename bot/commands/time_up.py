"""``/time_up DRILL POSITION``: the time of an interview's question is up; spoken by the clock."""

from bot.conversation import drilling
from bot.conversation.arguments import read_card
from bot.conversation.command import Command, Subject, Turn
from bot.conversation.message import SILENCE, Origin, Reply


async def time_up(turn: Turn) -> Reply:
    read = read_card(turn)
    if isinstance(read, Reply):
        return read
    number, position, _ = read
    drill = await turn.services.timing.time_is_up(number, position, turn.request.at, turn.due)
    if drill is None or drill.cards[-1].entry not in turn.services.deck.by_id:
        return SILENCE
    return await drilling.timed(turn, drill)


COMMAND = Command("time_up", time_up, about=Subject.DRILL, spoken_by=Origin.CLOCK)
