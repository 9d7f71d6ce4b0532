"""What a chat does not let the bot do is told once, to who can change it."""

import asyncio
from typing import Any

import pytest
from telegram import ChatMember, ChatMemberAdministrator, ChatMemberMember, User
from telegram.error import BadRequest

from bot.decks import Knowledge
from bot.services.notices import Lack, Notices
from bot.settings import Settings
from bot.telegram.lacks import lack_behind, lacks_of
from tests.botapi import BotApi, Person, Status
from tests.telegram.conftest import serving


@pytest.mark.usefixtures("front")
async def test_privacy_mode_is_told_once_in_the_group(api: BotApi, bob: Person) -> None:
    group = api.group("Study", [bob], bot=Status.LEFT)
    await group.makes_bot(Status.MEMBER)
    told = await api.next_from_bot(group)
    assert "plain @mentions do not reach me" in told.text
    assert "/setprivacy" in told.text
    await group.makes_bot(Status.LEFT)
    await group.makes_bot(Status.MEMBER)
    await bob.says("/leaderboard", chat=group)
    assert "This week" in (await api.next_from_bot(group)).text


@pytest.mark.usefixtures("front")
async def test_where_it_was_before_an_administrator_who_asks_alone_is_told(
    api: BotApi, ann: Person, bob: Person
) -> None:
    group = api.group("Study", [bob, ann])
    for person in (ann, bob, bob, ann):
        await person.says("/leaderboard", chat=group)
        await api.next_from_bot(group)
    told = await api.next_whisper(bob)
    assert "plain @mentions do not reach me" in told.text
    assert told.chat_id == group.id
    await bob.says("/leaderboard", chat=group)
    await api.next_from_bot(group)
    await api.quiet()
    assert len(api.world.whispers) == 1
    assert api.unread(group) == []
    assert [call.method for call in api.calls].count("getChatAdministrators") == 1


async def test_it_is_told_once_in_the_life_of_a_group(
    api: BotApi, settings: Settings, knowledge: Knowledge, bob: Person
) -> None:
    forum = api.group("Study", [bob], forum=True)
    thread = await forum.opens_topic("One")
    for times in range(2):
        async with serving(settings, knowledge):
            await bob.says("/leaderboard", chat=forum, thread=thread)
            await api.next_from_bot(forum)
            await api.until(
                lambda: any(it.method == "getChatAdministrators" for it in api.calls), "a look"
            )
            if not times:
                assert "plain @mentions do not reach me" in (await api.next_whisper(bob)).text
            api.calls.clear()
    assert len(api.world.whispers) == 1


@pytest.mark.usefixtures("front")
async def test_what_goes_wrong_in_looking_is_tried_with_the_next_question(
    api: BotApi, bob: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = api.group("Study", [bob])

    broken = asyncio.Event()

    async def breaks(_self: Notices, *_given: object) -> None:
        broken.set()
        raise LookupError("broken")

    async def asks() -> None:
        await bob.says("/leaderboard", chat=group)
        await api.next_from_bot(group)

    api.fail("getChatMember", 400, description="Bad Request: something")
    await asks()
    await api.until(lambda: any(it.method == "getChatMember" for it in api.calls), "a look")
    with monkeypatch.context() as patched:
        patched.setattr(Notices, "unheard", breaks)
        await asks()
        await broken.wait()
    await asks()
    assert "plain @mentions do not reach me" in (await api.next_whisper(bob)).text


@pytest.mark.usefixtures("front")
async def test_an_administrator_hears_everything(api: BotApi, ann: Person) -> None:
    group = api.group("Study", [ann], bot=Status.LEFT)
    await group.makes_bot(Status.ADMINISTRATOR)
    await ann.says("/leaderboard", chat=group)
    assert "本周" in (await api.next_from_bot(group)).text


@pytest.mark.usefixtures("front")
async def test_where_polls_are_forbidden_there_is_no_round(api: BotApi, bob: Person) -> None:
    group = api.group("Study", [bob])
    refusal = "Bad Request: not enough rights to send polls to the chat"
    api.fail("sendPoll", 400, description=refusal, times=2)
    await bob.says("/quiz", chat=group)
    assert "A round of" in (await api.next_from_bot(group)).text
    assert "I may not send polls here" in (await api.next_from_bot(group)).text
    await bob.says("/quiz", chat=group)  # none is running, and somebody waits for one
    assert "A round of" in (await api.next_from_bot(group)).text
    assert "I may not send polls here" in (await api.next_from_bot(group)).text
    await bob.says("/quiz", chat=group)
    assert "A round of" in (await api.next_from_bot(group)).text
    assert (await api.next_from_bot(group)).poll


@pytest.mark.usefixtures("front")
async def test_in_a_forum_it_is_told_in_the_topic(api: BotApi, bob: Person) -> None:
    forum = api.group("Study", [bob], forum=True)
    thread = await forum.opens_topic("One")
    refusal = "Bad Request: not enough rights to send polls to the chat"
    api.fail("sendPoll", 400, description=refusal)
    await bob.says("/quiz", chat=forum, thread=thread)
    told = [await api.next_from_bot(forum) for _ in range(2)]
    assert [message.thread for message in told] == [thread, thread]
    assert "I may not send polls here" in told[1].text


@pytest.mark.usefixtures("front")
async def test_who_has_added_the_bot_hears_in_private_of_a_channel(
    api: BotApi, bob: Person
) -> None:
    await bob.says("/start")
    await api.next_from_bot(bob)
    channel = api.channel("News", bob, bot=Status.LEFT)
    await channel.makes_bot(Status.ADMINISTRATOR)
    for _ in range(2):
        await channel.makes_bot(Status.MEMBER)
    assert "I may not post in the channel “News”" in (await api.next_from_bot(bob)).text
    await bob.says("/start")
    assert "Hello" in (await api.next_from_bot(bob)).text


@pytest.mark.usefixtures("front")
async def test_a_refused_answer_is_told_in_private_if_it_can_be(
    api: BotApi, bob: Person, ann: Person
) -> None:
    await bob.says("/start")
    await api.next_from_bot(bob)
    group = api.group("Study", [bob, ann], bot=Status.LEFT)
    await group.makes_bot(Status.ADMINISTRATOR)
    refusal = "Bad Request: not enough rights to send text messages to the chat"
    api.fail("sendMessage", 400, description=refusal)
    await ann.says("/leaderboard", chat=group)
    assert "没有在「Study」里发言的权限" in (await api.next_from_bot(bob)).text
    assert api.unread(group) == []


@pytest.mark.usefixtures("front")
async def test_what_who_has_added_the_bot_could_not_be_told_is_told_once_they_can_be(
    api: BotApi, bob: Person, ann: Person
) -> None:
    group = api.group("Study", [bob, ann], bot=Status.LEFT)
    await group.makes_bot(Status.ADMINISTRATOR)
    refusal = "Bad Request: not enough rights to send text messages to the chat"
    for first in (True, False):
        api.fail("sendMessage", 400, description=refusal)
        await ann.says("/leaderboard", chat=group)
        if first:  # bob has never written to the bot
            await api.until(lambda: bool(api.refused), "a refusal")
            assert "can't initiate conversation" in str(api.refused.pop().error)
            await api.quiet()
            await bob.says("/start")
            await api.next_from_bot(bob)
    assert "没有在「Study」里发言的权限" in (await api.next_from_bot(bob)).text


@pytest.mark.parametrize(
    ("said", "lack"),
    [
        ("TOPIC_CLOSED", Lack.TOPICS),
        ("Forbidden: bot can't initiate conversation with a user", Lack.CONVERSATION),
        ("Chat not found", Lack.CONVERSATION),
        ("Need administrator rights in the channel chat", Lack.POSTS),
        ("Have no rights to send a message", Lack.TEXTS),
        ("Not enough rights to send polls to the chat", Lack.POLLS),
        ("Message is too long", None),
    ],
)
def test_what_a_refusal_means(said: str, lack: Lack | None) -> None:
    assert lack_behind(BadRequest(said)) is lack


ME = User(1, "x", is_bot=True, can_read_all_group_messages=False)
ALL_HEARING = User(1, "x", is_bot=True, can_read_all_group_messages=True)
RIGHTS: dict[str, Any] = dict.fromkeys(
    ("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages",
     "can_manage_video_chats", "can_restrict_members", "can_promote_members", "can_change_info",
     "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories"),
    False,
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "member", "me", "lacks"),
    [
        ("supergroup", ChatMemberMember(ME), ME, [Lack.MENTIONS]),
        ("group", ChatMemberMember(ME), ALL_HEARING, []),
        ("group", ChatMemberAdministrator(ME, **RIGHTS), ME, []),
        ("channel", ChatMemberAdministrator(ME, **RIGHTS), ME, []),  # it is not said
        ("channel", ChatMemberAdministrator(ME, **RIGHTS, can_post_messages=False), ME,
         [Lack.POSTS]),
    ],
)  # fmt: skip
def test_what_a_membership_means(
    kind: str, member: ChatMember, me: User, lacks: list[Lack]
) -> None:
    assert list(lacks_of(member, kind, me)) == lacks
