"""``/suggest TEXT``: answers to choose from; spoken while somebody types in another chat."""

from bot.conversation.command import Command, Turn
from bot.conversation.message import Origin, Reply
from bot.conversation.views import inline


async def suggest(turn: Turn) -> Reply:
    deck, suggesting = turn.services.deck, turn.services.suggesting
    found = await suggesting.suggest(turn.arguments, turn.person, turn.request.at)
    return Reply(tuple(inline.suggestion(it, deck, turn.words) for it in found))


COMMAND = Command("suggest", suggest, asks=True, spoken_by=Origin.INLINE)
