"""A document as the calls that ``card.typ`` makes of it.

Data only: whatever a text holds, the typesetter reads it as the characters it consists of.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bot.rendering.document import (
    Anchor,
    Block,
    Code,
    Divider,
    Document,
    Emphasis,
    Footer,
    Formula,
    Heading,
    Inline,
    Inlines,
    Items,
    LineBreak,
    Math,
    Paragraph,
    Preformatted,
    Quote,
    Spoiler,
    Strong,
    Table,
    Text,
    sections,
)
from bot.rendering.mathematics import to_unicode
from bot.rendering.picture.formulas import Call, call

_PICTOGRAPHS: Final = re.compile("[\U0001f000-\U0001faff\ufe0f]+ ?")  # the fonts have none

_WORD_JOINER: Final = "\u2060"


def pieces(document: Document) -> list[Call]:
    """Return a document as what may stand on different cards, from top to bottom.

    Items of a list and of a quotation are pieces of their own; what leads to something goes with
    its beginning.
    """
    return [["piece", *map(_block, blocks)] for blocks in _divided(document)]


def _divided(document: Document) -> Iterator[Document]:
    for *leads, last in sections(document):
        first, *others = _parts(last)
        yield (*leads, first)
        yield from ((other,) for other in others)


def _parts(block: Block) -> list[Block]:
    """A list or quotation as many with one item each, anything else as it is."""
    match block:
        case Items(items, start) if items:
            return [
                Items((item,), None if start is None else start + i) for i, item in enumerate(items)
            ]
        case Quote(blocks) if blocks:
            return [replace(block, blocks=(p,)) for inner in blocks for p in _parts(inner)]
        case _:
            return [block]


def _block(block: Block) -> Call:
    match block:
        case Paragraph(parts):
            return _paragraph(parts)
        case Heading(parts, level):
            return ["title", level, *_inlines(parts)]
        case Footer(parts):
            return ["footer", *_inlines(parts)]
        case Formula() | Preformatted():
            return _display(block)
        case Items(items, start):
            return ["items", start, *([*map(_block, item)] for item in items)]
        case Table(header, rows, aligns):
            cells = [[_paragraph(cell) for cell in row] for row in (header, *rows)]
            return ["tabular", [align.value for align in aligns], *cells]
        case Quote(blocks):
            return ["quoted", *map(_block, blocks)]
        case Divider():
            return ["divider"]


def _display(block: Formula | Preformatted) -> Call:
    """A formula, or lines as they are; also the source of a formula that cannot be set."""
    if isinstance(block, Preformatted):
        return ["code-block", block.text]
    formula = call(block.latex)
    return ["code-block", block.latex] if formula is None else ["display", formula]


def _paragraph(parts: Inlines) -> Call:
    return ["paragraph", *_inlines(parts)]


def _inlines(parts: Inlines) -> list[Call]:
    before = (None, *parts)
    return [_inline(_held(part, left)) for left, part in zip(before, parts, strict=False)]


def _held(part: Inline, left: Inline | None) -> Inline:
    """The part; a colon or semicolon behind a formula must not begin a line (UAX #14 lets it)."""
    if isinstance(left, Math) and isinstance(part, Text) and part.text.startswith(("；", "：")):
        return Text(_WORD_JOINER + part.text)
    return part


def _inline(part: Inline) -> Call:
    match part:
        case Text(text):
            return ["words", _PICTOGRAPHS.sub("", text)]
        case Code(text):
            return ["code", text]
        case Math(latex):
            formula, short = call(latex), to_unicode(latex).is_short
            return ["code", latex] if formula is None else ["inline", formula, short]
        case LineBreak():
            return ["newline"]
        case Strong(parts):
            return ["strongly", *_inlines(parts)]
        case Emphasis(parts):
            return ["emphatic", *_inlines(parts)]
        case Spoiler():
            return ["words", "…"]  # a picture cannot be uncovered
        case Anchor(parts):
            return ["link", *_inlines(parts)]
