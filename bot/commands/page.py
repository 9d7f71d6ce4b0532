"""``/page 258``: which questions a page of the book answers; also ``/page 258-268``."""

from bot.conversation.arguments import leafed, read_language, read_leaf
from bot.conversation.command import Command, Turn
from bot.conversation.message import Reply
from bot.conversation.views import book, pages
from bot.domain.places import on_pages, read_pages


async def page(turn: Turn) -> Reply:
    turn, said = read_language(turn)
    number, named = read_leaf(said)
    deck = turn.services.deck
    asked = read_pages(named)
    if asked is None:
        return pages.said(turn.words("page-which", edition=deck.book.edition[turn.language]))
    return leafed(turn, book.on_pages(on_pages(asked, deck), number, deck, turn.words))


COMMAND = Command("page", page, in_menu=34, for_asker=True)
