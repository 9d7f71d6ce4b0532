"""What holds of every outcome, whatever the text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.matching import FOUND_IN_GROUP, FOUND_IN_PRIVATE, UNSURE, Found, Matcher, Unsure
from bot.domain.matching.index import TOGETHER
from tests.domain.conftest import ids

WORDS = [
    "dropout",
    "梯度",
    "爆炸",
    "消失",
    "pooling",
    "和",
    "为什么",
    "tidu",
    "BERT",
    "天气",
    "第3题",
]


texts = st.one_of(st.text(), st.lists(st.sampled_from(WORDS)).map(" ".join))


@settings(deadline=None)
@given(texts)
def test_every_outcome_keeps_its_promises(matcher: Matcher, text: str) -> None:
    outcome = matcher.match(text)
    scores = [match.score for match in outcome.matches]

    assert len(set(ids(outcome))) == len(scores) <= 5
    assert all(0 <= score <= 1 for score in scores)
    if isinstance(outcome, Found):
        assert scores[0] >= FOUND_IN_PRIVATE
        assert set(outcome.also) <= set(outcome.matches[1:])
    else:
        assert all(first >= second for first, second in pairwise(scores))
    if isinstance(outcome, Unsure):
        assert UNSURE <= scores[0] < FOUND_IN_PRIVATE


@settings(deadline=None)
@given(st.lists(texts, max_size=2 * TOGETHER))
def test_texts_that_are_matched_together_come_to_what_each_does(
    matcher: Matcher, several: list[str]
) -> None:
    together = matcher.match_all([(text, FOUND_IN_GROUP) for text in several])

    for text, outcome in zip(several, together, strict=True):
        alone = matcher.match(text, found_at=FOUND_IN_GROUP)
        scores = [match.score for match in alone.matches]
        assert type(outcome) is type(alone)
        assert ids(outcome) == ids(alone)
        assert [match.score for match in outcome.matches] == pytest.approx(scores)


@settings(deadline=None)
@given(texts)
def test_an_explanation_has_the_same_outcome(matcher: Matcher, text: str) -> None:
    assert matcher.explain(text).outcome == matcher.match(text)
