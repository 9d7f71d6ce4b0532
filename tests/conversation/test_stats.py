"""``/stats`` as a conversation."""

from datetime import timedelta

import pytest

from bot.app import Bot
from bot.conversation.message import AttachmentKind, Message
from bot.conversation.texts import words
from bot.conversation.views import progress as view
from bot.domain.chats import ChatKind
from bot.domain.knowledge import Deck
from bot.domain.language import Language
from bot.rendering.telegram_html import caption
from gallery.learner import learner
from tests.conversation.talk import NOW, Talk, text_of
from tests.rendering.charts.pictures import size_of

DAY = timedelta(days=1)


async def drill(talk: Talk, order: str, *grades: str) -> None:
    await talk.say(f"/quiz {order}")
    for grade in grades:
        await talk.press("Show answer" if talk.locale == "en" else "看答案")
        await talk.press(grade)


def picture_of(message: Message) -> bytes:
    assert message.attachment
    assert message.attachment.kind is AttachmentKind.PICTURE
    return message.attachment.content


async def test_before_the_first_answer_it_says_how_to_begin(ann: Talk) -> None:
    assert "Nothing to show yet" in await ann.say("/stats")
    assert ann.messages[0].attachment is None
    assert "1 / 10" in await ann.press("Drill me")


async def test_a_first_day(ann: Talk, bot: Bot) -> None:
    await drill(ann, "7 mathematics", *["Knew it"] * 7)
    said = await ann.say("/stats")
    assert said.startswith("One day of study, and counting\n")
    assert "shows once you meet a question on a second day" in said
    assert "Due: 0 now, 7 in two weeks\n▁▁" in said
    assert "7 answers on 1 of the last 90 days, by week:\n▁▁▁▁▁▁▁▁▁▁▁█\n" in said
    assert f"7 of {len(bot.deck.entries)} met" in said
    assert "■■■■□ 88% · Mathematics" in said
    assert "□□□□□ 0% · Optimization" in said
    assert "By chapter of the book: " in said
    assert size_of(picture_of(ann.messages[0]))[0] == 1080
    assert "1 / 10" in await ann.press("Drill me")


async def test_days_in_a_row_and_what_is_recalled(ann: Talk) -> None:
    await drill(ann, "4 optimization", *["Knew it"] * 4)
    ann.now = NOW + DAY
    await drill(ann, "1 mathematics", "Knew it")
    ann.now = NOW + 2 * DAY
    await ann.say("/review")
    for grade in ("Knew it", "Knew it", "Knew it", "Did not know it"):
        await ann.press("Show answer")
        await ann.press(grade)
    said = await ann.say("/stats")
    assert said.startswith("3 days of study in a row\n")
    assert "Recalled when asked again: 75% in 30 days, 75% in all" in said
    assert "Due: 0 now, 1 today, " in said  # as /review says
    assert "Nothing is due now; the next one comes in 10 minutes" in await ann.say("/review")
    assert "9 answers on 3 of the last 90 days" in said
    ann.now += timedelta(minutes=15)
    assert "Due: 1 now, " in await ann.say("/stats")
    assert "1 / 1" in await ann.press("Review")
    ann.now = NOW + 4 * DAY
    assert (await ann.say("/stats")).startswith("Where you stand\n")
    ann.now = NOW + 60 * DAY
    assert "Recalled when asked again: 75%, none in the last 30 days" in await ann.say("/stats")


async def test_the_days_are_those_of_the_person(ann: Talk) -> None:
    ann.now = NOW.replace(hour=19, minute=59)  # 3:59 in Shanghai
    await drill(ann, "1", "Knew it")
    ann.now += timedelta(minutes=1)
    await drill(ann, "1", "Knew it")
    assert "2 days of study in a row" in await ann.say("/stats")
    await ann.say("/settings timezone Berlin")
    assert "One day of study" in await ann.say("/stats")


async def test_in_chinese(ann: Talk) -> None:
    ann.locale = "zh-hans"
    assert "还没有可看的" in await ann.say("/stats")
    await drill(ann, "2 正则化", "答上来了", "没答上来")
    said = await ann.say("/stats")
    assert said.startswith("连续学习 1 天\n")
    assert "同一题隔天再答，就能看到记住率" in said
    assert "到期：现在 0 题，今天共 1 题，两周内共 2 题" in said
    assert "近 90 天里学了 1 天，答题 2 次，每周：\n" in said
    assert "□ 18% · 正则化" in said
    assert "书中各章：" in said
    assert picture_of(ann.messages[0])


async def test_who_takes_dark_pictures_gets_this_one_dark(ann: Talk) -> None:
    await drill(ann, "1", "Knew it")
    await ann.say("/stats")
    light = picture_of(ann.messages[0])
    await ann.say("/settings display dark")
    await ann.say("/stats")
    assert picture_of(ann.messages[0]) != light


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("days", [1, 30, 365])
def test_all_that_there_is_to_say_fits_below_a_picture(
    deck: Deck, language: Language, days: int
) -> None:
    message = view.progress(learner(deck, days), deck, words(language))
    assert caption(message.document)


async def test_without_what_draws_there_are_words(
    ann: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await drill(ann, "1 dl-30", "Knew it")
    monkeypatch.setattr("bot.rendering.charts.draw", lambda *_: None)
    assert "1 of " in await ann.say("/stats")
    assert ann.messages[0].attachment is None


async def test_an_interview_ends_with_a_picture(ann: Talk) -> None:
    await ann.say("/mock 2")
    await ann.press("Show answer")
    await ann.press("Knew it")
    await ann.press("Skip")
    assert "50%" in text_of(ann.messages[1].document)
    assert size_of(picture_of(ann.messages[1]))[0] == 1080


async def test_progress_is_personal(ann: Talk) -> None:
    ann.kind, ann.chat = ChatKind.GROUP, "test:-7"
    assert "private chat" in await ann.say("/stats")
