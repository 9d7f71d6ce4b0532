"""Scoring typed answers: what counts, what does not, and what never matters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.knowledge import Deck
from bot.domain.scoring import Score, Scorer
from bot.domain.scoring.evaluation import JudgedAnswer, is_held_out, language, quality
from bot.domain.scoring.opposites import sides


@pytest.fixture(scope="module")
def scorer(deck: Deck) -> Scorer:
    return Scorer(deck)


def made(scorer: Scorer, deck: Deck, entry: str, text: str) -> set[int]:
    results = scorer.score(deck.by_id[entry], text).results
    return {number for number, result in enumerate(results) if result.made}


WEIGHT_SCALING = 2
SHARED_PARAMETERS = 1
SMALL_BATCHES = 2


@pytest.mark.parametrize(
    "text",
    [
        "multiply by the keep probability at test time",
        "at test time the outputs are MULTIPLIED by the keep-probability",
        "mutliply by the keep probabilty at test time",
        "测试时用权重缩放，输出乘以保留概率",
        "測試時用權重縮放，輸出乘以保留機率",
        "测试时用权重缩放，输出乘以保留盖率",
        "测试的时候 outputs 乘以 keep probability",
    ],
)
def test_wording_language_and_slips_cost_nothing(scorer: Scorer, deck: Deck, text: str) -> None:
    assert made(scorer, deck, "dl-32", text) == {WEIGHT_SCALING}


def test_each_sentence_of_the_deck_makes_its_own_point(scorer: Scorer, deck: Deck) -> None:
    for entry in deck.entries:
        for number, point in enumerate(entry.points):
            for said in (point.zh, point.en):
                assert number in made(scorer, deck, entry.id, said), (entry.id, number)


def test_all_points_together_make_a_hundred_per_cent(scorer: Scorer, deck: Deck) -> None:
    entry = deck.by_id["dl-32"]
    score = scorer.score(entry, "\n".join(point.en for point in entry.points))
    assert (score.percentage, score.missed) == (100, ())


def test_the_question_said_again_proves_nothing(scorer: Scorer, deck: Deck) -> None:
    for entry in deck.entries:
        for said in (
            entry.question.zh,
            entry.question.en,
            f"{entry.question.zh}{entry.question.en}",
        ):
            assert scorer.score(entry, said).percentage == 0, (entry.id, said)


def test_of_a_long_answer_the_rest_is_not_read(scorer: Scorer, deck: Deck) -> None:
    said = "the subnetworks share their parameters"
    assert SHARED_PARAMETERS in made(scorer, deck, "dl-32", f"{said}. {'well, ' * 700}")
    assert made(scorer, deck, "dl-32", f"{'well, ' * 700}. {said}") == set()


def test_a_denial_does_not_make_the_point(scorer: Scorer, deck: Deck) -> None:
    affirmed = "the subnetworks share their parameters"
    denied = "the subnetworks do not share their parameters"
    assert SHARED_PARAMETERS in made(scorer, deck, "dl-32", affirmed)
    assert SHARED_PARAMETERS not in made(scorer, deck, "dl-32", denied)


@pytest.mark.parametrize(
    ("one", "other", "flips"),
    [
        ("the variance increases", "the variance decreases", 1),
        ("方差变大", "方差降低", 1),
        ("the variance increases", "方差降低", 1),
        ("it is an upper bound", "it is a lower bound", 1),
        ("估计是有偏的", "估计是无偏的", 1),
        ("after the nonlinearity", "before the nonlinearity", 1),
        ("large batches have low variance", "small batches have high variance", 0),
        ("批量更大，方差更小", "批量更小，方差更大", 0),
        ("the variance is high", "small batches have high variance", 0),  # cannot be compared
        ("the step is small", "the step is tiny", 0),
        ("dropout averages", "lowercase is no word for less", 0),
    ],
)
def test_opposites(one: str, other: str, flips: int) -> None:
    assert sides(one).flips(sides(other)) == sides(other).flips(sides(one)) == flips


@pytest.mark.parametrize(
    ("text", "makes"),
    [
        ("small batches have a high gradient variance", True),
        ("small batches have a low gradient variance", False),
        ("小批量需要较小的学习率", True),
        ("小批量需要较大的学习率", False),
        ("小批量不需要较大的学习率", True),
    ],
)
def test_the_opposite_does_not_make_the_point(
    scorer: Scorer, deck: Deck, text: str, *, makes: bool
) -> None:
    assert (SMALL_BATCHES in made(scorer, deck, "dl-33", text)) is makes


def test_saying_it_again_adds_nothing(scorer: Scorer, deck: Deck) -> None:
    entry = deck.by_id["dl-32"]
    once = scorer.score(entry, "units learn features")
    often = scorer.score(entry, "units learn features. " * 50)
    assert often == once


@pytest.mark.parametrize("text", ["", "  \n ", "？！…", "😀", "的 了 吗"])
def test_nothing_said_is_nothing_made(scorer: Scorer, deck: Deck, text: str) -> None:
    score = scorer.score(deck.by_id["dl-32"], text)
    assert (score.percentage, score.made) == (0, ())
    assert score.missed == deck.by_id["dl-32"].points


@given(st.text(max_size=300), st.data())
def test_any_text_has_a_score(scorer: Scorer, deck: Deck, text: str, data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from(deck.entries))
    score = scorer.score(entry, text)
    assert len(score.results) == len(entry.points)
    assert all(0 <= result.probability <= 1 for result in score.results)
    assert len(score.made) + len(score.missed) == len(entry.points)


def test_the_answer_to_another_question_makes_little(scorer: Scorer, deck: Deck) -> None:
    entries = deck.entries
    shares = [
        scorer.score(entry, other.short.en + other.short.zh).share
        for entry, other in zip(entries, entries[37:] + entries[:37], strict=True)
    ]
    assert sum(shares) / len(shares) <= 0.1


def judged(scorer: Scorer, deck: Deck, text: str, kind: str, points: set[int]) -> JudgedAnswer:
    score: Score = scorer.score(deck.by_id["dl-32"], text)
    return JudgedAnswer("dl-32", text, kind, frozenset(points), score)


def test_quality_counts_points(scorer: Scorer, deck: Deck) -> None:
    scaling = "multiply by the keep probability at test time"
    rows = quality(
        [
            judged(scorer, deck, scaling, "right", {WEIGHT_SCALING}),
            judged(scorer, deck, scaling, "half", {WEIGHT_SCALING, SHARED_PARAMETERS}),
            judged(scorer, deck, "天气不错", "nothing", set()),
        ]
    )
    by_kind = {row.kind: row for row in rows}
    assert {"right", "half", "nothing", "zh", "en", "all"} <= by_kind.keys()
    assert (by_kind["right"].precision, by_kind["right"].recall, by_kind["right"].f1) == (1, 1, 1)
    assert (by_kind["half"].precision, by_kind["half"].recall) == (1, 0.5)
    assert by_kind["half"].f1 == pytest.approx(2 / 3)
    assert (by_kind["nothing"].precision, by_kind["nothing"].f1) == (None, None)
    assert by_kind["nothing"].share == 0
    assert (by_kind["all"].answers, by_kind["all"].points) == (3, 3)
    assert quality([]) == ()


def test_languages_and_halves() -> None:
    assert [
        language(text) for text in ("乘以保留概率 (q)", "keep it", "用 dropout 做 averaging")
    ] == [
        "zh",
        "en",
        "mixed",
    ]
    halves = [is_held_out("dl-32", str(number)) for number in range(400)]
    assert 160 < sum(halves) < 240
