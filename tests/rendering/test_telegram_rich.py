import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.texts import words
from bot.conversation.views import answers
from bot.domain.knowledge import Deck
from bot.domain.language import Language
from bot.rendering.document import (
    Align,
    Block,
    Document,
    Footer,
    Formula,
    Heading,
    Items,
    LineBreak,
    Math,
    Paragraph,
    Preformatted,
    Quote,
    Strong,
    Table,
    Text,
)
from bot.rendering.markdown import parse
from bot.rendering.telegram_rich import TABLE_COLUMNS, render
from tests.botapi.rich import plain_text, rich_message
from tests.botapi.specification import Json, check_request, method_named
from tests.rendering.documents import DOCUMENTS, LAW, texts, visible

SEND = method_named("sendRichMessage")


def accepted(document: Document) -> tuple[Json, ...]:
    """Render a document; the messages are those of aiogram's models, within Telegram's limits."""
    messages = render(document)
    for message in messages:
        check_request(SEND, {"chat_id": 1, "rich_message": message})
        rich_message(message)
    return messages


def blocks(source: str) -> list[Json]:
    [message] = accepted(parse(source))
    return list(message["blocks"])


def formula(latex: str) -> Json:
    return {"type": "mathematical_expression", "expression": latex}


def strings(node: Any) -> Iterator[str]:
    """Every text and formula of a message, in order."""
    match node:
        case str():
            yield node
        case list():
            for part in node:
                yield from strings(part)
        case dict():
            for name in ("text", "expression", "blocks", "items", "cells"):
                yield from strings(node.get(name, []))


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def test_running_text() -> None:
    assert blocks(
        "# Why\n\n**see $x^2$** in `a.py`\nand [*it*](http://b.c)\n\n---\n\n$$\\sum x$$"
    ) == [
        {"type": "heading", "text": "Why", "size": 1},
        {
            "type": "paragraph",
            "text": [
                {"type": "bold", "text": ["see ", formula("x^2")]},
                " in ",
                {"type": "code", "text": "a.py"},
                " and ",
                {"type": "url", "text": {"type": "italic", "text": "it"}, "url": "http://b.c"},
            ],
        },
        {"type": "divider"},
        formula(r"\sum x"),
    ]


def test_lists_are_lists_and_keep_their_numbers() -> None:
    assert blocks("- a\n- $b$\n\n  c") == [
        {
            "type": "list",
            "items": [
                {"blocks": [{"type": "paragraph", "text": "a"}]},
                {
                    "blocks": [
                        {"type": "paragraph", "text": formula("b")},
                        {"type": "paragraph", "text": "c"},
                    ]
                },
            ],
        }
    ]
    [numbered] = blocks("7. a\n8. b")
    assert [(item["type"], item["value"]) for item in numbered["items"]] == [("1", 7), ("1", 8)]


def test_formulas_stay_in_their_cells() -> None:
    [table] = blocks("| f | |\n|:--|--:|\n| $x^2$ | **2** |")
    assert table["cells"] == [
        [
            {"text": "f", "align": "left", "valign": "middle", "is_header": True},
            {"align": "right", "valign": "middle", "is_header": True},
        ],
        [
            {"text": formula("x^2"), "align": "left", "valign": "middle"},
            {"text": {"type": "bold", "text": "2"}, "align": "right", "valign": "middle"},
        ],
    ]


def test_points_are_folded_with_their_formulas() -> None:
    points = Items(((Paragraph((Text("so "), Math("x"))),), (paragraph("b"), Formula("y"))))
    [message] = accepted((Quote((points,), expandable=True),))
    assert message["blocks"] == [
        {
            "type": "expandable_blockquote",
            "text": ["• ", "so ", formula("x"), "\n", "• ", "b", "\n", formula("y")],
        }
    ]


def test_what_cannot_be_folded_is_quoted() -> None:
    quote = Quote((paragraph("a"), Preformatted("b")), expandable=True)
    [message] = accepted((quote,))
    assert message["blocks"] == [
        {
            "type": "blockquote",
            "blocks": [{"type": "paragraph", "text": "a"}, {"type": "pre", "text": "b"}],
        }
    ]


def test_code_and_small_print() -> None:
    assert blocks("```python\nx = 1\n```") == [
        {"type": "pre", "text": "x = 1", "language": "python"}
    ]
    [message] = accepted((Footer((Text("a"), LineBreak(), Text("b"))),))
    assert message["blocks"] == [{"type": "footer", "text": ["a", "\n", "b"]}]


def test_words_are_no_links_or_commands() -> None:
    [message] = accepted(parse("run train.py"))
    assert message["skip_entity_detection"]


@pytest.mark.parametrize(
    "block",
    [
        paragraph(" \n"),
        Paragraph((Strong(()),)),
        Formula(" "),
        Preformatted(""),
        Items(()),
        Quote((paragraph(""),)),
    ],
)
def test_nothing_visible_is_no_message(block: Block) -> None:
    assert render((block,)) == ()
    assert len(accepted((block, paragraph("a")))[0]["blocks"]) == 1


def test_an_empty_item_keeps_its_number() -> None:
    [message] = accepted((Items(((), (paragraph("a"),)), start=1),))
    assert plain_text(rich_message(message)["blocks"]) == "1. —\n2. a"


def test_a_dollar_in_a_formula_is_a_dollar() -> None:
    [message] = accepted((Formula(r"5$ + \$6"),))
    assert message["blocks"] == [formula(r"5\$ + \$6")]


def test_messages_end_between_blocks_and_never_with_a_heading() -> None:
    long = paragraph("a" * 20_000)
    title = Heading((Text("b"),), 2)
    first, second = accepted((long, title, long, title))
    assert [block["type"] for block in first["blocks"]] == ["paragraph"]
    assert [block["type"] for block in second["blocks"]] == ["heading", "paragraph", "heading"]


@pytest.mark.parametrize(
    "block",
    [
        paragraph("深😀 " * 20_000),
        Heading((Math("x+" * 20_000),), 1),
        Formula("x+" * 20_000),
        Preformatted("x = 1\n" * 10_000, "python"),
        Items(((paragraph("a"),),) * 1_000, start=1),
        Quote((paragraph("a" * 1_000),) * 100),
        Table(((Text("a"),),), (((Text("b" * 1_000),),),) * 100, (Align.LEFT,)),
    ],
)
def test_a_block_too_large_for_a_message_is_divided(block: Block) -> None:
    messages = accepted((block,))
    assert len(messages) > 1
    seen = Counter(visible("".join(strings([message["blocks"] for message in messages]))))
    assert seen >= Counter(visible("".join(texts(block, str))))


def test_a_list_goes_on_with_its_numbers() -> None:
    messages = accepted((Items(((paragraph("a"),),) * 400, start=1),))
    numbers = [item["value"] for m in messages for block in m["blocks"] for item in block["items"]]
    assert numbers == list(range(1, 401))


def test_a_table_with_too_many_columns_is_told_row_by_row() -> None:
    width = TABLE_COLUMNS + 1
    header = tuple((Text(f"h{i}"),) for i in range(width))
    row = tuple((Text(f"c{i}"),) for i in range(width))
    [message] = accepted((Table(header, (row, row), (Align.LEFT,) * width),))
    assert plain_text(message["blocks"]).splitlines() == [f"h{i}: c{i}" for i in range(width)] * 2


def test_what_is_nested_too_deeply_is_flattened() -> None:
    block: Block = paragraph("a")
    for _ in range(30):
        block = Quote((block,))
    [message] = accepted((block,))
    assert list(strings(message["blocks"])) == ["a"]


@LAW
@given(DOCUMENTS)
def test_every_document_makes_messages_that_telegram_accepts(document: Document) -> None:
    seen = visible("".join(strings([message["blocks"] for message in accepted(document)])))
    assert all(visible(text) in seen for text in texts(document, str))


@settings(LAW, max_examples=20)
@given(DOCUMENTS, st.integers(20, 100))
def test_every_long_document_does_so(document: Document, times: int) -> None:
    accepted(document * times)


@pytest.mark.parametrize("language", Language)
def test_the_whole_deck_is_accepted(deck: Deck, language: Language) -> None:
    say = words(language)
    for entry in deck.entries:
        for message in (answers.entry(entry, deck, say), answers.detail(entry, deck, say)):
            [rich] = accepted(message.document)
            seen = visible("".join(strings(rich["blocks"])))
            assert all(visible(it) in seen for it in texts(message.document, str))
            assert "details" not in json.dumps(rich)
