"""Small pieces that the views are put together from."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final
from unicodedata import bidirectional, category
from zoneinfo import ZoneInfo

from bot.conversation.message import Again, Button, Buttons
from bot.conversation.texts import Words
from bot.domain.days import Unit, Wait, wait
from bot.domain.knowledge import Citation, Deck, Entry, Pages
from bot.domain.language import Language
from bot.rendering import plain
from bot.rendering.columns import beginning, extent
from bot.rendering.document import (
    Anchor,
    Document,
    Footer,
    Inline,
    Items,
    LineBreak,
    Paragraph,
    Strong,
    Text,
)
from bot.rendering.markdown import parse_inline
from bot.rendering.recent import Recent

NUMBERS_A_ROW: Final = 5
LISTED: Final = 20  # entries on a page
LONGEST_LINE: Final = 64  # bytes that a button can say
BAR: Final = 5
PLACES_FIRST: Final = 2  # of the book, where to begin reading
LABEL_COLUMNS: Final = 44  # what a phone shows of a button; a Chinese character takes two
QUOTED_COLUMNS: Final = 60
NAME_COLUMNS: Final = 24
_JOINER: Final = "\u200d"  # of emoji, and of letters in several scripts
_LABELS: Final[Recent[str]] = Recent(most=400)


def line(text: str) -> Paragraph:
    """A paragraph of plain words."""
    return Paragraph((Text(text),))


def lines(texts: Iterable[str]) -> Paragraph:
    """Lines of plain words below each other."""
    parts: list[Inline] = []
    for text in texts:
        parts += [Text(text), LineBreak()]
    return Paragraph(tuple(parts[:-1]))


def title(text: str) -> Paragraph:
    """A paragraph of plain words in bold."""
    return Paragraph((Strong((Text(text),)),))


def question(entry: Entry, language: Language) -> Paragraph:
    """An entry's question in bold."""
    return Paragraph((Strong(parse_inline(entry.question[language])),))


def again(line: str, words: Words) -> Again:
    """A way out where a client shows no formulas: what ``line`` says, in another form."""
    return Again(words("button-cannot-see"), line)


def aside(text: str, *, bold: bool = False) -> Paragraph:
    """A remark in plain words, which stays text where the rest is shown as a picture."""
    part = Text(text)
    return Paragraph((Strong((part,)) if bold else part,), aside=True)


def label(entry: Entry, language: Language) -> str:
    """An entry's question as plain words, short enough for a button."""
    return _LABELS.get(entry, (language,), lambda: _label(entry, language))


def _label(entry: Entry, language: Language) -> str:
    return cut(plain.line(parse_inline(entry.question[language])), LABEL_COLUMNS)


def cut(text: str, columns: int = QUOTED_COLUMNS) -> str:
    """A text on one line of at most so many columns: what somebody said, told back to them."""
    whole = " ".join(text.split())
    if len(whole) <= columns and extent(whole).columns <= columns:
        return whole
    return beginning(whole[:columns], columns - 1).rstrip() + "…"


def person(name: str) -> str:
    """Somebody's name among other words: short, and left where it is if it runs from the right."""
    seen = "".join(it for it in name if it == _JOINER or category(it) != "Cf")
    shown = cut(seen, NAME_COLUMNS) or "…"
    from_the_right = any(bidirectional(it) in {"R", "AL"} for it in shown)
    return f"\u2068{shown}\u2069" if from_the_right else shown  # UAX 9: an isolate


def numbered(entries: Sequence[Entry], language: Language, start: int = 1) -> Items:
    """The questions of entries as a list with numbers."""
    return Items(
        tuple((Paragraph(parse_inline(entry.question[language])),) for entry in entries),
        start=start,
    )


def number_buttons(entries: Sequence[Entry], language: Language, start: int = 1) -> Buttons:
    """Buttons 1, 2, 3 … for entries that stand above as a numbered list."""
    buttons = [
        Button(str(number), f"/show {entry.id} {language}")
        for number, entry in enumerate(entries, start=start)
    ]
    return in_rows(buttons, NUMBERS_A_ROW)


def in_rows(buttons: Sequence[Button], a_row: int) -> Buttons:
    """Buttons side by side, at most so many a row."""
    return tuple(tuple(buttons[i : i + a_row]) for i in range(0, len(buttons), a_row))


def listing(
    entries: Sequence[Entry],
    number: int,
    line: Callable[[int], str],
    words: Words,
    *,
    most: int = LISTED,
) -> tuple[Items, Buttons]:
    """A page of entries as a numbered list, with a button for each and those that leaf on.

    A message takes no more than a hundred buttons, and a deck may have more entries than that.

    Args:
        entries: all of them.
        number: of the page, from 1; there is no page beyond the last.
        line: returns what leads to a page; one that a button cannot say is left out.
        words: our words.
        most: how many are on a page.
    """
    last = max(1, -(-len(entries) // most))
    number = max(1, min(number, last))
    before = (number - 1) * most
    shown = entries[before : before + most]
    beside = leaves(number, last, line, words)
    leaf = tuple(button for button in beside if len(button.line.encode()) <= LONGEST_LINE)
    buttons = number_buttons(shown, words.language, before + 1)
    return numbered(shown, words.language, before + 1), (*buttons, leaf) if leaf else buttons


def leaves(number: int, last: int, line: Callable[[int], str], words: Words) -> tuple[Button, ...]:
    """Buttons to the page before and the one after, where there are such pages.

    Args:
        number: of this page, from 1.
        last: of the last page.
        line: returns what leads to a page.
        words: our words.
    """
    beside = (("back", number - 1), ("more", number + 1))
    return tuple(
        Button(words(f"button-{way}"), line(page)) for way, page in beside if 1 <= page <= last
    )


def percent(share: float) -> int:
    return round(100 * share)


def topic_share(topic: str, share: float, deck: Deck, words: Words) -> str:
    """How much of a topic is known: a bar of five squares, the percentage and the name."""
    full = round(share * BAR)
    squares = "■" * full + "□" * (BAR - full)
    return f"{squares} {percent(share)}% · {topic_name(topic, deck, words)}"


def topic_name(topic: str, deck: Deck, words: Words) -> str:
    found = deck.find_topic(topic)
    return found.name[words.language] if found else topic


def whole_minutes(time: timedelta) -> int:
    """A time as whole minutes."""
    return round(time / timedelta(minutes=1))


def clock(time: timedelta) -> str:
    """A time as minutes and seconds: 2:20."""
    minutes, seconds = divmod(round(time.total_seconds()), 60)
    return f"{minutes}:{seconds:02}"


def when(at: datetime, due: datetime, zone: ZoneInfo, words: Words) -> str:
    """How long it is until something is due, in words: in 10 minutes, tomorrow, in 9 days."""
    away = wait(at, due, zone)
    tomorrow = away == Wait(1, Unit.DAYS)
    return words("when", unit="tomorrow" if tomorrow else away.unit.value, number=away.number)


def pages(entry: Entry, deck: Deck, words: Words) -> Document:
    """Where the book treats an entry, each place on a line with a link to its chapter."""
    parts: list[Inline] = []
    for citation in entry.book:
        parts += [*_citation(citation, deck, words), LineBreak()]
    if not parts:
        return ()
    return (Footer((*parts, Text(edition(deck, words)))),)


def first_pages(entry: Entry, deck: Deck, words: Words) -> tuple[tuple[str, str], ...]:
    """Where to begin reading about an entry: a few places, each with the address of its chapter."""
    return tuple(cited_place(citation, deck, words) for citation in entry.book[:PLACES_FIRST])


def edition(deck: Deck, words: Words) -> str:
    """Whose page numbers the page numbers are."""
    return words("answer-edition", edition=deck.book.edition[words.language])


def _citation(citation: Citation, deck: Deck, words: Words) -> tuple[Inline, ...]:
    place, address = cited_place(citation, deck, words)
    found_there = parse_inline(citation.on[words.language])
    return (Text("📖 "), Anchor((Text(place),), address), Text(" · "), *found_there)


def page_numbers(pages: Pages) -> str:
    """Pages as they are printed: 258–268."""
    return str(pages).replace("-", "–")


def cited_place(citation: Citation, deck: Deck, words: Words) -> tuple[str, str]:
    """Return a section with its pages, and where they can be read."""
    found = deck.book.find(citation.section)
    if found is None:
        raise LookupError(f"the book has no section {citation.section}")
    section, chapter = found
    single = citation.pages.first == citation.pages.last
    place = words(
        "answer-pages",
        section=section.number,
        title=section.title[words.language],
        pages=page_numbers(citation.pages),
        plural="no" if single else "yes",
    )
    return place, deck.book.address(citation.pages, chapter)
