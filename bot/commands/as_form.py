"""``/as DISPLAY COMMAND``: show something again in another form; spoken by "Can't see it?".

Whoever may say how formulas are shown here, says so with it. Where that is for administrators to
say, anybody else turns this one message, to a form that everybody can see.
"""

from dataclasses import replace

from bot.commands import card, detail, show
from bot.conversation import displaying
from bot.conversation.arguments import stale
from bot.conversation.command import Command, Turn
from bot.conversation.message import Reply
from bot.conversation.shelving import services_for
from bot.rendering.display import Display

_SHOWN_AGAIN = {command.name: command for command in (show.COMMAND, detail.COMMAND, card.COMMAND)}
_SEEN_BY_ALL = {display.value: display for display in (Display.PICTURE, Display.TEXT)}


async def as_form(turn: Turn) -> Reply:
    match turn.arguments.split(maxsplit=2):
        case [choice, name, arguments] if choice in _SEEN_BY_ALL and name in _SHOWN_AGAIN:
            display = _SEEN_BY_ALL[choice]
        case _:
            return stale(turn)
    if display not in displaying.choices(turn.services):
        display = Display.TEXT
    command = _SHOWN_AGAIN[name]
    services = await services_for(turn.library, command.about, arguments, turn.request)
    shown = await command.run(replace(turn, arguments=arguments, services=services))
    if not any(message.again for message in shown.messages):
        return shown  # what is wrong
    choosing = await displaying.may_choose(turn)
    if choosing:
        await displaying.choose(turn, display)
    messages = tuple(replace(message, replaces=True) for message in shown.messages)
    said = "from-now-on" if choosing else "this-once"
    toast = turn.words(said, display=display.value)
    return Reply(messages, toast, display)


COMMAND = Command("as", as_form, for_asker=True)
