"""``/topics``: all topics, in private with what is mastered; ``/topics NAME``: its questions."""

from bot.conversation.arguments import leafed, read_language, read_leaf, refuse
from bot.conversation.command import Command, Turn
from bot.conversation.message import Reply
from bot.conversation.views import pages
from bot.conversation.views.parts import cut
from bot.domain.chats import ChatKind
from bot.domain.knowledge import Deck, Topic, fold


async def topics(turn: Turn) -> Reply:
    turn, named = read_language(turn)
    number, name = read_leaf(named)
    deck = turn.services.deck
    if not name:
        return leafed(turn, pages.topics(deck, await _mastered(turn), turn.words))
    topic = deck.find_topic(name) or _alone_with(name, deck)
    if topic is None:
        return refuse(turn, turn.words("topic-unknown", name=cut(name)))
    return leafed(turn, pages.topic(topic, number, turn.words))


def _alone_with(part: str, deck: Deck) -> Topic | None:
    """Return the topic whose name has this part, if it is the only one."""
    folded = fold(part)
    found = [it for it in deck.topics if folded in fold(it.name.zh) or folded in fold(it.name.en)]
    return found[0] if len(folded) > 1 and len(found) == 1 else None


async def _mastered(turn: Turn) -> frozenset[str] | None:
    """Return what the person has mastered; None before the first grade, or in public."""
    if turn.request.chat.kind is not ChatKind.PRIVATE:
        return None
    memories = await turn.services.reviewing.memories(turn.person)
    if not memories:
        return None
    return frozenset(entry for entry, memory in memories.items() if memory.is_mastered)


COMMAND = Command("topics", topics, in_menu=30, for_asker=True)
