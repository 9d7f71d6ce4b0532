"""The one door: what happens when a command fails, and in which language it speaks."""

import re
from collections.abc import Callable
from io import StringIO

import pytest

from bot.app import Bot
from bot.conversation.command import Command, Turn
from bot.conversation.dispatcher import LONGEST_LINE, Dispatcher
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


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("／quiz 3", "1 / 3 · "),
        ("/quiz ３", "1 / 3 · "),
        ("/chapter ７.12", "7.12 Dropout"),
        ("/daily ０９：３０", "09:30"),
        ("/mock １", "1 / 1 · "),
        ("/review cap ７", "at most 7"),
        ("  /topics\0", "109 questions in 14 topics"),
    ],
)
async def test_characters_of_full_width_are_what_they_mean(
    bot: Bot, said: str, answered: str
) -> None:
    assert answered in await Talk(bot.dispatcher).say(said)


@pytest.mark.parametrize(
    "line", ["/quiz", "/topics", "/chapter", "/search", "/mock", "/decks", "/settings timezone"]
)
async def test_what_is_told_back_is_short(bot: Bot, line: str) -> None:
    ann = Talk(bot.dispatcher)
    for word in ("🎉" * 1000, "\u0301" * 3000, "zq\n" * 1300):
        said = await ann.say(f"{line} {word}")
        assert "…" in said
        assert len(said) < 400


async def test_greeted_in_a_group_it_says_what_it_does_there(bot: Bot) -> None:
    group = Talk(bot.dispatcher, kind=ChatKind.GROUP)
    assert "round of polls" in await group.say("hello")
    assert not group.messages[0].links


@pytest.mark.parametrize(
    ("line", "expected"),
    [("/cancel", "No drill is running"), ("/menu", "How to use it"), ("/language", "Settings")],
)
async def test_a_slash_before_plain_words_changes_nothing(
    bot: Bot, line: str, expected: str
) -> None:
    assert expected in await Talk(bot.dispatcher).say(line)
    group = Talk(bot.dispatcher, chat="test:-5", kind=ChatKind.GROUP)
    assert await group.say(line, addressed=False) == ""


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
        assert "no such command" in await ann.say(f"/{name} 1 1 x"), name
        assert await ann._send(f"/{name} 1 1 x", Origin.PRESSED, addressed=True) == ""
        assert ann.toast == "This button no longer works.", name
        assert await group.say(f"/{name} 1 1 x", addressed=False) == "", name


@pytest.mark.parametrize(
    ("line", "expected"),
    [("/undo that", "no grade"), ("/skip this one", "No drill"), ("/hint please", "No drill")],
)
async def test_what_is_said_without_need_behind_a_command_changes_nothing(
    bot: Bot, line: str, expected: str
) -> None:
    assert expected in await Talk(bot.dispatcher).say(line)
    group = Talk(bot.dispatcher, chat="test:-5", kind=ChatKind.GROUP)
    assert await group.say(line, addressed=False) == ""


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
    assert "回答语言：中文" in await talk.say("/settings language 中文")


@pytest.mark.parametrize(
    "name", ["language", "cap", "timezone", "reminder", "answer", "display", "Grades"]
)
async def test_the_name_of_a_setting_shows_what_is_chosen(bot: Bot, name: str) -> None:
    ann = Talk(bot.dispatcher)
    assert (await ann.say(f"/settings {name}")).startswith("Settings\n")
    assert "There is no setting “foo”" in await ann.say("/settings foo")


async def test_what_a_member_types_in_a_group_is_confirmed(bot: Bot) -> None:
    member = Talk(bot.dispatcher, kind=ChatKind.GROUP)
    assert await member.say("/settings cap 5") == "Saved\n"
    assert await member.say("/settings language zh") == "已保存\n"


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
    assert (bob.messages, bob.toast) == ((), "已保存")
    assert "no such command" in await Talk(bot.dispatcher).say("/dance")
    assert "private chat" in await Talk(bot.dispatcher, chat="test:-5", kind=ann.kind).say(
        "/forget"
    )


async def test_a_line_has_a_greatest_length(bot: Bot) -> None:
    talk = Talk(bot.dispatcher)
    line = "/search ".ljust(LONGEST_LINE, "x")
    assert "too long" not in await talk.say(line)
    assert "4,096 characters are the most" in await talk.say(f"{line}x")
