"""KaTeX, which sets the site's formulas, reads each of them as our parser does.

What the other forms show (text, pictures) is written from our parser's tree. So this says of every
formula of the deck that a reader of the site and one of a message see the same signs in the same
places: above and below a fraction, raised and lowered, under a root.
"""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from bot.rendering.mathematics.parser import parse
from bot.rendering.mathematics.tree import (
    Accented,
    Binomial,
    Braced,
    Fenced,
    Fraction,
    Grid,
    Node,
    Root,
    Row,
    Scripted,
    Space,
    Symbol,
)
from tests.site.chromium import Page
from tests.site.conftest import pages

pytestmark = pytest.mark.asyncio(loop_scope="session")

SET = """((name, text) => {
    const PLACES = {
        msub: ["", "_"], munder: ["", "_"], msup: ["", "^"], mover: ["", "^"],
        msubsup: ["", "_", "^"], munderover: ["", "_", "^"], mfrac: ["n", "d"], mroot: ["r", "g"],
    };
    const signs = (node, place) => {
        if (node.localName === "annotation") return [];
        if (!node.children.length) return [[node.textContent, place]];
        const inner = [...node.children];
        if (node.getAttribute("accent") === "true") inner.pop();
        const places = PLACES[node.localName] ?? [];
        const under = node.localName === "msqrt" ? "r" : "";
        return inner.flatMap((one, i) => signs(one, place + under + (places[i] ?? "")));
    };
    const strings = (held) =>
        typeof held === "object" ? Object.values(held).flatMap(strings) : [String(held)];
    const html = name.endsWith(".js") ? strings(siteData.drill).join("") : text;
    const page = new DOMParser().parseFromString(html, "text/html");
    return Array.from(page.querySelectorAll(".math"), ({ dataset, classList }) => {
        const options = { displayMode: classList.contains("display"), output: "mathml" };
        const set = document.createElement("p");
        set.innerHTML = katex.renderToString(dataset.latex, options);
        return [dataset.latex, signs(set, "")];
    });
})"""


async def test_every_formula_is_set_as_it_is_read(exported: Path, page: Page) -> None:
    await page.open(f"{exported.as_uri()}/quiz.html")
    total = 0
    for path in (*pages(exported), exported / "assets" / "data-drill.js"):
        given = json.dumps([path.name, path.read_text("utf-8")])
        for latex, signs in await page.run(f"{SET}(...{given})"):
            assert counted(signs) == counted(places(parse(latex), "")), latex
            total += 1
    assert total > 3_000


def counted(signs: Iterable[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """How often each sign stands in each place, but for spaces, brackets, points and accents."""
    return Counter((sign, place) for text, place in signs for sign in plain(text))


def plain(text: str) -> str:
    held = unicodedata.normalize("NFKD", text)
    shown = (c for c in held if not unicodedata.combining(c) and not c.isspace())
    return "".join(c for c in shown if c not in UNCOUNTED).translate(ALIKE)


UNCOUNTED = "()[]{}|∣‖∥⟨⟩⌊⌋⌈⌉.,;·⋅°∘~^ˉ\u2061\u200b"
ALIKE = str.maketrans("-∗⋆", "−**")


def places(node: Node, place: str) -> Iterator[tuple[str, str]]:
    """Every symbol of a tree with where it stands, from outside in: the ``n^`` of nᵏ/2 is k."""
    match node:
        case Symbol(text):
            yield text, place
        case Space():
            return
        case Scripted(base, sub, sup, primes):
            yield from places(base, place)
            yield from (("′", f"{place}^") for _ in range(primes))
            yield from places(sub or Row(), f"{place}_")
            yield from places(sup or Row(), f"{place}^")
        case Fraction(above, below) | Binomial(above, below):
            yield from places(above, f"{place}n")
            yield from places(below, f"{place}d")
        case Root(radicand, degree):
            yield from places(radicand, f"{place}r")
            yield from places(degree or Row(), f"{place}g")
        case Accented(inner) | Braced(inner) | Fenced(_, inner):
            yield from places(inner, place)
        case Row() | Grid():
            rows = (node.parts,) if isinstance(node, Row) else node.rows
            for inner in (part for row in rows for part in row):
                yield from places(inner, place)
