"""The console front end: lines in, rendered replies out, numbers for buttons."""

import asyncio
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from bot.app import Bot
from bot.console import Conversation, _typed_lines, chat, watch_the_clock
from bot.conversation.message import Attachment, AttachmentKind, Message, Reply
from bot.conversation.views import parts
from bot.storage.alarms import Alarm


@pytest.fixture
def shown() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def conversation(bot: Bot, shown: io.StringIO) -> Conversation:
    console = Console(file=shown, width=80, highlight=False)
    return Conversation(bot.dispatcher, console, "en_US.UTF-8")


async def test_buttons_are_numbers(conversation: Conversation, shown: io.StringIO) -> None:
    await conversation.say("question 32")
    assert "[1] Full answer   [2] Related" in shown.getvalue()
    shown.truncate(0)
    await conversation.say("1")
    assert "Sources" in shown.getvalue()


async def test_there_is_nothing_to_choose_of_how_formulas_are_shown(
    conversation: Conversation, shown: io.StringIO
) -> None:
    for line in ("question 32", "/settings", "/settings display text"):
        await conversation.say(line)
    assert "see it?" not in shown.getvalue()
    assert "Formulas" not in shown.getvalue()
    assert "There is no setting “display text”" in shown.getvalue()


async def test_a_number_without_a_button_is_a_question_number(
    conversation: Conversation, shown: io.StringIO
) -> None:
    await conversation.say("32")
    assert "Dropout" in shown.getvalue()


async def test_a_drill_shows_only_what_is_new(
    conversation: Conversation, shown: io.StringIO
) -> None:
    await conversation.say("/quiz 1 dl-32")
    question = shown.getvalue()
    assert "How is dropout related to and different from bagging" in " ".join(question.split())
    shown.truncate(0)
    await conversation.say("1")
    assert "How well did you know it?" in shown.getvalue()
    assert "How is dropout related" not in shown.getvalue()
    shown.truncate(0)
    await conversation.say("2")
    assert "🙂 Knew it" in shown.getvalue()
    assert "one question answered" in shown.getvalue()
    assert "258" not in shown.getvalue()


async def test_a_hint_is_new_to_who_types_answers(
    conversation: Conversation, shown: io.StringIO
) -> None:
    for line in ("/settings answer type", "/quiz 1 dl-32", "hint"):
        await conversation.say(line)
    assert "Hint: look at 7.12 Dropout in the book" in shown.getvalue()


async def test_toasts_are_shown(conversation: Conversation, shown: io.StringIO) -> None:
    await conversation.say("/settings")
    await conversation.say("3")
    assert "Saved" in shown.getvalue()


def test_files_are_saved_where_nothing_is_lost(
    conversation: Conversation, shown: io.StringIO
) -> None:
    file = Attachment("deck.apkg", b"second", AttachmentKind.FILE)
    Path("deck.apkg").write_bytes(b"first")
    conversation.show(Reply((Message((parts.line("All cards."),), attachment=file),)))
    assert Path("deck.apkg").read_bytes() == b"first"
    assert Path("deck-2.apkg").read_bytes() == b"second"
    assert "All cards." in shown.getvalue()
    assert "Saved as deck-2.apkg" in shown.getvalue()


async def test_the_clock_is_heard(bot: Bot, shown: io.StringIO) -> None:
    due = datetime(2026, 1, 1, tzinfo=UTC)
    await bot.alarms.set(Alarm("test", "console", "private", "console", "/topics", due))
    heard = asyncio.Event()

    class Listening(Conversation):
        async def hear(self, reply: Reply) -> None:
            await super().hear(reply)
            heard.set()

    listening = Listening(bot.dispatcher, Console(file=shown, width=80), "en_US.UTF-8")
    watch = asyncio.create_task(watch_the_clock(bot, listening))
    await asyncio.wait_for(heard.wait(), 20)
    watch.cancel()
    await asyncio.wait((watch,))
    assert "topics" in shown.getvalue()


async def test_piped_lines_are_echoed_and_end_with_the_input(
    bot: Bot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("第 32 题\n\n今天天气怎么样\n"))
    await chat(bot, "zh_CN.UTF-8", tmp_path / "history")
    written = capsys.readouterr().out
    assert "直接提问" in written
    assert "› 第 32 题" in written
    assert "7.12 Dropout，第 258–268 页" in written
    assert "「天气」不在我的范围里" in written


async def test_ctrl_c_takes_the_line_back_and_ctrl_d_ends(tmp_path: Path) -> None:
    history = tmp_path / "folder" / "history"
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text("half a line\x03first\rsecond\r\x04")
        lines = [line async for line in _typed_lines(history)]
    assert lines == ["first", "second"]
    assert "+first" in history.read_text()


async def test_where_no_history_can_be_kept_lines_are_typed_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text("first\r\x04")
        lines = [line async for line in _typed_lines(tmp_path / "file" / "history")]
    assert lines == ["first"]


async def test_after_a_question_back_the_next_line_is_the_reply(
    conversation: Conversation, shown: io.StringIO
) -> None:
    await conversation.say("/report dl-32")
    assert "What is wrong with" in shown.getvalue()
    await conversation.say("the sign is wrong")
    assert "Thank you!" in shown.getvalue()
    shown.truncate(0)
    await conversation.say("/report dl-32")
    await conversation.say("1")
    assert "nothing was sent" in shown.getvalue()
    await conversation.say("question 32")
    assert "Dropout" in shown.getvalue()
    await conversation.say("/reports")
    assert "1 · dl-32 · the sign is wrong" in shown.getvalue()
