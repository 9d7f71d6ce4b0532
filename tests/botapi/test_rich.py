from typing import Any

import pytest

from tests.botapi import BotApi, Person
from tests.botapi.conftest import Calls, Refuses

_PARAGRAPH = {"type": "paragraph", "text": "x"}


def _nested(levels: int) -> dict[str, Any]:
    block: dict[str, Any] = _PARAGRAPH
    for _ in range(levels - 1):
        block = {"type": "blockquote", "blocks": [block]}
    return block


def _row(width: int) -> list[dict[str, Any]]:
    return [{"text": "x", "align": "left", "valign": "top"}] * width


def _items(*kinds: str | None) -> list[dict[str, Any]]:
    return [{"blocks": [_PARAGRAPH], **({"type": kind} if kind else {})} for kind in kinds]


async def test_a_rich_message_reads_as_plain_text(api: BotApi, call: Calls, ann: Person) -> None:
    bold = {"type": "bold", "text": ["b", {"type": "mathematical_expression", "expression": "c"}]}
    button = {"text": "Next", "callback_data": "/next"}
    blocks = [
        {"type": "heading", "text": "H", "size": 1},
        {"type": "paragraph", "text": ["a ", bold]},
        {"type": "mathematical_expression", "expression": r"\sum x"},
        {"type": "list", "items": _items(None, None)},
        {"type": "list", "items": _items("1", "1")},
        {"type": "table", "cells": [_row(2), _row(2)]},
        {"type": "details", "summary": "S", "blocks": [_PARAGRAPH]},
        {"type": "divider"},
        {"type": "footer", "text": "f"},
        {"type": "buttons", "buttons": [button]},
    ]
    await call("sendRichMessage", chat_id=ann.id, rich_message={"blocks": blocks})
    shown = await api.next_from_bot(ann)
    assert shown.text.splitlines() == [
        *("H", "a b$c$", r"$$\sum x$$", "• x", "• x", "1. x", "2. x"),
        *("x | x", "x | x", "S", "x", "", "f", "[Next]"),
    ]
    assert shown.labels == ["Next"]
    assert shown.button("Next").data == "/next"


@pytest.mark.parametrize(
    "blocks",
    [
        [{"type": "paragraph", "text": "𝛁" * 16_384}],
        [_PARAGRAPH] * 500,
        [_nested(16)],
        [{"type": "table", "cells": [_row(20)]}],
        [{"type": "mathematical_expression", "expression": r"5\$"}],
    ],
)
async def test_what_is_at_the_limit_is_taken(blocks: list[Any], call: Calls, ann: Person) -> None:
    await call("sendRichMessage", chat_id=ann.id, rich_message={"blocks": blocks})


@pytest.mark.parametrize(
    ("blocks", "why"),
    [
        ([], "rich message must be non-empty"),
        ([{"type": "paragraph", "text": "x" * 32_769}], "rich message is too long"),
        ([_PARAGRAPH] * 501, "rich message has too many blocks"),
        ([_nested(17)], "rich message is nested too deeply"),
        ([{"type": "paragraph", "text": [" "]}], "paragraph.text must be non-empty"),
        ([{"type": "list", "items": []}], "list.items must be non-empty"),
        ([{"type": "list", "items": [{"blocks": []}]}], "list item must be non-empty"),
        (
            [{"type": "list", "items": _items("1", None)}],
            "list must be either ordered or unordered",
        ),
        ([{"type": "list", "items": _items("x")}], "invalid list item type specified"),
        (
            [{"type": "heading", "text": "x", "size": 7}],
            "invalid section heading size specified",
        ),
        (
            [{"type": "table", "cells": [_row(21)]}],
            "rich message table has too many columns",
        ),
        (
            [{"type": "table", "cells": [_row(1), _row(2)]}],
            "the rows of a table have different lengths: [1, 2]",
        ),
        (
            [{"type": "table", "cells": [[{"align": "justify", "valign": "top"}]]}],
            "invalid table cell align specified",
        ),
        (
            [{"type": "mathematical_expression", "expression": "$x$"}],
            "mathematical expression '$x$': LaTeX without dollars",
        ),
        (
            [{"type": "buttons", "buttons": [{"text": "x", "callback_data": "x" * 65}]}],
            "BUTTON_DATA_INVALID",
        ),
        (
            [{"type": "buttons", "buttons": []}],
            "a block of buttons must have 1-8 buttons, not 0",
        ),
    ],
)
async def test_what_is_beyond_is_refused(
    blocks: list[Any], why: str, refused: Refuses, ann: Person
) -> None:
    answer = await refused("sendRichMessage", chat_id=ann.id, rich_message={"blocks": blocks})
    assert answer == (400, f"Bad Request: {why}")


async def test_exactly_one_form_and_the_double_plays_blocks(refused: Refuses, ann: Person) -> None:
    both = {"blocks": [_PARAGRAPH], "html": "x"}
    assert (await refused("sendRichMessage", chat_id=ann.id, rich_message=both))[0] == 400
    assert (await refused("sendRichMessage", chat_id=ann.id, rich_message={}))[0] == 400
    html = {"html": "<p>x</p>"}
    assert (await refused("sendRichMessage", chat_id=ann.id, rich_message=html))[0] == 501


async def test_a_server_without_rich_messages_does_not_blame_the_bot(
    api: BotApi, call: Calls, refused: Refuses, ann: Person
) -> None:
    api.world.has_rich_messages = False
    rich = {"blocks": [_PARAGRAPH]}
    assert await refused("sendRichMessage", chat_id=ann.id, rich_message=rich) == (
        404,
        "Not Found",
    )
    sent = await call("sendMessage", chat_id=ann.id, text="x")
    assert await refused(
        "editMessageText", chat_id=ann.id, message_id=sent["message_id"], rich_message=rich
    ) == (400, "Bad Request: message text is empty")
    assert api.refused == []


async def test_text_turns_into_a_rich_message_and_back(
    api: BotApi, call: Calls, ann: Person
) -> None:
    sent = await call("sendMessage", chat_id=ann.id, text="x")
    where = {"chat_id": ann.id, "message_id": sent["message_id"]}
    await call("editMessageText", **where, rich_message={"blocks": [_PARAGRAPH]})
    await call("editMessageText", **where, text="y")
    shown = [await api.next_from_bot(ann) for _ in range(3)]
    assert [(it.text, bool(it.blocks), it.edited) for it in shown] == [
        ("x", False, False),
        ("x", True, True),
        ("y", False, True),
    ]
