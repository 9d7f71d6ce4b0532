"""``/quiz``: a drill, in a group a round; behind it a count, topics, a range, a level, a time."""

from bot.conversation import playing
from bot.conversation.arguments import refuse
from bot.conversation.command import Command, Turn
from bot.conversation.message import ChatKind, Message, Reply
from bot.conversation.views import drills, pages, rounds
from bot.domain.quiz import Drill, Order, read_order
from bot.domain.rounds import BadTime, Plan, RoundOrder, read_round_order


async def quiz(turn: Turn) -> Reply:
    if turn.request.chat.kind is ChatKind.GROUP:
        return await _round(turn)
    if turn.request.person is None:
        return refuse(turn, turn.words("quiz-only-people"))
    if not turn.arguments:
        drill = await turn.services.quizzing.open_here(turn.request.chat.id, turn.person)
        if drill is not None:
            return _go_on(turn, drill)
    order = read_order(turn.arguments, turn.services.deck)
    if not isinstance(order, Order):
        return Reply((drills.bad_order(order, turn.words),))
    drill = await turn.services.quizzing.quiz(
        turn.request.chat.id, turn.person, turn.language, order, turn.request.at
    )
    return Reply((_open_card(turn, drill),))


async def _round(turn: Turn) -> Reply:
    order = read_round_order(turn.arguments, turn.services.deck)
    if isinstance(order, BadTime):
        return Reply((rounds.bad_time(order, turn.words),))
    if not isinstance(order, RoundOrder):
        return Reply((drills.bad_order(order, turn.words),))
    chat = turn.request.chat
    plan = Plan(
        chat=chat.id,
        kind=chat.kind,
        forum=chat.forum or chat.id,
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


def _go_on(turn: Turn, drill: Drill) -> Reply:
    turn = turn.speaking(drill.language)
    notice = pages.said(turn.words("quiz-continues"))
    return Reply((*notice.messages, _open_card(turn, drill)))


def _open_card(turn: Turn, drill: Drill) -> Message:
    return drills.card(drill, drill.cards[-1], turn.services.deck, turn.words)


COMMAND = Command("quiz", quiz, in_menu=10)
