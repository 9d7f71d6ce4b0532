import io
import json
from typing import Any

import aiohttp
import pytest

from tests.botapi import BotApi, Person
from tests.botapi.conftest import Calls, Refuses

_PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR"


def _png(width: int, height: int) -> bytes:
    return _PNG + width.to_bytes(4) + height.to_bytes(4)


async def _upload(
    api: BotApi,
    session: aiohttp.ClientSession,
    method: str,
    field: str,
    content: bytes,
    **form: str,
) -> dict[str, Any]:
    data = aiohttp.FormData(form)
    data.add_field(field, io.BytesIO(content), filename="a.png")
    async with session.post(f"{api.base_url}{api.token}/{method}", data=data) as response:
        answer: dict[str, Any] = await response.json()
        return answer


async def test_a_photo_is_uploaded_once_and_sent_again_by_its_id(
    api: BotApi, session: aiohttp.ClientSession, call: Calls, ann: Person
) -> None:
    form = {"chat_id": str(ann.id), "caption": "<i>c</i>", "parse_mode": "HTML"}
    await _upload(api, session, "sendPhoto", "photo", _png(300, 200), **form)
    shown = await api.next_from_bot(ann)
    assert shown.html == "<i>c</i>"
    assert shown.photo
    assert (shown.photo["width"], shown.photo["height"]) == (300, 200)
    await call("sendPhoto", chat_id=ann.id, photo=shown.photo["file_id"])


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"GIF", "IMAGE_PROCESS_FAILED"),
        (_png(9000, 1001), "PHOTO_INVALID_DIMENSIONS"),
        (_png(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
    ],
)
async def test_photos_have_limits(
    content: bytes, why: str, api: BotApi, session: aiohttp.ClientSession, ann: Person
) -> None:
    answer = await _upload(api, session, "sendPhoto", "photo", content, chat_id=str(ann.id))
    assert answer["description"] == f"Bad Request: {why}"


async def test_a_photo_is_at_most_ten_mebibytes(
    api: BotApi, session: aiohttp.ClientSession, ann: Person
) -> None:
    content = _png(1, 1).ljust(10 * 2**20 + 1)
    answer = await _upload(api, session, "sendPhoto", "photo", content, chat_id=str(ann.id))
    assert answer["description"] == "Bad Request: file is too big for a photo"


async def test_a_caption_is_shorter_than_a_message(
    api: BotApi, session: aiohttp.ClientSession, ann: Person
) -> None:
    form = {"chat_id": str(ann.id), "caption": "x" * 1025}
    answer = await _upload(api, session, "sendDocument", "document", b"{}", **form)
    assert answer["description"] == "Bad Request: message caption is too long"


async def test_a_document_keeps_its_name(
    api: BotApi, session: aiohttp.ClientSession, ann: Person
) -> None:
    await _upload(api, session, "sendDocument", "document", b"{}", chat_id=str(ann.id))
    shown = await api.next_from_bot(ann)
    assert shown.document
    assert shown.document["file_name"] == "a.png"
    assert api.world.files[shown.document["file_id"]] == b"{}"


async def test_an_unknown_file_id_is_refused(refused: Refuses, ann: Person) -> None:
    assert await refused("sendPhoto", chat_id=ann.id, photo="none") == (
        400,
        "Bad Request: wrong remote file identifier specified",
    )


async def test_a_text_becomes_a_photo_and_a_photo_another(
    api: BotApi, session: aiohttp.ClientSession, call: Calls, refused: Refuses, ann: Person
) -> None:
    text = await call("sendMessage", chat_id=ann.id, text="x")
    where = {"chat_id": ann.id, "message_id": text["message_id"]}
    for size in (300, 200):
        media = {
            "type": "photo",
            "media": "attach://a",
            "caption": "<b>c</b>",
            "parse_mode": "HTML",
        }
        form = {"media": json.dumps(media), **{name: str(number) for name, number in where.items()}}
        await _upload(api, session, "editMessageMedia", "a", _png(size, 200), **form)
    *_, shown = [await api.next_from_bot(ann) for _ in range(3)]
    assert (shown.edited, shown.html) == (True, "<b>c</b>")
    assert shown.photo
    assert shown.photo["width"] == 200
    assert await refused("editMessageText", **where, text="y") == (
        400,
        "Bad Request: there is no text in the message to edit",
    )
    poll = await call("sendPoll", chat_id=ann.id, question="?", options=["a", "b"])
    again = {"type": "photo", "media": shown.photo["file_id"]}
    assert await refused(
        "editMessageMedia", chat_id=ann.id, message_id=poll["message_id"], media=again
    ) == (400, "Bad Request: message media can't be edited")
