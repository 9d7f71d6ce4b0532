"""Documents of every shape, and what is in them to be found again in every form."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from bot.rendering.document import (
    Align,
    Anchor,
    Block,
    Code,
    Divider,
    Document,
    Emphasis,
    Footer,
    Formula,
    Heading,
    Inline,
    Inlines,
    Items,
    LineBreak,
    Math,
    Paragraph,
    Preformatted,
    Quote,
    Spoiler,
    Strong,
    Table,
    Text,
)
from bot.rendering.mathematics import to_unicode

LAW = settings(deadline=None, max_examples=50)
"""For properties: the clock of a busy machine proves nothing."""

WORDS = st.sampled_from(
    ["deep", "学习", "<b>", "a & b", "x > 0", "train.py", "𝔼😀", "é", "ŝ", "，", "。", "  ", "\n"]
)
TEXTS = st.lists(WORDS | st.text(max_size=5), min_size=1, max_size=6).map(" ".join)
LATEX = st.sampled_from(
    [r"\frac{a+b}{n}", r"x_i^2", r"\mathbb E[x]", r"\unknown{<&>}", r"W_fx", r"x<y\ \&\ z"]
)
LEAVES: st.SearchStrategy[Inline] = st.one_of(
    st.builds(Text, TEXTS), st.builds(Code, TEXTS), st.builds(Math, LATEX), st.just(LineBreak())
)
URLS = st.sampled_from(["https://example.org/?a=1&b=\"2'", "http://example.org/<x>"])


def _nested(parts: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    inlines = st.lists(parts, max_size=3).map(tuple)
    return st.one_of(
        *(st.builds(kind, inlines) for kind in (Strong, Emphasis, Spoiler)),
        st.builds(Anchor, inlines, URLS),
    )


INLINES: st.SearchStrategy[Inlines] = st.lists(
    st.recursive(LEAVES, _nested, max_leaves=4), min_size=1, max_size=4
).map(tuple)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(1, 3))
    row = st.tuples(*[st.just(()) | INLINES] * width)
    aligns = st.tuples(*[st.sampled_from(Align)] * width)
    return Table(draw(row), tuple(draw(st.lists(row, max_size=3))), draw(aligns))


def _containers(blocks: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    document = st.lists(blocks, max_size=3).map(tuple)
    items = st.lists(document, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Items, items, st.none() | st.integers(0, 99)),
        st.builds(Quote, document, st.booleans()),
    )


SIMPLE: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, INLINES),
    st.builds(Heading, INLINES, st.integers(1, 6)),
    st.builds(Formula, LATEX),
    st.builds(Preformatted, TEXTS, st.none() | st.sampled_from(["python", "c++", '"<x>'])),
    tables(),
    st.just(Divider()),
    st.builds(Footer, INLINES),
)
RUNNING_TEXTS: st.SearchStrategy[Document] = st.lists(
    st.one_of(
        st.builds(Paragraph, INLINES),
        st.builds(Heading, INLINES, st.integers(1, 6)),
        st.builds(Formula, LATEX),
        st.builds(Preformatted, TEXTS),
        st.builds(Footer, INLINES),
    ),
    max_size=4,
).map(tuple)
DOCUMENTS: st.SearchStrategy[Document] = st.lists(
    st.recursive(SIMPLE, _containers, max_leaves=5), max_size=5
).map(tuple)


def in_unicode(latex: str) -> str:
    return to_unicode(latex).text


def texts(part: Any, formula: Callable[[str], str] = in_unicode) -> Iterator[str]:
    """Every text in a document, from its beginning to its end; formulas as they are shown."""
    match part:
        case Text(text) | Code(text) | Preformatted(text):
            yield text
        case Math(latex) | Formula(latex):
            yield formula(latex)
        case tuple():
            for one in part:
                yield from texts(one, formula)
        case _ if is_dataclass(part):
            for field in fields(part):
                if field.name not in {"url", "level", "start", "aligns", "expandable"}:
                    yield from texts(getattr(part, field.name), formula)


def visible(text: str) -> str:
    """The characters that mean something: no space, control or invisible help for a client."""
    return "".join(c for c in text if c.isprintable() and not c.isspace())
