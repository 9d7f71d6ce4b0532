"""Taking one's data along, and the deck; deleting everything."""

import json

import pytest

from bot.app import Bot
from bot.conversation.message import AttachmentKind
from bot.domain.chats import ChatKind
from tests.conversation.talk import Talk


@pytest.fixture
def talk(bot: Bot) -> Talk:
    return Talk(bot.dispatcher, chat="test:ann")


async def test_everything_about_me_as_json(talk: Talk) -> None:
    assert "Nothing is stored" in await talk.say("/export")
    assert talk.messages[0].attachment is None
    await talk.say("/settings keep no")
    await talk.say("/quiz 2 dl-30..dl-40")
    await talk.press("Show answer")
    await talk.press("Knew it")
    said = await talk.say("/export")
    assert "/forget deletes it" in said
    (message,) = talk.messages
    assert message.attachment
    assert message.attachment.kind is AttachmentKind.FILE
    assert message.attachment.name.startswith("my-data-")
    held = json.loads(message.attachment.content)
    assert held["person"] == "test:ann"
    assert held["stored"]["people"][0]["keep_queries"] is False
    assert [card["outcome"] for card in held["stored"]["drill_cards"]] == ["good", None]
    assert len(held["stored"]["attempts"]) == 1
    assert len(held["stored"]["cards"]) == 1


async def test_after_forgetting_there_is_nothing_to_export(talk: Talk, bot: Bot) -> None:
    bob = Talk(bot.dispatcher, name="bob", chat="test:bob")
    for one in (talk, bob):
        await one.say("/quiz 1")
    await talk.say("/forget")
    await talk.press("Delete everything")
    assert "Nothing is stored" in await talk.say("/export")
    assert "Nothing is stored" not in await bob.say("/export")


async def test_my_data_is_not_shown_to_a_group(bot: Bot) -> None:
    talk = Talk(bot.dispatcher, chat="test:-1", kind=ChatKind.GROUP)
    assert "in private" in await talk.say("/export")
    assert talk.messages[0].attachment is None


async def test_the_deck_for_anki_whole_or_in_part(talk: Talk, bot: Bot) -> None:
    await talk.say("/export")
    said = await talk.press("The deck for Anki")
    assert said.startswith(f"{len(bot.deck.entries)} questions for Anki")
    said = await talk.say("/export anki chapter 7.12")
    assert said.startswith("2 questions for Anki")
    attachment = talk.messages[0].attachment
    assert attachment
    assert attachment.name == "deep-learning.apkg"
    assert attachment.content.startswith(b"PK")
    said = await talk.say("/export anki regularization hard")
    assert "for Anki" in said


async def test_what_cannot_be_exported(talk: Talk) -> None:
    said = await talk.say("/export anki astrology")
    assert "I do not understand “astrology”" in said
    assert "/export anki chapter 2" in said
    assert "/export anki packs the deck" in await talk.say("/export everything")
    said = await talk.say("/export anki 5")
    assert "please leave out “5”" in said
    assert "#53" in said
