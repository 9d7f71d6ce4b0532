"""Pictures and files in Telegram: with what is said of them as the caption, or below."""

import struct
import zlib

import pytest

from bot.conversation.message import Attachment, AttachmentKind, Button, Message, Reply
from bot.conversation.views.parts import line
from bot.telegram.app import Front
from bot.telegram.places import Place
from tests.botapi import BotApi, Person

BUTTONS = ((Button("Topics", "/topics"),),)


def _chunk(kind: bytes, data: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + checksum


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\0\0"))
    + _chunk(b"IEND", b"")
)
CHART = Attachment("chart.png", PNG, AttachmentKind.PICTURE)
DECK = Attachment("deck.apkg", b"PK", AttachmentKind.FILE)


@pytest.mark.parametrize(("attachment", "field"), [(CHART, "photo"), (DECK, "document")])
async def test_what_is_said_is_the_caption(
    api: BotApi, front: Front, ann: Person, attachment: Attachment, field: str
) -> None:
    await ann.says("/start")
    await api.next_from_bot(ann)
    message = Message((line("a < b"),), BUTTONS, attachment=attachment)
    await front.outgoing.show(Reply((message,)), Place(ann.id))
    shown = await api.next_from_bot(ann)
    assert field in shown.raw
    assert shown.text == "a < b"
    assert shown.raw["reply_markup"]["inline_keyboard"][0][0]["text"] == "Topics"


async def test_what_is_too_long_for_a_caption_stands_below(
    api: BotApi, front: Front, ann: Person
) -> None:
    await ann.says("/start")
    await api.next_from_bot(ann)
    message = Message((line("好" * 1025),), BUTTONS, attachment=CHART)
    ids = await front.outgoing.show(Reply((message,)), Place(ann.id))
    picture, text = await api.next_from_bot(ann), await api.next_from_bot(ann)
    assert ids == (picture.message_id, text.message_id)
    assert "reply_markup" not in picture.raw
    assert text.text == "好" * 1025
    assert text.raw["reply_markup"]["inline_keyboard"][0][0]["text"] == "Topics"
