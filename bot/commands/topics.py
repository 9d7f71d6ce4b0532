"""``/topics``: all topics; ``/topics NAME [LANGUAGE]``: the questions of one."""

from dataclasses import replace

from bot.conversation.command import Command, Turn
from bot.conversation.message import Message, Origin, Reply
from bot.conversation.views import pages
from bot.domain.language import Language


async def topics(turn: Turn) -> Reply:
    name, _, language = turn.arguments.rpartition(" ")
    if language in tuple(Language):
        turn = turn.speaking(Language(language))
    else:
        name = turn.arguments
    deck = turn.services.deck
    if not name:
        return _shown(turn, pages.topics(deck, turn.words))
    topic = deck.find_topic(name)
    if topic is None:
        return pages.said(turn.words("topic-unknown", name=name[:60]))
    return _shown(turn, pages.topic(topic, turn.words))


def _shown(turn: Turn, message: Message) -> Reply:
    """Leaf from page to page in one message where a button was pressed."""
    return Reply((replace(message, replaces=turn.request.origin is Origin.PRESSED),))


COMMAND = Command("topics", topics, in_menu=30)
