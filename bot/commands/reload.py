"""``/reload``: a maintainer has the decks read anew from their files."""

from bot.conversation.arguments import unknown
from bot.conversation.command import Command, Turn
from bot.conversation.message import Reply
from bot.conversation.views import decks as view
from bot.conversation.views import pages
from bot.errors import KnowledgeError, SettingsError


async def reload(turn: Turn) -> Reply:
    if not await turn.by_maintainer():
        return unknown(turn)
    try:
        library = await turn.here.made("library", turn.library.reload)
    except KnowledgeError as error:
        return Reply((view.broken(error.problems, turn.words),))
    except SettingsError as error:
        return pages.said(str(error))
    return Reply((view.reloaded(library, turn.words),))


COMMAND = Command("reload", reload)
