"""``/show ID [LANGUAGE] [DIGEST]``: an entry by its id; spoken by buttons and links.

The digest names the question for which "did you mean" offered the entry.
"""

from bot.conversation.arguments import read_entry
from bot.conversation.command import Command, Turn
from bot.conversation.message import Reply
from bot.conversation.views import answers


async def show(turn: Turn) -> Reply:
    read = read_entry(turn)
    if isinstance(read, Reply):
        return read
    turn, entry, rest = read
    if rest:
        await turn.services.answering.choose(rest, entry.id, turn.request.at)
    return Reply((answers.entry(entry, turn.services.deck, turn.words),))


COMMAND = Command("show", show, for_asker=True)
