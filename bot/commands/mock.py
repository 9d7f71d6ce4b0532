"""``/mock``: a mock interview across topics; ``/mock 5``: of so many questions."""

from bot.conversation import drilling
from bot.conversation.arguments import refuse
from bot.conversation.command import Command, Turn
from bot.conversation.message import Reply
from bot.conversation.views import drills, pages
from bot.conversation.views.parts import whole_minutes
from bot.domain.chats import ChatKind
from bot.domain.mock import DEFAULT_QUESTIONS, MOST_QUESTIONS, TIME_EACH
from bot.domain.order import BadCount, NothingLeft, read_count
from bot.domain.quiz import Kind


async def mock(turn: Turn) -> Reply:
    if turn.request.chat.kind is not ChatKind.PRIVATE or turn.request.person is None:
        return refuse(turn, turn.words("mock-in-private"))
    deck = turn.services.deck
    if not deck.entries:
        return Reply((drills.bad_order(NothingLeft(), deck, turn.words),))
    quizzing, chat, at = turn.services.quizzing, turn.request.chat.id, turn.request.at
    if not turn.arguments:
        drill = await quizzing.open_here(chat, turn.person)
        if drill is not None and drill.kind is Kind.MOCK:
            return await drilling.gone_on(turn, drill)
    number = read_count(turn.arguments or str(DEFAULT_QUESTIONS), MOST_QUESTIONS)
    if not isinstance(number, int):
        problem = number or BadCount(turn.arguments, MOST_QUESTIONS)
        return Reply((drills.bad_order(problem, deck, turn.words, "mock"),))
    before = await drilling.cut_short(turn)
    drill = await quizzing.interview(chat, turn.person, turn.language, number, at)
    opening = pages.said(
        turn.words("mock-begins", number=drill.length, minutes=whole_minutes(TIME_EACH))
    )
    question = await drilling.begun(turn, drill)
    return Reply((*before, *opening.messages, *question.messages))


COMMAND = Command("mock", mock, in_menu=16)
