"""Answers in chats where the bot is no member: to choose from, or one brief one."""

from bot.conversation.message import Link, LinkKind, Message, Summary
from bot.conversation.texts import Words
from bot.conversation.views import answers
from bot.conversation.views.parts import line, pages, question
from bot.domain.knowledge import Deck, Entry
from bot.rendering import plain
from bot.rendering.document import Paragraph
from bot.rendering.markdown import parse_inline
from bot.services.suggesting import Suggestion

NO_ANSWER = "ask"
"""What ``/start`` is told by whom the bot had no answer for elsewhere."""


def suggestion(suggested: Suggestion, deck: Deck, words: Words) -> Message:
    """An answer to choose: the short one as a preview, all of it when chosen."""
    language, entry = words.language, suggested.entry
    short = plain.line(parse_inline(entry.short[language]))
    summary = Summary(
        id=f"{entry.id}.{language}",
        title=plain.line(parse_inline(entry.question[language])),
        description=words("inline-due", short=short) if suggested.is_due else short,
    )
    chosen = answers.entry(entry, deck, words)
    return Message(chosen.document, links=(_in_full(entry, words),), summary=summary)


def brief(entry: Entry, deck: Deck, words: Words) -> Message:
    """The short answer and where the book has more."""
    language = words.language
    short = Paragraph(parse_inline(entry.short[language]))
    document = (question(entry, language), short, *pages(entry, deck, words))
    return Message(document, links=(_in_full(entry, words),))


def no_answer(said: str, words: Words) -> Message:
    """Why there is no answer; in private the bot can ask back, or say what it knows."""
    link = Link(words("button-ask-in-private"), LinkKind.OPEN, NO_ANSWER)
    return Message((line(said),), links=(link,))


def _in_full(entry: Entry, words: Words) -> Link:
    return Link(words("button-in-full"), LinkKind.OPEN, entry.id)
