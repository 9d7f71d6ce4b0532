"""``/settings``: a person's choices; ``/settings language zh`` and the like by buttons."""

from dataclasses import replace

from bot.conversation.arguments import refuse
from bot.conversation.command import Command, Turn
from bot.conversation.message import Origin, Reply
from bot.conversation.views import pages
from bot.domain.language import Language
from bot.storage.people import Preferences


async def settings(turn: Turn) -> Reply:
    if turn.request.person is None:
        return refuse(turn, turn.words("settings-no-person"))
    people = turn.services.people
    before = await people.preferences(turn.person)
    if not turn.arguments:
        return Reply((pages.settings(before, turn.words),))
    after = _changed(before, turn.arguments)
    if after is None:
        return refuse(turn, turn.words("settings-bad", value=turn.arguments[:40]))
    await people.choose(turn.person, after)
    if after.language:
        turn = turn.speaking(after.language)
    message = pages.settings(after, turn.words)
    pressed = turn.request.origin is Origin.PRESSED
    return Reply((replace(message, replaces=pressed),), turn.words("settings-saved"))


def _changed(before: Preferences, arguments: str) -> Preferences | None:
    """Return the choices after ``language zh|en|auto`` or ``keep yes|no``; None for all else."""
    match arguments.lower().split():
        case ["language", "auto"]:
            return replace(before, language=None)
        case ["language", ("zh" | "en") as language]:
            return replace(before, language=Language(language))
        case ["keep", ("yes" | "no") as keep]:
            return replace(before, keep_queries=keep == "yes")
        case _:
            return None


COMMAND = Command("settings", settings, in_menu=5)
