"""A real python-telegram-bot Application, end to end."""

from collections.abc import AsyncIterator

import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
)

from tests.botapi import BotApi, Person


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[telegram.Bot]:
    async with telegram.Bot(api.token, base_url=api.base_url) as bot:
        yield bot


async def _start(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Next", callback_data="/next")]])
    await update.message.reply_html("<b>Hi</b>", reply_markup=keyboard)


async def _press(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.callback_query
    await update.callback_query.answer("Here you are")
    await update.callback_query.edit_message_text("Two")


@pytest.fixture
async def application(api: BotApi) -> AsyncIterator[None]:
    builder = ApplicationBuilder().token(api.token).base_url(api.base_url)
    application = builder.build()
    application.add_handler(CommandHandler("start", _start))
    application.add_handler(CallbackQueryHandler(_press))
    async with application:
        await application.start()
        assert application.updater
        await application.updater.start_polling()
        yield
        await application.updater.stop()
        await application.stop()


@pytest.mark.usefixtures("application")
async def test_a_conversation(api: BotApi, ann: Person) -> None:
    await ann.says("/start")
    one = await api.next_from_bot(ann)
    assert (one.html, one.labels) == ("<b>Hi</b>", ["Next"])
    assert (await ann.presses(one, "Next")).text == "Here you are"
    two = await api.next_from_bot(ann)
    assert (two.text, two.message_id, two.edited) == ("Two", one.message_id, True)
    await ann.says("unheard of")
    await api.quiet()
    assert api.unread(ann) == []
    assert api.refused == []


async def test_a_refusal_is_its_error(bot: telegram.Bot, api: BotApi, ann: Person) -> None:
    with pytest.raises(BadRequest, match="Can't parse entities: unsupported start tag"):
        await bot.send_message(ann.id, "<br>", parse_mode="HTML")
    assert [it.method for it in api.refused] == ["sendMessage"]


async def test_faults_on_demand(
    bot: telegram.Bot, api: BotApi, ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # without it, RetryAfter warns of its future type
    api.fail("sendMessage", 429, retry_after=7)
    api.fail("sendMessage", 502)
    api.drop("sendMessage")
    with pytest.raises(RetryAfter, match="Retry in 0:00:07"):
        await bot.send_message(ann.id, "x")
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.send_message(ann.id, "x")
    with pytest.raises(NetworkError, match=r"RemoteProtocolError|ReadError"):
        await bot.send_message(ann.id, "x")
    await bot.send_message(ann.id, "at last")
    assert [it.text for it in api.unread(ann)] == ["at last"]
    assert api.refused == []


async def test_files_are_uploaded(bot: telegram.Bot, api: BotApi, ann: Person) -> None:
    await bot.send_document(ann.id, b'{"cards": []}', filename="export.json", caption="Yours")
    shown = await api.next_from_bot(ann)
    assert shown.document
    assert (shown.text, shown.document["file_name"]) == ("Yours", "export.json")


async def test_methods_it_does_not_know_are_called_by_name(
    bot: telegram.Bot, api: BotApi, ann: Person
) -> None:
    rich = {"blocks": [{"type": "mathematical_expression", "expression": "x^2"}]}
    await bot.do_api_request(
        "sendRichMessage", api_kwargs={"chat_id": ann.id, "rich_message": rich}
    )
    assert (await api.next_from_bot(ann)).text == "$$x^2$$"
