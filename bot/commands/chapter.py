"""``/chapter``: the book's chapters; ``/chapter 7``, ``/chapter 7.4``: the questions of one."""

from bot.conversation.arguments import leafed, read_language, read_leaf, refuse
from bot.conversation.command import Command, Turn
from bot.conversation.message import Reply
from bot.conversation.views import book
from bot.conversation.views.parts import cut
from bot.domain.places import in_section, read_section


async def chapter(turn: Turn) -> Reply:
    turn, said = read_language(turn)
    number, named = read_leaf(said)
    deck = turn.services.deck
    if not named:
        return leafed(turn, book.chapters(deck, turn.words))
    section = read_section(named, deck)
    if section is None:
        return refuse(turn, turn.words("chapter-unknown", name=cut(named)))
    return leafed(turn, book.in_section(in_section(section, deck), number, deck, turn.words))


COMMAND = Command("chapter", chapter, in_menu=36, for_asker=True)
