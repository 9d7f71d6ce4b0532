"""``/report ID [LANGUAGE] [TEXT]``: something is wrong with an entry; spoken by buttons, replies.

Without a text it asks for one; a reply says the line again with the text behind it.
"""

from bot.conversation.arguments import read_entry, refuse
from bot.conversation.command import Command, Turn
from bot.conversation.message import ChatKind, Origin, Reply
from bot.conversation.views import pages
from bot.conversation.views import reports as view
from bot.domain.reports import LONGEST, MOST, Draft, version_of


async def report(turn: Turn) -> Reply:
    person = turn.request.person
    if person is None or turn.request.chat.kind is ChatKind.CHANNEL:
        return refuse(turn, turn.words("report-in-private"))
    if not turn.arguments:
        return pages.said(turn.words("report-how"))
    if turn.arguments == "no" and turn.request.origin is Origin.PRESSED:
        return pages.said(turn.words("report-cancelled"))
    read = read_entry(turn)
    if isinstance(read, Reply):
        return read
    turn, entry, text = read
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


COMMAND = Command("report", report)
