"""Reports of mistakes: sent, taken back, settled by maintainers, and told of."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from bot.app import Bot, open_bot
from bot.conversation import clock
from bot.conversation.message import Origin, Reply
from bot.decks import Knowledge
from bot.domain.chats import ChatKind
from bot.domain.reports import LONGEST, MOST
from bot.settings import read_settings
from tests.conversation.talk import NOW, Talk, buttons, text_of
from tests.decks import write_deck


@pytest.fixture
async def served(database_url: str, knowledge: Knowledge) -> AsyncIterator[Bot]:
    settings = read_settings(database_url=database_url, admins="7,8")
    async with open_bot(settings, knowledge=knowledge, random=Random(7)) as bot:
        yield bot


@pytest.fixture
def ann(served: Bot) -> Talk:
    return Talk(served.dispatcher, front="telegram", chat="telegram:1", name="1")


@pytest.fixture
def maintainer(served: Bot) -> Talk:
    return Talk(served.dispatcher, front="telegram", chat="telegram:7", name="7")


async def told(bot: Bot, talk: Talk) -> str:
    """Have the clock say what is due in a chat; return what it said there."""
    heard: list[Reply] = []

    async def show(reply: Reply) -> None:
        heard.append(reply)

    talk.now += timedelta(seconds=1)
    for alarm in await bot.alarms.claim("telegram:", talk.now):
        assert alarm.chat == alarm.person
        before = len(heard)
        await clock.ring(alarm, bot.alarms, bot.dispatcher, show, talk.now)
        if alarm.chat != talk.chat:
            del heard[before:]
    talk.last = heard[-1] if heard else Reply()
    return "\n".join(text_of(it.document) for reply in heard for it in reply.messages)


async def test_maintainers_are_told_in_their_language_or_that_of_the_report(
    served: Bot, ann: Talk, maintainer: Talk
) -> None:
    ann.locale = "zh-hans"
    await ann.say("/report dl-32 zh 符号错了")
    assert "反馈 1 · dl-32" in await told(served, maintainer)
    await maintainer.say("/settings language en")
    await ann.say("/report dl-31 zh 符号错了")
    assert "Report 2 · dl-31" in await told(served, maintainer)


async def reports(ann: Talk, text: str = "the sign is wrong") -> str:
    """Press the button, and reply to what it asks."""
    await ann.say("/show dl-32")
    await ann.press("Mistake?")
    (asked,) = ann.messages
    assert asked.asks
    return await ann.say(f"{asked.asks.line} {text}")


async def test_a_report_is_asked_for_thanked_for_and_brought_to_each_maintainer(
    served: Bot, ann: Talk, maintainer: Talk
) -> None:
    await ann.say("/show dl-32")
    assert "How is dropout related to" in await ann.press("Mistake?")
    assert ann.messages[0].asks
    assert ann.messages[0].asks.who == ""
    assert "Thank you!" in await reports(ann)
    seen = await told(served, maintainer)
    assert "👎 Report 1 · dl-32" in seen
    assert "the sign is wrong" in seen
    assert "How is dropout related to" in seen
    assert "telegram:1" not in str(maintainer.last)
    assert [button.label for button in buttons(maintainer.last)] == [
        "✅ Fixed",
        "Not a mistake",
        "Open the entry",
    ]
    assert "Dropout" in await maintainer.press("Open the entry")


@pytest.mark.parametrize(
    ("press", "outcome"), [("Fixed", "Fixed, thanks to you"), ("Not a mistake", "kept it as it is")]
)
async def test_who_wants_to_hear_of_it_does(
    served: Bot, ann: Talk, maintainer: Talk, press: str, outcome: str
) -> None:
    await reports(ann)
    assert "I will tell you" in await ann.press("Tell me")
    await told(served, maintainer)
    shown = maintainer.last
    assert press in await maintainer.press(press, shown)
    assert maintainer.messages[0].replaces
    heard = await told(served, ann)
    assert outcome in heard
    assert "the sign is wrong" in heard
    await maintainer.press(press, shown)  # again
    assert await told(served, ann) == ""


async def test_who_does_not_want_to_hears_nothing(served: Bot, ann: Talk, maintainer: Talk) -> None:
    await reports(ann)
    await maintainer.say("/reports fixed 1")
    assert await told(served, ann) == ""


async def test_nobody_hears_of_what_is_open_again(served: Bot, ann: Talk, maintainer: Talk) -> None:
    await reports(ann)
    await ann.press("Tell me")
    await maintainer.say("/reports fixed 1")
    ann.now += timedelta(seconds=1)
    (alarm,) = [it for it in await served.alarms.claim("telegram:", ann.now) if "told" in it.line]
    await maintainer.say("/reports open 1")  # before it has rung

    async def show(reply: Reply) -> None:
        assert reply.messages == ()

    await clock.ring(alarm, served.alarms, served.dispatcher, show, ann.now)


async def test_a_maintainer_changes_their_mind(served: Bot, ann: Talk, maintainer: Talk) -> None:
    await reports(ann)
    await ann.press("Tell me")
    await told(served, maintainer)
    await maintainer.press("Fixed")
    await maintainer.press("Open again")
    assert await told(served, ann) == ""
    await maintainer.say("/reports")
    assert maintainer.button("1 · dl-32 · the sign is wrong")


async def test_what_is_taken_back_is_deleted(served: Bot, ann: Talk, maintainer: Talk) -> None:
    await reports(ann)
    assert "deleted" in await ann.press("Take it back")
    assert await told(served, maintainer) == ""
    assert "No report is open" in await maintainer.say("/reports")
    assert "taken back" in await maintainer.say("/reports fixed 1")


async def test_taking_back_makes_no_room_for_more(ann: Talk) -> None:
    for number in range(MOST):
        await reports(ann, f"mistake {number}")
        await ann.press("Take it back")
    assert f"{MOST} reports today" in await reports(ann)
    ann.now = NOW + timedelta(days=1, seconds=1)
    assert "Thank you!" in await reports(ann, "mistake 1")


async def test_only_who_sent_it_takes_it_back(served: Bot, ann: Talk) -> None:
    await reports(ann)
    bob = Talk(served.dispatcher, front="telegram", chat="telegram:2", name="2")
    for label in ("Take it back", "Tell me"):
        assert await bob.press(label, ann.last) == ""
        assert bob.toast == "That is not your report, or it was taken back."


async def test_only_maintainers_settle(served: Bot, ann: Talk, maintainer: Talk) -> None:
    await reports(ann)
    await told(served, maintainer)
    await ann.press("Fixed", maintainer.last)
    assert ann.toast == "That is for the maintainers to say."
    assert "no such command" in await ann.say("/reports")
    assert "no such command" in await ann.say("/reports fixed 1")
    await maintainer.say("/reports")
    assert maintainer.button("1 · dl-32 · the sign is wrong")


async def test_nobody_speaks_for_the_clock(ann: Talk) -> None:
    await reports(ann)
    assert "no such command" in await ann.say("/reported told 1")


async def test_the_same_again_is_one_report(served: Bot, ann: Talk, maintainer: Talk) -> None:
    await reports(ann)
    assert (await told(served, maintainer)).count("👎 Report") == 1
    assert "Thank you!" in await reports(ann, "The sign  is WRONG")
    assert await told(served, maintainer) == ""


async def test_too_long_and_too_many(ann: Talk) -> None:
    assert f"at most {LONGEST} characters" in await reports(ann, "x" * (LONGEST + 1))
    assert ann.messages[0].asks
    for number in range(MOST):
        assert "Thank you!" in await reports(ann, f"mistake {number}")
    assert f"{MOST} reports today" in await reports(ann, "one more")
    ann.now = NOW + timedelta(days=1, seconds=1)
    assert "Thank you!" in await reports(ann, "one more")


async def test_without_words_it_is_explained(ann: Talk) -> None:
    assert "Press 👎" in await ann.say("/report")
    assert "no question “dl-999”" in await ann.say("/report dl-999 wrong")
    assert "Thank you!" in await ann.say("/report dl-32 a word is missing")


async def test_in_a_group_who_pressed_is_asked_by_name_and_a_channel_sends_to_private(
    served: Bot,
) -> None:
    group = Talk(served.dispatcher, chat="test:-5", kind=ChatKind.GROUP)
    await group.say("/ask question 32")
    await group.press("Mistake?")
    assert group.messages[0].asks
    assert group.messages[0].asks.who == "ann"
    channel = Talk(served.dispatcher, chat="test:-6", kind=ChatKind.CHANNEL)
    await group.say("/ask question 32")
    await channel.press("Mistake?", group.last)
    assert channel.toast
    assert "private chat" in channel.toast


async def test_a_link_leads_to_the_question_in_private(ann: Talk) -> None:
    await ann.say("/start report_dl-32_zh")
    assert ann.messages[0].asks
    assert ann.messages[0].asks.line == "/report dl-32 zh"


async def test_forgetting_deletes_reports(served: Bot, ann: Talk, maintainer: Talk) -> None:
    await reports(ann)
    assert "the sign is wrong" not in await ann.say("/privacy")
    await ann.say("/forget yes")
    assert "No report is open" in await maintainer.say("/reports")


async def test_in_the_maintainers_chat_its_administrators_settle(
    database_url: str, knowledge: Knowledge
) -> None:
    settings = read_settings(database_url=database_url, maintainers_chat="-100/4", admins="7")
    async with open_bot(settings, knowledge=knowledge, random=Random(7)) as bot:
        ann = Talk(bot.dispatcher, front="telegram", chat="telegram:1", name="1")
        await reports(ann)
        (alarm,) = await bot.alarms.claim("telegram:", NOW)
        assert (alarm.chat, alarm.kind, alarm.person) == ("telegram:-100/4", "group", None)
        place = {"chat": "telegram:-100/4", "forum": "telegram:-100", "kind": ChatKind.GROUP}
        eve = Talk(bot.dispatcher, **place)  # type: ignore[arg-type]
        bob = Talk(bot.dispatcher, **place, in_charge=True)  # type: ignore[arg-type]
        await eve._send("/reports fixed 1", Origin.PRESSED, addressed=True)
        assert eve.toast == "That is for the maintainers to say."
        assert "Fixed" in await bob.say("/reports fixed 1")
        elsewhere = Talk(bot.dispatcher, chat="telegram:-9", kind=ChatKind.GROUP, in_charge=True)
        assert "no such command" in await elsewhere.say("/reports")


async def test_an_entry_that_changed_since_is_marked(database_url: str, tmp_path: Path) -> None:
    folder = write_deck(tmp_path / "k", "databases")
    settings = read_settings(database_url=database_url, knowledge=folder, admins="7")
    async with open_bot(settings, random=Random(7)) as bot:
        ann = Talk(bot.dispatcher)
        maintainer = Talk(bot.dispatcher, front="telegram", chat="telegram:7", name="7")
        await ann.say("/report databases-1 en no btree at all")
        assert "changed since" not in await maintainer.say("/reports show 1")
        text = (folder / "basics.yaml").read_text("utf-8")
        (folder / "basics.yaml").write_text(text.replace("level: 2", "level: 3"), "utf-8")
        await maintainer.say("/reload")
        assert "changed since" in await maintainer.say("/reports show 1")
