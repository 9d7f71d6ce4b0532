"""Conversations about how formulas are shown: whose word counts, and the way out."""

from dataclasses import replace

import pytest

from bot.app import Bot
from bot.conversation.message import Reply
from bot.conversation.texts import words
from bot.conversation.views import answers
from bot.domain.chats import ChatKind
from bot.domain.language import Language
from bot.rendering.display import Display
from tests.conversation.talk import Talk, buttons

CALLBACK_BYTES = 64


@pytest.fixture
def member(bot: Bot) -> Talk:
    return Talk(bot.dispatcher, chat="test:-5", kind=ChatKind.GROUP)


@pytest.fixture
def administrator(member: Talk) -> Talk:
    return replace(member, name="bob", in_charge=True)


async def display(talk: Talk) -> Display | None:
    await talk.say("/help")
    return talk.last.display


def again(reply: Reply) -> str:
    [message] = reply.messages
    assert message.again
    return message.again.shown_as(Display.TEXT).line


async def test_in_private_it_is_the_persons_choice_in_every_chat_her_own(bot: Bot) -> None:
    ann, bob = Talk(bot.dispatcher), Talk(bot.dispatcher, "bob", "test:2")
    assert await display(ann) is Display.AUTO
    assert "Formulas: automatic" in await ann.say("/settings")
    page = await ann.press("Text")
    assert "Formulas: always as text" in page
    assert ann.messages[0].replaces
    assert await display(ann) is Display.TEXT
    assert await display(bob) is Display.AUTO
    await ann.say("/settings keep no")
    assert await display(ann) is Display.TEXT


async def test_in_a_group_administrators_choose_for_all(
    member: Talk, administrator: Talk, ann: Talk
) -> None:
    await ann.say("/settings display text")
    assert await display(member) is Display.AUTO
    assert "administrators choose" in await member.say("/settings display rich")
    page = member.last
    await member.say("/settings")
    await member.press("Typeset")
    assert "administrators choose" in (member.toast or "")
    assert page.messages != member.messages == ()
    assert "always typeset" in await administrator.say("/settings display rich")
    assert await display(member) is Display.RICH
    assert await display(ann) is Display.TEXT


async def test_the_topics_of_a_forum_share_the_choice(administrator: Talk) -> None:
    topic = replace(administrator, chat="test:-5/7", forum="test:-5")
    await topic.say("/settings display text")
    assert await display(administrator) is Display.TEXT


async def test_members_keep_their_own_settings_in_a_group(member: Talk) -> None:
    await member.say("/settings language zh")
    said = await member.say("/settings")
    assert "回答语言：中文" in said
    assert "由管理员选择" in said


async def test_what_cannot_be_chosen_is_named(ann: Talk) -> None:
    assert "There is no setting “display video”" in await ann.say("/settings display video")


async def test_who_cannot_see_formulas_gets_text_from_then_on(ann: Talk) -> None:
    await ann.say("question 32")
    said = await ann.press_again()
    assert "Dropout" in said
    assert [message.replaces for message in ann.messages] == [True]
    assert ann.last.display is Display.TEXT
    assert "From now on" in (ann.toast or "")
    assert await display(ann) is Display.TEXT


async def test_in_a_group_anybody_gets_this_one_as_text(member: Talk, administrator: Talk) -> None:
    await member.say("/detail dl-32 zh")
    assert "原始资料" in await member.press_again()
    assert member.last.display is Display.TEXT
    assert "Here it is as text" in (member.toast or "")
    assert await display(member) is Display.AUTO
    await administrator.say("/detail dl-32 en")
    await administrator.press_again()
    assert await display(member) is Display.TEXT


async def test_who_cannot_see_formulas_gets_pictures_first(ann: Talk) -> None:
    await ann.say("question 32")
    await ann.press_again(display=Display.PICTURE)
    assert [message.replaces for message in ann.messages] == [True]
    assert ann.last.display is Display.PICTURE
    assert "come as pictures here" in (ann.toast or "")
    assert await display(ann) is Display.PICTURE
    await ann.say("/settings")
    assert "Formulas: as dark pictures" in await ann.press("Dark picture")
    assert await display(ann) is Display.DARK


async def test_where_no_pictures_can_be_made_none_are_offered(
    ann: Talk, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = bot.librarian.current
    without = replace(library, shelves=(replace(library.default, has_pictures=False),))
    monkeypatch.setattr(bot.librarian, "current", without)
    await ann.say("/settings")
    assert "picture" not in str(buttons(ann.last)).lower()
    assert "There is no setting" in await ann.say("/settings display picture")
    await ann.say("question 32")
    await ann.press_again(display=Display.PICTURE)
    assert ann.last.display is Display.TEXT


async def test_a_drill_is_shown_again_as_it_stands(ann: Talk) -> None:
    await ann.say("/quiz 1 dl-32")
    await ann.press("Hint")
    for label in ("", "Show answer", "Knew it"):
        if label:
            await ann.press(label)
        before = ann.messages[0]
        await ann.press_again(ann.last)
        shown = ann.messages[0]
        assert (shown.document, shown.buttons) == (before.document, before.buttons)


async def test_nobody_looks_into_a_drill_of_another_chat(ann: Talk, member: Talk) -> None:
    await ann.say("/quiz 1 dl-32")
    line = again(ann.last)
    assert "is gone" in await member.say(line)
    assert "is gone" in await ann.say(line.replace(" 1", " 2"))
    assert await display(ann) is Display.AUTO


@pytest.mark.parametrize(
    "line",
    [
        "/as",
        "/as text",
        "/as text forget yes",
        "/as text show dl-99",
        "/as text card x",
        "/as rich show dl-32",
    ],
)
async def test_only_what_can_be_shown_again_is(ann: Talk, line: str) -> None:
    said = await ann.say(line)
    assert "deleted" not in said
    assert "went wrong" not in said
    assert await display(ann) is Display.AUTO


def test_the_way_out_fits_into_a_button(bot: Bot) -> None:
    for entry in bot.deck.entries:
        for language in Language:
            say = words(language)
            for message in (
                answers.entry(entry, bot.deck, say),
                answers.detail(entry, bot.deck, say),
            ):
                assert message.again
                for display in (Display.PICTURE, Display.TEXT):
                    line = message.again.shown_as(display).line
                    assert len(line.encode()) <= CALLBACK_BYTES
