"""Formulas as the calls of the template: each says what LaTeX says, or there is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.knowledge import Deck
from bot.rendering.document import Formula
from bot.rendering.picture import Theme, compose, typeset
from bot.rendering.picture.formulas import call
from tests.rendering.mathematics.test_deck import formulas

X, Y = ["symbol", "x"], ["symbol", "y"]
PLUS, EQUALS = ["symbol", "+"], ["classed", "relation", "="]


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        ("x", X),
        ("x+y", ["row", X, PLUS, Y]),
        ("3.5", ["words", "3.5"]),
        (r"\frac{x}{y}", ["fraction", X, Y]),
        (r"\sqrt[3]{x}", ["root", X, ["words", "3"]]),
        ("x_y^3", ["scripted", X, Y, ["words", "3"], 0]),
        ("x'", ["scripted", X, None, None, 1]),
        (r"\hat x", ["accented", X, "\u0302"]),
        (r"\overline{x}", ["accented", X, "overline"]),
        (r"\max", ["operator", "max", True]),
        (r"\log", ["operator", "log", False]),
        (r"\operatorname{arg\,max}", ["operator", "arg max", True]),
        (r"x\bmod y", ["row", X, ["operator", "mod", False], Y]),
        (r"\sum", ["classed", "large", "∑"]),
        (r"\mathbf x", ["symbol", "𝐱"]),
        (r"\mathrm{T}", ["words", "T"]),
        (r"\mathrm{ELBO}+x", ["row", ["words", "ELBO"], PLUS, X]),
        (r"\operatorname{E}", ["operator", "E", False]),
        (r"\text{ if }", ["words", " if "]),
        (r"10{,}000", ["row", ["words", "10"], ["classed", "normal", ","], ["words", "000"]]),
        (r"x\quad y", ["row", X, ["space", 100], Y]),
        (r"\binom{x}{y}", ["binomial", X, Y]),
        (r"\underbrace{x}_{y}", ["braced", "⏟", X, Y]),
        (r"\begin{pmatrix}x&y\end{pmatrix}", ["fenced", "(", ["grid", False, [X, Y]], ")"]),
        (
            r"\begin{aligned}x&=y\\&=3\end{aligned}",
            ["aligned", [X, ["row", EQUALS, Y]], [["row"], ["row", EQUALS, ["words", "3"]]]],
        ),
    ],
)
def test_what_latex_says_is_what_is_set(latex: str, expected: object) -> None:
    assert call(latex) == expected


def test_brackets_grow_with_what_is_tall_and_only_then() -> None:
    flat, tall = call("(x+y)"), call(r"(\frac{x}{y})")
    assert flat == ["row", ["classed", "opening", "("], X, PLUS, Y, ["classed", "closing", ")"]]
    assert tall == ["fenced", "(", ["fraction", X, Y], ")"]


def test_a_script_stands_at_the_bracket_unless_that_grows() -> None:
    opening, closing = ["classed", "opening", "("], ["classed", "closing", ")"]
    assert call("(x)_y") == ["row", opening, X, ["scripted", closing, Y, None, 0]]
    tall = call(r"(\frac{x}{y})_y")
    assert tall == ["scripted", ["fenced", "(", ["fraction", X, Y], ")"], Y, None, 0]


@pytest.mark.parametrize("latex", [r"\unknown{x}", "{x", r"\frac{x}", r"\begin{tikzpicture}"])
def test_what_is_not_understood_is_no_call(latex: str) -> None:
    assert call(latex) is None


@given(st.text(max_size=60))
def test_no_source_breaks_anything(latex: str) -> None:
    call(latex)


def test_every_formula_of_the_deck_is_set(deck: Deck) -> None:
    sources = sorted(formulas(deck))
    assert len(sources) > 1000
    assert [latex for latex in sources if call(latex) is None] == []
    for start in range(0, len(sources), 100):
        shown = tuple(Formula(latex) for latex in sources[start : start + 100])
        assert typeset(compose(shown, Theme.LIGHT), pixels_a_point=0.5)
