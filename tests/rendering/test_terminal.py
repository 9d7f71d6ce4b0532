import unicodedata
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from wcwidth import wcswidth

from bot.rendering import terminal
from bot.rendering.document import (
    Align,
    Document,
    Footer,
    Paragraph,
    Preformatted,
    Table,
    Text,
)
from bot.rendering.markdown import parse
from tests.rendering.documents import DOCUMENTS, LAW, RUNNING_TEXTS, texts, visible


def printed(document: Document, width: int = 40, *, hyperlinks: bool = False) -> str:
    """What a terminal without colours shows, without spaces at the ends of lines."""
    console = Console(file=StringIO(), width=100, color_system=None)
    console.print(terminal.render(document, width, hyperlinks=hyperlinks))
    assert isinstance(console.file, StringIO)
    lines = console.file.getvalue().replace("\u00a0", " ").splitlines()
    return "\n".join(line.rstrip() for line in lines)


def test_blocks() -> None:
    source = r"""
# Title

A norm maps $x\in\mathbb R^n$ to a **size**, which is $\lVert x\rVert$:

$$\|x\|_2=\sqrt{x^\top x}$$

1. one
2. two
   - inner, with so many words that it wraps

> quoted

```python
x = 1
  y
```
"""
    assert printed(parse(source)) == (
        "Title\n"
        "\n"
        "A norm maps x ∈ ℝⁿ to a size, which is\n"
        "‖x‖:\n"
        "\n"
        "    ‖x‖₂ = √(xᵀx)\n"
        "\n"
        "1. one\n"
        "2. two\n"
        "   • inner, with so many words that it\n"
        "     wraps\n"
        "\n"
        "│ quoted\n"
        "\n"
        "    x = 1\n"
        "      y"
    )


def test_a_table_wraps_within_its_cells() -> None:
    source = "| 函数 | 特点 |\n|:--|--:|\n| $e^x$ | 处处可导，而且恒为正，导数等于自身 |"
    assert printed(parse(source), 30) == (
        "函数                      特点\n"
        "──────────────────────────────\n"
        "eˣ    处处可导，而且恒为正，导\n"
        "                    数等于自身"
    )


def test_the_columns_of_a_table_break_no_word() -> None:
    source = "| norm | used for |\n|--|--|\n| Frobenius | reconstruction of matrices |"
    assert printed(parse(source), 26) == (
        "norm       used for\n"
        "──────────────────────────\n"
        "Frobenius  reconstruction\n"
        "           of matrices"
    )


def test_a_table_that_is_too_wide_for_its_words_stands_row_by_row() -> None:
    source = "| norm | used for |\n|--|--|\n| Frobenius | reconstruction |\n| $L^1$ | |"
    assert printed(parse(source), 24) == (
        "norm: Frobenius\nused for: reconstruction\n\nnorm: L¹\nused for: —"
    )


WORDS = st.text("abc", min_size=1, max_size=10)
CELLS = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@LAW
@given(
    st.integers(1, 4).flatmap(lambda n: st.lists(st.tuples(*[CELLS] * n), min_size=2, max_size=4)),
    st.integers(12, 60),
)
def test_no_table_breaks_a_word(rows: list[tuple[str, ...]], width: int) -> None:
    header, *body = [tuple((Text(cell),) for cell in row) for row in rows]
    table = Table(header, tuple(body), (Align.LEFT,) * len(header))
    shown = printed((table,), width).replace(":", " ").split()
    assert {word for row in rows for cell in row for word in cell.split()} == {
        word for word in shown if word.isalpha()
    }


def test_an_unknown_formula_is_shown_as_its_source() -> None:
    assert printed(parse(r"see $\foo{x}$")) == r"see \foo{x}"


def test_an_address_is_visible_unless_the_terminal_can_link() -> None:
    document = parse("[book](http://a.org) <http://b.org>")
    assert printed(document) == "book (http://a.org) http://b.org"
    assert printed(document, hyperlinks=True) == "book http://b.org"


def test_a_linking_terminal_gets_links() -> None:
    console = Console(file=StringIO(), force_terminal=True, color_system="standard", width=40)
    console.print(terminal.render(parse("[book](http://a.org)"), 40, hyperlinks=True))
    assert isinstance(console.file, StringIO)
    assert ";http://a.org\x1b\\" in console.file.getvalue()


def test_a_footer_is_dim() -> None:
    console = Console(file=StringIO(), force_terminal=True, color_system="standard", width=40)
    console.print(terminal.render((Footer((Text("p. 7"),)),), 40))
    assert isinstance(console.file, StringIO)
    assert console.file.getvalue() == "\x1b[2mp. 7\x1b[0m\n"


@LAW
@given(RUNNING_TEXTS)
def test_no_text_is_lost(document: Document) -> None:
    seen = visible(printed(document, hyperlinks=True))
    assert seen == visible("".join(texts(document)))


@LAW
@given(DOCUMENTS)
def test_no_line_is_wider_than_asked(document: Document) -> None:
    for line in printed(document, width=60).splitlines():
        # Terminals differ on a modifier of skin that stands alone; Rich counts it 0, wcwidth 2.
        assert min(wcswidth(line), cell_len(line)) <= 60


@LAW
@given(DOCUMENTS)
def test_a_terminal_obeys_nothing_that_was_written(document: Document) -> None:
    hostile = (
        *document,
        Preformatted("\x1b[2J\x9b1m\x00", None),
        Paragraph((Text("\x1b]0;x\x07"),)),
    )
    shown = printed(hostile, hyperlinks=True)
    assert not any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in shown)
    assert "]0;x" in shown
