"""Documents as Telegram messages in HTML, which every client can show.

Formulas become Unicode text; tables become aligned columns, or a paragraph for each row where the
columns are too many for a phone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape

from bot.rendering import columns
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
    walk,
)
from bot.rendering.mathematics import Level, to_unicode
from bot.rendering.rows import row_by_row
from bot.rendering.spans import BLANK_LINE, Span, Spans, messages
from bot.rendering.spans import caption as caption_of

PHONE_COLUMNS = 38
"""How many narrow characters of a fixed-width font a common phone shows in a line."""

_WORD_JOINER = "\u2060"
# Endings of files that are also top-level domains: Telegram would make train.py a link.
_FILE_DOT = re.compile(r"(?<=\w)(?=\.(?:cc|md|mov|pl|ps|pt|py|rs|sh|so|zip)\b)")
# What Telegram takes for a bot command: the /n of (a + b)/n; in words only behind what closes, as
# a command may be meant elsewhere.
_COMMAND_SLASH = re.compile(r"(?<!\w)/(?=[A-Za-z0-9_])")
_CLOSED_SLASH = re.compile(r"(?<=[])|%）】」』”’])/(?=[A-Za-z0-9_])")

_BULLETS = ("•", "◦", "▪")
_INDENT = "    "
_RULE = "─" * 12


@dataclass(frozen=True, slots=True)
class _Place:
    """Where text goes.

    Args:
        lead: what stands before the first line, for example a bullet.
        indent: what stands before the other lines.
        tags: the tags around it, outermost first.
        depth: in how many lists it is.
    """

    lead: str = ""
    indent: str = ""
    tags: tuple[str, ...] = ()
    depth: int = 0

    @property
    def newline(self) -> str:
        return f"\n{self.indent}"

    def below(self) -> "_Place":
        """The place for what follows in the same item or quote."""
        return replace(self, lead=self.indent)

    def tagged(self, tag: str) -> "_Place":
        return self if tag in self.tags else replace(self, tags=(*self.tags, tag))

    def for_code(self, *tags: str) -> tuple[str, ...]:
        """The tags around code, which may stand in a quotation, but in no other entity.

        A link stays a link, and what is hidden stays hidden: they give up the look of code (Bot
        API, formatting options).
        """
        if any(tag.startswith("a ") or tag == "tg-spoiler" for tag in self.tags):
            return self.tags
        return (*(tag for tag in self.tags if tag.startswith("blockquote")), *tags)


def render(document: Document) -> tuple[str, ...]:
    """Return the document as messages in Telegram's HTML, each within the length it allows.

    Where Telegram would make a link or a command out of a word (``train.py``, the ``/n`` of a
    formula), an invisible word joiner keeps it from doing so; code, which people copy, has none.
    """
    return messages(_sections(document))


def caption(document: Document) -> str | None:
    """Return the document as the caption of a picture or a file; None if it is too long for one."""
    return caption_of(_sections(document))


def _sections(document: Document) -> Iterator[Spans]:
    """What should not be divided between messages."""
    for section in sections(document):
        yield tuple(_stacked(section, _Place(), BLANK_LINE.text))


def _block(block: Block, place: _Place) -> Iterator[Span]:
    match block:
        case Paragraph(parts):
            yield from _line(parts, place)
        case Heading(parts):
            yield from _line(parts, place.tagged("b"))
        case Footer(parts):
            yield from _line(parts, place.tagged("i"))
        case Formula(latex):
            yield from _line((Math(latex),), place)
        case Preformatted(text, language):
            yield from _preformatted(text, language, place)
        case Items():
            yield from _items(block, place)
        case Table():
            yield from _table(block, place)
        case Quote(blocks, expandable):
            yield from _quote(blocks, place, expandable=expandable)
        case Divider():
            yield from _line((Text(_RULE),), place)


def _line(parts: Inlines, place: _Place) -> Iterator[Span]:
    yield Span(place.lead, place.tags)
    for part in parts:
        yield from _inline(part, place)


def _inline(part: Inline, place: _Place) -> Iterator[Span]:
    match part:
        case Text(text):
            words = _CLOSED_SLASH.sub(f"/{_WORD_JOINER}", text)
            yield Span(_FILE_DOT.sub(_WORD_JOINER, words), place.tags)
        case Code(text):
            yield Span(text, place.for_code("code"))
        case Math(latex):
            yield _formula(latex, place)
        case LineBreak():
            yield Span(place.newline, place.tags)
        case Strong(parts):
            yield from _line(parts, replace(place.tagged("b"), lead=""))
        case Emphasis(parts):
            yield from _line(parts, replace(place.tagged("i"), lead=""))
        case Spoiler(parts):
            yield from _line(parts, replace(place.tagged("tg-spoiler"), lead=""))
        case Anchor(parts, url):
            yield from _line(parts, replace(place.tagged(f'a href="{escape(url)}"'), lead=""))


def _formula(latex: str, place: _Place) -> Span:
    formula = to_unicode(latex)
    if formula.level is Level.NEEDS_FORM:
        return Span(formula.text, place.for_code("code"))
    text = _COMMAND_SLASH.sub(f"/{_WORD_JOINER}", formula.unbroken)
    return Span(text.replace("\n", place.newline), place.tags)


def _preformatted(text: str, language: str | None, place: _Place) -> Iterator[Span]:
    """Lines as they are, on lines of their own: an indent would become part of them."""
    if place.lead.strip():
        yield Span(f"{place.lead}\n", place.tags)
    code = (f'code class="language-{escape(language)}"',) if language else ()
    yield Span(text, place.for_code("pre", *code))


def _stacked(blocks: Document, place: _Place, gap: str) -> Iterator[Span]:
    for i, block in enumerate(blocks):
        if i:
            yield Span(gap, place.tags)
        yield from _block(block, place.below() if i else place)


def _quote(blocks: Document, place: _Place, *, expandable: bool) -> Iterator[Span]:
    """A quotation; Telegram allows none within another, so an inner one joins the outer."""
    if not any(tag.startswith("blockquote") for tag in place.tags):
        place = place.tagged("blockquote expandable" if expandable else "blockquote")
    return _stacked(blocks, place, BLANK_LINE.text)


def _items(block: Items, place: _Place) -> Iterator[Span]:
    inside = replace(place, indent=place.indent + _INDENT, depth=place.depth + 1)
    bullet = _BULLETS[min(place.depth, len(_BULLETS) - 1)]
    for i, item in enumerate(block.items):
        marker = f"{bullet} " if block.start is None else f"{block.start + i}. "
        lead = f"{place.newline}{marker}" if i else f"{place.lead}{marker}"
        if not item or isinstance(item[0], Items):  # the marker has a line of its own
            yield Span(lead, place.tags)
            lead = inside.newline
        yield from _stacked(item, replace(inside, lead=lead), "\n")


def _table(table: Table, place: _Place) -> Iterator[Span]:
    laid_out = columns.lay_out(table)
    fits = laid_out.width <= PHONE_COLUMNS and not any(
        isinstance(part, Anchor) for part in walk((table,))
    )
    if fits or not table.rows:
        yield from _preformatted("\n".join(laid_out.lines), None, place)
        return
    yield from _stacked(row_by_row(table), place, BLANK_LINE.text)
