"""Formatted text: what a call asks for, what Telegram makes of it, and back to HTML."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.botapi.html import parse_html
from tests.botapi.refusal import bad_request, not_simulated
from tests.botapi.specification import Json
from tests.botapi.utf16 import utf16_length, utf16_slice

MESSAGE_LENGTH = 4096
CAPTION_LENGTH = 1024

_CONTROL = {code: " " for code in range(32) if chr(code) != "\n"} | {ord("\r"): None}
_AUTOMATIC = (
    ("url", re.compile(r"https?://[^\s<>]*[^\s<>.,;:!?)]")),
    (
        "bot_command",
        re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])"),
    ),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z][A-Za-z0-9_]{2,31}(?!\w)")),
)
_NO_LINKS_INSIDE = {"code", "pre", "text_link", "url", "bot_command", "mention"}
_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}


@dataclass(frozen=True)
class FormattedText:
    """A text and its entities, offsets in UTF-16 code units."""

    text: str
    entities: tuple[Json, ...] = ()

    def as_fields(self, text: str = "text", entities: str = "entities") -> Json:
        """Return the fields of a message that hold this text."""
        fields: Json = {text: self.text} if self.text else {}
        return fields | ({entities: list(self.entities)} if self.entities else {})


def formatted(source: str, parse_mode: str | None, entities: list[Json] | None) -> FormattedText:
    """Parse, clean and trim a text as Telegram does, and find the commands and links in it.

    Raises:
        Refusal: 400, it cannot be parsed.
    """
    text, marks = _parsed(source.translate(_CONTROL), parse_mode, entities or [])
    trimmed = text.strip()
    shift = utf16_length(text) - utf16_length(text.lstrip())
    length = utf16_length(trimmed)
    kept = [_moved(mark, shift, length) for mark in marks]
    return with_automatic_entities(trimmed, [mark for mark in kept if mark["length"] > 0])


def limited(text: FormattedText, limit: int, too_long: str) -> FormattedText:
    """Return the text, if it has at most ``limit`` UTF-16 code units.

    Raises:
        Refusal: 400 ``too_long``.
    """
    if utf16_length(text.text) > limit:
        raise bad_request(too_long)
    return text


def message_text(fields: Json, name: str = "text") -> FormattedText:
    """Read the text of a message from the fields of a call or of an inline result.

    Raises:
        Refusal: 400, it is empty, too long or cannot be parsed.
    """
    text = formatted(fields.get(name, ""), fields.get("parse_mode"), fields.get("entities"))
    if not text.text:
        raise bad_request("message text is empty")
    return limited(text, MESSAGE_LENGTH, "message is too long")


def caption(fields: Json) -> FormattedText:
    """Read the caption of a photo or document; it may be empty.

    Raises:
        Refusal: 400, it is too long or cannot be parsed.
    """
    marks = fields.get("caption_entities")
    text = formatted(fields.get("caption", ""), fields.get("parse_mode"), marks)
    return limited(text, CAPTION_LENGTH, "message caption is too long")


def with_automatic_entities(text: str, entities: list[Json]) -> FormattedText:
    """Add the commands, mentions and URLs that every client shows as links."""
    marks = list(entities)
    for found in _automatic(text):
        if not any(_hides(mark, found) for mark in marks):
            marks.append(found)
    return FormattedText(text, tuple(sorted(marks, key=lambda it: (it["offset"], -it["length"]))))


def to_html(text: str, entities: tuple[Json, ...]) -> str:
    """Write a text with its entities as HTML, in one canonical form that tests can compare."""
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for mark in entities:
        start, end = _tags(mark)
        opening.setdefault(mark["offset"], []).append(start)
        closing.setdefault(mark["offset"] + mark["length"], []).insert(0, end)
    edges = sorted({0, utf16_length(text), *opening, *closing})
    parts = []
    for edge, following in zip(edges, [*edges[1:], edges[-1]], strict=True):
        parts += closing.get(edge, [])
        parts += opening.get(edge, [])
        parts.append(html.escape(utf16_slice(text, edge, following - edge), quote=False))
    return "".join(parts)


def _parsed(source: str, parse_mode: str | None, entities: list[Json]) -> tuple[str, list[Json]]:
    match (parse_mode or "").lower():
        case "html":
            return parse_html(source)
        case "":
            return source, entities
        case "markdown" | "markdownv2":
            raise not_simulated(f"parse_mode {parse_mode}")
        case _:
            raise bad_request("unsupported parse_mode")


def _moved(mark: Json, shift: int, length: int) -> Json:
    start = max(mark["offset"] - shift, 0)
    end = min(mark["offset"] + mark["length"] - shift, length)
    return {**mark, "offset": start, "length": end - start}


def _automatic(text: str) -> Iterator[Json]:
    for kind, pattern in _AUTOMATIC:
        for match in pattern.finditer(text):
            offset = utf16_length(text[: match.start()])
            yield {"type": kind, "offset": offset, "length": utf16_length(match[0])}


def _hides(mark: Json, found: Json) -> bool:
    """Tell whether a found link lies in code or in another link, where Telegram looks for none."""
    overlap = (
        found["offset"] < mark["offset"] + mark["length"]
        and mark["offset"] < found["offset"] + found["length"]
    )
    return overlap and mark["type"] in _NO_LINKS_INSIDE


def _tags(mark: Json) -> tuple[str, str]:
    match mark:
        case {"type": "text_link", "url": url}:
            return f'<a href="{html.escape(url)}">', "</a>"
        case {"type": "pre", "language": language}:
            return f'<pre><code class="language-{language}">', "</code></pre>"
        case {"type": "expandable_blockquote"}:
            return "<blockquote expandable>", "</blockquote>"
        case {"type": kind} if kind in _TAGS:
            return f"<{_TAGS[kind]}>", f"</{_TAGS[kind]}>"
    return "", ""
