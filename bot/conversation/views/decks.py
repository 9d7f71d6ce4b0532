"""Decks: which there are, and what came of reading them anew."""

from collections.abc import Sequence
from typing import Final

from bot.conversation.message import Button, Message
from bot.conversation.texts import Words
from bot.conversation.views.parts import line, lines, title
from bot.domain.knowledge import Deck
from bot.errors import Problem
from bot.rendering.document import Code, Paragraph
from bot.services.library import Library

MOST_PROBLEMS: Final = 8


def listed(library: Library, present: Deck, words: Words) -> Message:
    """All decks, the one of this chat marked, with a button for each of the others."""
    decks = [shelf.deck for shelf in library.shelves]
    marked = (f"{'●' if deck.id == present.id else '○'} {_named(deck, words)}" for deck in decks)
    buttons = tuple(
        (Button(deck.title[words.language], f"/decks {deck.id} {words.language}"),)
        for deck in decks
        if deck.id != present.id
    )
    heading = words("decks-here") if buttons else words("decks-one")
    return Message((title(heading), lines(marked)), buttons)


def reloaded(library: Library, words: Words) -> Message:
    """The decks as they were read anew."""
    names = (_named(shelf.deck, words) for shelf in library.shelves)
    return Message((line(words("reload-done")), lines(names)))


def broken(problems: Sequence[Problem], words: Words) -> Message:
    """What keeps the decks from being read anew, each with its place; the old ones go on."""
    shown = tuple(Paragraph((Code(str(problem)),)) for problem in problems[:MOST_PROBLEMS])
    more = len(problems) - len(shown)
    rest = (line(words("reload-more", count=more)),) if more else ()
    return Message((line(words("reload-broken")), *shown, *rest))


def _named(deck: Deck, words: Words) -> str:
    return words("decks-line", name=deck.title[words.language], count=len(deck.entries))
