"""``/topics``: all topics; ``/topics NAME [LANGUAGE]``: the questions of one."""

from bot.conversation.arguments import leafed, read_language
from bot.conversation.command import Command, Turn
from bot.conversation.message import Reply
from bot.conversation.views import pages


async def topics(turn: Turn) -> Reply:
    turn, name = read_language(turn)
    deck = turn.services.deck
    if not name:
        return leafed(turn, pages.topics(deck, turn.words))
    topic = deck.find_topic(name)
    if topic is None:
        return pages.said(turn.words("topic-unknown", name=name[:60]))
    return leafed(turn, pages.topic(topic, turn.words))


COMMAND = Command("topics", topics, in_menu=30)
