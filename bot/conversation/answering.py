"""A text that is no command may be the answer to an open question, or give it up."""

from bot.conversation.command import Turn
from bot.conversation.drilling import moved_on, refused, scene
from bot.conversation.message import SILENCE, ChatKind, Origin, Reply
from bot.conversation.views import drills
from bot.domain.courtesy import gives_up
from bot.domain.mock import takes_text
from bot.domain.quiz import Card, Drill, Refusal


async def take_answer(turn: Turn) -> Reply | None:
    """Take a text as the answer to the open question of a drill.

    Who gives up is shown the answer, however the drill is answered. A text edited later changes
    nothing, if it was an answer, nor while a question is open: it may have been said before that
    was asked.

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
    drill = await quizzing.open_here(request.chat.id, turn.person)
    if drill is None or drill.current is None:
        return None
    typed, card = request.origin is Origin.TYPED, drill.current
    if typed and gives_up(turn.arguments) and not card.revealed:
        return await _reveal(turn, drill, card)
    if not takes_text(drill, request.at):
        return None
    if not typed:
        return SILENCE
    position = card.position
    move = await quizzing.answer(drill.id, position, turn.person, turn.arguments, request.at)
    return await moved_on(turn, move, position)


async def _reveal(turn: Turn, drill: Drill, card: Card) -> Reply:
    at = turn.request.at
    move = await turn.services.quizzing.reveal(drill.id, card.position, turn.person, at)
    if isinstance(move, Refusal):
        return refused(turn, move)
    return Reply((drills.revealed(await scene(turn, move), move.cards[-1]),))
