"""What a text comes to, matched against the shipped deck."""

import pickle

import pytest

from bot.domain.knowledge import Bilingual, Deck, Entry, OutsideTopic, Phrases
from bot.domain.matching import (
    FOUND_IN_GROUP,
    FOUND_IN_PRIVATE,
    MOST_CHARACTERS,
    UNSURE,
    Found,
    Matcher,
    NotFound,
    Unsure,
    prepare,
)
from bot.domain.matching.matcher import OUTSIDE
from tests.domain.conftest import ids


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_entry_is_found_by_its_own_question(
    matcher: Matcher, deck: Deck, language: str
) -> None:
    wrong = [
        entry.id
        for entry in deck.entries
        for outcome in [matcher.match(getattr(entry.question, language))]
        if not isinstance(outcome, Found) or ids(outcome)[0] != entry.id
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("dropout 为什么有效", "dl-32"),
        ("随机失活", "dl-32"),
        ("what does dropout do?", "dl-32"),
        ("drop out 的原理", "dl-32"),
        ("drpout", "dl-32"),
        ("學習率怎麼選", "dl-35"),
        ("gibbs caiyang", "dl-49"),
        ("吉卜斯采样", "dl-49"),
        ("思位链有什么用", "dl-121"),
        ("配份函数", "dl-50"),
        ("momentum w.r.t. NN training", "dl-35"),
        ("wide & deep", "dl-57"),
        ("KKT 条件", "dl-10"),
        ("为什么图片大小是 224", "cnn-input-224"),
        ("224", "cnn-input-224"),
        ("why 224?", "cnn-input-224"),
        ("224*224", "cnn-input-224"),
    ],
)
def test_finds_what_is_meant_however_it_is_written(matcher: Matcher, text: str, entry: str) -> None:
    outcome = matcher.match(text)

    assert isinstance(outcome, Found)
    assert ids(outcome)[0] == entry


def test_a_number_is_the_entry_with_that_number(matcher: Matcher, deck: Deck) -> None:
    for number, entry in deck.by_number.items():
        outcome = matcher.match(f"第 {number} 题")

        assert isinstance(outcome, Found)
        assert [(match.entry.id, match.score) for match in outcome.matches] == [(entry.id, 1.0)]


def test_a_number_that_no_entry_has_is_not_found(matcher: Matcher) -> None:
    assert matcher.match("第 999 题") == NotFound(())


@pytest.mark.parametrize("text", ["", "   ", "？！……", "😀👍", "\x00", "---", "是什么呢", "the"])
def test_nothing_to_match_is_not_found(matcher: Matcher, text: str) -> None:
    assert matcher.match(text) == NotFound((), None)


def test_a_bare_number_of_no_question_is_not_asked_back_about(matcher: Matcher) -> None:
    assert matcher.match("999") == NotFound(())


@pytest.mark.parametrize("text", ["2+2", "5/3", "1+1=?", "1*1", "what is 2 + 2", "zxcv @@@ 9;9"])
def test_numbers_without_a_word_name_nothing(matcher: Matcher, text: str) -> None:
    assert matcher.match(text) == NotFound((), None)
    assert matcher.search(text, most=5) == ()


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("什么是支持向量机", "支持向量机"),
        ("explain XGBoost", "XGBoost"),
        ("TCP 三次握手", "TCP"),
        ("大学的辍学率高不高", "辍学"),
        ("range of a LoRa radio module", "LoRa 无线"),
    ],
)
def test_a_topic_outside_is_declined_by_name(matcher: Matcher, text: str, topic: str) -> None:
    outcome = matcher.match(text)

    assert isinstance(outcome, NotFound)
    assert outcome.outside is not None
    assert topic in outcome.outside.topic.zh


@pytest.mark.parametrize(
    "text",
    [
        "flash attention 2 on V100",
        "compute a confidence interval sparse attention patterns",
        "torch.compile 与 TorchScript FlashAttention 为什么又快又省显存",
        "easy data augmentation with synonyms 导数为零了，这地方是坑底、山顶还是马鞍",
        "k-reciprocal re-ranking drawback of gradient clipping",
        "用大模型改写句子扩充样本 prefix tuning",
    ],
)
def test_a_sure_topic_outside_is_declined_unless_an_entry_is_likelier(
    matcher: Matcher, text: str
) -> None:
    explained = matcher.explain(text, found_at=1)
    topic = max(c.confidence for c in explained.candidates if isinstance(c.subject, OutsideTopic))
    entry = max(c.confidence for c in explained.candidates if isinstance(c.subject, Entry))

    assert min(topic, entry) >= UNSURE
    assert isinstance(explained.outcome, NotFound if topic >= max(OUTSIDE, entry) else Unsure)


@pytest.mark.parametrize("text", ["今天天气怎么样", "hello", "讲个笑话", "红烧肉怎么做"])
def test_small_talk_is_not_answered(matcher: Matcher, text: str) -> None:
    outcome = matcher.match(text)

    assert not isinstance(outcome, Found)


def test_a_text_that_names_two_entries_gets_both(matcher: Matcher) -> None:
    outcome = matcher.match("dropout 和 L2 哪个好")

    assert isinstance(outcome, Found)
    assert ids(outcome)[:2] == ["dl-32", "dl-28"]
    assert [match.entry.id for match in outcome.also] == ["dl-28"]


def test_two_numbers_get_both(matcher: Matcher) -> None:
    outcome = matcher.match("第 5 题和第 9 题")

    assert isinstance(outcome, Found)
    assert ids(outcome) == ["dl-05", "dl-09"]
    assert [match.entry.id for match in outcome.also] == ["dl-09"]


@pytest.mark.parametrize("text", ["word2vec 和 GloVe 的区别", "牛顿法和共轭梯度"])
def test_an_entry_about_both_is_enough(matcher: Matcher, text: str) -> None:
    outcome = matcher.match(text)

    assert isinstance(outcome, Found)
    assert outcome.also == ()


def test_a_very_long_text_is_matched_by_its_beginning(matcher: Matcher) -> None:
    filling = "x " * (MOST_CHARACTERS // 2)

    assert "dl-32" in ids(matcher.match("dropout " + filling))
    assert "dl-32" not in ids(matcher.match(filling + "dropout"))
    assert matcher.match(filling + "第 32 题") == matcher.match(filling)


def test_thresholds_stand_in_order() -> None:
    assert 0 < UNSURE < FOUND_IN_PRIVATE < FOUND_IN_GROUP < 1


def test_more_confidence_can_be_demanded(matcher: Matcher) -> None:
    text = "dropout 为什么有效"
    score = matcher.match(text).matches[0].score

    assert isinstance(matcher.match(text, found_at=score), Found)
    assert isinstance(matcher.match(text, found_at=1.0), Unsure)


def test_of_units_that_explain_as_much_the_first_ones_are_taken(deck: Deck) -> None:
    topics = [
        OutsideTopic(topic=Bilingual(zh=f"闲聊{number}", en="zugzwang"), aliases=Phrases())
        for number in range(20)
    ]
    matcher = Matcher(deck.model_copy(update={"outside": tuple(topics)}))

    candidates = matcher.explain("zugzwang").candidates

    assert [candidate.subject for candidate in candidates] == topics[:3]


def test_a_deck_without_outside_topics_is_matched_too(deck: Deck) -> None:
    alone = Matcher(deck.model_copy(update={"outside": ()}))

    assert ids(alone.match("dropout"))[0] == "dl-32"
    assert alone.explain("dropout").candidates


def test_a_search_lists_entries_without_deciding(matcher: Matcher) -> None:
    found = matcher.search("dropout", 8)
    assert len(found) == 8
    assert found[0].entry.id == "dl-32"
    assert [match.score for match in found] == sorted((m.score for m in found), reverse=True)
    assert [match.entry.id for match in matcher.search("q3, q5, q7", 2)] == ["dl-03", "dl-05"]
    assert matcher.search("", 8) == ()


def test_what_was_prepared_may_be_kept(matcher: Matcher, deck: Deck) -> None:
    kept = Matcher(deck, pickle.loads(pickle.dumps(prepare(deck))))  # noqa: S301

    for text in ("随机失活", "剃度消失", "tidu xiaoshi", "drpout 和 L2 哪个好", "weather"):
        assert kept.explain(text) == matcher.explain(text)
