"""Answers: an entry in short and in full, questions back, an honest no."""

from collections.abc import Sequence
from typing import Final

from bot.conversation.message import Button, Buttons, Link, LinkKind, Message, Reply
from bot.conversation.texts import Words
from bot.conversation.views.parts import (
    again,
    cut,
    label,
    line,
    listing,
    number_buttons,
    numbered,
    pages,
    question,
    title,
)
from bot.domain.knowledge import Deck, Entry
from bot.domain.matching import Found, NotFound, Unsure
from bot.rendering import plain
from bot.rendering.document import (
    Anchor,
    Document,
    Heading,
    Items,
    LineBreak,
    Paragraph,
    Quote,
    Text,
)
from bot.rendering.markdown import parse, parse_inline
from bot.rendering.recent import Recent

MOST_SUGGESTIONS: Final = 3
LISTED: Final = 8  # on a page of what a search found
QUESTION_COLUMNS: Final = 120  # of a question that is named as not answered
WORTH_NAMING: Final = 0.1  # below it, "the nearest I have" was right in 1 of 16 cases
WORTH_ASKING: Final = 0.01  # below it, "did you mean" was right in none of 18 cases

_ENTRIES: Final[Recent[Message]] = Recent(most=400)  # some megabytes


def entry(shown: Entry, deck: Deck, words: Words) -> Message:
    """An entry as it is answered first: question, short answer, points, book pages."""
    return _ENTRIES.get(shown, (words.language,), lambda: _entry(shown, deck, words))


def _entry(shown: Entry, deck: Deck, words: Words) -> Message:
    language = words.language
    points = tuple((Paragraph(parse_inline(point[language])),) for point in shown.points)
    document: Document = (
        question(shown, language),
        Paragraph(parse_inline(shown.short[language])),
        Quote((Items(points),), expandable=True),
        *pages(shown, deck, words),
    )
    anew = again(f"show {shown.id} {language}", words)
    share = Link(words("button-share"), LinkKind.SHARE, shown.id)
    buttons = (*more(shown, words), (_report(shown, words),))
    return Message(document, buttons, again=anew, links=(share,))


def more(shown: Entry, words: Words) -> Buttons:
    """What leads from an answer further on: the full one, and other entries."""
    language = words.language
    row = []
    if shown.detail:
        row.append(Button(words("button-detail"), f"/detail {shown.id} {language}"))
    if shown.related:
        row.append(Button(words("button-related"), f"/related {shown.id} {language}"))
    return (tuple(row),) if row else ()


def _report(shown: Entry, words: Words) -> Button:
    return Button(words("button-report"), f"/report {shown.id} {words.language}")


def detail(shown: Entry, deck: Deck, words: Words) -> Message:
    """The full explanation of an entry, with its sources."""
    language = words.language
    if shown.detail is None:
        return Message((line(words("detail-none")),))
    heading = Heading(parse_inline(shown.question[language]), level=2)
    blocks = (heading, *parse(shown.detail[language]), *_sources(shown, words))
    row = [_report(shown, words)]
    if shown.related:
        row.insert(0, Button(words("button-related"), f"/related {shown.id} {language}"))
    anew = again(f"detail {shown.id} {language}", words)
    return Message((*blocks, *pages(shown, deck, words)), (tuple(row),), again=anew)


def _sources(shown: Entry, words: Words) -> Document:
    if not shown.links:
        return ()
    links = tuple(
        (Paragraph((Anchor((Text(link.title),), str(link.url)),)),) for link in shown.links
    )
    return (title(words("answer-sources")), Items(links))


def related(shown: Entry, deck: Deck, words: Words) -> Message:
    """The entries next to this one, as buttons."""
    if not shown.related:
        return Message((line(words("related-none")),))
    heading = line(
        words("related-title", question=plain.line(parse_inline(shown.question[words.language])))
    )
    return Message((heading,), entry_buttons([deck.by_id[i] for i in shown.related], words))


def entry_buttons(entries: Sequence[Entry], words: Words, suffix: str = "") -> Buttons:
    """One button a row for each entry; ``suffix`` is added to the line it says."""
    language = words.language
    return tuple(
        (Button(label(entry, language), f"/show {entry.id} {language}{suffix}"),)
        for entry in entries
    )


def listed(entries: Sequence[Entry], number: int, text: str, words: Words) -> Message:
    """What a search found, by pages.

    Args:
        entries: all that was found, best first.
        number: of the page, from 1; there is no page beyond the last.
        text: what was searched for.
        words: our words.
    """
    heading = words("search-title", text=cut(text), count=len(entries))

    def to(page: int) -> str:
        return f"/search :{page} {text}"

    items, buttons = listing(entries, number, to, words, most=LISTED)
    return Message((line(heading), items), buttons)


def found(outcome: Found, deck: Deck, words: Words) -> Reply:
    """The answer, and what else the question named."""
    answer = entry(outcome.matches[0].entry, deck, words)
    if not outcome.also:
        return Reply((answer,))
    others = [match.entry for match in outcome.also]
    also = Message((line(words("two-entries")),), entry_buttons(others, words))
    return Reply((answer, also))


def several(entries: Sequence[Entry], others: Sequence[str], unread: int, words: Words) -> Message:
    """What the questions of a list come to.

    Args:
        entries: those that some of them are about, a button for each.
        others: the questions that got no certain answer.
        unread: how many more there were than were read.
        words: our words.
    """
    language = words.language
    document: Document = (line(words("several")), numbered(entries, language))
    if others:
        unanswered = tuple((line(cut(question, QUESTION_COLUMNS)),) for question in others)
        document += (line(words("several-not")), Items(unanswered))
    if unread:
        document += (line(words("several-unread", count=unread)),)
    return Message(document, number_buttons(entries, language))


def unsure(outcome: Unsure, digest: str, words: Words) -> Reply:
    """A question back, with a button for each of the likeliest entries."""
    first, *others = outcome.matches[:MOST_SUGGESTIONS]
    likely = [first, *(match for match in others if match.score >= WORTH_ASKING)]
    buttons = entry_buttons([match.entry for match in likely], words, f" {digest}")
    asked = line(words("unsure", count=len(likely)))
    return Reply((Message((asked,), buttons, passing=True),))


def not_found(outcome: NotFound, deck: Deck, words: Words, *, in_chat: bool = True) -> Reply:
    """An honest no, by name where the topic is known to be outside, with what comes nearest.

    Args:
        outcome: what the search came to.
        deck: the deck.
        words: our words.
        in_chat: whether there are commands to go on with.
    """
    near: list[Entry] = []
    if outcome.outside:
        nearest_id = outcome.outside.nearest
        known = "not-found-outside" if nearest_id else "not-found-far"
        opening = words(known, topic=outcome.outside.topic[words.language])
        near = [deck.by_id[nearest_id]] if nearest_id else []
    else:
        opening = words("not-found")
        nearest = outcome.matches[:MOST_SUGGESTIONS]
        near = [match.entry for match in nearest if match.score >= WORTH_NAMING]
    commands = "yes" if in_chat else "no"
    scope = words("not-found-scope", deck=deck.title[words.language], commands=commands)
    closing = words("not-found-nearest") if near else scope
    document = (Paragraph((Text(opening), LineBreak(), Text(closing))),)
    return Reply((Message(document, entry_buttons(near, words)),))
