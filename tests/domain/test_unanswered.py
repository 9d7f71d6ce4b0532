"""Questions that ask the same are one."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.decks import Knowledge
from bot.domain.unanswered import NotedQuery, clusters

NOW = datetime(2026, 11, 27, tzinfo=UTC)


def asked(text: str, count: int = 1, days: int = 0, chosen: tuple[str, ...] = ()) -> NotedQuery:
    return NotedQuery(text, "not_found", count, NOW - timedelta(days=days), chosen)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("what is flash attention", "Flash-Attention 是什么"),
        ("what is flash attention", "how does flashattention work"),
        ("lora 的秩怎么选", "lora 秩 r 如何选择"),
        ("random forest vs gradient boosting", "gradient boosting versus random forests"),
        ("什么是 rag", "rag 是什么意思"),
        ("今天天气怎么样", "明天天气如何"),
    ],
)
def test_other_words(knowledge: Knowledge, one: str, other: str) -> None:
    (cluster,) = clusters([asked(one), asked(other, 2)], knowledge.matcher.said)
    assert (cluster.text, cluster.others, cluster.count) == (other, (one,), 3)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("what is gradient clipping", "what is gradient checkpointing"),
        ("why learning rate warmup", "why learning rate decay"),
        ("xgboost 怎么调参", "xgboost 和 lightgbm 区别"),
        ("今天天气怎么样", "今天吃什么"),
        ("?", "!!"),
    ],
)
def test_other_questions(knowledge: Knowledge, one: str, other: str) -> None:
    found = clusters([asked(one), asked(other)], knowledge.matcher.said)
    assert len(found) == 2 or not one.strip("?!")


def test_what_is_as_like_two_joins_the_one_that_is_asked_more_often() -> None:
    texts = ["a b", "c d", "a d", "e f"]
    queries = [asked(text, 9 - place) for place, text in enumerate(texts)]
    found = clusters([*queries, asked("b c")], lambda text: dict.fromkeys(text.split(), 1.0))
    assert [it.queries for it in found] == [(query,) for query in (*queries, asked("b c"))]
    near = clusters([*queries, asked("a b d")], lambda text: dict.fromkeys(text.split(), 1.0))
    assert [it.others for it in near] == [("a b d",), (), (), ()]


def test_what_differs_in_case_or_punctuation_is_one_whatever_it_says() -> None:
    (cluster,) = clusters([asked("?? Foo"), asked("foo!")], lambda _: {})
    assert cluster.count == 2


def test_what_is_known_of_a_cluster(knowledge: Knowledge) -> None:
    (cluster, rare) = clusters(
        [
            asked("rag 是什么意思", 2, days=3, chosen=("dl-2",)),
            asked("什么是 rag", 5, days=9, chosen=("dl-1", "dl-2")),
            asked("svm 核函数", 6),
        ],
        knowledge.matcher.said,
    )
    assert (cluster.text, cluster.count, cluster.chosen) == ("什么是 rag", 7, ("dl-1", "dl-2"))
    assert cluster.last_seen == NOW - timedelta(days=3)
    assert rare.text == "svm 核函数"


@given(st.lists(st.tuples(st.text("ab c", max_size=6), st.integers(1, 9)), max_size=12))
def test_every_question_is_in_one_cluster_and_none_is_counted_twice(
    said: list[tuple[str, int]],
) -> None:
    queries = [asked(text, count) for text, count in said]
    found = clusters(queries, lambda text: dict(Counter(text)))
    assert sorted(query.text for it in found for query in it.queries) == sorted(t for t, _ in said)
    assert sum(it.count for it in found) == sum(count for _, count in said)
    assert [it.count for it in found] == sorted((it.count for it in found), reverse=True)
