"""Telegram's HTML: a text in, plain text and entities out, refused where Telegram refuses it.

The rules are those of TDLib's ``parse_html`` (td/telegram/MessageEntity.cpp): only its own tags,
properly nested; the references ``&lt; &gt; &amp; &quot;`` and numeric ones; any other ``&`` is
just a character. Simpler than there: a link needs a scheme, and is not rewritten.
"""

import re
from dataclasses import dataclass, field
from typing import Any, NoReturn

from tests.botapi.refusal import bad_request
from tests.botapi.utf16 import utf16_length

_TAGS = {
    "a": "text_link",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9a-fA-F]+)|#(?P<dec>[0-9]+)|(?P<name>[a-zA-Z]+));?")
_LONGEST_REFERENCE = 9
_CHARACTERS = re.compile(r"[^<&]+|&")
_NAME = re.compile(r"[^ \t\r\n\v\0>]*")
_SPACE = re.compile(r"[ \t\r\n\v\0]*")
_ATTRIBUTE = re.compile(
    r"""([^\s=>/"']+)\s*(?:=\s*("[^"]*"|'[^']*'|[A-Za-z0-9.-]+(?=[\s>])))?\s*""", re.ASCII
)
_LINK = re.compile(r"https?://[^\s/]+\.[^\s/]|tg://\S", re.IGNORECASE)


@dataclass
class _Element:
    tag: str
    attributes: dict[str, str]
    offset: int
    start: int


@dataclass
class _Parser:
    source: str
    position: int = 0
    text: str = ""
    offset: int = 0
    elements: list[_Element] = field(default_factory=list)
    entities: list[dict[str, Any]] = field(default_factory=list)
    language: str = ""  # of the last entity, if that is <code class="language-…">

    def run(self) -> tuple[str, list[dict[str, Any]]]:
        while self.position < len(self.source):
            if self.source.startswith("</", self.position):
                self._end_tag()
            elif self.source.startswith("<", self.position):
                self._start_tag()
            else:
                self._characters()
        if self.elements:
            tag = self.elements[-1].tag
            self._refuse(f'Can\'t find end tag corresponding to start tag "{tag}"')
        return self.text, sorted(self.entities, key=lambda it: (it["offset"], -it["length"]))

    def _refuse(self, why: str) -> NoReturn:
        raise bad_request(f"can't parse entities: {why}")

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self.source, self.position)
        if match:
            self.position = match.end()
        return match

    def _at(self, position: int) -> str:
        return f"at byte offset {len(self.source[:position].encode())}"

    def _characters(self) -> None:
        reference = _REFERENCE.match(self.source, self.position)
        text = reference and _referenced(reference)
        match = self._take(_REFERENCE if text else _CHARACTERS)
        text = text or (match.group() if match else "")
        self.text += text
        self.offset += utf16_length(text)

    def _start_tag(self) -> None:
        begin = self.position
        self.position += 1
        name = self._take(_NAME)
        tag = name.group().lower() if name else ""
        if self.position == len(self.source):
            self._refuse(f"Unclosed start tag {self._at(begin)}")
        if tag not in _TAGS:
            self._refuse(f'Unsupported start tag "{tag}" {self._at(begin)}')
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            self._refuse(f'Tag "span" must have class "tg-spoiler" {self._at(begin)}')
        self.elements.append(_Element(tag, attributes, self.offset, len(self.text)))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        attributes = {}
        self._take(_SPACE)
        while not self.source.startswith(">", self.position):
            if self.position == len(self.source):
                self._refuse(f'Unclosed start tag "{tag}" {self._at(begin)}')
            match = self._take(_ATTRIBUTE)
            if not match or self.source.startswith("=", self.position):
                self._refuse(f'Malformed attribute in the tag "{tag}" {self._at(begin)}')
            attributes[match[1]] = _unquoted(match[2] or "")
        self.position += 1
        return attributes

    def _end_tag(self) -> None:
        begin = self.position
        self.position += 2
        if not self.elements:
            self._refuse(f"Unexpected end tag {self._at(begin)}")
        name = self._take(_NAME)
        found = name.group().lower() if name else ""
        self._take(_SPACE)
        if not self.source.startswith(">", self.position):
            self._refuse(f"Unclosed end tag {self._at(begin)}")
        self.position += 1
        element = self.elements.pop()
        if found and found != element.tag:
            self._refuse(
                f"Unmatched end tag {self._at(begin)}, "
                f'expected "</{element.tag}>", found "</{found}>"'
            )
        if self.offset > element.offset:
            self._add_entity(element)

    def _add_entity(self, element: _Element) -> None:
        entity = _entity(element, self.text[element.start :])
        if not entity:
            return
        entity |= {"offset": element.offset, "length": self.offset - element.offset}
        if element.tag == "pre" and self.language and _same_place(entity, self.entities[-1]):
            self.entities.pop()
            entity["language"] = self.language
        self.entities.append(entity)
        self.language = _language(element)


def parse_html(source: str) -> tuple[str, list[dict[str, Any]]]:
    """Parse a text of parse mode HTML.

    Returns:
        The plain text, and its entities with offsets and lengths in UTF-16 code units.

    Raises:
        Refusal: 400 ``can't parse entities: …``.
    """
    return _Parser(source).run()


def _referenced(reference: re.Match[str]) -> str:
    """Return the character that a reference stands for, or nothing if Telegram knows none."""
    if reference["name"]:
        return _NAMED.get(reference["name"], "")
    code = int(reference["hex"], 16) if reference["hex"] else int(reference["dec"])
    is_character = 0 < code < 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    is_short = len(reference[0].removesuffix(";")) <= _LONGEST_REFERENCE
    return chr(code) if is_character and is_short else ""


def _unquoted(value: str) -> str:
    if value[:1] not in {'"', "'"}:
        return value.lower()
    return _REFERENCE.sub(lambda reference: _referenced(reference) or reference[0], value[1:-1])


def _language(element: _Element) -> str:
    kind = element.attributes.get("class", "")
    is_code = element.tag == "code" and kind.startswith("language-")
    return kind.removeprefix("language-") if is_code else ""


def _same_place(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return (one["offset"], one["length"]) == (other["offset"], other["length"])


def _entity(element: _Element, text: str) -> dict[str, Any] | None:
    """Build the entity without its place; None where Telegram drops it silently."""
    entity: dict[str, Any] = {"type": _TAGS[element.tag]}
    match element.tag:
        case "a":
            entity["url"] = element.attributes.get("href") or text
            return entity if _LINK.match(entity["url"]) else None
        case "tg-emoji":
            entity["custom_emoji_id"] = element.attributes.get("emoji-id", "")
        case "tg-time":
            unix = element.attributes.get("unix", "")
            return {**entity, "unix_time": int(unix)} if unix.isdecimal() else None
        case "blockquote" if "expandable" in element.attributes:
            entity["type"] = "expandable_blockquote"
    return entity
