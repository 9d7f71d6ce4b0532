"""``/guest TEXT``: one brief message; spoken where the bot is no member."""

from bot.conversation.command import Command, Turn
from bot.conversation.message import Origin, Reply
from bot.conversation.views import inline
from bot.domain.matching import Found, Unsure


async def guest(turn: Turn) -> Reply:
    services, words = turn.services, turn.words
    if not turn.arguments:
        return Reply((inline.no_answer(words("ask-what", private="no"), words),))
    outcome = await services.answering.answer(turn.arguments, in_group=True)
    if isinstance(outcome, Found):
        return Reply((inline.brief(outcome.matches[0].entry, services.deck, words),))
    said = words("guest-unsure" if isinstance(outcome, Unsure) else "guest-not-found")
    return Reply((inline.no_answer(said, words),))


COMMAND = Command("guest", guest, asks=True, spoken_by=Origin.GUEST)
