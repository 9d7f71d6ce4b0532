"""The pictures of the README, made by the bot itself.

Usage: ``python -m gallery.images [FOLDER]``, or ``make images``; writes PNG
files to ``docs/images``.
"""

import argparse
import asyncio
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.app import open_bot
from bot.conversation.dispatcher import Dispatcher
from bot.conversation.message import Chat, Person, Request
from bot.conversation.texts import words
from bot.conversation.views import boards
from bot.domain.chats import ChatKind
from bot.domain.language import Language
from bot.rendering.charts import draw, missing
from bot.rendering.document import Document
from bot.rendering.picture import Theme, compose, typeset
from bot.settings import read_settings
from bot.storage.knowledge import shipped_knowledge
from bot.storage.knowledge.loader import load_deck
from gallery.learner import learner
from gallery.site import pictures

IMAGES = {
    "answer-zh": (("/show dl-56 zh",), Theme.LIGHT),
    "answer-en": (("/show dl-28 en",), Theme.DARK),
    "table-zh": (("/detail dl-01 zh",), Theme.LIGHT),
    "quiz-zh": (("/settings language zh", "/quiz 1 dl-33", "/reveal 1 1"), Theme.DARK),
}
"""By name the lines that are said, the last of which gets the answer that is shown."""

PERSON = Person("gallery:1", "Ann")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path("docs/images"))
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    for name, (lines, theme) in IMAGES.items():
        first, *_ = typeset(compose(asyncio.run(answer(lines)), theme))
        (folder / f"{name}.png").write_bytes(first)
        print(f"{folder / name}.png, {len(first) // 1000} kB")
    (folder / "progress-zh.png").write_bytes(chart())
    print(f"{folder / 'progress-zh.png'}")
    for name, picture in asyncio.run(pictures()):
        (folder / f"{name}.png").write_bytes(picture)
        print(f"{folder / name}.png, {len(picture) // 1000} kB")


def chart() -> bytes:
    """Return what ``/stats`` shows to somebody who has studied for three months."""
    deck = load_deck(shipped_knowledge())
    drawn = draw(boards.progress(learner(deck, 90), deck, words(Language.ZH)), Theme.LIGHT)
    if drawn is None:
        raise SystemExit(f"no picture of progress: {missing()}")
    return drawn


async def answer(lines: tuple[str, ...]) -> Document:
    """Say lines to a new bot; return what it answers the last one."""
    with TemporaryDirectory() as folder:
        settings = read_settings(database_url=f"sqlite:///{folder}/bot.db")
        async with open_bot(settings) as bot:
            for line in lines[:-1]:
                await say(line, bot.dispatcher)
            return await say(lines[-1], bot.dispatcher)


async def say(line: str, dispatcher: Dispatcher) -> Document:
    chat = Chat(PERSON.id, ChatKind.PRIVATE)
    request = Request(line, chat, PERSON, datetime.now(UTC), locale="en", typesets=True)
    reply = await dispatcher.handle(request)
    return reply.messages[0].document


if __name__ == "__main__":
    main()
