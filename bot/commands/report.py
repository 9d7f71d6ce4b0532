"""``/report ID [LANGUAGE] [TEXT]``: something is wrong with an entry; spoken by buttons, replies.

Without a text it asks for one; a reply says the line again with the text behind it.
"""

from bot.conversation.arguments import read_entry, refuse
from bot.conversation.command import Command, Turn
from bot.conversation.message import SILENCE, Origin, Person, Reply
from bot.conversation.views import pages
from bot.conversation.views import reports as view
from bot.domain.chats import ChatKind
from bot.domain.knowledge import Entry
from bot.domain.reports import LONGEST, MOST, Draft, version_of


async def report(turn: Turn) -> Reply:
    person = turn.request.person
    if _is_anothers(turn):
        return SILENCE
    if person is None or turn.request.chat.kind is ChatKind.CHANNEL:
        return refuse(turn, turn.words("report-in-private"))
    if not turn.arguments:
        return pages.said(turn.words("report-how"))
    if turn.arguments == "no" and turn.request.origin is Origin.PRESSED:
        return pages.said(turn.words("report-cancelled"))
    read = read_entry(turn)
    return read if isinstance(read, Reply) else await _taken_in(*read, person)


async def _taken_in(turn: Turn, entry: Entry, text: str, person: Person) -> Reply:
    """Keep what somebody says is wrong with an entry; ask for it if they have not said it yet."""
    who = person.name if turn.request.chat.kind is ChatKind.GROUP else ""
    if not text:
        return Reply((view.asked(entry, who, turn.words),))
    if len(text) > LONGEST:
        return Reply((view.too_long(entry, who, turn.words),))
    deck, words = turn.services.deck, turn.words
    draft = Draft(
        person.id, deck.id, entry.id, version_of(entry), words.language, " ".join(text.split())
    )
    kept = await turn.services.reporting.report(draft, turn.request.at)
    if kept is None:
        return pages.said(words("report-too-many", most=MOST))
    return Reply((view.thanks(kept, words),))


def _is_anothers(turn: Turn) -> bool:
    """Tell whether it is a command of the bots that many groups have to report people with."""
    if turn.request.addressed:
        return False
    return not turn.arguments or isinstance(read_entry(turn), Reply)


COMMAND = Command("report", report)
