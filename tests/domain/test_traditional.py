"""The tables of Traditional Chinese, held against OpenCC."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import traditional
from bot.domain.normalising import simplify

CHARACTERS = traditional.characters(simplify)
PHRASES = traditional.phrases(simplify)
CONVERTED = re.compile(
    "|".join(sorted(PHRASES, key=len, reverse=True)) + f"|[{''.join(CHARACTERS)}]"
)


def by_tables(text: str) -> str:
    return CONVERTED.sub(lambda found: PHRASES.get(found[0]) or CHARACTERS[found[0]], text)


@given(st.lists(st.sampled_from([*PHRASES, *CHARACTERS, *"的乾覆瞭 a"]), max_size=12).map("".join))
def test_the_tables_convert_as_opencc_does(text: str) -> None:
    assert by_tables(text) == simplify(text)


def test_what_is_no_phrase_goes_by_the_character() -> None:
    assert by_tables("瞭解機率與乾坤、反覆，沈") == "了解机率与乾坤、反复，沈"
