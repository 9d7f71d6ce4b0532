"""``/settings``: a person's choices, and how a chat shows formulas.

Buttons speak ``/settings language zh``, ``/settings keep no``, ``/settings display text``.
"""

from dataclasses import replace

from bot.conversation import displaying
from bot.conversation.arguments import refuse
from bot.conversation.command import Command, Turn
from bot.conversation.message import ChatKind, Message, Origin, Reply
from bot.conversation.views import pages
from bot.domain.language import Language
from bot.rendering.display import Display
from bot.storage.people import Preferences


async def settings(turn: Turn) -> Reply:
    match turn.arguments.lower().split():
        case []:
            return Reply((await _page(turn),))
        case ["display", choice] if turn.request.typesets and choice in displaying.choices(
            turn.services
        ):
            if not await displaying.may_choose(turn):
                return refuse(turn, turn.words("settings-administrators"))
            await displaying.choose(turn, Display(choice))
            return await _saved(turn)
    if turn.request.person is None:
        return refuse(turn, turn.words("settings-no-person"))
    people = turn.services.people
    after = _changed(await people.preferences(turn.person), turn.arguments)
    if after is None:
        return refuse(turn, turn.words("settings-bad", value=turn.arguments[:40]))
    await people.choose(turn.person, after)
    pressed = turn.request.origin is Origin.PRESSED
    if pressed and turn.request.chat.kind is not ChatKind.PRIVATE:
        return Reply(toast=turn.words("settings-saved"))  # the page there is somebody else's
    return await _saved(turn.speaking(after.language) if after.language else turn)


async def _saved(turn: Turn) -> Reply:
    pressed = turn.request.origin is Origin.PRESSED
    message = replace(await _page(turn), replaces=pressed)
    return Reply((message,), turn.words("settings-saved"))


async def _page(turn: Turn) -> Message:
    request = turn.request
    chosen = await turn.services.people.preferences(turn.person) if request.person else None
    display = None
    if request.typesets:
        offered = displaying.choices(turn.services)
        display = pages.Displays(await displaying.chosen(request, turn.services), offered)
    return pages.settings(chosen, display, request.chat.kind, turn.words)


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


COMMAND = Command("settings", settings, in_menu=50)
