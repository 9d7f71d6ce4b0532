"""``/vote ROUND POSITION OPTIONS``: an answer in a round; spoken by polls, never typed."""

import re

from bot.conversation.arguments import read_card
from bot.conversation.command import Command, Subject, Turn
from bot.conversation.message import SILENCE, Origin, Reply


async def vote(turn: Turn) -> Reply:
    voter, read = turn.request.person, read_card(turn)
    if isinstance(read, Reply):
        return read
    if voter is None:
        return SILENCE
    number, position, rest = read
    chosen = [int(place) for place in re.findall(r"\d+", rest)]
    await turn.services.rounds.vote(number, position, voter.id, voter.name, chosen, turn.request.at)
    return SILENCE


COMMAND = Command("vote", vote, about=Subject.ROUND, spoken_by=Origin.VOTED)
