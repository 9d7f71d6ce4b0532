"""A mistake is reported, brought to the maintainers' chat, fixed, and who reported is told."""

from collections.abc import Callable
from io import StringIO

import pytest

from bot.decks import Knowledge
from bot.settings import LogFormat, Settings, read_settings
from bot.telegram.examination import examine
from bot.telegram.updates import as_update
from tests.botapi import BotApi, Person
from tests.botapi.people import Group
from tests.telegram.conftest import serving


@pytest.fixture
def office(api: BotApi, ann: Person) -> Group:
    return api.group("Maintainers", [ann])


@pytest.fixture
def told(api: BotApi, settings: Settings, office: Group) -> Settings:
    return read_settings(
        token=api.token,
        api_url=api.url,
        database_url=settings.effective_database_url,
        maintainers_chat=str(office.id),
    )


async def test_from_the_button_to_the_news_that_it_is_fixed(
    api: BotApi, told: Settings, knowledge: Knowledge, office: Group, ann: Person, bob: Person
) -> None:
    async with serving(told, knowledge):
        await bob.says("question 32")
        await bob.presses(await api.next_from_bot(bob), "👎 Mistake?")
        asked = await api.next_from_bot(bob)
        assert asked.text.startswith("✍️ What is wrong with “How is dropout related to")
        assert [call.method for call in api.calls if "force_reply" in str(call)] == ["sendMessage"]
        await bob.says("the sign is <b>wrong</b> & so on", reply_to=asked)
        thanks = await api.next_from_bot(bob)
        assert "Thank you!" in thanks.text
        await bob.presses(thanks, "🔔 Tell me what comes of it")
        assert (await api.next_from_bot(bob)).edited
        report = await api.next_from_bot(office)
        assert "👎 Report 1 · dl-32" in report.text
        assert "the sign is <b>wrong</b> & so on" in report.text
        assert str(bob.user.id) not in str(report.raw)
        assert report.labels == ["✅ Fixed", "Not a mistake", "Open the entry"]
        await ann.presses(report, "✅ Fixed")
        assert "✅ 已改正" in (await api.next_from_bot(office)).text
        news = await api.next_from_bot(bob)
        assert news.text.startswith("Fixed, thanks to you: “How is dropout related to")
        assert api.unread(bob) == []


async def test_the_maintainers_chat_may_be_a_private_one(
    api: BotApi, settings: Settings, knowledge: Knowledge, ann: Person, bob: Person
) -> None:
    told = settings.model_copy(update={"maintainers_chat": str(ann.id)})
    async with serving(told, knowledge):
        await ann.says("/help")
        await api.next_from_bot(ann)
        await bob.says("/report dl-32 a sign")
        await api.next_from_bot(bob)
        await ann.presses(await api.next_from_bot(ann), "✅ Fixed")
        assert "✅ 已改正" in (await api.next_from_bot(ann)).text


async def test_in_a_group_who_pressed_is_asked_alone_and_may_reply(
    api: BotApi, told: Settings, knowledge: Knowledge, office: Group, ann: Person, bob: Person
) -> None:
    group = api.group("Study", [ann, bob])
    async with serving(told, knowledge):
        await bob.says("/ask question 32", chat=group)
        await bob.presses(await api.next_from_bot(group), "👎 Mistake?")
        asked = await api.next_from_bot(group)
        assert asked.text.startswith("✍️ Bob · What is wrong with")
        assert f"tg://user?id={bob.user.id}" in str(asked.raw)
        await bob.says("a sign", chat=group, reply_to=asked)
        assert "Thank you!" in (await api.next_from_bot(group)).text
        assert "a sign" in (await api.next_from_bot(office)).text


async def test_a_reply_to_another_message_is_no_report(
    api: BotApi, told: Settings, knowledge: Knowledge, office: Group, bob: Person
) -> None:
    async with serving(told, knowledge):
        await bob.says("question 32")
        answer = await api.next_from_bot(bob)
        await bob.presses(answer, "👎 Mistake?")
        asked = await api.next_from_bot(bob)
        assert "without replying is a question" in asked.text
        await bob.says("what is the kl divergence", reply_to=answer)
        assert "KL" in (await api.next_from_bot(bob)).text
        await bob.says("/help", reply_to=asked)
        assert "How to use it" in (await api.next_from_bot(bob)).text
        await api.quiet()
        assert api.unread(office) == []


async def test_an_edited_reply_is_no_second_report(
    api: BotApi, told: Settings, knowledge: Knowledge, office: Group, bob: Person
) -> None:
    async with serving(told, knowledge):
        await bob.says("question 32")
        await bob.presses(await api.next_from_bot(bob), "👎 Mistake?")
        said = await bob.says("a sign", reply_to=await api.next_from_bot(bob))
        await api.next_from_bot(bob)
        await api.next_from_bot(office)
        await bob.edits(said, "two signs")
        await api.quiet()
        assert api.unread(bob) == []
        assert api.unread(office) == []


async def test_what_telegram_brings_twice_is_one_report(
    api: BotApi, told: Settings, knowledge: Knowledge, office: Group, bob: Person
) -> None:
    async with serving(told, knowledge) as service:
        await bob.says("question 32")
        await bob.presses(await api.next_from_bot(bob), "👎 Mistake?")
        asked = await api.next_from_bot(bob)
        said = await bob.says("a sign", reply_to=asked)
        update = {"update_id": api.world.updates._next_id - 1, "message": said.raw}
        await api.next_from_bot(bob)
        await api.next_from_bot(office)
        front = service.front
        await front._desk.accept(as_update(update))
        await api.quiet()
        assert api.unread(bob) == []
        assert api.unread(office) == []


async def test_the_maintainers_chat_becomes_a_supergroup(
    api: BotApi, told: Settings, knowledge: Knowledge, office: Group, ann: Person, bob: Person
) -> None:
    async with serving(told, knowledge):
        moved = await office.migrates()
        await api.quiet()
        await bob.says("/report dl-32 a sign")
        await api.next_from_bot(bob)
        report = await api.next_from_bot(moved)
        assert "a sign" in report.text
        await ann.presses(report, "✅ Fixed")
        assert "✅ 已改正" in (await api.next_from_bot(moved)).text
    _, found = await examine(told)
    assert not any("MAINTAINERS" in finding for finding in found)


async def test_a_maintainer_who_has_never_written_to_the_bot_is_no_mistake_of_the_bots(
    api: BotApi,
    settings: Settings,
    knowledge: Knowledge,
    bob: Person,
    logged: Callable[..., StringIO],
) -> None:
    stranger = settings.model_copy(update={"admins": frozenset({77})})
    log = logged(LogFormat.TEXT)
    async with serving(stranger, knowledge):
        await bob.says("/report dl-32 a sign")
        assert "Thank you!" in (await api.next_from_bot(bob)).text
        await api.until(lambda: bool(api.refused), "a refusal")
        await api.quiet()
    assert str(api.refused.pop().error).endswith("chat not found")
    assert "may not write here" in log.getvalue()
    assert "Traceback" not in log.getvalue()
