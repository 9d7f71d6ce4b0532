"""Entries as notes for Anki."""

from bot.conversation.texts import words
from bot.conversation.views.parts import pages, question
from bot.domain.knowledge import Deck, Entry
from bot.domain.language import Language
from bot.rendering.document import Document, Items, Paragraph
from bot.rendering.markdown import parse, parse_inline
from bot.storage.anki import Note, Side


def note(entry: Entry, deck: Deck) -> Note:
    """An entry in both languages: the question in front, everything else behind."""
    tags = (f"topic::{deck.topic_of[entry.id].id}", f"level::{entry.level}")
    return Note(entry.id, {language: _side(entry, deck, language) for language in Language}, tags)


def _side(entry: Entry, deck: Deck, language: Language) -> Side:
    answer = _answer(entry, language)
    return Side((question(entry, language),), answer, pages(entry, deck, words(language)))


def _answer(entry: Entry, language: Language) -> Document:
    points = tuple((Paragraph(parse_inline(point[language])),) for point in entry.points)
    short = (Paragraph(parse_inline(entry.short[language])), Items(points))
    return (*short, *parse(entry.detail[language])) if entry.detail else short
