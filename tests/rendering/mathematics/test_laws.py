from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rendering.mathematics import Level, to_unicode
from tests.rendering.documents import LAW
from tests.rendering.mathematics.reader import Tree, product, read

TOKENS = [
    *"{}()[]|^_'&%$~/+-*=,.12xyθ中",
    *(r"\{", r"\|", r"\\", r"\,", r"\ ", "\\", r"\frac", r"\sqrt", r"\left", r"\right", r"\hat"),
    *(r"\sum", r"\log", r"\alpha", r"\mathbf", r"\mathbb", r"\mathrm", r"\text", r"\operatorname"),
    *(r"\begin{cases}", r"\end{cases}", r"\begin{aligned}", r"\end{aligned}", r"\underbrace"),
    *(r"\binom", r"\overset", r"\lVert", r"\rVert", r"\limits", r"\middle", r"\unknown"),
]


def sums(parts: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    signed = st.tuples(st.sampled_from("+−"), parts)
    first = st.tuples(st.just("+"), parts)
    rest = st.lists(signed, min_size=1, max_size=2)
    return st.builds(lambda one, others: ("sum", one, *others), first, rest)


LETTERS = st.tuples(st.just("letter"), st.sampled_from("abckxθ"))
NUMBERS = st.tuples(st.just("number"), st.integers(1, 12))
TREES: st.SearchStrategy[Tree] = st.recursive(
    LETTERS | NUMBERS,
    lambda trees: st.one_of(
        sums(trees),
        st.lists(trees, min_size=2, max_size=3).map(product),
        st.tuples(st.just("frac"), trees, trees),
        st.tuples(st.just("pow"), trees, trees),
        st.tuples(st.just("sqrt"), trees),
        st.tuples(st.just("neg"), trees),
        st.tuples(st.just("sub"), LETTERS, trees),
        st.tuples(st.just("all"), trees),
        st.tuples(st.just("call"), trees),
    ),
    max_leaves=12,
)


FORMS = {
    "frac": r"\frac{%s}{%s}",
    "pow": "{%s}^{%s}",
    "sub": "%s_{%s}",
    "sqrt": r"\sqrt{%s}",
    "call": r"\sigma(%s)",
}


def latex(tree: Tree) -> str:
    """The tree as LaTeX with braces, and only braces, where it groups."""
    match tree:
        case ("letter" | "number", symbol):
            return r"\theta " if symbol == "θ" else str(symbol)
        case ("sum", *terms):
            signs = {"+": "+", "−": "-"}
            return "".join(signs[s] + braced(t) for s, t in terms).removeprefix("+")
        case ("mul", *factors):
            written = [braced(factor, *GREEDY) for factor in factors[:-1]] + [braced(factors[-1])]
            return written[0] + "".join(times(factor) + factor for factor in written[1:])
        case ("neg" | "all" as sign, inner):
            return {"neg": "-", "all": r"\sum_k "}[sign] + braced(inner)
        case (kind, *parts):
            return FORMS[kind] % tuple(map(latex, parts))
    raise AssertionError(tree)


GREEDY = ("all",)
"""What would take the factors behind it along."""


def braced(tree: Tree, *kinds: str) -> str:
    """The tree as LaTeX, in braces if it is one that a product would change, or of these kinds."""
    return f"{{{latex(tree)}}}" if tree[0] in {"sum", "neg", *kinds} else latex(tree)


def times(factor: str) -> str:
    return r"\cdot " if factor.lstrip("{")[0].isdecimal() else ""


@settings(LAW, max_examples=200)
@given(TREES)
def test_no_grouping_is_ever_lost(tree: Tree) -> None:
    text = to_unicode(latex(tree)).text
    assert read(text) == tree, text


@LAW
@given(st.text() | st.lists(st.sampled_from(TOKENS), max_size=25).map("".join))
def test_every_string_has_a_text_and_a_level(source: str) -> None:
    plain = to_unicode(source)
    if plain.level is Level.NEEDS_FORM:
        assert plain.text == source.strip()
    else:
        assert "\\" not in plain.text.replace("\\\\", "")
        assert not set(plain.text) & {"\r", "\t"}


@LAW
@given(st.sampled_from(["{", "(", r"\hat", r"\frac", "x^{", r"\left(", r"\sqrt[", "|("]))
def test_no_depth_of_nesting_is_too_much(opening: str) -> None:
    assert to_unicode(opening * 3000).level is Level.NEEDS_FORM
