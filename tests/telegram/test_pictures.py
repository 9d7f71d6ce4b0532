"""Answers as pictures, end to end: the way there and back, in place, each picture uploaded once."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from bot.conversation.message import Attachment, AttachmentKind, Message, Reply
from bot.conversation.views.parts import line
from bot.decks import Knowledge
from bot.rendering.document import Paragraph, Text
from bot.settings import Settings
from bot.telegram.app import Front
from bot.telegram.pages import MediaPage, picture_pages
from bot.telegram.places import Place
from tests.botapi import BotApi, ChatMessage, Person
from tests.telegram.conftest import serving
from tests.telegram.talking import ask

UNSEEN = "Can't see it?"
UPLOADS = {"sendPhoto": "photo", "editMessageMedia": "media"}


async def in_pictures(api: BotApi, person: Person, display: str = "picture") -> None:
    await ask(api, person, f"/settings display {display}")


def photos(person: Person) -> list[ChatMessage]:
    return [message for message in person.history if message.photo]


def sent_pictures(api: BotApi) -> list[Any]:
    """Return what was sent as pictures: bytes, or the names of what Telegram has already."""
    found = [call.parameters[UPLOADS[call.method]] for call in api.calls if call.method in UPLOADS]
    return [item["media"] if isinstance(item, dict) else item for item in found]


def uploads(api: BotApi) -> int:
    return sum(not isinstance(picture, str) for picture in sent_pictures(api))


@pytest.mark.usefixtures("front")
async def test_who_sees_no_formula_gets_a_picture_then_text(api: BotApi, bob: Person) -> None:
    rich = await ask(api, bob, "question 32")
    assert rich.blocks
    toast = await bob.presses(rich, UNSEEN)
    assert toast.text.startswith("From now on formulas come as pictures here")
    picture = await api.next_from_bot(bob)
    assert [message.message_id for message in photos(bob)] == [picture.message_id]
    assert rich.message_id not in [message.message_id for message in bob.history]
    assert picture.labels == ["Full answer", "Related", "👎 Mistake?", "↗ Share", UNSEEN]
    toast = await bob.presses(picture, UNSEEN)
    assert toast.text.startswith("From now on formulas come as text here")
    text = await api.next_from_bot(bob)
    assert photos(bob) == []
    assert text.labels == ["Full answer", "Related", "👎 Mistake?", "↗ Share"]
    assert "Dropout" in text.text
    assert (await ask(api, bob, "question 32")).text == text.text


@pytest.mark.usefixtures("front")
async def test_title_and_links_stand_below_the_picture(api: BotApi, bob: Person) -> None:
    await in_pictures(api, bob)
    answer = await ask(api, bob, "question 32")
    assert answer.parts("bold")
    assert any("7.12 Dropout" in link for link in answer.parts("text_link"))
    assert answer.photo
    assert answer.photo["width"] == 1280
    assert answer.reply_to is None


@pytest.mark.usefixtures("front")
async def test_what_text_says_as_well_stays_text(api: BotApi, bob: Person) -> None:
    await in_pictures(api, bob)
    assert not (await ask(api, bob, "/help")).photo
    assert not (await ask(api, bob, "/quiz 1 dl-32")).photo
    assert uploads(api) == 0


async def test_a_picture_is_uploaded_once_even_after_a_restart(
    api: BotApi, settings: Settings, knowledge: Knowledge, bob: Person
) -> None:
    async with serving(settings, knowledge):
        await in_pictures(api, bob)
        for _ in range(2):
            assert (await ask(api, bob, "question 32")).photo
    async with serving(settings, knowledge):
        assert (await ask(api, bob, "question 32")).photo
    assert len(sent_pictures(api)) == 3
    assert uploads(api) == 1


@pytest.mark.usefixtures("front")
async def test_a_picture_that_telegram_has_forgotten_is_uploaded_anew(
    api: BotApi, bob: Person
) -> None:
    await in_pictures(api, bob)
    await ask(api, bob, "question 32")
    api.fail("sendPhoto", 400, description="Bad Request: wrong file identifier specified")
    for _ in range(2):
        assert (await ask(api, bob, "question 32")).photo
    assert uploads(api) == 2
    assert len(photos(bob)) == 3


@pytest.mark.usefixtures("front")
async def test_where_pictures_are_forbidden_there_is_text(api: BotApi, bob: Person) -> None:
    await in_pictures(api, bob)
    api.fail("sendPhoto", 400, description="Bad Request: not enough rights to send photos")
    answer = await ask(api, bob, "question 32")
    assert "Dropout" in answer.text
    assert photos(bob) == []


@pytest.mark.usefixtures("front")
async def test_a_drill_goes_through_in_pictures(api: BotApi, bob: Person) -> None:
    await in_pictures(api, bob)
    question = await ask(api, bob, "/quiz 1 dl-32")
    await bob.presses(question, "Show answer")
    revealed = await api.next_from_bot(bob)
    assert revealed.photo
    assert revealed.message_id == question.message_id
    assert revealed.text.startswith("1 / 1")
    assert revealed.labels[:2] == ["🔁 Did not know it", "🙂 Knew it"]
    await bob.presses(revealed, "🙂 Knew it")
    settled = await api.next_from_bot(bob)
    assert settled.message_id == question.message_id
    assert settled.text.endswith("🙂 Knew it · again in 2 days")
    assert uploads(api) == 1  # the same picture, with another text below
    await bob.presses(settled, UNSEEN)
    _over, as_text = await api.next_from_bot(bob), await api.next_from_bot(bob)
    assert as_text.text.endswith("🙂 Knew it · again in 2 days")
    assert photos(bob) == []


@pytest.mark.usefixtures("front")
async def test_a_long_answer_is_several_pictures_with_the_buttons_below(
    api: BotApi, bob: Person
) -> None:
    await in_pictures(api, bob)
    await bob.says("/detail dl-01 en")
    first = last = await api.next_from_bot(bob)
    while not last.labels:
        last = await api.next_from_bot(bob)
    await ask(api, bob, "/start")
    shown = photos(bob)
    assert len(shown) > 1
    assert (first.text, first.labels) == ("", [])
    assert shown[-1].labels == ["Related", "👎 Mistake?", UNSEEN]
    assert shown[-1].text
    assert last.photo
    await bob.presses(shown[-1], UNSEEN)
    assert "norms" in (await api.next_from_bot(bob)).text


@pytest.mark.usefixtures("front")
async def test_dark_pictures_are_dark(api: BotApi, bob: Person) -> None:
    await in_pictures(api, bob, "dark")
    assert (await ask(api, bob, "question 32")).photo
    [picture] = sent_pictures(api)
    ground = Image.open(BytesIO(picture.content)).convert("L").getpixel((5, 5))
    assert isinstance(ground, int)
    assert ground < 64


@pytest.mark.usefixtures("front")
async def test_in_a_group_a_member_turns_one_answer_only(
    api: BotApi, ann: Person, bob: Person
) -> None:
    group = api.group("Study", [ann, bob])  # it is ann's
    await bob.says("/ask question 32", chat=group)
    rich = await api.next_from_bot(group)
    toast = await bob.presses(rich, UNSEEN)
    assert toast.text.startswith("Here it is as a picture")
    picture = await api.next_from_bot(group)
    assert picture.photo
    toast = await bob.presses(picture, UNSEEN)
    assert toast.text.startswith("Here it is as text")
    assert not (await api.next_from_bot(group)).photo
    await bob.says("/ask question 32", chat=group)
    assert (await api.next_from_bot(group)).blocks


@pytest.mark.usefixtures("front")
async def test_an_edited_question_has_one_answer_whatever_its_form(
    api: BotApi, bob: Person
) -> None:
    await in_pictures(api, bob)
    asked = await bob.says("question 32")
    first = await api.next_from_bot(bob)
    assert first.photo
    await bob.edits(asked, "question 33")
    second = await api.next_from_bot(bob)
    assert second.photo
    assert second.message_id == first.message_id
    assert len(photos(bob)) == 1


async def test_an_attachment_takes_the_place_of_a_message(
    api: BotApi, front: Front, bob: Person
) -> None:
    before = await ask(api, bob, "/start")
    written = BytesIO()
    Image.new("L", (4, 4)).save(written, "png")
    chart = Attachment("chart.png", written.getvalue(), AttachmentKind.PICTURE)
    message = Message((line("7 days"),), replaces=True, attachment=chart)
    place = Place(bob.id, pressed_id=before.message_id)
    await front.outgoing.show(Reply((message,)), place)
    shown = await api.next_from_bot(bob)
    assert shown.photo
    assert shown.message_id == before.message_id
    assert shown.text == "7 days"


def test_where_a_title_is_too_long_for_a_caption_the_rest_is_said() -> None:
    asides = (
        Paragraph((Text("2 / 5"),), aside=True),
        Paragraph((Text("due on Monday"),), aside=True),
    )
    message = Message((asides[0], line("why " * 400), line("because"), asides[1]))
    [page] = picture_pages(message, "bot", [b"png"])
    assert isinstance(page, MediaPage)
    assert page.caption == "2 / 5\n\ndue on Monday"
