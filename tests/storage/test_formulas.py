"""A formula that is not understood is named to its author, with its place and the reason."""

from bot.domain.consistency import Placed
from bot.domain.knowledge import Deck
from bot.storage.knowledge.formulas import check


def test_a_formula_that_is_not_understood_is_named(deck: Deck) -> None:
    entry = deck.by_id["dl-32"]
    short = entry.short.model_copy(update={"en": r"By $\fac12$, `$\x$` costs \$5; then $x^a^b$."})
    first, *points = entry.points
    terms = first.terms.model_copy(update={"en": (r"$\nothing$",)})
    point = first.model_copy(update={"zh": r"即 $\frac12$ 与 $\foo{y}$", "terms": terms})
    changed = entry.model_copy(update={"short": short, "points": (point, *points)})
    found = [*check([Placed("basics", 7, changed)])]
    assert [(one.file, one.path, one.what) for one in found] == [
        ("basics", (7, "short", "en"), r"$\fac12$ is shown as its source: \fac is not known"),
        ("basics", (7, "short", "en"), "$x^a^b$ is shown as its source: two ^ on one base"),
        ("basics", (7, "points", 0, "zh"), r"$\foo{y}$ is shown as its source: \foo is not known"),
    ]
