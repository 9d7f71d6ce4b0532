"""The one door: what happens when a command fails, and in which language it speaks."""

import re
from collections.abc import Callable
from io import StringIO

import pytest

from bot.app import Bot
from bot.conversation.command import Command, Turn
from bot.conversation.dispatcher import Dispatcher
from bot.conversation.message import Origin, Reply
from bot.conversation.texts import Words
from bot.domain.chats import ChatKind
from bot.domain.language import Language
from bot.services.library import Librarian
from bot.settings import LogFormat
from tests.conversation.talk import Talk, buttons


async def _broken(turn: Turn) -> Reply:
    raise RuntimeError("a fault for the test")


@pytest.fixture
def librarian(bot: Bot) -> Librarian:
    return bot.librarian


@pytest.mark.parametrize("form", LogFormat)
async def test_a_fault_is_logged_and_answered_with_its_reference(
    librarian: Librarian, form: LogFormat, logged: Callable[..., StringIO]
) -> None:
    log = logged(form)
    talk = Talk(Dispatcher({"ask": Command("ask", _broken)}, librarian, None))
    said = await talk.say("what is dropout")
    found = re.search(r"mention ([0-9a-f]{8}) if you report it", said)
    assert found, said
    assert found[1] in log.getvalue()
    assert "RuntimeError" in log.getvalue()
    assert "a fault for the test" in log.getvalue()
    assert "what is dropout" not in log.getvalue()


async def test_a_fault_behind_a_button_is_answered_in_a_toast(librarian: Librarian) -> None:
    talk = Talk(Dispatcher({"show": Command("show", _broken)}, librarian, None))
    await talk._send("/show dl-32", Origin.PRESSED, addressed=True)
    assert talk.messages == ()
    assert talk.toast is not None
    assert "something went wrong" in talk.toast


async def test_a_slip_in_a_command_is_told_from_what_nobody_knows(bot: Bot) -> None:
    ann = Talk(bot.dispatcher)
    assert "Did you mean /quiz?" in await ann.say("/quizz 5")
    assert "Did you mean /settings?" in await ann.say("/setings")
    assert "Did you mean" not in await ann.say("/dance")


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("quiz me", "1 / 10 · "),
        ("考考我", "看答案"),
        ("有哪些题？", "109 题，14 个主题"),
        ("settings", "Language of answers"),
        ("chapter 7.12", "7.12 Dropout"),
        ("第 258 页", "第 258 页 · 7.12 Dropout"),
        ("停止", "现在没有在刷题"),
    ],
)
async def test_plain_words_are_the_command_that_they_mean(
    bot: Bot, said: str, answered: str
) -> None:
    ann = Talk(bot.dispatcher)
    reply = await ann.say(said)
    assert answered in reply + str(buttons(ann.last))


async def test_plain_words_that_are_not_said_to_the_bot_are_none(bot: Bot) -> None:
    group = Talk(bot.dispatcher, chat="test:-1", kind=ChatKind.GROUP)
    assert await group.say("quiz me", addressed=False) == ""
    assert await group.say("stop", addressed=False) == ""


async def test_what_the_bot_says_to_itself_is_no_command_to_anybody(bot: Bot) -> None:
    ann = Talk(bot.dispatcher)
    group = Talk(bot.dispatcher, kind=ChatKind.GROUP, in_charge=True)
    spoken = [it.name for it in bot.dispatcher._commands.values() if it.spoken_by]
    assert {"left", "moved", "round", "vote", "daily_due", "suggest"} <= {*spoken}
    for name in spoken:
        for origin in (Origin.TYPED, Origin.PRESSED):
            said = await ann._send(f"/{name} 1 1 x", origin, addressed=True)
            assert "no such command" in said, name
        assert await group.say(f"/{name} 1 1 x", addressed=False) == "", name


async def test_other_bots_have_commands_of_these_names(bot: Bot) -> None:
    group = Talk(bot.dispatcher, kind=ChatKind.GROUP)
    for line in ("/skip", "/hint", "/pick me", "/grade", "/propose", "/vote yes", "/report",
                 "/report @spammer", "/reload"):  # fmt: skip
        assert await group.say(line, addressed=False) == "", line
    assert "Press 👎" in await group.say("/report")
    assert "What is wrong" in await group.say("/report dl-32", addressed=False)


async def test_plain_words_end_a_drill_that_waits_for_an_answer(bot: Bot) -> None:
    ann = Talk(bot.dispatcher)
    await ann.say("/settings answer type")
    await ann.say("quiz me")
    assert "Drill over, nothing answered" in await ann.say("stop")


async def test_a_fixed_language_wins(librarian: Librarian, bot: Bot) -> None:
    talk = Talk(Dispatcher(bot.dispatcher._commands, librarian, Language.ZH))
    assert "没有这个命令" in await talk.say("/dance")


async def test_the_persons_choice_wins_over_the_apps_hint(bot: Bot) -> None:
    talk = Talk(bot.dispatcher, locale="en")
    await talk.say("/settings language zh")
    assert "没有这个命令" in await talk.say("/dance")
    await talk.say("/settings language auto")
    assert "no such command" in await talk.say("/dance")


async def test_settings_are_shown_changed_and_explained(bot: Bot) -> None:
    talk = Talk(bot.dispatcher)
    assert "automatic" in await talk.say("/settings")
    assert "Language of answers: English" in await talk.press("English")
    assert talk.messages[0].replaces
    assert talk.toast == "Saved"
    assert "“klingon” is no language I speak" in await talk.say("/settings language klingon")


def test_a_missing_message_or_value_is_an_error() -> None:
    say = Words(Language.EN)
    with pytest.raises(LookupError):
        say("no-such-message")
    with pytest.raises(LookupError):
        say("quiz-head", position=1)


async def test_in_a_group_everybody_chooses_for_themselves(bot: Bot) -> None:
    ann = Talk(bot.dispatcher, chat="test:-5", kind=ChatKind.GROUP)
    bob = Talk(bot.dispatcher, name="bob", chat=ann.chat, kind=ann.kind)
    await ann.say("/settings")
    await bob.press("中文", ann.last)
    assert (bob.messages, bob.toast) == ((), "Saved")
    assert "no such command" in await Talk(bot.dispatcher).say("/dance")
    assert "private chat" in await Talk(bot.dispatcher, chat="test:-5", kind=ann.kind).say(
        "/forget"
    )
