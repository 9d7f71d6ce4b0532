"""``/stop``: end the drill that is running here; ``/stop DRILL`` is spoken by buttons."""

from bot.conversation.arguments import refuse
from bot.conversation.command import Command, Turn
from bot.conversation.drilling import stopped
from bot.conversation.message import Reply


async def stop(turn: Turn) -> Reply:
    quizzing = turn.services.quizzing
    if turn.arguments.isascii() and turn.arguments.isdecimal():
        number = int(turn.arguments[:18])
    else:
        drill = await quizzing.open_here(turn.request.chat.id, turn.person)
        if drill is None:
            return refuse(turn, turn.words("quiz-none-open"))
        number = drill.id
    return stopped(turn, await quizzing.stop(number, turn.person, turn.request.at))


COMMAND = Command("stop", stop, in_menu=40)
