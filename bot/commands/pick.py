"""``/pick DRILL POSITION OPTION``: pick an option of a multiple choice; spoken by buttons.

Where several options are right, it is picked or put back, and ``/submit`` answers.
"""

from bot.conversation.arguments import read_card, read_number, stale
from bot.conversation.command import Command, Subject, Turn
from bot.conversation.drilling import picked
from bot.conversation.message import Reply


async def pick(turn: Turn) -> Reply:
    read = read_card(turn)
    if isinstance(read, Reply):
        return read
    drill, position, rest = read
    option = read_number(rest)
    if option is None:
        return stale(turn)
    return await picked(turn, drill, position, option)


COMMAND = Command("pick", pick, about=Subject.DRILL)
