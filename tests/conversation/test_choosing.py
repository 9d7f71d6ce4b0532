"""Conversations in which options are picked."""

import re
from random import Random

import pytest

from bot.app import Bot, open_bot
from bot.conversation.message import Message, Reply
from bot.decks import Knowledge
from bot.domain.knowledge import Choice, Deck
from bot.settings import read_settings
from tests.conversation.talk import Talk, buttons, text_of


@pytest.fixture
async def ann(bot: Bot) -> Talk:
    ann = Talk(bot.dispatcher)
    await ann.say("/settings answer choose")
    return ann


def asked(deck: Deck, entry: str, text: str) -> Choice:
    """Return which of an entry's questions a text asks."""
    return next(choice for choice in deck.by_id[entry].choice if choice.stem.en in text)


def single(deck: Deck) -> str:
    """Return an entry whose questions have one right answer, short and without a formula."""
    return next(
        entry.id
        for entry in deck.entries
        if all(
            sum(option.correct for option in choice.options) == 1
            and all(len(option.en) < 40 and "$" not in option.en for option in choice.options)
            and "$" not in choice.stem.en
            for choice in entry.choice
        )
    )


async def ask_with_several(talk: Talk, deck: Deck) -> None:
    """Start a drill with a question that has several right answers."""
    entry = next(
        entry.id
        for entry in deck.entries
        if any(sum(option.correct for option in choice.options) > 1 for choice in entry.choice)
    )
    while not any(button.label == "Done" for button in buttons(talk.last)):
        await talk.say(f"/quiz 1 {entry}")


@pytest.mark.parametrize("said", ["b", "B.", "选B", "（Ｂ）"])
async def test_an_option_goes_by_its_letter(ann: Talk, deck: Deck, said: str) -> None:
    await ann.say(f"/quiz 1 {single(deck)}")
    second = buttons(ann.last)[1].label
    answered = await ann.say(said)
    right = "Right!" in answered
    assert f"{'✅' if right else '❌'} B. {second}" in answered


async def test_a_letter_beyond_the_options_is_told_so_and_after_the_answer_a_question(
    ann: Talk, deck: Deck
) -> None:
    await ann.say(f"/quiz 1 {single(deck)}")
    assert await ann.say("K") == "The last option is D.\n"
    assert "Not quite" not in await ann.say("BC")  # only one is right
    await ann.say("/quiz")
    await ann.press("Show answer")
    assert "Drill over" not in await ann.say("B")


async def test_letters_pick_and_put_back_where_several_are_right(ann: Talk, deck: Deck) -> None:
    await ask_with_several(ann, deck)
    for box in "☑☐":
        await ann.say("a")
        assert buttons(ann.last)[0].label.startswith(box)


async def test_several_letters_answer_where_several_are_right(ann: Talk, deck: Deck) -> None:
    await ask_with_several(ann, deck)
    await ann.say("A")
    said = await ann.say("b、c")
    assert "one question answered" in said
    for letter, picked in zip("ABC", "▫❌❌", strict=True):  # picked is B and C alone
        assert f"✅ {letter}. " in said or re.search(f"{picked}.? {letter}\\. ", said)


@pytest.mark.parametrize(
    ("said", "grade"),
    [("Knew it", "Knew it: 1"), ("🔁 没答上来", "not know it: 1"), ("idk", "not know it: 1"),
     ("不会", "not know it: 1"), ("easy", "Easy: 1")],
)  # fmt: skip
async def test_a_grade_goes_by_what_stands_on_its_button(ann: Talk, said: str, grade: str) -> None:
    await ann.say("/settings answer reveal")
    await ann.say("/quiz 1 dl-32")
    await ann.press("Show answer")
    assert "shown already" in await ann.say("show me the answer")
    assert grade in await ann.say(said)


@pytest.mark.parametrize("right", [True, False])
async def test_one_press_answers(ann: Talk, deck: Deck, *, right: bool) -> None:
    entry = single(deck)
    choice = asked(deck, entry, await ann.say(f"/quiz 1 {entry}"))
    option = next(option for option in choice.options if option.correct is right)
    said = await ann.press(option.en)
    assert ("Right!" in said) is right
    assert ("again in 2 days" in said) is right
    assert ("again in 10 minutes" in said) is not right
    assert ("❌" in said) is not right
    assert choice.why.en[:20] in said
    assert ann.messages[0].replaces
    assert "one question answered" in said


async def test_options_that_do_not_fit_go_by_letters(ann: Talk, deck: Deck) -> None:
    entry = next(
        entry.id
        for entry in deck.entries
        if all(any("$" in option.en for option in choice.options) for choice in entry.choice)
    )
    said = await ann.say(f"/quiz 1 {entry}")
    assert all(f"{letter}. " in said for letter in "ABCD")
    row = ann.messages[0].buttons[0]
    assert [button.label[-1] for button in row] == ["A", "B", "C", "D"]


async def test_where_several_are_right_they_are_collected(
    database_url: str, knowledge: Knowledge
) -> None:
    settings, deck = read_settings(database_url=database_url), knowledge.deck
    async with open_bot(settings, knowledge=knowledge, random=Random(1)) as before:
        ann = Talk(before.dispatcher)
        await ann.say("/settings answer choose")
        await ask_with_several(ann, deck)
        question = ann.last
        await ann.press("Done")
        assert ann.toast == "Pick at least one option first."
        lines = [b.line for b in buttons(question) if b.line.startswith("/pick")]
        for line in (lines[0], lines[1], lines[0]):
            await ann.say(line)
        boxes = [b.label[0] for b in buttons(ann.last) if b.line.startswith("/pick")]
        assert boxes == ["☐", "☑", "☐", "☐"]
    async with open_bot(settings, knowledge=knowledge, random=Random(2)) as after:
        ann = Talk(after.dispatcher)
        await ann.say("/quiz")
        labels = [b.label for b in buttons(ann.last) if b.line.startswith("/pick")]
        assert [label[0] for label in labels] == boxes
        assert [label[1:] for label in labels] == [
            b.label[1:] for b in buttons(question) if b.line.startswith("/pick")
        ]
        said = await ann.press("Done")
        assert "right" in said.lower() or "Not quite" in said
        await ann.press("Done", question)
        assert ann.toast == "This drill is over."


async def test_who_does_not_know_looks(ann: Talk) -> None:
    await ann.say("/quiz 1 dl-32")
    question = ann.last
    assert "How well did you know it?" in await ann.press("Show answer")
    await ann.say(next(b.line for b in buttons(question) if b.line.startswith("/pick")))
    assert "shown already" in text_of(ann.messages[0].document)
    await ann.press("Did not know it", Reply((await shown_again(ann),)))
    assert "Did not know it" in text_of(ann.messages[0].document)


async def shown_again(talk: Talk) -> Message:
    await talk.say("/quiz")
    return talk.messages[-1]


@pytest.mark.parametrize("option", ["", "9", "x", "-1", "0 1", "٣", "99999999999"])
async def test_forged_picks_are_refused(ann: Talk, option: str) -> None:
    await ann.say("/quiz 1 dl-32")
    here = next(b.line for b in buttons(ann.last) if b.line.startswith("/pick"))
    said = await ann.say(f"{here[:-2]} {option}")
    assert "no such command" in said or "is gone" in said


async def test_nothing_is_picked_where_there_are_no_options(ann: Talk) -> None:
    await ann.say("/settings answer reveal")
    await ann.say("/quiz 1 dl-32")
    here = next(b.line for b in buttons(ann.last) if b.line.startswith("/reveal"))
    assert "is gone" in await ann.say(here.replace("reveal", "pick") + " 0")
    assert "is gone" in await ann.say(here.replace("reveal", "submit"))
