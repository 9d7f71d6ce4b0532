"""A text that is no command may be the answer to an open question, or ask for help with it."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from bot.conversation.command import Turn
from bot.conversation.drilling import hinted, moved_on, picked, refused, scene, scorer
from bot.conversation.message import SILENCE, Origin, Reply
from bot.conversation.texts import words
from bot.conversation.views import drills, pages
from bot.domain.chats import ChatKind
from bot.domain.choosing import LETTERS, offered, read_letters
from bot.domain.courtesy import Courtesy, courtesy
from bot.domain.language import Language
from bot.domain.mock import takes_text
from bot.domain.normalising import heard
from bot.domain.pleas import Plea, plea
from bot.domain.quiz import Card, Drill, Grade, Mode, Refusal

_NO_ANSWERS: Final = frozenset({Courtesy.MORE, Courtesy.COMPLAINT})
"""What makes no point of any answer, and is said by who does not mean to give one: "why?"."""


async def take_answer(turn: Turn) -> Reply | None:
    """Take a text as the answer to the open question of a drill, or the letter of an option.

    Who gives up is shown the answer, in whichever way the drill is answered. Editing a text
    afterwards changes nothing if it was an answer, nor while a question is open, since it may have
    been said before that question.

    Returns:
        None if no question waits for such an answer here: then it is a question itself.
    """
    request = turn.request
    if request.chat.kind is not ChatKind.PRIVATE or request.text.startswith("/"):
        return None
    quizzing = turn.services.quizzing
    said = request.first_said
    if said and await quizzing.was_answer(request.chat.id, turn.person, said):
        return SILENCE
    drill = await quizzing.open_here(request.chat.id, turn.person)
    if drill is None or drill.current is None:
        return None
    typed, card = request.origin is Origin.TYPED, drill.current
    if typed and (pressed := await _pressed(turn, drill, card)):
        return pressed
    if not takes_text(drill, request.at):
        return None
    if not typed:
        return SILENCE
    if courtesy(turn.arguments) in _NO_ANSWERS:
        return pages.said(turn.words("typed-how"))
    await scorer(turn)  # before anything is written
    position = card.position
    move = await quizzing.answer(drill.id, position, turn.person, turn.arguments, request.at)
    return await moved_on(turn, move, position)


async def _pressed(turn: Turn, drill: Drill, card: Card) -> Reply | None:
    """Do what a text says that might as well press a button of the open question."""
    wanted = plea(turn.arguments)
    unknown = card.revealed and wanted is Plea.UNKNOWN
    if wanted and not unknown:
        return await _granted(turn, drill, card, wanted)
    if not card.revealed:
        return await _chosen(turn, drill, card)
    grade = Grade.AGAIN if unknown else _grades().get(heard(turn.arguments))
    if grade is None:
        return None
    at, position = turn.request.at, card.position
    move = await turn.services.quizzing.grade(drill.id, position, turn.person, grade, at)
    return await moved_on(turn, move, position)


@cache
def _grades() -> Mapping[str, Grade]:
    """Return the grades by what stands on their buttons, in every language."""
    spoken = [(grade, words(it)(f"button-{grade}")) for it in Language for grade in Grade]
    return {heard(label): grade for grade, label in spoken}


async def _chosen(turn: Turn, drill: Drill, card: Card) -> Reply | None:
    """Take the options that a text names by their letters, where some are offered."""
    entry = turn.services.deck.by_id[card.entry]
    if card.mode is not Mode.CHOOSE or not entry.choice:
        return None
    offer = offered(drill.id, card, entry)
    places = read_letters(turn.arguments, offer)
    if len(places) > 1:
        at, picks = turn.request.at, frozenset(places)
        move = await turn.services.quizzing.submit(drill.id, card.position, turn.person, at, picks)
        return await moved_on(turn, move, card.position)
    if places and places[0] >= len(offer.options):
        return pages.said(turn.words("choice-beyond", last=LETTERS[len(offer.options) - 1]))
    return await picked(turn, drill.id, card.position, places[0]) if places else None


async def plead(turn: Turn, wanted: Plea) -> Reply:
    """Do what is asked for with the open question of a drill here, whichever that is."""
    drill = await turn.services.quizzing.open_here(turn.request.chat.id, turn.person)
    if drill is not None and drill.current is not None:
        return await _granted(turn, drill, drill.current, wanted)
    return pages.said(turn.words("quiz-none-open")) if turn.request.addressed else SILENCE


async def _granted(turn: Turn, drill: Drill, card: Card, wanted: Plea) -> Reply:
    at = turn.request.at
    if wanted is Plea.HINT:
        return await hinted(turn, drill.id, card.position)
    if wanted is Plea.SKIP:
        move = await turn.services.quizzing.skip(drill.id, card.position, turn.person, at)
        return await moved_on(turn, move, card.position)
    move = await turn.services.quizzing.reveal(drill.id, card.position, turn.person, at)
    if isinstance(move, Refusal):
        return refused(turn, move)
    return Reply((drills.revealed(await scene(turn, move), move.cards[-1]),))
