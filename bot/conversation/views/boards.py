"""Figures as pictures: where somebody stands, and what came out of an interview."""

from datetime import timedelta

from bot.conversation.texts import Words
from bot.conversation.views.parts import clock, first_pages, percent, topic_name
from bot.domain.knowledge import Deck, Entry
from bot.domain.mock import Report
from bot.domain.progress import Part, Progress
from bot.rendering import plain
from bot.rendering.charts import (
    Bar,
    Bars,
    Board,
    Calendar,
    Columns,
    Note,
    Notes,
    Number,
    Numbers,
    Panel,
)
from bot.rendering.markdown import parse_inline

_FEW = 5  # entries due on a day; fewer do not fill the height of the picture


def progress(shown: Progress, deck: Deck, words: Words) -> Board:
    """Where somebody stands."""
    topics = tuple(_bar(part, topic_name(part.name, deck, words), " %") for part in shown.topics)
    chapters = tuple(_bar(part, part.name) for part in shown.chapters)
    panels: tuple[Panel, ...] = (
        _numbers(shown, words),
        _calendar(shown, words),
        Columns(words("board-forecast"), _forecast(shown, words)),
        Bars(words("board-topics"), topics, (words("board-recalled-now"), words("board-met"))),
    )
    if chapters:
        panels = (*panels, Columns(words("board-chapters"), chapters))
    return Board(words("board-progress"), _date(shown, words), panels)


def interview(report: Report, deck: Deck, words: Words) -> Board:
    """What came out of a mock interview."""
    numbers = (
        Number(f"{percent(report.score)}%", words("board-score")),
        Number(clock(report.time), words("board-time")),
        Number(str(report.overtime), words("board-overtime")),
    )
    bars = tuple(
        Bar(topic_name(topic, deck, words), score, f"{percent(score)}%")
        for topic, score in report.by_topic.items()
    )
    panels: tuple[Panel, ...] = (Numbers(numbers), Bars(words("board-by-topic"), bars))
    if report.to_read:
        notes = tuple(_to_read(deck.by_id[entry], deck, words) for entry in report.to_read)
        panels = (*panels, Notes(words("mock-to-read"), notes))
    asked = words("board-asked", asked=report.answered)
    return Board(words("board-interview"), asked, panels)


def _to_read(entry: Entry, deck: Deck, words: Words) -> Note:
    """A question, and where the book treats it."""
    places = tuple(place for place, _ in first_pages(entry, deck, words))
    return Note(plain.line(parse_inline(entry.question[words.language])), places)


def _numbers(shown: Progress, words: Words) -> Numbers:
    recent, whole = shown.recent.share, shown.whole
    return Numbers(
        (
            Number(str(shown.streak), words("board-streak", days=shown.streak)),
            Number("–" if recent is None else f"{percent(recent)}%", words("board-recalled")),
            Number(str(shown.due), words("board-due")),
            Number(str(whole.met), words("board-met-of", all=whole.entries)),
        )
    )


def _calendar(shown: Progress, words: Words) -> Calendar:
    answers, days = sum(shown.days), sum(count > 0 for count in shown.days)
    return Calendar(
        title=words("board-days", days=len(shown.days)),
        counts=shown.days,
        last=shown.today,
        months=tuple(words("month", month=month) for month in range(1, 13)),
        weekdays=tuple(words("weekday", day=day) for day in range(1, 8)),
        scale=(words("board-less"), words("board-more")),
        beside=(
            Number(str(answers), words("board-answers", answers=answers)),
            Number(str(days), words("board-studied", days=days)),
        ),
    )


def _forecast(shown: Progress, words: Words) -> tuple[Bar, ...]:
    most = max(_FEW, *shown.forecast)
    return tuple(
        Bar(
            str((shown.today + timedelta(days=ahead)).day) if ahead else words("board-today"),
            due / most,
            str(due) if due else "",
        )
        for ahead, due in enumerate(shown.forecast)
    )


def _bar(part: Part, label: str, unit: str = "") -> Bar:
    value = f"{percent(part.share)}{unit}" if part.met else ""
    return Bar(label, part.share, value, part.met_share)


def _date(shown: Progress, words: Words) -> str:
    day = shown.today
    month = words("month", month=day.month)
    return words("board-date", year=str(day.year), month=month, day=day.day)
