"""Drills: a question, its answer with grades, and what became of it."""

from dataclasses import dataclass, replace
from typing import Final
from zoneinfo import ZoneInfo

from bot.conversation.message import Button, Buttons, Message
from bot.conversation.texts import Words
from bot.conversation.views import choices, typed
from bot.conversation.views.answers import entry as entry_view
from bot.conversation.views.answers import more
from bot.conversation.views.hints import HINTS, hint
from bot.conversation.views.parts import (
    again,
    aside,
    clock,
    cut,
    line,
    question,
    when,
    whole_minutes,
)
from bot.conversation.views.samples import samples
from bot.domain.knowledge import Deck, Entry
from bot.domain.mock import TIME_EACH, is_over_time, time_taken
from bot.domain.order import NO_COUNT, BadCount, NothingLeft, UnknownWord
from bot.domain.quiz import SKIPPED, Card, Drill, Grade, Kind, Mode
from bot.domain.review import is_leech
from bot.domain.scoring import Scorer
from bot.rendering.document import Document, Paragraph

TWO_GRADES: Final = (Grade.AGAIN, Grade.GOOD)


@dataclass(frozen=True)
class Scene:
    """A drill with what it takes to show it.

    Args:
        drill: the drill.
        deck: where its entries are.
        words: our words in the drill's language.
        grades: how many grades its person chooses from, 2 or 4.
        zone: where that person's days begin.
        scorer: scores typed answers; None where none was given.
    """

    drill: Drill
    deck: Deck
    words: Words
    grades: int
    zone: ZoneInfo
    scorer: Scorer | None = None

    def entry(self, card: Card) -> Entry:
        return self.deck.by_id[card.entry]

    def here(self, card: Card) -> str:
        """How buttons name a question: ``DRILL POSITION``."""
        return f"{self.drill.id} {card.position}"


def card(scene: Scene, shown: Card) -> Message:
    """A question in the state that it is in."""
    if shown.outcome:
        return settled(scene, shown)
    return revealed(scene, shown) if shown.revealed else asked(scene, shown)


def asked(scene: Scene, card: Card) -> Message:
    """A question with what can be done about it, and the hints given so far."""
    words, entry, here = scene.words, scene.entry(card), scene.here(card)
    hints = tuple(hint(n, entry, scene.deck, words) for n in range(1, card.hints + 1))
    below: Document = ()
    above: Buttons = ()
    body: Document = (question(entry, words.language),)
    if card.mode is Mode.CHOOSE and entry.choice:
        body, above = choices.question(scene.drill.id, card, entry, words)
    elif card.mode is Mode.TYPE:
        below = (aside(words("typed-how")),)
    first = [Button(words("button-reveal"), f"/reveal {here}")]
    if card.hints < HINTS:
        first.append(Button(words("button-hint"), f"/hint {here}"))
    second = (
        Button(words("button-skip"), f"/skip {here}"),
        Button(words("button-stop"), f"/stop {scene.drill.id}"),
    )
    return Message(
        (_head(scene, card), *body, *hints, *below),
        (*above, tuple(first), second),
        news=hints[-1:] or None,
        again=again(f"card {here}", words),
    )


def revealed(scene: Scene, card: Card) -> Message:
    """The answer, and the buttons to grade oneself."""
    words = scene.words
    answer = entry_view(scene.entry(card), scene.deck, words)
    news = (*answer.document[1:], aside(words("quiz-how-well")))
    return Message(
        (_head(scene, card), answer.document[0], *news),
        (*_grades(scene, card), *more(scene.entry(card), words)),
        news=news,
        again=again(f"card {scene.here(card)}", words),
    )


def _grades(scene: Scene, card: Card) -> Buttons:
    row = _grade_buttons(scene, card, "grade")
    return (row,) if len(row) == len(TWO_GRADES) else (row[:2], row[2:])


def _other_grades(scene: Scene, card: Card) -> Buttons:
    """The grades that a scored answer could have instead."""
    row = _grade_buttons(scene, card, "regrade")
    return (tuple(button for button in row if not button.line.endswith(f" {card.outcome}")),)


def _grade_buttons(scene: Scene, card: Card, command: str) -> tuple[Button, ...]:
    two = scene.grades == len(TWO_GRADES)
    family = "button-two" if two else "button"
    return tuple(
        Button(scene.words(f"{family}-{grade}"), f"/{command} {scene.here(card)} {grade}")
        for grade in (TWO_GRADES if two else Grade)
    )


def settled(scene: Scene, card: Card) -> Message:
    """A question that is done with: its answer if it was seen, and the grade; replaces itself."""
    body, news, buttons = _done(scene, card)
    marks = _marks(scene, card)
    return Message(
        (_head(scene, card), *body, *marks),
        buttons,
        replaces=True,
        news=(*news, *marks),
        again=again(f"card {scene.here(card)}", scene.words),
    )


def regraded(scene: Scene, card: Card) -> Message:
    """A question whose answer has another grade now."""
    return replace(settled(scene, card), news=_marks(scene, card))


def _done(scene: Scene, card: Card) -> tuple[Document, Document, Buttons]:
    """What to show of an answered question, what of it is new, and what can be done with it."""
    words, entry = scene.words, scene.entry(card)
    undo = (Button(words("button-undo"), f"/undo {scene.here(card)}"),)
    whole = Button(words("button-entry"), f"/show {entry.id} {words.language}")
    if card.answer is not None and card.mode is Mode.CHOOSE and entry.choice:
        return *choices.answered(scene.drill.id, card, entry, words), ((whole, *undo),)
    if card.answer is not None and scene.scorer:
        score = scene.scorer.score(entry, card.answer)
        rows = _other_grades(scene, card)
        if typed.may_be_a_question(card.answer, score):
            rows += ((Button(words("button-asked"), f"/asked {scene.here(card)}"),),)
        return *typed.answered(score, entry, words), (*rows, (whole,))
    if not card.revealed:
        return (question(entry, words.language),), (), ()
    answer = entry_view(entry, scene.deck, words)
    row = tuple(button for row in more(entry, words) for button in row)
    return answer.document, (), ((*row, *undo),)


def _marks(scene: Scene, card: Card) -> Document:
    """The grade, when the entry comes again, and a word on one that will not stick."""
    words = scene.words
    mark = words("quiz-graded", grade=card.outcome or SKIPPED)
    if card.due and card.answered_at:
        soon = when(card.answered_at, card.due, scene.zone, words)
        mark = words("quiz-graded-again", mark=mark, when=soon)
    marks = [aside(mark, bold=True)]
    if card.outcome == Grade.AGAIN and is_leech(card.lapses):
        marks.append(aside(words("quiz-leech", times=card.lapses)))
    return tuple(marks)


def bad_order(
    problem: UnknownWord | BadCount | NothingLeft, deck: Deck, words: Words, command: str = "quiz"
) -> Message:
    """Why nothing can be asked as these words say.

    Args:
        problem: what is wrong with them.
        deck: what is asked about.
        words: our words.
        command: the command that they stand behind.
    """
    if not deck.entries:
        return Message((line(words("deck-empty")),), passing=True)
    match problem:
        case UnknownWord(word):
            key, told = f"unknown-word-{command}", {"word": cut(word), **samples(deck, words)}
        case BadCount(word, most):
            key = f"no-count-{command}" if most == NO_COUNT else "bad-count"
            told = {
                "word": cut(word),
                "most": str(most),
                "command": command,
                **samples(deck, words),
            }
        case NothingLeft():
            key, told = "quiz-nothing-left", {}
    return Message((line(words(key, **told)),), passing=True)


def _head(scene: Scene, card: Card) -> Paragraph:
    topic = scene.deck.topic_of[card.entry].name[scene.words.language]
    length = scene.drill.length
    head = scene.words("quiz-head", position=card.position, length=length, topic=topic)
    if scene.drill.kind is Kind.MOCK:
        head = f"{head} · {_timing(scene, card)}"
    return aside(head)


def _timing(scene: Scene, card: Card) -> str:
    """How long there is for a question of an interview, or how long it took."""
    if not card.revealed and not card.outcome:
        return scene.words("mock-time-each", minutes=whole_minutes(TIME_EACH))
    over = "yes" if is_over_time(card) else "no"
    return scene.words("mock-time-taken", time=clock(time_taken(card)), over=over)
