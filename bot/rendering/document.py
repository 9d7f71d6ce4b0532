"""What a reply consists of, before anybody decides how to show it.

A document is a tuple of blocks; most blocks hold inline parts. ``bot.rendering.markdown`` builds
documents from the knowledge base's Markdown, ``bot.conversation.views`` composes them, and the
renderers turn them into Telegram messages or terminal output.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, zip_longest
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    """Plain characters; a renderer escapes them for where they go."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    parts: "Inlines"


@dataclass(frozen=True, slots=True)
class Emphasis:
    parts: "Inlines"


@dataclass(frozen=True, slots=True)
class Spoiler:
    """What is hidden until the reader asks for it, where that can be."""

    parts: "Inlines"


@dataclass(frozen=True, slots=True)
class Code:
    text: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link; ``url`` is http or https."""

    parts: "Inlines"
    url: str


@dataclass(frozen=True, slots=True)
class Math:
    """A formula within a line; ``latex`` without dollar signs."""

    latex: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A new line within the same block."""


Inline: TypeAlias = Text | Strong | Emphasis | Spoiler | Code | Anchor | Math | LineBreak
Inlines: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; an ``aside`` speaks about the rest, for example where in a drill this is.

    Where the rest is shown as a picture, it stands below as text.
    """

    parts: Inlines
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` 1 (largest) to 6."""

    parts: Inlines
    level: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list. ``start`` is the first number of an ordered list, None for a bulleted one."""

    items: tuple["Document", ...]
    start: int | None = None


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``header`` and every row have ``len(aligns)`` cells."""

    header: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    aligns: tuple[Align, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula on a line of its own; ``latex`` without dollar signs."""

    latex: str


@dataclass(frozen=True, slots=True)
class Preformatted:
    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted blocks; an expandable one may be shown folded."""

    blocks: "Document"
    expandable: bool = False


@dataclass(frozen=True, slots=True)
class Divider:
    """A horizontal line between parts."""


@dataclass(frozen=True, slots=True)
class Footer:
    """Small print below the rest, for example book pages."""

    parts: Inlines


Block: TypeAlias = (
    Paragraph | Heading | Items | Table | Formula | Preformatted | Quote | Divider | Footer
)
Document: TypeAlias = tuple[Block, ...]


def is_aside(block: Block) -> bool:
    """Tell whether a block speaks about the rest of its document."""
    return isinstance(block, Paragraph) and block.aside


def sections(document: Document) -> Iterator[Document]:
    """Yield the blocks that belong on one page: what leads to another with that one."""
    held: Document = ()
    for block, after in zip_longest(document, document[1:]):
        held = (*held, block)
        if after is None or not _leads(block, after):
            yield held
            held = ()


def _leads(block: Block, after: Block) -> bool:
    """Whether a block leads to the next: a heading, a sentence with a formula in it, a colon."""
    match block:
        case Heading():
            return True
        case Paragraph() | Formula() if isinstance(after, Formula):
            return True
        case Paragraph():
            *_, last = walk((block,))
            return isinstance(last, Text) and last.text.rstrip().endswith((":", "："))
        case _:
            return False


def walk(parts: Iterable[Block | Inline]) -> Iterator[Block | Inline]:
    """Yield every block and inline part, each before those within it."""
    for part in parts:
        yield part
        yield from walk(_inside(part))


def _inside(part: Block | Inline) -> Iterable[Block | Inline]:
    match part:
        case Quote(blocks):
            return blocks
        case Items(items):
            return chain.from_iterable(items)
        case Table(header, rows):
            return chain.from_iterable(chain(header, *rows))
        case Paragraph() | Heading() | Footer() | Strong() | Emphasis() | Spoiler() | Anchor():
            return part.parts
        case _:
            return ()
