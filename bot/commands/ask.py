"""``/ask QUESTION``, and every text that is no command: find the entry that answers it."""

from bot.conversation.command import Command, Turn
from bot.conversation.message import ChatKind, Reply
from bot.conversation.views import answers, pages
from bot.domain.matching import Found, Unsure


async def ask(turn: Turn) -> Reply:
    if not turn.arguments:
        return pages.said(turn.words("ask-what"))
    deck, service = turn.services.deck, turn.services.answering
    in_group = turn.request.chat.kind is not ChatKind.PRIVATE
    outcome = await service.answer(turn.arguments, in_group=in_group)
    if isinstance(outcome, Found):
        return answers.found(outcome, deck, turn.words)
    digest = ""
    if (await turn.services.people.preferences(turn.person)).keep_queries:
        digest = await service.note(turn.arguments, outcome, turn.request.at)
    if isinstance(outcome, Unsure):
        return answers.unsure(outcome, digest, turn.words)
    return answers.not_found(outcome, deck, turn.words)


COMMAND = Command("ask", ask, in_menu=2)
