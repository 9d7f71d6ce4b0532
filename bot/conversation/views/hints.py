"""Hints: where the book treats it, then the first point with its terms masked."""

import re
from collections.abc import Sequence
from typing import Final

from bot.conversation.texts import Words
from bot.conversation.views.parts import line
from bot.domain.knowledge import Deck, Entry
from bot.rendering.document import Paragraph
from bot.rendering.markdown import parse_inline

HINTS: Final = 2
MASK: Final = "▢▢▢"


def hint(number: int, entry: Entry, deck: Deck, words: Words) -> Paragraph:
    """The first or the second hint."""
    language = words.language
    if number > 1:
        point = entry.points[0]
        masked = mask(point[language], (*point.terms.zh, *point.terms.en))
        return Paragraph(parse_inline(words("quiz-hint-point", point=masked)))
    section = deck.book.find(entry.book[0].section) if entry.book else None
    if section is None:
        return line(words("quiz-hint-topic", topic=deck.topic_of[entry.id].name[language]))
    number_and_title = {"section": section[0].number, "title": section[0].title[language]}
    return line(words("quiz-hint-section", **number_and_title))


def mask(text: str, terms: Sequence[str]) -> str:
    """Return a point with its terms blotted out: a hint, not the answer.

    Formulas are left whole. Where none of the terms stands in it word for word, only its first
    half is shown.
    """
    pieces = re.split(r"(\$[^$]*\$)", text)  # every other piece is a formula
    for term in sorted(terms, key=len, reverse=True):
        pattern = re.compile(_whole(term), re.IGNORECASE)
        pieces[::2] = [pattern.sub(MASK, piece) for piece in pieces[::2]]
    if any(MASK in piece for piece in pieces):
        return "".join(pieces)
    shown = ""
    for piece in pieces:
        if len(shown) + len(piece) > len(text) // 2:
            room = max(0, len(text) // 2 - len(shown))
            return shown + ("" if piece.startswith("$") else piece[:room]) + "…"
        shown += piece
    return shown


def _whole(term: str) -> str:
    """Return the pattern of a term; one in Latin letters takes its word with it, to the end."""
    before = r"(?<![a-z])" if term[:1].isascii() else ""
    after = r"[a-z]*" if term[-1:].isascii() and term[-1:].isalpha() else ""
    return before + re.escape(term) + after
