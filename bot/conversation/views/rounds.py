"""Rounds: the question as a poll, the results, the leaderboards."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from bot.conversation.message import Button, Message, Poll
from bot.conversation.texts import Words
from bot.conversation.views.answers import entry_buttons
from bot.conversation.views.parts import line, person, title
from bot.domain.choosing import LETTERS
from bot.domain.completeness import OPTION_UNITS, STEM_UNITS, WHY_UNITS, utf16_units
from bot.domain.knowledge import Deck
from bot.domain.rounds import Round, Standing
from bot.rendering import plain
from bot.rendering.display import unicode_suffices
from bot.rendering.document import Document, Inline, LineBreak, Paragraph, Strong, Text
from bot.rendering.markdown import parse_inline
from bot.services.rounds import Results, vote_line

MEDALS: Final = {1: "🥇", 2: "🥈", 3: "🥉"}
MOST_SHOWN: Final = 30
MISSED_SHOWN: Final = 3


class Span(StrEnum):
    """What a leaderboard counts."""

    ROUND = "round"
    WEEK = "week"
    MONTH = "month"
    EVER = "ever"


def begun(round_: Round, words: Words) -> Message:
    """That a round begins, and how it goes."""
    count = len(round_.questions)
    return Message(
        (
            title(words("round-begins", count=count, seconds=round_.seconds)),
            line(words("round-rules")),
        ),
        passing=True,
    )


def asked(round_: Round, deck: Deck, words: Words) -> Message:
    """The open question as a poll; what a poll cannot show stands above it, typeset."""
    question, language = round_.current, words.language
    choice = deck.by_id[question.pick.entry].choice[question.pick.choice]
    head = words("round-head", position=question.position, length=len(round_.questions))
    options = [parse_inline(choice.options[place][language]) for place in question.order]
    lettered = not all(_fits(option, OPTION_UNITS) for option in options)
    stem = parse_inline(choice.stem[language])
    whole = f"{head} · {plain.line(stem)}"
    above = lettered or not _fits((Text(f"{head} · "), *stem), STEM_UNITS)
    document: Document = ()
    if above:
        document = (title(head), Paragraph(stem), *(_lettered(options) if lettered else ()))
    poll = Poll(
        words("round-above", head=head) if above else whole,
        tuple(LETTERS[: len(options)]) if lettered else tuple(map(plain.line, options)),
        question.correct,
        _shortened(plain.line(parse_inline(choice.why[language])), WHY_UNITS),
        round_.seconds,
        vote_line(round_),
    )
    return Message(document, poll=poll)


def over(results: Results, deck: Deck, words: Words) -> Message:
    """What came out of a round, and the questions that most people got wrong."""
    another = (Button(words("button-another-round"), "/quiz"),)
    if not results.standings:
        return Message((line(words("round-over-none")),), (another,), passing=True)
    missed = [deck.by_id[entry] for entry in results.missed[:MISSED_SHOWN]]
    document = [
        title(words("round-over", asked=results.asked)),
        _ranking(results, words),
    ]
    if missed:
        document.append(line(words("round-missed")))
    return Message(tuple(document), (*entry_buttons(missed, words), another))


def leaderboard(results: Results | None, span: Span, words: Words) -> Message:
    """Who is ahead in a group."""
    heading = title(words("leaderboard-title", span=span.value))
    spans = tuple(
        Button(words(f"button-span-{other}"), f"/leaderboard {other}")
        for other in Span
        if other is not span
    )
    if results is None or not results.standings:
        return Message((heading, line(words("leaderboard-empty"))), (spans,))
    return Message((heading, _ranking(results, words)), (spans,))


def _ranking(results: Results, words: Words) -> Paragraph:
    here = [standing for standing in results.standings if standing.person in results.names]
    lines: list[Inline] = []
    for standing in here[:MOST_SHOWN]:
        lines += [*_place(standing, results, words), LineBreak()]
    if len(here) > MOST_SHOWN:
        lines += [Text(words("ranking-more", count=len(here) - MOST_SHOWN)), LineBreak()]
    return Paragraph(tuple(lines[:-1]))


def _place(standing: Standing, results: Results, words: Words) -> Sequence[Inline]:
    mark = MEDALS.get(standing.rank) if standing.points else None
    mark = mark or f"{standing.rank}."
    score = words("ranking-score", points=standing.points, right=standing.right)
    return (
        Text(f"{mark} "),
        Strong((Text(person(results.names[standing.person])),)),
        Text(f" · {score}"),
    )


def _lettered(options: Sequence[tuple[Inline, ...]]) -> Document:
    return tuple(
        Paragraph((Strong((Text(f"{letter}. "),)), *option))
        for letter, option in zip(LETTERS, options, strict=False)
    )


def _fits(parts: tuple[Inline, ...], units: int) -> bool:
    """Tell whether plain text shows a line as it is, in at most so many UTF-16 units."""
    return unicode_suffices((Paragraph(parts),)) and utf16_units(plain.line(parts)) <= units


def _shortened(text: str, units: int) -> str:
    if utf16_units(text) <= units:
        return text
    while utf16_units(text) > units - 1:
        text = text[:-1]
    return f"{text.rstrip()}…"
