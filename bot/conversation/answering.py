"""A text that is no command may be the answer to an open question, where answers are typed."""

from bot.conversation.command import Turn
from bot.conversation.drilling import moved_on, refused, scene
from bot.conversation.message import SILENCE, ChatKind, Origin, Reply
from bot.conversation.views import drills
from bot.domain.courtesy import gives_up
from bot.domain.quiz import Card, Drill, Refusal


async def take_answer(turn: Turn) -> Reply | None:
    """Take a text as the answer to the open question of a drill.

    Who gives up is shown the answer. A text edited later changes nothing, if it was an answer, nor
    while a question is open: it may have been said before that was asked.

    Returns:
        None if no question waits for a typed answer here: then it is a question itself.
    """
    request = turn.request
    if request.chat.kind is not ChatKind.PRIVATE or request.text.lstrip().startswith("/"):
        return None
    quizzing = turn.services.quizzing
    said = request.first_said
    if said and await quizzing.was_answer(request.chat.id, turn.person, said):
        return SILENCE
    drill = await quizzing.waiting(request.chat.id, turn.person, request.at)
    if drill is None or drill.current is None:
        return None
    if request.origin is not Origin.TYPED:
        return SILENCE
    if gives_up(turn.arguments):
        return await _reveal(turn, drill, drill.current)
    position = drill.current.position
    move = await quizzing.answer(drill.id, position, turn.person, turn.arguments, request.at)
    return await moved_on(turn, move, position)


async def _reveal(turn: Turn, drill: Drill, card: Card) -> Reply:
    at = turn.request.at
    move = await turn.services.quizzing.reveal(drill.id, card.position, turn.person, at)
    if isinstance(move, Refusal):
        return refused(turn, move)
    return Reply((drills.revealed(await scene(turn, move), move.cards[-1]),))
