"""Decks without entries, or whose entries have neither numbers nor options: no odd sentence."""

from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest

from bot.app import Bot, open_bot
from bot.domain.chats import ChatKind
from bot.settings import read_settings
from tests.conversation.talk import NOW, Talk
from tests.decks import write_deck

ENTRY = """\
- id: databases-1
  level: 2
  question: {zh: 什么是索引？, en: What is an index?}
  aliases: {zh: [], en: []}
  short: {zh: 索引的答案。, en: The answer about an index.}
  points: [{zh: 索引的要点, en: A point about an index}]
  book: [{pages: 1, section: "1", on: {zh: 这里, en: here}}]
"""


@pytest.fixture
async def small(
    request: pytest.FixtureRequest, database_url: str, tmp_path: Path
) -> AsyncIterator[Bot]:
    """A bot whose deck has the entries that the test is given as YAML."""
    folder = write_deck(tmp_path, "databases")
    (folder / "basics.yaml").write_text(request.param, "utf-8")
    settings = read_settings(database_url=database_url, knowledge=(folder,))
    async with open_bot(settings, random=Random(7)) as bot:
        yield bot


@pytest.mark.parametrize("small", ["[]\n"], indirect=True)
async def test_without_entries_it_says_so(small: Bot) -> None:
    ann = Talk(small.dispatcher)
    nothing = "There is no question in this deck yet.\n"
    for line in ("/quiz", "/quiz 5 hard", "/quiz what", "/mock", "/daily 09:00", "/export anki"):
        assert await ann.say(line) == nothing
    assert (
        await ann.say("/start") == f"Hello! Ask me anything from “The databases deck”.\n{nothing}"
    )
    assert await ann.say("/chapter") == "None of my questions cites “The databases book”.\n"
    assert "0 questions in 0 topics" in await ann.say("/topics")
    for line in ("soy sauce", "/review", "/stats", "/search index"):
        assert "went wrong" not in await ann.say(line), line
    assert "about this page.\n" in await ann.say("/page 1")
    assert ann.messages[0].buttons == ()
    group = Talk(small.dispatcher, chat="test:-5", kind=ChatKind.GROUP, now=NOW)
    assert await group.say("/quiz") == nothing


@pytest.mark.parametrize("small", [ENTRY], indirect=True)
async def test_without_numbers_and_options_it_says_so(small: Bot) -> None:
    ann = Talk(small.dispatcher)
    assert "for example:\nWhat is an index?\n" in await ann.say("/start")
    assert "have no numbers; please say" in await ann.say("q9")
    assert "没有编号" in await ann.say("第1题")
    await ann.say("/settings answer choose")
    assert "What is an index?" in await ann.say("/quiz 5")
    assert "The answer about an index." in await ann.press("Show answer")
    group = Talk(small.dispatcher, chat="test:-5", kind=ChatKind.GROUP, now=NOW)
    assert "no options to vote on" in await group.say("/quiz")
