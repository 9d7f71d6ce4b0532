"""``/round ROUND POSITION``: the time of a round's question is over; spoken by the clock."""

from bot.conversation import playing
from bot.conversation.arguments import read_card
from bot.conversation.command import Command, Subject, Turn
from bot.conversation.message import SILENCE, Origin, Reply


async def round_(turn: Turn) -> Reply:
    read = read_card(turn)
    if isinstance(read, Reply):
        return read
    number, position, rest = read
    now = await turn.services.rounds.time_is_up(
        number, position, turn.request.at, turn.due, waited=rest == "waited"
    )
    return await playing.shown(turn, now) if now else SILENCE


COMMAND = Command("round", round_, about=Subject.ROUND, spoken_by=Origin.CLOCK)
