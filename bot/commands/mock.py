"""``/mock``: a mock interview across topics; ``/mock 5``: of so many questions."""

import re

from bot.conversation import drilling
from bot.conversation.arguments import refuse
from bot.conversation.command import Command, Turn
from bot.conversation.message import Reply
from bot.conversation.views import drills, pages
from bot.conversation.views.parts import cut, whole_minutes
from bot.domain.chats import ChatKind
from bot.domain.mock import DEFAULT_QUESTIONS, MOST_QUESTIONS, TIME_EACH
from bot.domain.order import NothingLeft
from bot.domain.quiz import Kind


async def mock(turn: Turn) -> Reply:
    if turn.request.chat.kind is not ChatKind.PRIVATE or turn.request.person is None:
        return refuse(turn, turn.words("mock-in-private"))
    if not turn.services.deck.entries:
        return Reply((drills.bad_order(NothingLeft(), turn.services.deck, turn.words),))
    quizzing, chat, at = turn.services.quizzing, turn.request.chat.id, turn.request.at
    if not turn.arguments:
        drill = await quizzing.open_here(chat, turn.person)
        if drill is not None and drill.kind is Kind.MOCK:
            return await drilling.gone_on(turn, drill)
    number = turn.arguments or str(DEFAULT_QUESTIONS)
    if not re.fullmatch(r"[0-9]{1,3}", number) or not 1 <= int(number) <= MOST_QUESTIONS:
        return pages.said(turn.words("mock-bad-number", word=cut(number), most=MOST_QUESTIONS))
    drill = await quizzing.interview(chat, turn.person, turn.language, int(number), at)
    opening = pages.said(
        turn.words("mock-begins", number=drill.length, minutes=whole_minutes(TIME_EACH))
    )
    question = await drilling.begun(turn, drill)
    return Reply((*opening.messages, *question.messages))


COMMAND = Command("mock", mock, in_menu=16)
