"""Documents as Telegram's rich messages: typeset formulas, real tables and lists.

A message is what the Bot API (10.3) takes as ``rich_message``, in its typed form:
https://core.telegram.org/bots/api#inputrichmessage.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final, TypeAlias

from bot.rendering.dividing import divide
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
from bot.rendering.utf16 import utf16_length

Json: TypeAlias = dict[str, Any]
RichText: TypeAlias = str | list[Any] | Json

MESSAGE_LENGTH: Final = 32_768
"""The most UTF-16 code units of a message, sources of formulas counted."""
MESSAGE_OBJECTS: Final = 500
"""Telegram's limit for blocks, items and rows; here cells and marked texts count as well."""
LEVELS: Final = 16
TABLE_COLUMNS: Final = 20

_PLACEHOLDER: Final = {"type": "paragraph", "text": "—"}  # an item must have a block
_NESTING: Final = ("text", "expression", "blocks", "items", "cells")
_BARE_DOLLAR: Final = re.compile(r"(?<!\\)\$")


@dataclass(frozen=True, slots=True)
class _Part:
    """Blocks as Telegram is told them, and how large they are."""

    blocks: tuple[Json, ...]
    length: int
    objects: int

    def __add__(self, other: "_Part") -> "_Part":
        return _Part(
            self.blocks + other.blocks, self.length + other.length, self.objects + other.objects
        )

    @property
    def fits(self) -> bool:
        return self.length <= MESSAGE_LENGTH and self.objects <= MESSAGE_OBJECTS


def render(document: Document) -> tuple[Json, ...]:
    """Return the document as rich messages, each within the limits of Telegram.

    Telegram is told to look for no links and commands in the words: ``train.py`` is none.
    """
    parts = (_joined(chain.from_iterable(map(_fitting, held))) for held in sections(document))
    return tuple(
        {"blocks": list(message.blocks), "skip_entity_detection": True}
        for message in _joined(chain.from_iterable(parts))
    )


def _joined(parts: Iterable[_Part]) -> list[_Part]:
    """The parts, each joined to the one before if both fit into a message."""
    joined: list[_Part] = []
    for part in parts:
        if joined and (both := joined[-1] + part).fits:
            joined[-1] = both
        else:
            joined.append(part)
    return joined


def _fitting(block: Block) -> Iterator[_Part]:
    """A block in parts that Telegram allows, one if possible; none if there is nothing to see."""
    rendered = _block(block)
    if rendered is None:
        return
    walked = list(_walk(rendered, 1))
    length = sum(utf16_length(node) for node, _ in walked if isinstance(node, str))
    part = _Part((rendered,), length, sum(not isinstance(node, str) for node, _ in walked))
    deep = max(level for _, level in walked) > LEVELS
    wide = any(len(row) > TABLE_COLUMNS for row, _ in walked if isinstance(row, list))
    if part.fits and not deep and not wide:
        yield part
        return
    for smaller in divide(block):
        yield from _fitting(smaller)


def _walk(node: Any, level: int) -> Iterator[tuple[str | Json | list[Any], int]]:
    """Every text, object and row of a block, each with its level of nesting."""
    match node:
        case str():
            yield node, level
        case list():
            for part in node:
                if isinstance(part, list):
                    yield part, level
                yield from _walk(part, level)
        case _:
            yield node, level
            for name in _NESTING:
                if name in node:
                    yield from _walk(node[name], level + 1)


def _block(block: Block) -> Json | None:
    """A block as Telegram is told it, or None if there is nothing to see."""
    match block:
        case Paragraph(parts) | Footer(parts):
            return _line("footer" if isinstance(block, Footer) else "paragraph", parts)
        case Heading(parts, level):
            return _line("heading", parts, size=level)
        case Formula(latex):
            return _formula(latex) if latex.strip() else None
        case Preformatted(text, language):
            named = {"language": language} if language else {}
            return {"type": "pre", "text": text, **named} if _shows(text) else None
        case Items():
            return _list(block)
        case Table():
            return _table(block)
        case Quote():
            return _quote(block)
        case Divider():
            return {"type": "divider"}


def _line(kind: str, parts: Inlines, **fields: int) -> Json | None:
    text = _text(parts)
    return {"type": kind, "text": text, **fields} if _shows(text) else None


def _shows(text: RichText) -> bool:
    """Whether there is anything to see: Telegram refuses a block without."""
    return any(
        character.isprintable() and not character.isspace()
        for node, _ in _walk(text, 0)
        if isinstance(node, str)
        for character in node
    )


def _blocks(document: Document) -> list[Json]:
    return [rendered for block in document if (rendered := _block(block)) is not None]


def _list(block: Items) -> Json | None:
    items: list[Json] = []
    for i, item in enumerate(block.items):
        number = {} if block.start is None else {"type": "1", "value": block.start + i}
        items.append({"blocks": _blocks(item) or [_PLACEHOLDER], **number})
    return {"type": "list", "items": items} if items else None


def _table(table: Table) -> Json:
    head = [{**cell, "is_header": True} for cell in _cells(table.header, table)]
    rows = [_cells(row, table) for row in table.rows]
    return {"type": "table", "cells": [head, *rows], "is_bordered": True, "is_compact": True}


def _cells(row: tuple[Inlines, ...], table: Table) -> list[Json]:
    """The cells of a row; Telegram takes no empty text, but a cell without one."""
    cells: list[Json] = []
    for parts, align in zip(row, table.aligns, strict=True):
        text = _text(parts)
        shown = {"text": text} if _shows(text) else {}
        cells.append({**shown, "align": align.value, "valign": "middle"})
    return cells


def _quote(quote: Quote) -> Json | None:
    """A quotation; Telegram folds lines of text, but no blocks (``details`` bear no formulas)."""
    lines = _lines(quote.blocks) if quote.expandable else None
    if lines is not None:
        return _line("expandable_blockquote", lines)
    blocks = _blocks(quote.blocks)
    return {"type": "blockquote", "blocks": blocks} if blocks else None


def _lines(blocks: Document) -> Inlines | None:
    """Paragraphs, formulas and lists of those as lines; None if there are any other blocks."""
    lines: list[Inline] = []
    for block in blocks:
        match block:
            case Paragraph(parts):
                lines += [*parts, LineBreak()]
            case Formula(latex):
                lines += [Math(latex), LineBreak()]
            case Items(items, start):
                for i, item in enumerate(items):
                    inside = _lines(item)
                    if inside is None:
                        return None
                    marker = "• " if start is None else f"{start + i}. "
                    lines += [Text(marker), *inside, LineBreak()]
            case _:
                return None
    return tuple(lines[:-1])


def _text(parts: Inlines) -> RichText:
    texts = [text for part in parts if (text := _inline(part))]
    return texts[0] if len(texts) == 1 else texts


def _inline(part: Inline) -> RichText:
    match part:
        case Text(text):
            return text
        case LineBreak():
            return "\n"
        case Code(text):
            return {"type": "code", "text": text} if text else ""
        case Math(latex):
            return _formula(latex) if latex.strip() else ""
        case Strong(parts):
            return _marked("bold", parts)
        case Emphasis(parts):
            return _marked("italic", parts)
        case Spoiler(parts):
            return _marked("spoiler", parts)
        case Anchor(parts, url):
            return _marked("url", parts, url=url)


def _marked(kind: str, parts: Inlines, **fields: str) -> RichText:
    text = _text(parts)
    return {"type": kind, "text": text, **fields} if text else ""


def _formula(latex: str) -> Json:
    """A formula; a dollar sign would end it."""
    expression = _BARE_DOLLAR.sub(r"\\$", latex.strip())
    return {"type": "mathematical_expression", "expression": expression}
