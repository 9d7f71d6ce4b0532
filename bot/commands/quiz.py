"""``/quiz``: a drill, in a group a round; behind it a count, topics, a range, a level, a time."""

from collections.abc import Callable, Collection
from typing import TypeAlias, TypeVar

from bot.conversation import drilling, playing
from bot.conversation.arguments import refuse
from bot.conversation.command import Command, Turn
from bot.conversation.message import Reply
from bot.conversation.views import drills, rounds
from bot.domain.chats import ChatKind
from bot.domain.knowledge import Deck
from bot.domain.matching import RELATED, UNSURE
from bot.domain.order import DEFAULT_LENGTH, Order, UnknownWord, read_order
from bot.domain.rounds import BadTime, NoOptions, Plan, RoundOrder, read_round_order

Understood = TypeVar("Understood")
Read: TypeAlias = Callable[[str, Deck, Collection[str]], Understood]


async def quiz(turn: Turn) -> Reply:
    if turn.request.chat.kind is ChatKind.GROUP:
        return await _round(turn)
    if turn.request.person is None:
        return refuse(turn, turn.words("quiz-only-people"))
    if not turn.arguments:
        drill = await turn.services.quizzing.open_here(turn.request.chat.id, turn.person)
        if drill is not None:
            return await drilling.gone_on(turn, drill)
    order = await _understood(turn, read_order)
    if not isinstance(order, Order):
        return Reply((drills.bad_order(order, turn.services.deck, turn.words),))
    before = await drilling.cut_short(turn)
    drill = await turn.services.quizzing.quiz(
        turn.request.chat.id, turn.person, turn.language, order, turn.request.at
    )
    return Reply((*before, *(await drilling.begun(turn, drill)).messages))


async def _understood(turn: Turn, read: Read[Understood]) -> Understood:
    """Understand an order; words that name nothing may still be about something: ``word2vec``."""
    deck = turn.services.deck
    order = read(turn.arguments, deck, ())
    if not isinstance(order, UnknownWord):
        return order
    found = await turn.services.answering.search(order.word, DEFAULT_LENGTH)
    if not found or found[0].score < UNSURE:
        return order
    about = [match.entry.id for match in found if match.score >= RELATED]
    return read(turn.arguments, deck, about)


async def _round(turn: Turn) -> Reply:
    order = await _understood(turn, read_round_order)
    if isinstance(order, BadTime):
        return refuse(turn, turn.words("round-bad-time", word=order.word))
    if isinstance(order, NoOptions):
        return refuse(turn, turn.words("round-no-options"))
    if not isinstance(order, RoundOrder):
        return Reply((drills.bad_order(order, turn.services.deck, turn.words),))
    chat = turn.request.chat
    plan = Plan(
        chat=chat.id,
        kind=chat.kind,
        forum=chat.whole,
        starter=turn.person,
        language=turn.language,
        seconds=order.seconds,
        members=await turn.here.people(),
    )
    begun = await turn.services.rounds.start(plan, order, turn.request.at)
    if begun is None:
        return refuse(turn, turn.words("round-running"))
    question = await playing.shown(turn, begun)
    return Reply((rounds.begun(begun, turn.words), *question.messages))


COMMAND = Command("quiz", quiz, in_menu=10)
