"""How far somebody has come, topic by topic."""

from bot.app import Bot
from bot.conversation.texts import words
from bot.conversation.views import pages
from bot.domain.chats import ChatKind
from bot.domain.knowledge import Deck
from bot.domain.language import Language
from tests.conversation.talk import Talk, text_of


async def test_bars_come_with_the_first_grade_and_only_in_private(bot: Bot) -> None:
    ann = Talk(bot.dispatcher, chat="test:ann")
    assert "▱" not in await ann.say("/topics")
    await ann.say("/quiz 1")
    await ann.press("Show answer")
    await ann.press("Knew it")
    said = await ann.say("/topics")
    assert said.count("▱▱▱▱▱▱▱▱▱▱") == len(bot.deck.topics)
    assert f"0 of {len(bot.deck.entries)}" in said
    group = Talk(bot.dispatcher, chat="test:-1", kind=ChatKind.GROUP)
    assert "▱" not in await group.say("/topics")


def test_a_bar_is_full_only_when_all_is_mastered(deck: Deck) -> None:
    first, second, third, *_ = deck.topics
    mastered = {entry.id for entry in (*first.entries, *second.entries[:-1], third.entries[0])}
    shown = text_of(pages.topics(deck, mastered, words(Language.ZH)).document)
    bars = [line.split() for line in shown.splitlines() if line[0] in "▰▱"]
    lines = {words_[-1]: words_[0] for words_ in bars}
    assert lines[first.name.zh] == "▰" * 10
    assert lines[second.name.zh].count("▰") == 10 * (len(second.entries) - 1) // len(second.entries)
    assert lines[third.name.zh].startswith("▰▱") or len(third.entries) <= 5
    assert set(lines[deck.topics[-1].name.zh]) == {"▱"}
    assert f"{len(mastered)} / {len(deck.entries)}" in shown
