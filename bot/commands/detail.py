"""``/detail ID [LANGUAGE]``: the full explanation of an entry; spoken by buttons."""

from bot.conversation.arguments import read_entry
from bot.conversation.command import Command, Turn
from bot.conversation.message import Reply
from bot.conversation.views import answers


async def detail(turn: Turn) -> Reply:
    read = read_entry(turn)
    if isinstance(read, Reply):
        return read
    turn, entry, _ = read
    return Reply((answers.detail(entry, turn.services.deck, turn.words),))


COMMAND = Command("detail", detail, for_asker=True)
