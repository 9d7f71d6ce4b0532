"""Why a text came to what it did: what carried each candidate, and what competed."""

from bot.domain.knowledge import Entry, OutsideTopic
from bot.domain.matching import Matcher


def test_an_explanation_says_what_carried_each_candidate(matcher: Matcher) -> None:
    explanation = matcher.explain("剃度爆炸 怎么办 zzzz")

    assert [correction.read_as for correction in explanation.corrections] == ["梯度爆炸"]
    assert explanation.tokens == ("梯度爆炸", "办", "zzzz")
    assert "zzzz" in explanation.unknown
    best = explanation.candidates[0]
    assert isinstance(best.subject, Entry)
    assert best.subject.id == explanation.outcome.matches[0].entry.id
    assert best.nearest in (
        *best.subject.aliases,
        best.subject.question.zh,
        best.subject.question.en,
    )
    assert "爆炸" in {contribution.term for contribution in best.contributions}
    single_precision = 1e-6
    carried = sum(contribution.share for contribution in best.contributions)
    assert carried <= best.share + single_precision
    assert 0 < best.similarity < 1
    assert 0 < best.preference <= 1


def test_an_explanation_names_the_outside_topics_that_compete(matcher: Matcher) -> None:
    candidates = matcher.explain("什么是支持向量机").candidates
    rivals = [one for one in candidates if isinstance(one.subject, OutsideTopic)]

    assert rivals
    assert rivals[0].preference > 0.5
    assert rivals[0].confidence > candidates[0].confidence


def test_an_explanation_of_a_number(matcher: Matcher) -> None:
    explanation = matcher.explain("第三十二题")

    assert explanation.numbers == (32,)
    assert explanation.candidates == ()
