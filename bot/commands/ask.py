"""``/ask QUESTION``, and every text that is no command: find the entry that answers it.

While a question of a drill waits for a typed answer, a text is that answer.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot.commands import detail
from bot.conversation.answering import take_answer
from bot.conversation.arguments import ask_what
from bot.conversation.command import Command, Subject, Turn
from bot.conversation.message import Reply
from bot.conversation.texts import Words
from bot.conversation.views import answers, pages
from bot.domain.chats import ChatKind
from bot.domain.courtesy import Courtesy, courtesy
from bot.domain.knowledge import Entry, fold
from bot.domain.lists import questions_in, unmarked
from bot.domain.matching import MOST_CHARACTERS, Found, NotFound, Outcome, Unsure
from bot.domain.matching.numbers import parse_numbers
from bot.domain.pleas import plea

MOST_LISTED: Final = 20
"""So many questions of a list are read."""

SEVERAL: Final = 2

# What is returned at once, even where a question of a drill waits for an answer.
_RETURNED: Final[Mapping[Courtesy | None, str]] = {
    Courtesy.THANKS: "you-are-welcome",
    Courtesy.FAREWELL: "see-you",
    Courtesy.NATURE: "what-i-am",
    Courtesy.WORRY: "good-luck",
}


async def ask(turn: Turn) -> Reply:
    if not turn.arguments:
        return ask_what(turn)
    kind = courtesy(turn.arguments)
    if kind in (Courtesy.GREETING, Courtesy.WHO):
        page = pages.start(turn.services.deck, turn.words, turn.request.chat.kind)
        return Reply((page,))
    if kind in _RETURNED:
        count = len(turn.services.deck.entries)
        return pages.said(turn.words(_RETURNED[kind], count=count))
    if taken := await take_answer(turn):
        return taken
    return await answer(turn)


async def _no_question(turn: Turn) -> Reply | None:
    """Return what is said to a text that asks nothing of the deck."""
    kind = courtesy(turn.arguments)
    if kind is Courtesy.MORE:
        return await _more(turn)
    if kind is Courtesy.COMPLAINT:
        return pages.said(turn.words("no-help"))
    if plea(turn.arguments):
        return pages.said(turn.words("quiz-none-open"))
    if not fold(turn.arguments):
        return ask_what(turn)
    return None


async def _more(turn: Turn) -> Reply:
    """Explain in full the answer that a drill has just shown; no other is remembered."""
    drill = await turn.services.quizzing.open_here(turn.request.chat.id, turn.person)
    card = drill.current if drill else None
    if card is None or not card.revealed:
        return pages.said(turn.words("ask-more"))
    return await detail.COMMAND.run(replace(turn, arguments=card.entry))


async def answer(turn: Turn) -> Reply:
    """Answer a question, or the questions of a list; ask back, or say honestly no."""
    told = await _no_question(turn) or await _listed(turn)
    if told:
        return told
    if len(turn.arguments) > MOST_CHARACTERS:
        return pages.said(turn.words("ask-too-long", most=MOST_CHARACTERS))
    outcome = await _find(turn, unmarked(turn.arguments))
    if isinstance(outcome, Found):
        return answers.found(outcome, turn.services.deck, turn.words)
    return await _uncertain(turn, outcome)


async def _listed(turn: Turn) -> Reply | None:
    """Return what the deck has on the questions of a list; None if it is no list to be told."""
    questions = [it for it in questions_in(turn.arguments) if not courtesy(it)]
    read = questions[:MOST_LISTED]
    outcomes = await asyncio.gather(*(_find(turn, question) for question in read))
    entries: dict[str, Entry] = {}
    others: dict[str, Unsure | NotFound] = {}
    for question, outcome in zip(read, outcomes, strict=True):
        if isinstance(outcome, Found):
            entries.setdefault(outcome.matches[0].entry.id, outcome.matches[0].entry)
        else:
            others[question] = outcome
    if len(entries) < SEVERAL:
        return None
    for question, uncertain in others.items():
        await _note(turn, question, uncertain)
    unread = len(questions) - len(read)
    return Reply((answers.several([*entries.values()], [*others], unread, turn.words),))


async def _find(turn: Turn, text: str) -> Outcome:
    in_group = turn.request.chat.kind is not ChatKind.PRIVATE
    return await turn.services.answering.answer(text, in_group=in_group)


async def _note(turn: Turn, text: str, outcome: Unsure | NotFound) -> str:
    """Note a question for the maintainers, if the person lets us; return its digest, or ""."""
    chosen = await turn.services.people.preferences(turn.person)
    if not chosen.keep_queries or _is_number(text, outcome):
        return ""
    return await turn.services.answering.note(text, outcome, turn.request.at)


async def _uncertain(turn: Turn, outcome: Unsure | NotFound) -> Reply:
    """Ask back or say no, and note the question."""
    deck, digest = turn.services.deck, await _note(turn, turn.arguments, outcome)
    if isinstance(outcome, Unsure):
        return answers.unsure(outcome, digest, turn.words)
    if _is_number(turn.arguments, outcome):
        numbers = _ranges(sorted(deck.by_number), turn.words)
        said = "no-such-number" if numbers else "no-numbers"
        return pages.said(turn.words(said, numbers=numbers))
    return answers.not_found(outcome, deck, turn.words)


def _is_number(text: str, outcome: Unsure | NotFound) -> bool:
    """Tell whether a text is the number of a question, which there is not."""
    return bool(parse_numbers(text)) and not outcome.matches


def _ranges(numbers: list[int], words: Words) -> str:
    """Return sorted numbers as ranges: ``1–61, 101–143``."""
    starts = [n for n in numbers if n - 1 not in numbers]
    ends = [n for n in numbers if n + 1 not in numbers]
    ranges = (f"{a}–{b}" if a < b else str(a) for a, b in zip(starts, ends, strict=True))
    return words("between-numbers").join(ranges)


COMMAND = Command("ask", ask, in_menu=20, asks=True, for_asker=True, about=Subject.ANSWER)
