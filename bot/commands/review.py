"""``/review``: meet again what is due; ``/review 10``: so many of it, or ``all``, whatever the cap.

``/review cap 20`` is short for ``/settings cap 20``.
"""

from bot.commands import settings
from bot.conversation import drilling
from bot.conversation.arguments import refuse
from bot.conversation.command import Command, Turn
from bot.conversation.message import Reply
from bot.conversation.views import drills, reviews
from bot.domain.chats import ChatKind
from bot.domain.order import ALL, MAX_LENGTH, BadCount, UnknownWord, read_count
from bot.domain.quiz import Kind, Plan


async def review(turn: Turn) -> Reply:
    if turn.request.chat.kind is not ChatKind.PRIVATE or turn.request.person is None:
        return refuse(turn, turn.words("review-in-private"))
    if turn.arguments.lower().startswith("cap"):
        return await settings.COMMAND.run(turn)
    number = _how_many(turn.arguments)
    if not isinstance(number, int):
        return Reply((drills.bad_order(number, turn.services.deck, turn.words, "review"),))
    quizzing, at = turn.services.quizzing, turn.request.at
    open_drill = await quizzing.open_here(turn.request.chat.id, turn.person)
    if open_drill and open_drill.kind is Kind.REVIEW and not turn.arguments:
        return await drilling.gone_on(turn, open_drill)
    queue = await turn.services.reviewing.queue(turn.person, at)
    length = min(number or queue.left, len(queue.due), MAX_LENGTH)
    if not length:
        zone = turn.services.reviewing.zone_of(await turn.services.people.preferences(turn.person))
        return Reply((reviews.nothing_now(queue, at, zone, turn.words),))
    chat = turn.request.chat.id
    plan = Plan(chat, turn.person, turn.language, Kind.REVIEW, queue.due, length)
    before = await drilling.cut_short(turn)
    begun = await drilling.begun(turn, await quizzing.start(plan, at))
    return Reply((*before, *begun.messages))


def _how_many(text: str) -> int | BadCount | UnknownWord:
    """Return how many somebody wants to review, 0 where that is left to the cap."""
    if not text:
        return 0
    if text.casefold() in ALL:
        return MAX_LENGTH
    return read_count(text, MAX_LENGTH) or UnknownWord(text)


COMMAND = Command("review", review, in_menu=12)
