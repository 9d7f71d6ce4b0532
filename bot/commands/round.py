"""``/round ROUND POSITION``: the time of a round's question is over; spoken by the clock."""

from bot.conversation import playing
from bot.conversation.arguments import read_card, refuse
from bot.conversation.command import Command, Subject, Turn
from bot.conversation.message import SILENCE, Reply


async def round_(turn: Turn) -> Reply:
    due, read = turn.request.due, read_card(turn)
    if due is None or isinstance(read, Reply):
        return refuse(turn, turn.words("bad-button"))
    number, position, rest = read
    now = await turn.services.rounds.time_is_up(
        number, position, turn.request.at, due, waited=rest == "waited"
    )
    return await playing.shown(turn, now) if now else SILENCE


COMMAND = Command("round", round_, about=Subject.ROUND)
