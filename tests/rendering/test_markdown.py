import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.document import (
    Align,
    Anchor,
    Code,
    Divider,
    Emphasis,
    Formula,
    Heading,
    Inlines,
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
from bot.rendering.markdown import parse, parse_inline
from tests.rendering.documents import LAW, texts, visible


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("", ()),
        ("plain", (Text("plain"),)),
        ("a **b** *c* `d`", (Text("a "), Strong((Text("b"),)), Text(" "), Emphasis((Text("c"),)),
                             Text(" "), Code("d"))),
        ("**a *b***", (Strong((Text("a "), Emphasis((Text("b"),)))),)),
        ("$x_i$ 与 $y$", (Math("x_i"), Text(" 与 "), Math("y"))),
        ("$*a* \\| b_c$", (Math("*a* \\| b_c"),)),
        ("$$x$$", (Math("x"),)),
        ("costs $5 and $6", (Text("costs $5 and $6"),)),
        (r"\$x\$", (Text("$x$"),)),
        ("[book](https://a.org/?q=1)", (Anchor((Text("book"),), "https://a.org/?q=1"),)),
        ("[part](#x)", (Text("part"),)),
        ("<https://a.org>", (Anchor((Text("https://a.org"),), "https://a.org"),)),
        ("<b>bold</b> &amp; <script>", (Text("<b>bold</b> & <script>"),)),
        ("a  \nb", (Text("a"), LineBreak(), Text("b"))),
        ("one\ntwo", (Text("one two"),)),
        ("中文\n中文", (Text("中文中文"),)),
        ("中文，\nReLU", (Text("中文， ReLU"),)),
        ("2*3*4 and a_b_c", (Text("2"), Emphasis((Text("3"),)), Text("4 and a_b_c"))),
    ],
)  # fmt: skip
def test_a_line(source: str, parts: Inlines) -> None:
    assert parse_inline(source) == parts


def test_blocks_in_their_order() -> None:
    source = "# A *b*\n\ntext\n\n---\n\n> quote\n\n```python\nx = 1\n  y\n```\n\n$$\nz\n$$\n"
    assert parse(source) == (
        Heading((Text("A "), Emphasis((Text("b"),))), level=1),
        Paragraph((Text("text"),)),
        Divider(),
        Quote((Paragraph((Text("quote"),)),)),
        Preformatted("x = 1\n  y", "python"),
        Formula("z"),
    )


def test_lists_nest_and_count() -> None:
    a, b, c = (Paragraph((Text(letter),)) for letter in "abc")
    assert parse("- a\n  - b\n- c") == (Items(((a, Items(((b,),))), (c,))),)
    assert parse("3. a\n4. b\n\n   $$x$$") == (Items(((a,), (b, Formula("x"))), start=3),)
    assert parse("0. a") == (Items(((a,),), start=0),)


def test_a_table_has_alignments_and_inline_cells() -> None:
    source = "| a | **b** | c |\n|:--|:-:|--:|\n| `x` | $y$ | |"
    assert parse(source) == (
        Table(
            header=((Text("a"),), (Strong((Text("b"),)),), (Text("c"),)),
            rows=(((Code("x"),), (Math("y"),), ()),),
            aligns=(Align.LEFT, Align.CENTER, Align.RIGHT),
        ),
    )


def test_bars_of_a_formula_divide_no_cells() -> None:
    source = "| norm | of |\n|---|---|\n| $\\|x\\|$ and $|y|$ | $a$ or $|b|$ |"
    [table] = parse(source)
    assert isinstance(table, Table)
    assert table.rows == (
        ((Math("\\|x\\|"), Text(" and "), Math("|y|")), (Math("a"), Text(" or "), Math("|b|"))),
    )


def test_bars_of_code_divide_no_cells() -> None:
    source = "| code | means |\n|---|---|\n| `a|b` | `a\\|b` and `$a` or `$b` |"
    [table] = parse(source)
    assert isinstance(table, Table)
    both = (Code("a|b"), Text(" and "), Code("$a"), Text(" or "), Code("$b"))
    assert table.rows == (((Code("a|b"),), both),)


def test_a_display_formula_in_a_paragraph_stands_alone() -> None:
    assert parse("由此\n$$x$$\n得证") == (
        Paragraph((Text("由此"),)),
        Formula("x"),
        Paragraph((Text("得证"),)),
    )


def test_html_is_text() -> None:
    assert parse("<div>\n<b>x</b>\n</div>") == (Paragraph((Text("<div> <b>x</b> </div>"),)),)


@LAW
@given(st.text(alphabet="ab中文,。 \n$|`*_-#>[]()!\\<&1.") | st.text())
def test_every_text_is_some_document(source: str) -> None:
    parse(source)
    parse_inline(source.replace("\n", " "))


@LAW
@given(st.text(alphabet="ab中文，。 \t#-+.!>|1~") | st.text())
def test_text_without_markup_is_what_it_is_before_markup(source: str) -> None:
    words = re.sub(r"[\\`*_\[\]<&$\n\r\0\ufdd0]", "", source)
    assert parse_inline(f"{words}`x`") == (*parse_inline(words), Code("x"))


@given(st.lists(st.sampled_from(["deep", "学习", "x", "1"]), min_size=1))
def test_plain_words_stay_what_they_are(words: list[str]) -> None:
    source = "a " + " ".join(words)
    assert visible("".join(texts(parse(source)))) == visible(source)
