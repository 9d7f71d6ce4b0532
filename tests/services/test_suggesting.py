"""What is offered to somebody who types behind the bot's name."""

from datetime import timedelta
from pathlib import Path

from bot.app import open_bot
from bot.settings import read_settings
from tests.conversation.learning import meet
from tests.conversation.talk import NOW, Talk
from tests.decks import write_deck


async def test_without_a_text_all_that_is_due_and_then_others_are_offered_each_once(
    database_url: str, tmp_path: Path
) -> None:
    folder = write_deck(tmp_path, "databases")
    async with open_bot(read_settings(database_url=database_url, knowledge=folder)) as bot:
        await meet(Talk(bot.dispatcher), "databases-2", "Knew it")
        suggesting = bot.librarian.current.default.suggesting
        offered = await suggesting.suggest("", "test:ann", NOW + timedelta(days=3))
    assert [(it.entry.id, it.is_due) for it in offered[:1]] == [("databases-2", True)]
    assert sorted(it.entry.id for it in offered) == [f"databases-{n}" for n in (1, 2, 3)]
    assert not any(it.is_due for it in offered[1:])
