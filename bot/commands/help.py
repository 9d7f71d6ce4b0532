"""``/help``: how to use the bot, and all commands."""

from bot.conversation.command import Command, Turn
from bot.conversation.message import Reply
from bot.conversation.views import pages


async def help_(turn: Turn) -> Reply:
    return Reply((pages.help_page(turn.menu, turn.services.deck, turn.words),))


COMMAND = Command("help", help_, in_menu=80, for_asker=True)
