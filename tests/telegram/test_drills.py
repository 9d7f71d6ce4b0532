"""Drills in Telegram, end to end: each way to answer, reviews, interviews."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from bot.decks import Knowledge
from bot.domain.days import next_at
from bot.domain.knowledge import Deck
from bot.domain.mock import TIME_EACH
from bot.domain.scoring import Scorer
from bot.rendering import charts
from bot.rendering.picture import Theme
from bot.services import scoring
from bot.settings import Settings
from bot.telegram import desk
from tests.botapi import BotApi, ChatMessage, Person
from tests.telegram.conftest import Held, present, serving
from tests.telegram.talking import ask, press

ENTRY = "dl-32"
SEVERAL_RIGHT = "dl-50"


@dataclass
class Clock:
    """A clock that can be put forward."""

    ahead: timedelta = timedelta()

    def now(self) -> datetime:
        return present() + self.ahead

    def strike(self, at: datetime) -> None:
        """Put it to just after a moment."""
        self.ahead = at + timedelta(seconds=1) - present()


@pytest.fixture
def clock() -> Clock:
    return Clock()


async def typed(api: BotApi, person: Person, text: str) -> tuple[ChatMessage, ChatMessage]:
    """Type an answer; return the question as it is marked, and what follows."""
    await person.says(text)
    return await api.next_from_bot(person), await api.next_from_bot(person)


@pytest.mark.usefixtures("front")
async def test_a_typed_answer_is_scored_and_its_edit_left_alone(
    api: BotApi, bob: Person, deck: Deck
) -> None:
    question = await ask(api, bob, "/settings answer type", f"/quiz 1 {ENTRY}")
    assert "Type your answer" in question.text
    hinted = await press(api, bob, question, "Hint")
    assert (hinted.message_id, hinted.edited) == (question.message_id, True)
    assert "Hint: look at 7.12 Dropout" in hinted.text
    assert "▢▢▢" in (await press(api, bob, hinted, "Hint")).text
    answer = await bob.says(" ".join(point.en for point in deck.by_id[ENTRY].points))
    scored, over = await api.next_from_bot(bob), await api.next_from_bot(bob)
    assert "· 100%" in scored.text
    assert scored.text.count("✅") == len(deck.by_id[ENTRY].points)
    assert "🙂 Knew it · again in 2 days" in scored.text
    assert "one question answered" in over.text
    await bob.edits(answer, "what is dropout")
    assert "How to use it" in (await ask(api, bob, "/help")).text
    assert api.unread(bob) == []


@pytest.mark.usefixtures("front")
async def test_not_knowing_shows_the_answer(api: BotApi, ann: Person) -> None:
    await ask(api, ann, "/settings answer type", f"/quiz 1 {ENTRY}")
    shown = await ask(api, ann, "不知道")
    assert "答得怎么样？" in shown.text
    graded = await press(api, ann, shown, "🔁 没答上来")
    assert "🔁 没答上来 · 10 分钟后再来" in graded.text
    assert "刷题结束" in (await api.next_from_bot(ann)).text


@pytest.mark.usefixtures("front")
async def test_several_options_are_ticked_and_put_back(
    api: BotApi, bob: Person, deck: Deck
) -> None:
    question = await ask(api, bob, "/settings answer choose", f"/quiz 1 {SEVERAL_RIGHT}")
    while "Done" not in question.labels:
        question = await ask(api, bob, f"/quiz 1 {SEVERAL_RIGHT}")
    toast = await bob.presses(question, "Done")
    assert toast.text == "Pick at least one option first."
    choice = next(c for c in deck.by_id[SEVERAL_RIGHT].choice if c.stem.en in question.text)
    listed = [line.partition(". ")[::2] for line in question.text.splitlines()]
    by_option = {option: letter for letter, option in listed if len(letter) == 1}
    right = [by_option[option.en] for option in choice.options if option.correct]
    wrong = next(by_option[option.en] for option in choice.options if not option.correct)
    for letter in (*right, wrong):
        question = await press(api, bob, question, f"☐ {letter}")
        assert f"☑ {letter}" in question.labels
    question = await press(api, bob, question, f"☑ {wrong}")
    assert f"☐ {wrong}" in question.labels
    answered = await press(api, bob, question, "Done")
    assert answered.message_id == question.message_id
    assert "Right!" in answered.text
    assert choice.why.en.split(".")[0] in answered.text
    assert "one question answered" in (await api.next_from_bot(bob)).text


@pytest.mark.usefixtures("front")
async def test_a_grade_is_taken_back_in_its_place(api: BotApi, bob: Person) -> None:
    question = await ask(api, bob, f"/quiz 2 {ENTRY} dl-33")
    shown = await press(api, bob, question, "Show answer")
    graded = await press(api, bob, shown, "🔁 Did not know it")
    following = await api.next_from_bot(bob)
    toast = await bob.presses(graded, "Undo")
    assert toast.text == "Taken back; grade it again."
    again = await api.next_from_bot(bob)
    assert (again.message_id, again.edited) == (question.message_id, True)
    assert "behind you" in (await bob.presses(following, "Skip", stale=True)).text
    graded = await press(api, bob, again, "🙂 Knew it")
    assert "🙂 Knew it · again in 2 days" in graded.text
    assert (await api.next_from_bot(bob)).text.startswith("2 / 2")


async def test_the_clock_reminds_and_the_review_begins(
    api: BotApi, settings: Settings, knowledge: Knowledge, bob: Person, clock: Clock
) -> None:
    async with serving(settings, knowledge, clock.now):
        question = await ask(api, bob, f"/quiz 1 {ENTRY}")
        shown = await press(api, bob, question, "Show answer")
        await press(api, bob, shown, "🔁 Did not know it")
        await api.next_from_bot(bob)
        shanghai = ZoneInfo(settings.timezone)
        hour = (present().astimezone(shanghai) + timedelta(hours=2)).hour
        await ask(api, bob, f"/settings reminder {hour}")
        at = next_at(hour, present(), shanghai)
    async with serving(settings, knowledge, clock.now):
        clock.strike(at)
        reminder = await api.next_from_bot(bob)
        assert reminder.text == "One question wants to be met again today."
        assert reminder.labels == ["Review"]
        assert "How to use it" in (await ask(api, bob, "/help")).text
        assert api.unread(bob) == []


async def test_an_interview_keeps_the_time_and_ends_with_a_picture(
    api: BotApi, settings: Settings, knowledge: Knowledge, bob: Person, clock: Clock
) -> None:
    async with serving(settings, knowledge, clock.now):
        assert "3 minutes each" in (await ask(api, bob, "/mock 2")).text
        question = await api.next_from_bot(bob)
        assert "⏱ 3 min" in question.text
    async with serving(settings, knowledge, clock.now):
        clock.strike(datetime.fromtimestamp(question.raw["date"], tz=present().tzinfo) + TIME_EACH)
        notice, shown = await api.next_from_bot(bob), await api.next_from_bot(bob)
        assert notice.text == "⏰ Time is up. Never mind, here is the answer."
        clock.ahead = timedelta()  # so that it does not run out on the next question
        assert "The answer is shown" in (await bob.presses(question, "Show answer")).text
        graded = await press(api, bob, shown, "🔁 Did not know it")
        assert "⏱ 3:00 (over time)" in graded.text
        await press(api, bob, await api.next_from_bot(bob), "Skip")
        report = picture = await api.next_from_bot(bob)
        if not report.text:  # too long for the caption of the picture
            report = await api.next_from_bot(bob)
    assert report.text.startswith("Your interview: 0% over 2 questions")
    assert "one over time" in report.text
    assert "Read these next:" in report.text
    assert picture.photo
    with Image.open(BytesIO(api.world.files[picture.photo["file_id"]])) as drawn:
        assert drawn.width > 600
        assert len(drawn.convert("L").getcolors() or []) > 10


@pytest.mark.real_clock
async def test_while_a_picture_is_drawn_nobody_else_waits(
    api: BotApi,
    settings: Settings,
    knowledge: Knowledge,
    ann: Person,
    bob: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held, draw = Held(), charts.draw

    def drawn_slowly(board: charts.Board, theme: Theme) -> bytes | None:
        held.wait()
        return draw(board, theme)

    monkeypatch.setattr(charts, "draw", drawn_slowly)
    async with serving(settings, knowledge):
        await ask(api, bob, "/mock 1")
        shown = await press(api, bob, await api.next_from_bot(bob), "Show answer")
        pressing = asyncio.create_task(bob.presses(shown, "🔁 Did not know it"))
        async with held.under_way():
            await ask(api, ann, "/settings keep no")
            assert api.unread(bob) == []
        await pressing
        assert "⏱" in (await api.next_from_bot(bob)).text
        assert (await api.next_from_bot(bob)).photo


@pytest.mark.real_clock
async def test_while_the_deck_is_read_for_the_first_typed_answer_nobody_else_waits(
    api: BotApi,
    settings: Settings,
    knowledge: Knowledge,
    ann: Person,
    bob: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = Held()

    def read_slowly(deck: Deck) -> Scorer:
        held.wait()
        return Scorer(deck)

    monkeypatch.setattr(scoring, "Scorer", read_slowly)
    monkeypatch.setattr(desk, "AT_WORK", 1)  # so that who keeps a transaction open is noticed
    async with serving(settings, knowledge):
        await ask(api, bob, "/settings answer type", f"/quiz 1 {ENTRY}")
        answering = asyncio.create_task(typed(api, bob, "an ensemble that shares parameters"))
        async with held.under_way():
            await ask(api, ann, "/settings keep no")
            assert not answering.done()
        scored, over = await answering
        assert "again in" in scored.text
        assert "one question answered" in over.text
