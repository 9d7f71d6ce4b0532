"""Typed answers: which points were made and which were missed."""

import re
from typing import Final

from bot.conversation.texts import Words
from bot.conversation.views.parts import line, question
from bot.domain.knowledge import Entry, Point
from bot.domain.language import Language
from bot.domain.scoring import Score
from bot.rendering.document import Document, Inline, LineBreak, Paragraph, Text
from bot.rendering.markdown import parse_inline

_QUESTION: Final = re.compile(r"[?？]\s*$|[吗呢么]\s*$")


def answered(score: Score, entry: Entry, words: Words) -> tuple[Document, Document]:
    """The question with every point marked, and what is new in that: the marks."""
    language = words.language
    counts = {"made": len(score.made), "points": len(score.results), "share": score.percentage}
    news: Document = (line(words("typed-score", **counts)),)
    for points, mark in ((score.made, "✅"), (score.missed, "❌")):
        news += _marked(points, mark, language)
    return (question(entry, language), *news), news


def _marked(points: tuple[Point, ...], mark: str, language: Language) -> Document:
    """Each point on a line of its own behind the same mark."""
    if not points:
        return ()
    lines: list[Inline] = []
    for point in points:
        lines += [Text(f"{mark} "), *parse_inline(point[language]), LineBreak()]
    return (Paragraph(tuple(lines[:-1])),)


def may_be_a_question(text: str, score: Score) -> bool:
    """Tell whether a text that was taken as an answer may well have been a question."""
    return not score.made or _QUESTION.search(text) is not None
