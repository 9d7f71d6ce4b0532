"""From the pieces of an article to questions with their answers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.storage.knowledge.importing.cleaning import cleaned
from bot.storage.knowledge.importing.found import Found, Reading, Unplaced
from bot.storage.knowledge.importing.pieces import Break, Heading, Listed, Piece, Question, Text


def joined(pieces: Sequence[Piece], level: int | None = None) -> Reading:
    """Return what an article asks and answers.

    Args:
        pieces: what it is made of.
        level: of headings that ask, all of them and no others; None to tell by what they say.
    """
    found, unplaced = _joined(_told_apart(pieces, level))
    return Reading(tuple(_numbered(found)), tuple(unplaced))


def _told_apart(pieces: Sequence[Piece], level: int | None) -> Iterator[Piece]:
    """Take for text what looks like a question less than the other questions do."""
    headings = [piece for piece in pieces if isinstance(piece, Heading)]
    named = {heading for heading in headings if heading.tag == f"h{level}"}
    asking = named if level else {*_asking(headings)}
    sure = bool(asking) or any(isinstance(piece, Question) and piece.sure for piece in pieces)
    above = None  # the level of the heading that asked last
    for piece in pieces:
        if isinstance(piece, Heading):
            part = above is not None and piece.tag > above and piece not in asking
            above = piece.tag if piece in asking else above if part else None
            yield _as_heading(piece, asks=piece in asking, part=part)
        elif isinstance(piece, Question) and sure and not piece.sure:
            yield Text(piece.line, f"**{piece.text}**")
        else:
            yield piece


def _as_heading(piece: Heading, *, asks: bool, part: bool) -> Piece:
    """Return a heading as the question that it is, as a part of an answer, or as its end."""
    if asks:
        return piece.question
    return Text(piece.line, f"**{piece.text}**") if part else Break(piece.line, piece.text)


def _asking(headings: Sequence[Heading]) -> Iterator[Heading]:
    """Yield the headings that ask: those that look like it, and others where most of a level do.

    "Explain dropout" has no question mark. Where the others have numbers, it has to have one, too.
    """
    asking = Counter(heading.tag for heading in headings if heading.asks)
    numbered = Counter(h.tag for h in headings if h.asks and h.question.number)
    alike = [
        h for h in headings if h.asks or h.question.number or numbered[h.tag] * 2 <= asking[h.tag]
    ]
    level = Counter(heading.tag for heading in alike)
    for heading in alike:
        if heading.asks or asking[heading.tag] * 2 > level[heading.tag]:
            yield heading


def _joined(pieces: Iterable[Piece]) -> tuple[list[Found], list[Unplaced]]:
    """Give each question the texts up to the next; an answer too many has no question."""
    found: list[Found] = []
    unplaced: list[Unplaced] = []
    answering = False
    for piece in _unlisted(pieces):
        match piece:
            case Question(line, text, number, name):
                found.append(Found(line, cleaned(text), number=number, name=name))
                answering = True
            case Break(line, text):
                answering = False
                if text:
                    unplaced.append(Unplaced(line, text, "a heading"))
            case Text(line, text, explicit) if held := cleaned(text):
                if explicit and (not answering or found[-1].answer):
                    found.append(Found(line, "", held))
                    answering = True
                elif answering:
                    whole = f"{found[-1].answer}\n\n{held}".strip()
                    found[-1] = replace(found[-1], answer=whole)
                else:
                    unplaced.append(Unplaced(line, held, "belongs to no question"))
    return found, unplaced


def _unlisted(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Take lists and ``<details>`` for questions, but for those below a question of another kind.

    There a list is a text, and what ``<details>`` folds is, too.
    """
    below = False
    for piece in pieces:
        if isinstance(piece, Listed):
            yield from [Text(piece.line, piece.text)] if below else _unlisted(piece.pieces)
        elif isinstance(piece, Question | Break) and piece.folded:
            if not below:
                yield piece
        else:
            below = isinstance(piece, Question) or (below and not isinstance(piece, Break))
            yield piece


def _numbered(found: Sequence[Found]) -> Iterator[Found]:
    """Give answers without a question the numbers that are missing exactly where they stand."""
    asked = [i for i, one in enumerate(found) if one.question]
    between = {i: (first, last) for first, last in pairwise(asked) for i in range(first + 1, last)}
    for i, one in enumerate(found):
        first, last = between.get(i, (i, i))
        number, following = found[first].number, found[last].number
        if first < i < last and number and following and following - number == last - first:
            yield replace(one, number=number + i - first, guessed=True)
        else:
            yield one
