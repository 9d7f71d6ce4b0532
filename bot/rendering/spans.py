"""Tagged text, and how it becomes HTML messages of Telegram's greatest length.

A span is a run of text with the tags around it. Text is cut while it is still plain and counted as
Telegram counts it; tags are written last, so that none can be cut or left open.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from operator import attrgetter
from typing import TypeAlias
from unicodedata import combining

from bot.rendering.utf16 import utf16_length

MESSAGE_LENGTH = 4096
"""The most UTF-16 code units that a message may have, tags not counted (Bot API, sendMessage)."""


CAPTION_LENGTH = 1024
"""The same for the text below a picture or a file (Bot API, sendPhoto)."""


@dataclass(frozen=True, slots=True)
class Span:
    """Text within tags, outermost first; a tag is what stands between ``<`` and ``>``."""

    text: str
    tags: tuple[str, ...] = ()


Spans: TypeAlias = tuple[Span, ...]

BLANK_LINE = Span("\n\n")
_CUTS = tuple(map(re.compile, (r"\n\n", r"\n(?! )", r"\n", r"[。！？；]|[.!?;](?=\s)", " ")))
"""Behind what a text is cut, the better first: a paragraph, an item, a line, a sentence, a word."""
_JOINERS = "\u200d\u2060"


def messages(blocks: Iterable[Spans]) -> tuple[str, ...]:
    """Return the blocks as HTML messages, divided by blank lines, as few as possible.

    A block begins a new message if it does not fit into the one before; one that is too long for
    any message is cut at the end of a paragraph, an item, a line, a sentence or a word.
    """
    packed: list[Spans] = []
    room = 0
    for block in blocks:
        size = utf16_length(_text(block))
        if size + len(BLANK_LINE.text) <= room:
            packed[-1] = (*packed[-1], BLANK_LINE, *block)
            room -= size + len(BLANK_LINE.text)
        else:
            packed += _cut(block)
            room = MESSAGE_LENGTH - utf16_length(_text(packed[-1]))
    return tuple(_html(spans) for spans in packed if _is_visible(_text(spans)))


def caption(blocks: Iterable[Spans]) -> str | None:
    """Return the blocks as one caption in HTML; None if that would be too long."""
    spans: Spans = ()
    for block in blocks:
        spans = (*spans, BLANK_LINE, *block) if spans else block
    return _html(spans) if utf16_length(_text(spans)) <= CAPTION_LENGTH else None


def _is_visible(text: str) -> bool:
    """Whether there is anything to see: Telegram refuses a message without."""
    return any(character.isprintable() and not character.isspace() for character in text)


def _text(spans: Spans) -> str:
    return "".join(span.text for span in spans)


def _cut(spans: Spans) -> Iterator[Spans]:
    """The spans as they are, or in pieces of at most ``MESSAGE_LENGTH``."""
    text = _text(spans)
    start = 0
    while utf16_length(text[start:]) > MESSAGE_LENGTH:
        stop = start + _cut_position(text[start:])
        yield _slice(spans, start, stop)
        start = stop
    yield _slice(spans, start, len(text))


def _cut_position(text: str) -> int:
    """Where to cut: as late as possible, and at the best place in the second half."""
    fitting = _fitting(text)
    for cut in _CUTS:
        ends = [found.end() for found in cut.finditer(fitting, len(fitting) // 2)]
        if ends:
            return ends[-1]
    return _character_end(text, len(fitting))


def _fitting(text: str) -> str:
    """As much of the beginning as has the length of a message."""
    fitting = text[:MESSAGE_LENGTH]
    while (excess := utf16_length(fitting) - MESSAGE_LENGTH) > 0:
        fitting = fitting[: -((excess + 1) // 2)]
    return fitting


def _character_end(text: str, position: int) -> int:
    """The last position up to this one that parts no character from its accents."""
    while position > 1 and (
        combining(text[position]) or text[position] in _JOINERS or text[position - 1] in _JOINERS
    ):
        position -= 1
    return position


def _slice(spans: Spans, start: int, stop: int) -> Spans:
    sliced = []
    offset = 0
    for span in spans:
        text = span.text[max(start - offset, 0) : max(stop - offset, 0)]
        if text:
            sliced.append(Span(text, span.tags))
        offset += len(span.text)
    return tuple(sliced)


def _html(spans: Spans) -> str:
    written: list[str] = []
    opened: tuple[str, ...] = ()
    for tags, run in groupby((*spans, Span("")), attrgetter("tags")):
        shared = _shared(opened, tags)
        written += [f"</{tag.partition(' ')[0]}>" for tag in reversed(opened[shared:])]
        written += [f"<{tag}>" for tag in tags[shared:]]
        written.append(escape("".join(span.text for span in run), quote=False))
        opened = tags
    return "".join(written)


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many tags two lists have in common from the outside."""
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    return shared
