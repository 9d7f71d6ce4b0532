"""``/privacy``: what is stored."""

from bot.conversation.command import Command, Turn
from bot.conversation.message import Reply
from bot.conversation.views import pages


async def privacy(turn: Turn) -> Reply:
    return Reply((pages.privacy(turn.words),))


COMMAND = Command("privacy", privacy, in_menu=60)
