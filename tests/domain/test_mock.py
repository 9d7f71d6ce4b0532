"""Mock interviews: what is drawn, and what is reported."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from bot.domain.knowledge import Deck
from bot.domain.language import Language
from bot.domain.mock import (
    LATE,
    TIME_EACH,
    Report,
    draw,
    is_over_time,
    ran_out,
    report,
    takes_text,
    time_taken,
    worth,
)
from bot.domain.quiz import SKIPPED, Card, Drill, Grade, Kind, Mode
from bot.domain.review import Memory, Stage

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def remembered(stability: float, ago: timedelta) -> Memory:
    return Memory(stability, 5.0, NOW, NOW - ago, Stage.REVIEW, None, 1, 0)


def test_nothing_comes_twice_and_the_deck_may_run_out(deck: Deck) -> None:
    everything = draw(deck, {}, 10_000, NOW, Random(1))
    assert sorted(everything) == sorted(deck.by_id)
    assert draw(deck, {}, 8, NOW, Random(1)) == draw(deck, {}, 8, NOW, Random(1))


def test_topics_alternate(deck: Deck) -> None:
    for seed in range(40):
        drawn = draw(deck, {}, 8, NOW, Random(seed))
        assert len({deck.topic_of[entry].id for entry in drawn}) >= 5


def test_what_is_weak_or_new_comes_more_often(deck: Deck) -> None:
    kinds = {
        "known": remembered(1000, DAY),
        "weak": remembered(0.5, 200 * DAY),
        "new": None,
    }
    of = dict(zip(deck.by_id, [*kinds] * len(deck.by_id), strict=False))
    memories = {entry: memory for entry, kind in of.items() if (memory := kinds[kind])}
    drawn = Counter(of[e] for seed in range(80) for e in draw(deck, memories, 8, NOW, Random(seed)))
    assert drawn["new"] > 5 * drawn["known"]
    assert drawn["weak"] > 5 * drawn["known"] > 0


def card(position: int, entry: str, outcome: str | None, minutes: float, **more: float) -> Card:
    asked = NOW + position * timedelta(hours=1)
    done = asked + timedelta(minutes=minutes)
    return Card(position, entry, asked, outcome=outcome, answered_at=done, revealed_at=done, **more)  # type: ignore[arg-type]


def drill(*cards: Card) -> Drill:
    return Drill("c", "p", Language.EN, Kind.MOCK, (), 8, id=1, ended=True, cards=cards)


def test_the_report(deck: Deck) -> None:
    first, second = deck.topics[0].entries[:2]
    third, fourth = deck.topics[1].entries[:2]
    found = report(
        drill(
            card(1, first.id, Grade.GOOD, 1),
            card(2, second.id, Grade.HARD, 2),
            card(3, third.id, Grade.AGAIN, 4, score=0.25),
            card(4, fourth.id, SKIPPED, 5),
            card(5, "gone-from-the-deck", Grade.GOOD, 5),
            card(6, first.id, None, 5),
        ),
        deck,
    )
    assert found == Report(
        score=0.4375,
        answered=4,
        by_topic={deck.topics[0].id: 0.75, deck.topics[1].id: 0.125},
        time=timedelta(minutes=3),
        overtime=2,
        to_read=(fourth.id, third.id, second.id),
    )


def test_nothing_answered_nothing_reported(deck: Deck) -> None:
    assert report(drill(card(1, "dl-32", None, 1)), deck) is None


def test_what_went_well_need_not_be_read(deck: Deck) -> None:
    found = report(drill(card(1, "dl-32", Grade.EASY, 1), card(2, "dl-33", Grade.HARD, 1)), deck)
    assert found is not None
    assert found.to_read == ("dl-33",)


def test_time_runs_until_the_answer_is_seen() -> None:
    looked = Card(1, "a", NOW, revealed_at=NOW + TIME_EACH, answered_at=NOW + 2 * TIME_EACH)
    assert time_taken(looked) == TIME_EACH
    assert is_over_time(looked)
    assert ran_out(looked)
    assert time_taken(Card(1, "a", NOW, answered_at=NOW + DAY)) == DAY
    assert time_taken(Card(1, "a", NOW)) == timedelta()


def test_a_score_says_more_than_its_grade() -> None:
    assert worth(Card(1, "a", NOW, outcome="hard", score=0.6)) == 0.6
    assert worth(Card(1, "a", NOW, outcome="hard")) == 0.5


def test_a_text_is_an_answer_until_that_is_shown_and_a_little_longer_when_time_runs_out() -> None:
    up = NOW + TIME_EACH
    typing = Card(1, "a", NOW, mode=Mode.TYPE)
    assert takes_text(drill(typing), NOW + DAY)
    assert not takes_text(drill(replace(typing, mode=Mode.REVEAL)), NOW)
    over = drill(replace(typing, revealed_at=up))
    assert takes_text(over, up + LATE)
    assert not takes_text(over, up + LATE + timedelta(seconds=1))
    assert not takes_text(replace(over, kind=Kind.QUIZ), up)
    assert not takes_text(drill(replace(typing, revealed_at=NOW)), NOW)
    assert not takes_text(drill(replace(typing, outcome=Grade.GOOD)), NOW)
