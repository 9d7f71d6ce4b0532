"""Drills: question, hints, answer with grades, summary."""

import re
from collections.abc import Sequence

from bot.conversation.message import Button, Buttons, Message
from bot.conversation.texts import Words
from bot.conversation.views.answers import entry as entry_view
from bot.conversation.views.answers import entry_buttons
from bot.conversation.views.parts import again, aside, line, question, title
from bot.domain.knowledge import Deck, Entry
from bot.domain.quiz import SKIPPED, Card, Drill, Grade, NothingLeft, UnknownWord, summarize
from bot.rendering.document import Paragraph
from bot.rendering.markdown import parse_inline

HINTS = 2  # where the book treats it, then the first point with its terms masked
WEAK_SHOWN = 5
MASK = "▢▢▢"


def card(drill: Drill, shown: Card, deck: Deck, words: Words) -> Message:
    """A question in the state that it is in."""
    if shown.outcome:
        return settled(drill, shown, deck, words)
    view = revealed if shown.revealed else asked
    return view(drill, shown, deck, words)


def asked(drill: Drill, card: Card, deck: Deck, words: Words) -> Message:
    """A question with what can be done about it, and the hints given so far."""
    entry = deck.by_id[card.entry]
    hints = tuple(_hint(number, entry, deck, words) for number in range(1, card.hints + 1))
    here = f"{drill.id} {card.position}"
    first = [Button(words("button-reveal"), f"/reveal {here}")]
    if card.hints < HINTS:
        first.append(Button(words("button-hint"), f"/hint {here}"))
    second = (
        Button(words("button-skip"), f"/skip {here}"),
        Button(words("button-stop"), f"/stop {drill.id}"),
    )
    document = (_head(drill, card, deck, words), question(entry, words.language), *hints)
    buttons = (tuple(first), second)
    return Message(document, buttons, news=hints[-1:] or None, again=again(f"card {here}", words))


def revealed(drill: Drill, card: Card, deck: Deck, words: Words) -> Message:
    """The answer, and the buttons to grade oneself."""
    answer = entry_view(deck.by_id[card.entry], deck, words)
    here = f"{drill.id} {card.position}"
    grades = tuple(Button(words(f"button-{g}"), f"/grade {here} {g}") for g in Grade)
    buttons: Buttons = (grades[:2], grades[2:], *answer.buttons)
    news = (*answer.document[1:], aside(words("quiz-how-well")))
    document = (_head(drill, card, deck, words), answer.document[0], *news)
    return Message(document, buttons, news=news, again=again(f"card {here}", words))


def settled(drill: Drill, card: Card, deck: Deck, words: Words) -> Message:
    """A question that is done with: its answer if it was seen, and the grade; replaces itself."""
    entry = deck.by_id[card.entry]
    head = _head(drill, card, deck, words)
    mark = aside(words("quiz-graded", grade=card.outcome or SKIPPED), bold=True)
    answer = entry_view(entry, deck, words)
    body = answer.document if card.revealed else (question(entry, words.language),)
    return Message(
        (head, *body, mark),
        answer.buttons if card.revealed else (),
        replaces=True,
        news=(mark,),
        again=again(f"card {drill.id} {card.position}", words),
    )


def over(drill: Drill, deck: Deck, words: Words) -> Message:
    """What came out of a drill, and what is worth another look."""
    summary = summarize(drill)
    again = (Button(words("button-another"), "/quiz"),)
    if not summary.by_outcome:
        return Message((line(words("quiz-over-none")),), (again,))
    counts = {grade.value: summary.by_outcome.get(grade, 0) for grade in Grade}
    counts[SKIPPED] = summary.by_outcome.get(SKIPPED, 0)
    document: list[Paragraph] = [
        title(words("quiz-over", asked=summary.graded)),
        line(words("quiz-counts", **counts)),
    ]
    weak = [deck.by_id[entry] for entry in summary.weak[:WEAK_SHOWN] if entry in deck.by_id]
    if weak:
        document.append(line(words("quiz-weak")))
    elif not counts[SKIPPED]:
        document.append(line(words("quiz-praise")))
    return Message(tuple(document), (*entry_buttons(weak, words), again))


def bad_order(problem: UnknownWord | NothingLeft, words: Words) -> Message:
    """Why no drill can be started with these words."""
    if isinstance(problem, UnknownWord):
        return Message((line(words("quiz-unknown-word", word=problem.word)),))
    return Message((line(words("quiz-nothing-left")),))


def _head(drill: Drill, card: Card, deck: Deck, words: Words) -> Paragraph:
    topic = deck.topic_of[card.entry].name[words.language]
    head = words("quiz-head", position=card.position, length=drill.length, topic=topic)
    return aside(head)


def _hint(number: int, entry: Entry, deck: Deck, words: Words) -> Paragraph:
    language = words.language
    if number > 1:
        point = entry.points[0]
        masked = mask(point[language], (*point.terms.zh, *point.terms.en))
        return Paragraph(parse_inline(words("quiz-hint-point", point=masked)))
    section = deck.book.find(entry.book[0].section) if entry.book else None
    if section is None:
        return line(words("quiz-hint-topic", topic=deck.topic_of[entry.id].name[language]))
    number_and_title = {"section": section[0].number, "title": section[0].title[language]}
    return line(words("quiz-hint-section", **number_and_title))


def mask(text: str, terms: Sequence[str]) -> str:
    """Return a point with its terms blotted out: a hint, not the answer.

    Formulas are left whole. Where none of the terms stands in it word for word, only its first
    half is shown.
    """
    pieces = re.split(r"(\$[^$]*\$)", text)  # every other piece is a formula
    for term in sorted(terms, key=len, reverse=True):
        pattern = re.compile(re.escape(term), re.IGNORECASE)
        pieces[::2] = [pattern.sub(MASK, piece) for piece in pieces[::2]]
    if any(MASK in piece for piece in pieces):
        return "".join(pieces)
    shown = ""
    for piece in pieces:
        if len(shown) + len(piece) > len(text) // 2:
            room = max(0, len(text) // 2 - len(shown))
            return shown + ("" if piece.startswith("$") else piece[:room]) + "…"
        shown += piece
    return shown
