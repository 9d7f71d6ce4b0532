"""Reports of mistakes: asking for one, thanks, what maintainers see, and the outcome."""

from collections.abc import Sequence
from typing import Final

from bot.conversation.message import Asks, Button, Message
from bot.conversation.texts import Words
from bot.conversation.views.parts import LABEL_COLUMNS, cut, label, line, person, title
from bot.domain.knowledge import Entry
from bot.domain.reports import LONGEST, Report, State, version_of
from bot.rendering.document import Document, Paragraph, Quote, Text
from bot.rendering.markdown import parse_inline
from bot.services.library import Library

LISTED: Final = 8


def asked(entry: Entry, who: str, words: Words) -> Message:
    """Ask what is wrong with an entry.

    Args:
        entry: the entry.
        who: the name of who is asked, where others listen; else empty.
        words: our words.
    """
    return _asking(words("report-ask", question=label(entry, words.language)), entry, who, words)


def too_long(entry: Entry, who: str, words: Words) -> Message:
    return _asking(words("report-too-long", most=LONGEST), entry, who, words)


def _asking(text: str, entry: Entry, who: str, words: Words) -> Message:
    unless = "" if who else words("report-ask-unless")  # in a group it hears nothing else
    asks = Asks(f"/report {entry.id} {words.language}", who and person(who), unless)
    cancel = Button(words("button-report-cancel"), "/report no")
    return Message((line(text),), ((cancel,),), asks=asks)


def thanks(kept: Report, words: Words) -> Message:
    """Thank for a report; it can be taken back, and the outcome be told."""
    tell = Button(words("button-report-tell"), f"/reported tell {kept.id}")
    return Message((line(words("report-thanks")),), ((tell,), (_withdraw(kept, words),)))


def will_tell(kept: Report, words: Words) -> Message:
    return Message((line(words("report-will-tell")),), ((_withdraw(kept, words),),))


def _withdraw(kept: Report, words: Words) -> Button:
    return Button(words("button-report-withdraw"), f"/reported withdraw {kept.id}")


def outcome(kept: Report, library: Library, words: Words) -> Message:
    """Tell who reported what has become of it."""
    entry = _entry(kept, library)
    name = label(entry, words.language) if entry else kept.entry
    said = words("report-outcome", state=kept.state.value, question=name)
    return Message((line(said), _quoted(kept)), ((_open(kept, words),),) if entry else ())


def shown(kept: Report, library: Library, words: Words) -> Message:
    """What maintainers see of a report, and what they can do about it."""
    entry = _entry(kept, library)
    heading = words("report-title", number=kept.id, entry=kept.entry)
    body: Document = (title(heading),)
    if entry:
        body += (Paragraph(parse_inline(entry.question[kept.language])),)
    body += (_quoted(kept),)
    if entry is None or version_of(entry) != kept.version:
        body += (line(words("report-changed")),)
    if kept.state is not State.OPEN:
        body += (line(words("report-state", state=kept.state.value)),)
    states = (State.FIXED, State.DISMISSED) if kept.state is State.OPEN else (State.OPEN,)
    settle = tuple(
        Button(words(f"button-report-{state}"), f"/reports {state} {kept.id}") for state in states
    )
    return Message(body, (settle, (_open(kept, words),)) if entry else (settle,))


def listed(waiting: Sequence[Report], words: Words) -> Message:
    """The oldest reports that are open, a button for each."""
    if not waiting:
        return Message((line(words("reports-none")),))
    buttons = tuple(
        (Button(_listed(kept), f"/reports show {kept.id}"),) for kept in waiting[:LISTED]
    )
    more = "yes" if len(waiting) > LISTED else "no"
    return Message((title(words("reports-title", more=more)),), buttons)


def _listed(kept: Report) -> str:
    return cut(f"{kept.id} · {kept.entry} · {kept.text}", LABEL_COLUMNS)


def _open(kept: Report, words: Words) -> Button:
    return Button(words("button-report-entry"), f"/show {kept.entry} {kept.language}")


def _entry(kept: Report, library: Library) -> Entry | None:
    holding = library.holding(kept.entry)
    return holding.deck.by_id[kept.entry] if holding else None


def _quoted(kept: Report) -> Quote:
    return Quote((Paragraph((Text(kept.text),)),))
