"""A bot that Telegram delivers to, at an address of its own."""

from bot.settings import Settings, read_settings
from bot.telegram.webhook import HEADER
from tests.botapi import BotApi
from tests.ports import free_port

SECRET = {HEADER: "a-secret_1"}


def webhook_settings(api: BotApi, database_url: str) -> Settings:
    port = free_port()
    return read_settings(
        token=api.token,
        api_url=api.url,
        database_url=database_url,
        webhook_url=f"http://127.0.0.1:{port}/hook",
        webhook_secret=SECRET[HEADER],
        listen=f"127.0.0.1:{port}",
    )
