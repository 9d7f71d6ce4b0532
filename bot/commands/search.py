"""``/search WORDS``: a list of the questions that have to do with them, or are of that topic.

Buttons that leaf speak ``/search :2 WORDS``, for the second page.
"""

from typing import Final

from bot.conversation.arguments import leafed, read_leaf
from bot.conversation.command import Command, Turn
from bot.conversation.message import Reply
from bot.conversation.views import answers, pages
from bot.conversation.views.parts import cut
from bot.domain.matching import RELATED

MOST: Final = 24


async def search(turn: Turn) -> Reply:
    number, text = read_leaf(turn.arguments)
    if not text:
        return pages.said(turn.words("search-what"))
    found = [
        match.entry
        for match in await turn.services.answering.search(text, MOST)
        if match.score >= RELATED
    ]
    topic = turn.services.deck.find_topic(text)
    if topic:
        found += [entry for entry in topic.entries if entry not in found]
    if not found:
        return pages.said(turn.words("search-none", text=cut(text)))
    return leafed(turn, answers.listed(found, number, text, turn.words))


COMMAND = Command("search", search, in_menu=25, for_asker=True)
