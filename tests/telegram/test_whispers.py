"""Answers that only who asked sees, where a group has chosen so."""

import pytest

from tests.botapi import BotApi, Person, Status
from tests.botapi.people import Group

pytestmark = pytest.mark.usefixtures("front")


@pytest.fixture
async def group(api: BotApi, ann: Person, bob: Person) -> Group:
    """A group whose administrator, Ann, has chosen so."""
    group = api.group("Study", [ann, bob], bot=Status.ADMINISTRATOR)
    await ann.says("/settings", chat=group)
    page = await api.next_from_bot(group)
    await ann.presses(page, "只给提问的人看")
    assert "只有提问的人看得到" in (await api.next_from_bot(group)).text
    return group


async def test_only_who_asked_sees_the_answer(api: BotApi, bob: Person, group: Group) -> None:
    await bob.says("/ask what is dropout", chat=group)
    answer = await api.next_whisper(bob)
    assert "258–268" in answer.text
    assert answer.raw["reply_markup"]
    await api.quiet()
    assert api.unread(group) == []


async def test_what_is_pressed_under_it_is_for_them_too(
    api: BotApi, bob: Person, group: Group
) -> None:
    await bob.says("/ask what is dropout", chat=group)
    answer = await api.next_whisper(bob)
    await bob.presses(answer, "Full answer", stale=True)
    assert "Sources" in (await api.next_whisper(bob)).text
    await api.quiet()
    assert api.unread(group) == []


async def test_an_anonymous_administrator_is_answered_before_all_and_told_what_is_chosen(
    api: BotApi, ann: Person, group: Group
) -> None:
    await ann.says("/ask what is dropout", chat=group, in_the_name_of=group)
    assert "258–268" in (await api.next_from_bot(group)).text
    await ann.says("/settings", chat=group, in_the_name_of=group)
    assert "只有提问的人看得到" in (await api.next_from_bot(group)).text


async def test_what_concerns_all_is_for_all(api: BotApi, bob: Person, group: Group) -> None:
    await bob.says("/quiz 1 30s", chat=group)
    assert (await api.next_from_bot(group)).raw


async def test_where_telegram_does_not_take_it_everybody_sees_it(
    api: BotApi, bob: Person, group: Group
) -> None:
    api.fail("sendRichMessage", 400, description="Bad Request: USER_NOT_PARTICIPANT")
    api.fail("sendMessage", 400, description="Bad Request: USER_NOT_PARTICIPANT")
    await bob.says("/ask what is dropout", chat=group)
    assert "258–268" in (await api.next_from_bot(group)).text


async def test_where_the_bot_was_removed_meanwhile_nothing_is_tried_again(
    api: BotApi, bob: Person, group: Group
) -> None:
    refusal = "Forbidden: bot was kicked from the group chat"
    api.fail("sendRichMessage", 403, description=refusal)
    await bob.says("/ask what is dropout", chat=group)
    await bob.says("/ask what is dropout", chat=group)
    await api.next_whisper(bob)
    await api.quiet()
    assert [call.method for call in api.calls].count("sendRichMessage") == 2
    assert len(api.world.whispers) == 1


async def test_only_administrators_choose_that(api: BotApi, bob: Person, group: Group) -> None:
    await bob.says("/settings answers all", chat=group)
    assert "administrators" in (await api.next_from_bot(group)).text
    await bob.says("/ask what is dropout", chat=group)
    await api.next_whisper(bob)


async def test_there_is_no_such_choice_in_private(api: BotApi, bob: Person) -> None:
    await bob.says("/settings answers asker")
    assert "no setting" in (await api.next_from_bot(bob)).text
