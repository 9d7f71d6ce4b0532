from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth, wcwidth

from bot.rendering.columns import beginning, extent, lay_out
from bot.rendering.document import Align, Table, Text
from bot.rendering.markdown import parse
from tests.rendering.documents import LAW


def table(markdown: str) -> Table:
    [found] = parse(markdown)
    assert isinstance(found, Table)
    return found


def test_columns_follow_their_alignments() -> None:
    laid_out = lay_out(
        table("| a | bbb | ccc |\n|:--|:-:|--:|\n| left | x | 1 |\n| l | yyyyy | 12 |")
    )
    assert laid_out.lines == (
        "a    |  bbb  | ccc",
        "-----+-------+----",
        "left |   x   |   1",
        "l    | yyyyy |  12",
    )
    assert laid_out.width == 18


def test_chinese_is_padded_with_chinese_spaces() -> None:
    laid_out = lay_out(table("| 方法 | n |\n|---|---|\n| SGD | 1 |\n| 动量 | 2 |"))
    assert laid_out.lines == (
        "方法    | n",
        "－－----+--",
        "SGD　　 | 1",
        "动量    | 2",
    )
    assert laid_out.width == 11


def test_formulas_stay_in_their_cells() -> None:
    laid_out = lay_out(table("| $L^1$ | **b** |\n|---|---|\n| $\\|w\\|_1$ | `c` |"))
    assert laid_out.lines == ("L¹   | b", "-----+--", "‖w‖₁ | c")


CELLS = st.sampled_from(["SGD", "动量", "", "x²", "自适应 lr", "很长的一段话"]).map(
    lambda text: (Text(text),)
)
TABLES = st.builds(
    Table,
    st.tuples(CELLS, CELLS, CELLS),
    st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=4).map(tuple),
    st.tuples(*[st.sampled_from(Align)] * 3),
)


@LAW
@given(TABLES)
def test_columns_align_whatever_the_width_of_wide_characters(table: Table) -> None:
    header, _, *rows = lay_out(table).lines
    for column in (0, 1):
        assert len({extent(line.split("|")[column]) for line in (header, *rows)}) == 1


@LAW
@given(TABLES)
def test_the_width_is_that_of_the_widest_line(table: Table) -> None:
    laid_out = lay_out(table)
    assert max(map(wcswidth, laid_out.lines)) == laid_out.width


@LAW
@given(st.text(st.characters(max_codepoint=0x9FFF, categories=["L", "N", "P", "Sm", "Zs"])))
def test_characters_take_the_columns_that_terminals_give_them(text: str) -> None:
    drawn = [character for character in text if wcwidth(character) > 0]
    assert extent("".join(drawn)).columns == sum(map(wcwidth, drawn))


@LAW
@given(st.text("aé动量ﬁ\u0301\u3000"), st.integers(0, 9))
def test_the_beginning_of_a_text_fits_and_nothing_more_would(text: str, columns: int) -> None:
    cut = beginning(text, columns)
    assert text.startswith(cut)
    assert extent(cut).columns <= columns
    assert cut == text or extent(text[: len(cut) + 1]).columns > columns
