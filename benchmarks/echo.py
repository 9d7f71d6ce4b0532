"""The bots that this one is compared with: each answers a message with its text, and does no more.

Usage: ``python -m benchmarks.echo ptb|ptb-concurrent|ptb-aiohttp|aiogram|aiohttp URL``.
``ptb-aiohttp`` is ``ptb`` over this product's transport, ``aiohttp`` a mere loop of requests. Each
imports no more than it needs, for its start and its memory are measured too.
"""
# ruff: noqa: PLC0415

import asyncio
import sys
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from benchmarks.botapi import TOKEN


def ptb(url: str, at_once: int = 1, *, over_aiohttp: bool = False) -> None:
    from telegram import Update
    from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

    async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message:
            await update.message.reply_text(update.message.text or "")

    builder = ApplicationBuilder().token(TOKEN).base_url(f"{url}/bot").concurrent_updates(at_once)
    if over_aiohttp:
        from bot.telegram.transport import AiohttpRequest

        builder = builder.request(AiohttpRequest()).get_updates_request(AiohttpRequest())
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


async def aiogram(url: str) -> None:
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import Message

    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(message.text or "")

    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    await dispatcher.start_polling(Bot(TOKEN, session=session))


async def raw(url: str) -> None:
    import aiohttp

    offset = 0
    tasks: set[asyncio.Task[None]] = set()
    connector = aiohttp.TCPConnector(limit=256)
    async with aiohttp.ClientSession(f"{url}/bot{TOKEN}/", connector=connector) as session:

        async def echo(message: dict[str, object]) -> None:
            said = {"chat_id": message["chat"]["id"], "text": message["text"]}  # type: ignore[index]
            async with session.post("sendMessage", json=said) as answer:
                await answer.json()

        while True:
            asked = {"offset": offset, "timeout": 30}
            async with session.post("getUpdates", json=asked) as answer:
                updates = (await answer.json())["result"]
            for update in updates:
                offset = update["update_id"] + 1
                task = asyncio.create_task(echo(update["message"]))
                tasks.add(task)
                task.add_done_callback(tasks.discard)


BOTS: Final[Mapping[str, Callable[[str], None]]] = {
    "ptb": ptb,
    "ptb-concurrent": partial(ptb, at_once=256),
    "ptb-aiohttp": partial(ptb, over_aiohttp=True),
    "aiogram": lambda url: asyncio.run(aiogram(url)),
    "aiohttp": lambda url: asyncio.run(raw(url)),
}


def main() -> None:
    match sys.argv[1:]:  # argparse would be measured, too
        case [name, url] if name in BOTS:
            BOTS[name](url)
        case _:
            sys.exit(f"usage: python -m benchmarks.echo {'|'.join(BOTS)} URL")


if __name__ == "__main__":
    main()
