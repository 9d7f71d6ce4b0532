"""Multiple choice: options to pick from, and which of them were right."""

from typing import Final

from bot.conversation.message import Button, Buttons
from bot.conversation.texts import Words
from bot.conversation.views.parts import LABEL_COLUMNS, line
from bot.domain.choosing import LETTERS, Offer, offered, read_picks, score_picks
from bot.domain.knowledge import Entry
from bot.domain.language import Language
from bot.domain.quiz import Card
from bot.rendering import plain
from bot.rendering.columns import extent
from bot.rendering.document import Document, Inline, LineBreak, Paragraph, Strong, Text
from bot.rendering.markdown import parse_inline

PICKED: Final = "☑ "
NOT_PICKED: Final = "☐ "


def question(drill: int, card: Card, entry: Entry, words: Words) -> tuple[Document, Buttons]:
    """The question, with a button for each option: the option itself if it fits, else a letter."""
    language, offer = words.language, offered(drill, card, entry)
    here = f"{drill} {card.position}"
    document: Document = (_stem(offer, language),)
    in_buttons = all(_fits(option[language]) for option in offer.options)
    if not in_buttons:
        document += _options(offer, [""] * len(offer.options), language)
    buttons = tuple(
        Button(label, f"/pick {here} {place}")
        for place, label in enumerate(_labels(offer, card, language, in_buttons=in_buttons))
    )
    rows: Buttons = tuple((button,) for button in buttons) if in_buttons else (buttons,)
    if offer.several:
        document += (line(words("choice-several")),)
        rows += ((Button(words("button-submit"), f"/submit {here}"),),)
    return document, rows


def answered(drill: int, card: Card, entry: Entry, words: Words) -> tuple[Document, Document]:
    """The question with every option marked, and what is new in that: the marks and the reason."""
    language, offer = words.language, offered(drill, card, entry)
    picks = read_picks(card.answer)
    right = score_picks(offer, picks)
    verdict = "right" if right == 1 else "partly" if right > 0 else "wrong"
    marks = [
        _mark(correct=option.correct, picked=place in picks)
        for place, option in enumerate(offer.options)
    ]
    why = Paragraph(parse_inline(offer.choice.why[language]))
    news = (line(words("choice-verdict", verdict=verdict)), *_options(offer, marks, language), why)
    return (_stem(offer, language), *news), news


def _mark(*, correct: bool, picked: bool) -> str:
    if correct:
        return "✅ "
    return "❌ " if picked else "▫️ "


def _stem(offer: Offer, language: Language) -> Paragraph:
    return Paragraph((Strong(parse_inline(offer.choice.stem[language])),))


def _options(offer: Offer, marks: list[str], language: Language) -> Document:
    """The options with their letters, each on a line with its mark before it."""
    lines: list[Inline] = []
    for letter, mark, option in zip(LETTERS, marks, offer.options, strict=False):
        lines += [Text(f"{mark}{letter}. "), *parse_inline(option[language]), LineBreak()]
    return (Paragraph(tuple(lines[:-1])),)


def _labels(offer: Offer, card: Card, language: Language, *, in_buttons: bool) -> list[str]:
    picks = read_picks(card.answer)
    labels = [
        plain.line(parse_inline(option[language])) if in_buttons else letter
        for letter, option in zip(LETTERS, offer.options, strict=False)
    ]
    if not offer.several:
        return labels
    boxes = (PICKED if place in picks else NOT_PICKED for place in range(len(labels)))
    return [box + label for box, label in zip(boxes, labels, strict=True)]


def _fits(option: str) -> bool:
    """Tell whether a button can say an option as it is."""
    return (
        "$" not in option and extent(plain.line(parse_inline(option))).columns <= LABEL_COLUMNS - 2
    )
