"""Questions that come together get what each would get alone, on the event loop and beside it."""

import asyncio
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.decks import Knowledge
from bot.domain.knowledge import Deck
from bot.domain.matching import FOUND_IN_GROUP, Matcher
from bot.services.answering import NOTED_CHARACTERS, Answering, normalise
from bot.storage.database import Database
from bot.storage.queries import QueryStore

TEXTS = ["dropout 和 L2 哪个好", "第 32 题", "今天天气怎么样", "", "随机失活", "tidu baozha"] * 4


@pytest.fixture
def matcher(knowledge: Knowledge) -> Mock:
    """The real matcher, whose calls are counted."""
    return Mock(wraps=knowledge.matcher)


@pytest.fixture(params=["inline", "in a thread"])
def answering(
    matcher: Matcher,
    deck: Deck,
    database: Database,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> Answering:
    if request.param == "in a thread":
        monkeypatch.setattr("bot.services.answering.INLINE_ENTRIES", 0)
    return Answering(matcher, deck, QueryStore(database))


async def test_each_gets_its_own(answering: Answering, knowledge: Knowledge, matcher: Mock) -> None:
    outcomes = await asyncio.gather(*(answering.answer(text, in_group=True) for text in TEXTS))

    for text, outcome in zip(TEXTS, outcomes, strict=True):
        alone = knowledge.matcher.match(text, found_at=FOUND_IN_GROUP)
        assert type(outcome) is type(alone)
        assert [match.entry for match in outcome.matches] == [m.entry for m in alone.matches]
    assert matcher.match_all.call_count < len(set(TEXTS))


async def test_what_was_asked_before_is_not_matched_again(
    answering: Answering, matcher: Mock
) -> None:
    first = await answering.answer("随机失活", in_group=False)
    assert await answering.answer("随机失活", in_group=False) is first
    assert matcher.match_all.call_count == 1

    await answering.answer("随机失活", in_group=True)
    assert matcher.match_all.call_count == 2


async def test_what_was_asked_last_is_remembered(
    answering: Answering, matcher: Mock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.services.answering.REMEMBERED", 2)
    for text, calls in [("adam", 1), ("sgd", 2), ("adam", 2), ("dropout", 3), ("adam", 3)]:
        await answering.answer(text, in_group=False)
        assert matcher.match_all.call_count == calls, text
    await answering.answer("sgd", in_group=False)
    assert matcher.match_all.call_count == 4


@given(st.text())
def test_a_question_is_kept_as_a_short_line(text: str) -> None:
    kept = normalise(f" Ａ {text}\n" + "x" * NOTED_CHARACTERS)
    assert kept.startswith("a ")
    assert len(kept) <= NOTED_CHARACTERS
    assert len(kept.splitlines()) == 1
