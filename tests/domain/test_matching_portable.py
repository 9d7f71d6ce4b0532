"""What a port of the matcher is given."""

import json
import re

import pytest

from bot.domain.knowledge import Deck, fold
from bot.domain.matching import portable
from bot.domain.matching.tokens import tokenise


def test_it_is_json_with_a_line_of_tokens_for_every_phrase(deck: Deck) -> None:
    given = json.loads(json.dumps(portable.portable(deck)))
    assert given["entries"] == [entry.id for entry in deck.entries]
    assert len(given["phrases"].split("\n")) == sum(given["counts"])
    assert given["phrases"].split("\n")[0] == " ".join(tokenise(deck.entries[0].question.zh))
    of_entries = sum(given["counts"][: len(deck.entries)])
    assert len(given["verbatim"]) == portable.DIGEST_LENGTH * of_entries
    assert given["verbatim"].startswith(portable.digest(fold(deck.entries[0].question.zh)))


def test_digests_are_64_bit_fnv_1a_folded() -> None:
    # https://datatracker.ietf.org/doc/html/draft-eastlake-fnv: the 64-bit FNV-1a of "foobar".
    value = 0x85944171F73967E8
    value ^= value >> 42
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    assert portable.digest("foobar") == "".join(letters[value >> 6 * i & 63] for i in range(7))


def test_no_two_phrases_of_different_entries_share_a_digest(deck: Deck) -> None:
    owners: dict[str, str] = {}
    for entry in deck.entries:
        for phrase in (entry.question.zh, entry.question.en, *entry.aliases):
            assert owners.setdefault(portable.digest(fold(phrase)), entry.id) == entry.id


@pytest.mark.parametrize("pattern", [r"\d{1,3}", r"(?!\w)", r"\bno\b", r"\W"])
def test_classes_that_javascript_reads_as_ascii_are_spelt_out(pattern: str) -> None:
    spelt = portable.to_javascript(pattern)
    assert not re.search(r"\\[dwWb]", spelt)
    assert r"\p{" in spelt
