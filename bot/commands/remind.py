"""``/remind LANGUAGE``: say what is due today; spoken by the clock, at the hour somebody chose."""

from bot.conversation import reminding
from bot.conversation.command import Command, Turn
from bot.conversation.message import SILENCE, Origin, Reply
from bot.conversation.views import pages, reviews
from bot.domain.language import Language


async def remind(turn: Turn) -> Reply:
    due = turn.request.due
    if turn.request.origin is not Origin.CLOCK or due is None:
        return pages.unknown_command(turn.words)
    chosen = await turn.services.people.preferences(turn.person)
    language = chosen.language or turn.arguments
    if language in tuple(Language):
        turn = turn.speaking(Language(language))
    await reminding.set_alarm(turn, chosen)
    if not reminding.is_wanted(turn, chosen, due):
        return SILENCE
    queue = await turn.services.reviewing.queue(turn.person, turn.request.at)
    return Reply((reviews.reminder(queue, turn.words),)) if queue.today else SILENCE


COMMAND = Command("remind", remind)
