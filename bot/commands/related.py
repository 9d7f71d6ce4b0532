"""``/related ID [LANGUAGE]``: the entries next to one; spoken by buttons."""

from bot.conversation.arguments import read_entry
from bot.conversation.command import Command, Turn
from bot.conversation.message import Reply
from bot.conversation.views import answers


async def related(turn: Turn) -> Reply:
    read = read_entry(turn)
    if isinstance(read, Reply):
        return read
    turn, entry, _ = read
    return Reply((answers.related(entry, turn.services.deck, turn.words),))


COMMAND = Command("related", related, for_asker=True)
