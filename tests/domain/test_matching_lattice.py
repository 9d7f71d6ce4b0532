"""The best way through a row of choices."""

from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.matching.lattice import best_path

values = st.integers(-3, 3).map(float)
places = st.lists(st.dictionaries(st.sampled_from("abc"), values, min_size=1), max_size=5)
pairs = st.fixed_dictionaries({first + second: values for first in "abc" for second in "abc"})


@given(places, pairs)
def test_no_other_way_is_worth_more(
    choices: list[dict[str, float]], together: dict[str, float]
) -> None:
    def worth(path: tuple[str, ...]) -> float:
        alone = sum(place[choice] for place, choice in zip(choices, path, strict=True))
        return alone + sum(together[first + second] for first, second in pairwise(path))

    found = best_path(choices, lambda first, second: together[first + second])

    assert worth(found) == max(map(worth, product(*choices)))
