"""Maintainers look through what is left unanswered, and propose aliases."""

from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest

from bot.app import Bot, open_bot
from bot.conversation.message import Origin
from bot.settings import read_settings
from bot.storage.queries import digest
from tests.conversation.talk import Talk
from tests.decks import write_deck


@pytest.fixture
async def served(database_url: str, tmp_path: Path) -> AsyncIterator[Bot]:
    folders = write_deck(tmp_path / "k", "databases"), write_deck(tmp_path / "k", "cooking")
    settings = read_settings(database_url=database_url, knowledge=folders, admins="7")
    async with open_bot(settings, random=Random(7)) as bot:
        yield bot


@pytest.fixture
def maintainer(served: Bot) -> Talk:
    return Talk(served.dispatcher, front="telegram", chat="telegram:7", name="7")


async def test_gaps_are_shown_one_by_one_and_an_alias_is_proposed(
    served: Bot, maintainer: Talk
) -> None:
    ann = Talk(served.dispatcher)
    for text in ("locks that wait for each other", "Locks that wait: for each other!", "sharding"):
        await ann.say(text)
    said = await maintainer.say("/unanswered")
    assert "locks that wait" in said
    assert "1 / 2 · asked 2 times" in said
    assert "2 / 2 · asked once" in await maintainer.press("More")
    assert maintainer.messages[0].replaces
    assert "1 / 2" in await maintainer.press("Back")
    asked = digest("locks that wait for each other")
    await served.queries.choose(asked, "databases-3", maintainer.now)  # from "did you mean"
    await maintainer.say("/unanswered")
    assert "sharding" in await maintainer.press("＋ What is a deadlock")
    assert maintainer.toast == "Proposed for databases-3"
    assert "One alias waits for `kb apply`" in await maintainer.say("/unanswered")
    (proposal,) = await served.librarian.current.default.improving.waiting()
    assert (proposal.deck, proposal.entry) == ("databases", "databases-3")


async def test_a_number_that_no_question_has_is_no_gap(served: Bot, maintainer: Talk) -> None:
    await Talk(served.dispatcher).say("question 99")
    assert "Nothing is left unanswered" in await maintainer.say("/unanswered")


async def test_a_proposal_can_be_taken_back(served: Bot, maintainer: Talk) -> None:
    ann = Talk(served.dispatcher)
    await ann.say("sharding")
    await served.queries.choose(digest("sharding"), "databases-3", maintainer.now)
    await maintainer.say("/unanswered")
    assert "Nothing is left" in await maintainer.press("＋ What is a deadlock")
    proposed = maintainer.last
    assert "sharding" in await maintainer.press("Undo")
    assert maintainer.toast == "Taken back"
    assert await served.librarian.current.default.improving.waiting() == []
    await maintainer.press("Undo", proposed)
    assert maintainer.toast == "This button no longer works."


async def test_each_deck_has_its_own_and_what_is_answered_since_is_gone(
    served: Bot, maintainer: Talk, tmp_path: Path
) -> None:
    ann = Talk(served.dispatcher)
    await ann.say("sharding")
    await ann.say("/decks cooking")
    await ann.say("dumplings")
    assert "sharding" in await maintainer.say("/unanswered")
    await maintainer.say("/decks cooking")
    assert "dumplings" in await maintainer.say("/unanswered")
    file = tmp_path / "k" / "cooking" / "basics.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("en: [sourdough]}  #", "en: [sourdough, dumplings]}  #"), "utf-8")
    await maintainer.say("/reload")
    assert "Nothing is left unanswered" in await maintainer.say("/unanswered")


async def test_what_no_entry_is_near_to_is_said_to_be_so(served: Bot, maintainer: Talk) -> None:
    await Talk(served.dispatcher).say("xylophone")
    assert "asked once, last on 2026-11-22. No entry is near" in await maintainer.say("/unanswered")


async def test_nobody_else_looks_or_proposes(served: Bot) -> None:
    ann = Talk(served.dispatcher)
    await ann.say("sharding")
    assert "no such command" in await ann.say("/unanswered")
    forged = "/propose 0123456789abcdef databases-1"
    assert "no such command" in await ann.say(forged)
    await ann._send(forged, Origin.PRESSED, addressed=True)
    assert ann.toast == "That is for the maintainers to say."
    assert await served.librarian.current.default.improving.waiting() == []
