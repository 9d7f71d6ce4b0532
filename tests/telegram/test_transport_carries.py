"""The transport under python-telegram-bot: what is sent arrives, what is refused raises."""

from datetime import timedelta

import pytest
import telegram
from telegram.error import NetworkError, RetryAfter

from tests.botapi import BotApi, Person


async def test_texts_and_keyboards_arrive_as_they_are(
    api: BotApi, client: telegram.Bot, ann: Person
) -> None:
    await ann.says("/start")
    text = 'a "quoted" <text> with\u2028梯度, 😀 and \\ & = % +'
    button = telegram.InlineKeyboardButton("再来 +1", callback_data="/quiz 1&x=2")
    await client.send_message(ann.id, text, reply_markup=telegram.InlineKeyboardMarkup([[button]]))
    shown = await api.next_from_bot(ann)
    assert shown.text == text
    assert [it.label for it in shown.buttons] == ["再来 +1"]


async def test_files_are_uploaded(api: BotApi, client: telegram.Bot, ann: Person) -> None:
    await ann.says("/start")
    content = bytes(range(256)) * 8192  # two megabytes
    await client.send_document(ann.id, content, filename='进度 "x"\r\n.bin', caption="你的数据")
    assert content in api.world.files.values()
    (call,) = [it for it in api.calls if it.method == "sendDocument"]
    assert call.parameters["document"].filename == '进度 "x"__.bin'


async def test_the_double_says_no(api: BotApi, client: telegram.Bot, ann: Person) -> None:
    await ann.says("/start")
    api.fail("sendMessage", 429, retry_after=3)
    with pytest.raises(RetryAfter) as flood:
        await client.send_message(ann.id, "x")
    assert flood.value.retry_after == timedelta(seconds=3)
    api.drop("sendMessage")
    with pytest.raises(NetworkError) as dropped:
        await client.send_message(ann.id, "x")
    assert type(dropped.value) is NetworkError
    await client.send_message(ann.id, "once")
    assert [it.text for it in api.unread(ann)] == ["once"]
