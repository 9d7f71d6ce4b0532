"""Questions and answers in rows."""

from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.storage.knowledge.importing import read_source
from bot.storage.knowledge.importing.markup import markdown_of


def read(
    tmp_path: Path, text: str, name: str = "table.csv"
) -> list[tuple[int, dict[str, str], dict[str, str]]]:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    found = read_source(path).found
    return [(one.line, one.parts.get("question", {}), one.parts.get("answer", {})) for one in found]


def test_a_table_without_heads_asks_first_and_answers_second(tmp_path: Path) -> None:
    text = '"What is a, or b?","It is\nlong, so so."\r\n什么是甲,乙\n,\n'
    assert read(tmp_path, text) == [
        (1, {"en": "What is a, or b?"}, {"en": "It is\nlong, so so."}),
        (3, {"zh": "什么是甲"}, {"zh": "乙"}),
    ]


def test_columns_are_told_by_their_heads_in_either_language(tmp_path: Path) -> None:
    assert read(tmp_path, "编号;答案;问题\n7;乙;什么是甲\n") == [
        (2, {"zh": "什么是甲"}, {"zh": "乙"})
    ]
    text = "Question (en)\tQuestion (zh)\tshort_en\nWhat?\t什么？\tThat.\n"
    assert read(tmp_path, text, "a.tsv") == [(2, {"en": "What?", "zh": "什么？"}, {})]


def test_a_guard_against_formulas_is_taken_off(tmp_path: Path) -> None:
    assert read(tmp_path, "question,answer\n'=1+1 is what?,'-2\n'Tis why?,x\n") == [
        (2, {"en": "=1+1 is what?"}, {"en": "-2"}),
        (3, {"en": "'Tis why?"}, {"en": "x"}),
    ]


def test_ankis_text_export_is_read_by_its_own_account(tmp_path: Path) -> None:
    text = (
        "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n"
        "#tags column:6\n"
        'x1\tBasic\tDL\t"What is <b>a</b>?"\t"It is \\(x^2\\)<br>&lt;so&gt;"\ttag\n'
    )
    assert read(tmp_path, text, "notes.txt") == [
        (7, {"en": "What is **a**?"}, {"en": "It is $x^2$\n<so>"})
    ]


def test_ankis_columns_with_names_are_told_by_them(tmp_path: Path) -> None:
    text = "#separator:semicolon\n#html:false\n#columns:Back;Front\n乙;什么是甲\n"
    assert read(tmp_path, text, "notes.txt") == [(4, {"zh": "什么是甲"}, {"zh": "乙"})]


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<div>a</div><div>b</div>", "a\n\nb"),
        ("<ul><li>a</li><li><i>b</i></li></ul>", "- a\n- *b*"),
        ('<a href="https://example.org">x</a>', "[x](https://example.org)"),
        (r"\[a<b\] and [$]c[/$]", "$$a<b$$ and $c$"),
        ("a &amp; b&nbsp;c", "a & b\u00a0c"),
    ],
)
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    assert markdown_of(html) == markdown


def test_quotes_that_are_not_closed_swallow_nothing(tmp_path: Path) -> None:
    with pytest.raises(
        KnowledgeError, match=r"table\.csv:2:1: a cell in quotes does not end; close"
    ):
        read(tmp_path, 'question,answer\n"What is a?,b\nWhat is c?,d\n')
    assert read(tmp_path, 'What is a 5" disk?,"An ""old"" one.\n"') == [
        (1, {"en": 'What is a 5" disk?'}, {"en": 'An "old" one.'})
    ]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"\x89PNG\r\n\x1a\n\x00", "byte 0x89 is not UTF-8; save the file as UTF-8"),
        ("什么是甲？".encode("gb18030"), "is not UTF-8"),
        ("什么".encode("utf-16"), "is not UTF-8"),
        (b"a\x00b", "a zero byte"),
        (b"a" * (4 * 1024 * 1024 + 1), "more than the 4,194,304 allowed"),
    ],
)
def test_what_is_no_text_of_ours_is_named(tmp_path: Path, raw: bytes, says: str) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(raw)
    with pytest.raises(KnowledgeError) as caught:
        read_source(path)
    assert says in str(caught.value)
