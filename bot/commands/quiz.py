"""``/quiz``: a drill; behind it a count, topics, a range, a level."""

from bot.conversation.arguments import refuse
from bot.conversation.command import Command, Turn
from bot.conversation.message import Message, Reply
from bot.conversation.views import drills, pages
from bot.domain.quiz import Drill, Order, read_order


async def quiz(turn: Turn) -> Reply:
    if turn.request.person is None:
        return refuse(turn, turn.words("quiz-only-people"))
    if not turn.arguments:
        drill = await turn.services.quizzing.open_here(turn.request.chat.id, turn.person)
        if drill is not None:
            return _go_on(turn, drill)
    order = read_order(turn.arguments, turn.services.deck)
    if not isinstance(order, Order):
        return Reply((drills.bad_order(order, turn.words),))
    drill = await turn.services.quizzing.start(
        turn.request.chat.id, turn.person, turn.language, order, turn.request.at
    )
    return Reply((_open_card(turn, drill),))


def _go_on(turn: Turn, drill: Drill) -> Reply:
    turn = turn.speaking(drill.language)
    notice = pages.said(turn.words("quiz-continues"))
    return Reply((*notice.messages, _open_card(turn, drill)))


def _open_card(turn: Turn, drill: Drill) -> Message:
    return drills.card(drill, drill.cards[-1], turn.services.deck, turn.words)


COMMAND = Command("quiz", quiz, in_menu=10)
