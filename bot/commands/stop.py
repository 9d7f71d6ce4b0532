"""``/stop``: end the drill, in a group the round; ``/stop DRILL`` is spoken by buttons."""

from bot.conversation import playing
from bot.conversation.arguments import read_number, refuse
from bot.conversation.command import Command, Subject, Turn
from bot.conversation.drilling import stopped
from bot.conversation.message import Reply
from bot.domain.chats import ChatKind


async def stop(turn: Turn) -> Reply:
    if turn.request.chat.kind is ChatKind.GROUP and not turn.arguments:
        return await _stop_round(turn)
    quizzing = turn.services.quizzing
    number = read_number(turn.arguments)
    if number is None:
        drill = await quizzing.open_here(turn.request.chat.id, turn.person)
        if drill is None:
            return refuse(turn, turn.words("quiz-none-open"))
        number = drill.id
    return await stopped(turn, await quizzing.stop(number, turn.person, turn.request.at))


async def _stop_round(turn: Turn) -> Reply:
    running = await turn.services.rounds.running(turn.request.chat.id)
    if running is None:
        return refuse(turn, turn.words("round-none"))
    if running.starter != turn.person and not await turn.here.in_charge():
        return refuse(turn, turn.words("round-anothers"))
    return await playing.shown(turn, await turn.services.rounds.stop(running, turn.request.at))


COMMAND = Command("stop", stop, in_menu=40, about=Subject.DRILL)
