"""What came out of a drill, and what is worth another look."""

from datetime import datetime
from typing import Final

from bot.conversation.message import Button, Message
from bot.conversation.texts import Words
from bot.conversation.views.answers import entry_buttons
from bot.conversation.views.drills import Scene
from bot.conversation.views.parts import (
    clock,
    edition,
    first_pages,
    line,
    lines,
    percent,
    title,
    topic_share,
)
from bot.conversation.views.reviews import waiting
from bot.domain.knowledge import Entry
from bot.domain.mock import Report
from bot.domain.quiz import SKIPPED, Grade, Summary, summarize
from bot.rendering.document import (
    Anchor,
    Document,
    Footer,
    Inline,
    Items,
    LineBreak,
    Paragraph,
    Text,
)
from bot.rendering.markdown import parse_inline
from bot.services.reviewing import Queue

WEAK_SHOWN: Final = 5


def over(scene: Scene) -> Message:
    """The end of a quiz."""
    words = scene.words
    another = Button(words("button-another"), "/quiz")
    document, weak = _summary(scene)
    return Message(document, (*entry_buttons(weak, words), (another,)))


def review_over(scene: Scene, queue: Queue, at: datetime) -> Message:
    """The end of a review, and what is left of what is due."""
    words = scene.words
    document, weak = _summary(scene)
    buttons = entry_buttons(weak, words)
    if queue.today:
        buttons = (*buttons, (Button(words("button-review-on"), "/review"),))
    return Message((*document, waiting(queue, at, scene.zone, words)), buttons)


def interview_over(scene: Scene, found: Report | None) -> Message:
    """The report on a mock interview: score, topics, time, and what to read next with its pages."""
    words, deck = scene.words, scene.deck
    again = (Button(words("button-mock-again"), "/mock"),)
    if found is None:
        return Message((line(words("quiz-over-none", kind=scene.drill.kind)),), (again,))
    document: Document = (
        title(words("mock-over", score=percent(found.score), answered=found.answered)),
        line(words("mock-time", time=clock(found.time), overtime=found.overtime)),
        lines(topic_share(topic, score, deck, words) for topic, score in found.by_topic.items()),
    )
    to_read = [deck.by_id[entry] for entry in found.to_read]
    if not to_read:
        return Message((*document, line(words("quiz-praise"))), (again,))
    reading = tuple(_to_read(entry, scene) for entry in to_read)
    document += (line(words("mock-to-read")), Items(reading, start=1))
    if any(entry.book for entry in to_read):
        document += (Footer((Text(edition(deck, words)),)),)
    return Message(document, (*entry_buttons(to_read, words), again))


def _to_read(entry: Entry, scene: Scene) -> Document:
    """A question, and where in the book to begin reading about it."""
    parts: list[Inline] = list(parse_inline(entry.question[scene.words.language]))
    for place, address in first_pages(entry, scene.deck, scene.words):
        parts += [LineBreak(), Text("📖 "), Anchor((Text(place),), address)]
    return (Paragraph(tuple(parts)),)


def _counts(summary: Summary, words: Words) -> str:
    """How often each grade was given, of those that were."""
    outcomes = [*(grade.value for grade in reversed(Grade)), SKIPPED]
    return " · ".join(
        words("quiz-count", mark=words("quiz-graded", grade=outcome), count=count)
        for outcome in outcomes
        if (count := summary.by_outcome.get(outcome, 0))
    )


def _summary(scene: Scene) -> tuple[tuple[Paragraph, ...], list[Entry]]:
    """The counts, and the entries that are worth another look."""
    words, summary = scene.words, summarize(scene.drill)
    if not summary.by_outcome:
        return (line(words("quiz-over-none", kind=scene.drill.kind)),), []
    document = [
        title(words("quiz-over", kind=scene.drill.kind, asked=summary.graded)),
        line(_counts(summary, words)),
    ]
    by_id = scene.deck.by_id
    weak = [by_id[entry] for entry in summary.weak[:WEAK_SHOWN] if entry in by_id]
    if weak:
        document.append(line(words("quiz-weak")))
    elif SKIPPED not in summary.by_outcome:
        document.append(line(words("quiz-praise")))
    return tuple(document), weak
