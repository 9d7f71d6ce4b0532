"""``/text COMMAND``: show something again, as text; spoken by the button "Can't see it?".

Whoever may say how formulas are shown here, says so with it. Where that is for administrators to
say, anybody else turns this one message to text: everybody can read that.
"""

from dataclasses import replace

from bot.commands import card, detail, show
from bot.conversation import displaying
from bot.conversation.arguments import refuse
from bot.conversation.command import Command, Turn
from bot.conversation.message import Reply
from bot.rendering.display import Display

_SHOWN_AGAIN = {command.name: command for command in (show.COMMAND, detail.COMMAND, card.COMMAND)}


async def text(turn: Turn) -> Reply:
    name, _, arguments = turn.arguments.partition(" ")
    command = _SHOWN_AGAIN.get(name)
    if command is None:
        return refuse(turn, turn.words("bad-button"))
    shown = await command.run(replace(turn, arguments=arguments))
    if not any(message.again for message in shown.messages):
        return shown  # what is wrong
    choosing = await displaying.may_choose(turn)
    if choosing:
        await displaying.choose(turn, Display.TEXT)
    messages = tuple(replace(message, replaces=True) for message in shown.messages)
    toast = turn.words("text-from-now-on" if choosing else "text-this-once")
    return Reply(messages, toast, Display.TEXT)


COMMAND = Command("text", text)
