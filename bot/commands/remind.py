"""``/remind LANGUAGE``: say what is due today; spoken by the clock, at the hour somebody chose."""

from bot.conversation import reminding
from bot.conversation.command import Command, Turn
from bot.conversation.message import SILENCE, Origin, Reply
from bot.conversation.views import reviews
from bot.domain.language import Language


async def remind(turn: Turn) -> Reply:
    chosen = await turn.services.people.preferences(turn.person)
    language = chosen.language or turn.arguments
    if language in tuple(Language):
        turn = turn.speaking(Language(language))
    await reminding.set_alarm(turn, chosen)
    if not reminding.is_wanted(turn, chosen, turn.due):
        return SILENCE
    queue = await turn.services.reviewing.queue(turn.person, turn.request.at)
    return Reply((reviews.reminder(queue, turn.words),)) if queue.today else SILENCE


COMMAND = Command("remind", remind, spoken_by=Origin.CLOCK)
