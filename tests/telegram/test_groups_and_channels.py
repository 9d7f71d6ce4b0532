"""Groups, forum topics and channels, end to end: it speaks when it is spoken to."""

import pytest

from tests.botapi import BotApi, Person
from tests.botapi.chats import Status

pytestmark = pytest.mark.usefixtures("front")


@pytest.fixture
def name(api: BotApi) -> str:
    return f"@{api.world.bot.username}"


async def test_a_command_is_answered_where_it_was_asked(
    api: BotApi, ann: Person, bob: Person
) -> None:
    group = api.group("Study", [ann, bob])
    asked = await bob.says("/ask what is the kl divergence", chat=group)
    answer = await api.next_from_bot(group)
    assert "KL" in answer.text
    assert answer.reply_to == asked.message_id


async def test_mentions_and_replies_are_answered_other_talk_is_not(
    api: BotApi, ann: Person, bob: Person, name: str
) -> None:
    group = api.group("Study", [ann, bob])
    await group.makes_bot(Status.ADMINISTRATOR)  # so that it hears everything
    await bob.says("what is the kl divergence", chat=group)
    await bob.says(f"{name} question 32", chat=group)
    answer = await api.next_from_bot(group)
    assert "Dropout" in answer.text
    await bob.says("question 31", chat=group, reply_to=answer)
    assert "haring" in (await api.next_from_bot(group)).text
    assert api.unread(group) == []


async def test_other_bots_commands_are_left_alone(api: BotApi, bob: Person, name: str) -> None:
    group = api.group("Study", [bob])
    await bob.says("/quiz@another_bot", chat=group)
    await bob.says("/dance", chat=group)
    await bob.says(f"/help{name}", chat=group)
    assert "How to use it" in (await api.next_from_bot(group)).text
    assert api.unread(group) == []


async def test_a_channel_is_answered_on_commands_only(api: BotApi, ann: Person) -> None:
    channel = api.channel("News", ann)
    await ann.says("question 32", chat=channel)
    await ann.says("/ask question 31", chat=channel)
    answer = await api.next_from_bot(channel)
    assert "haring" in answer.text
    assert api.unread(channel) == []


async def test_a_channel_is_spoken_to_in_the_language_of_its_title(
    api: BotApi, ann: Person
) -> None:
    channel = api.channel("每日深度学习", ann)
    await ann.says("/daily 09:00", chat=channel)
    assert "09:00 · 每天 · 中文" in (await api.next_from_bot(channel)).text
