"""``/suggest TEXT``: answers to choose from; spoken while somebody types in another chat."""

from bot.conversation.arguments import unknown
from bot.conversation.command import Command, Turn
from bot.conversation.message import Origin, Reply
from bot.conversation.views import inline


async def suggest(turn: Turn) -> Reply:
    if turn.request.origin is not Origin.INLINE:
        return unknown(turn)
    services = turn.services
    entries = await services.suggesting.suggest(turn.arguments)
    return Reply(tuple(inline.suggestion(entry, services.deck, turn.words) for entry in entries))


COMMAND = Command("suggest", suggest, asks=True)
