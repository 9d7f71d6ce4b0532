"""How the bot presents itself: its commands and descriptions, in both languages."""

from collections.abc import Sequence

import telegram
from telegram import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats

from bot.conversation.command import Command
from bot.conversation.texts import words
from bot.domain.language import Language

# Telegram shows the entry without a language to everybody whose language has none of its own.
_SHOWN_TO = ((None, Language.EN), ("zh", Language.ZH))


async def present(bot: telegram.Bot, menu: Sequence[Command]) -> None:
    """Register the menu and the descriptions.

    Args:
        bot: an initialized bot.
        menu: the commands in the order in which they are offered.
    """
    for code, language in _SHOWN_TO:
        say = words(language)
        commands = [BotCommand(command.name, say(f"menu-{command.name}")) for command in menu]
        for scope in (BotCommandScopeAllPrivateChats(), BotCommandScopeAllGroupChats()):
            await bot.set_my_commands(commands, scope=scope, language_code=code)
        await bot.set_my_description(say("bot-description"), language_code=code)
        await bot.set_my_short_description(say("bot-short-description"), language_code=code)
