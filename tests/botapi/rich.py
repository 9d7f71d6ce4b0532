"""Rich messages: what they may hold beyond their types, and how they read as plain text."""

from collections.abc import Iterator
from typing import Any

from tests.botapi.keyboard import check_button
from tests.botapi.refusal import bad_request, not_simulated
from tests.botapi.specification import Json
from tests.botapi.utf16 import utf16_length

CHARACTERS = 32_768
BLOCKS = 500
LEVELS = 16
COLUMNS = 20
BUTTONS_IN_BLOCK = 8

_MEDIA = {"animation", "audio", "collage", "document", "map", "photo", "slideshow", "video"}
_TEXTS = ("summary", "text", "credit")


def rich_message(rich: Json) -> Json:
    """Check a rich message; return it as Telegram shows it in a message.

    Raises:
        Refusal: 400; 501 for HTML, Markdown and media, which the double does not play.
    """
    forms = [form for form in ("blocks", "html", "markdown") if form in rich]
    if len(forms) != 1:
        raise bad_request(f"exactly one of blocks, html, markdown must be used, not {forms}")
    if forms != ["blocks"]:
        raise not_simulated(f"rich messages in {forms[0]}")
    _check_limits(rich["blocks"])
    for block, _ in _blocks(rich["blocks"], 1):
        _check_block(block)
    return {"blocks": [_shown(block) for block in rich["blocks"]]}


def plain_text(blocks: list[Json]) -> str:
    """Write blocks as plain text: formulas between dollar signs, cells between bars."""
    return "\n".join(_block_text(block) for block in blocks)


def rich_buttons(blocks: list[Json]) -> Iterator[Json]:
    """Find the buttons inside a rich message."""
    for block, _ in _blocks(blocks, 1):
        yield from block.get("buttons", [])


def _block_text(block: Json) -> str:
    match block:
        case {"type": "mathematical_expression", "expression": expression}:
            return f"$${expression}$$"
        case {"type": "list", "items": items}:
            return "\n".join(f"{item['label']} {plain_text(item['blocks'])}" for item in items)
        case {"type": "table", "cells": rows}:
            return "\n".join(
                " | ".join(_rich_text(cell.get("text", "")) for cell in row) for row in rows
            )
        case {"type": "buttons", "buttons": buttons}:
            return " ".join(f"[{_rich_text(button['text'])}]" for button in buttons)
    lines = [_rich_text(block[name]) for name in _TEXTS if name in block]
    return "\n".join([*lines, *(_block_text(inner) for inner in block.get("blocks", []))])


def _rich_text(text: Any) -> str:
    match text:
        case str():
            return text
        case list():
            return "".join(_rich_text(part) for part in text)
        case {"expression": expression}:
            return f"${expression}$"
    return _rich_text(text.get("text", text.get("alternative_text", "")))


def _blocks(blocks: list[Json], level: int) -> Iterator[tuple[Json, int]]:
    """Walk all blocks, each with its level of nesting; a block at the top is on level 1."""
    for block in blocks:
        yield block, level
        yield from _blocks(block.get("blocks", []), level + 1)
        for item in block.get("items", []):
            yield from _blocks(item["blocks"], level + 1)


def _texts(block: Json) -> Iterator[Any]:
    """Walk the rich texts that stand in a block itself."""
    yield from (block[name] for name in _TEXTS if name in block)
    if block["type"] == "table" and "caption" in block:
        yield block["caption"]
    yield from (cell["text"] for row in block.get("cells", []) for cell in row if "text" in cell)
    yield from (button["text"] for button in block.get("buttons", []))
    if block["type"] == "mathematical_expression":
        yield block["expression"]


def _parts(text: Any, level: int) -> Iterator[tuple[str, int]]:
    """Walk the character strings of a rich text, formulas too, each with its level of nesting."""
    match text:
        case str():
            yield text, level
        case list():
            for part in text:
                yield from _parts(part, level)
        case {"expression": expression}:
            yield expression, level + 1
        case _:
            yield from _parts(text.get("text", ""), level + 1)


def _check_limits(blocks: list[Json]) -> None:
    walked = list(_blocks(blocks, 1))
    if not walked:
        raise bad_request("rich message must be non-empty")
    parts = [
        part for block, level in walked for text in _texts(block) for part in _parts(text, level)
    ]
    if sum(utf16_length(string) for string, _ in parts) > CHARACTERS:
        raise bad_request("rich message is too long")
    inner = sum(len(block.get("items", [])) + len(block.get("cells", [])) for block, _ in walked)
    if len(walked) + inner > BLOCKS:
        raise bad_request("rich message has too many blocks")
    if max(level for _, level in [*walked, *parts]) > LEVELS:
        raise bad_request("rich message is nested too deeply")


def _check_block(block: Json) -> None:
    kind = block["type"]
    for name in ("blocks", "items", "cells", *_TEXTS):
        content = block.get(name, "-")
        if not (_rich_text(content).strip() if name in _TEXTS else content):
            raise bad_request(f"{kind}.{name} must be non-empty")
    for text in _texts(block):
        _check_formulas(text)
    if kind == "mathematical_expression":
        _check_formulas(block)
    if kind == "heading" and not 1 <= block["size"] <= 6:
        raise bad_request("invalid section heading size specified")
    if kind == "list":
        _check_list(block["items"])
    if kind == "table":
        _check_table(block["cells"])
    if kind == "buttons":
        _check_buttons(block["buttons"])
    if kind in _MEDIA:
        raise not_simulated(f"{kind} in a rich message")


def _check_list(items: list[Json]) -> None:
    kinds = {item.get("type") for item in items}
    if not kinds <= {None, "1", "a", "A", "i", "I"}:
        raise bad_request("invalid list item type specified")
    if None in kinds and len(kinds) > 1:
        raise bad_request("list must be either ordered or unordered")
    if not all(item["blocks"] for item in items):
        raise bad_request("list item must be non-empty")


def _check_table(rows: list[list[Json]]) -> None:
    widths = {sum(cell.get("colspan", 1) for cell in row) for row in rows}
    if max(widths) > COLUMNS:
        raise bad_request("rich message table has too many columns")
    if len(widths) > 1:
        raise bad_request(f"the rows of a table have different lengths: {sorted(widths)}")
    for cell in (cell for row in rows for cell in row):
        if cell["align"] not in {"left", "center", "right"}:
            raise bad_request("invalid table cell align specified")
        if cell["valign"] not in {"top", "middle", "bottom"}:
            raise bad_request("invalid table cell valign specified")


def _check_buttons(buttons: list[Json]) -> None:
    if not 1 <= len(buttons) <= BUTTONS_IN_BLOCK:
        raise bad_request(f"a block of buttons must have 1-8 buttons, not {len(buttons)}")
    for button in buttons:
        check_button(button)


def _check_formulas(text: Any) -> None:
    match text:
        case list():
            for part in text:
                _check_formulas(part)
        case {"expression": expression}:
            if not expression.strip() or "$" in expression.replace(r"\$", ""):
                raise bad_request(f"mathematical expression {expression!r}: LaTeX without dollars")
        case {"text": inner}:
            _check_formulas(inner)


def _shown(block: Json) -> Json:
    shown = dict(block)
    if "blocks" in block:
        shown["blocks"] = [_shown(inner) for inner in block["blocks"]]
    if "items" in block:
        shown["items"] = [
            {**_shown(item), "label": _label(item, position)}
            for position, item in enumerate(block["items"], start=1)
        ]
    return shown


def _label(item: Json, position: int) -> str:
    return f"{item.get('value', position)}." if "type" in item else "•"
