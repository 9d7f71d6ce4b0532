"""``/stats`` in Telegram: one photo, with the words as its caption."""

from bot.telegram.app import Front
from tests.botapi import BotApi, Person


async def test_progress_is_a_picture_with_a_caption(api: BotApi, front: Front, ann: Person) -> None:
    await ann.says("/quiz 1 dl-33")
    question = await api.next_from_bot(ann)
    await ann.presses(question, "看答案")
    await ann.presses(await api.next_from_bot(ann), "🙂 答上来了")
    await api.next_from_bot(ann)
    await api.next_from_bot(ann)
    await ann.says("/stats")
    shown = await api.next_from_bot(ann)
    assert "photo" in shown.raw
    assert shown.text.startswith("连续学习 1 天\n")
    assert "■" in shown.text
    assert shown.raw["reply_markup"]["inline_keyboard"][0][0]["text"] == "刷题"
