"""``/ask QUESTION``, and every text that is no command: find the entry that answers it.

While a question of a drill waits for a typed answer, a text is that answer.
"""

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Final

from bot.conversation.answering import take_answer
from bot.conversation.command import Command, Subject, Turn
from bot.conversation.message import ChatKind, Reply
from bot.conversation.texts import Words
from bot.conversation.views import answers, pages
from bot.domain.courtesy import Courtesy, courtesy
from bot.domain.knowledge import fold
from bot.domain.lists import questions_in
from bot.domain.matching import MOST_CHARACTERS, Found, NotFound, Unsure
from bot.domain.matching.numbers import parse_numbers
from bot.domain.pleas import Plea, plea

# What is returned at once, and what only where no question of a drill waits for an answer.
_RETURNED: Final[Mapping[Courtesy | None, str]] = {
    Courtesy.THANKS: "you-are-welcome",
    Courtesy.FAREWELL: "see-you",
    Courtesy.NATURE: "what-i-am",
    Courtesy.WORRY: "good-luck",
}
_RETURNED_ELSE: Final[Mapping[Courtesy | None, str]] = {
    Courtesy.COMPLAINT: "no-help",
    Courtesy.MORE: "ask-more",
}


async def ask(turn: Turn) -> Reply:
    if not turn.arguments:
        return pages.said(turn.words("ask-what"))
    kind = courtesy(turn.arguments)
    if kind in (Courtesy.GREETING, Courtesy.WHO):
        return Reply((pages.start(turn.services.deck, turn.words),))
    if kind in _RETURNED:
        count = len(turn.services.deck.entries)
        return pages.said(turn.words(_RETURNED[kind], count=count))
    if taken := await take_answer(turn):
        return taken
    return _no_question(turn, kind) or await answer(turn)


def _no_question(turn: Turn, kind: Courtesy | None) -> Reply | None:
    """Return what is said to a text that asks nothing of the deck."""
    if plea(turn.arguments) in (Plea.HINT, Plea.SKIP):
        return pages.said(turn.words("quiz-none-open"))
    if kind in _RETURNED_ELSE:
        return pages.said(turn.words(_RETURNED_ELSE[kind]))
    if not fold(turn.arguments):
        return pages.said(turn.words("ask-what"))
    if len(turn.arguments) > MOST_CHARACTERS:
        return pages.said(turn.words("ask-too-long", most=MOST_CHARACTERS))
    return None


async def answer(turn: Turn) -> Reply:
    """Answer a question, ask back, or say honestly no."""
    in_group = turn.request.chat.kind is not ChatKind.PRIVATE
    find = partial(turn.services.answering.answer, in_group=in_group)
    if listed := questions_in(turn.arguments):
        outcomes = await asyncio.gather(*map(find, listed))
        found = [outcome.matches[0].entry for outcome in outcomes if isinstance(outcome, Found)]
        entries = {entry.id: entry for entry in found}
        if len(entries) > 1:
            return Reply((answers.several([*entries.values()], turn.words),))
    outcome = await find(turn.arguments)
    if isinstance(outcome, Found):
        return answers.found(outcome, turn.services.deck, turn.words)
    return await _uncertain(turn, outcome)


async def _uncertain(turn: Turn, outcome: Unsure | NotFound) -> Reply:
    """Ask back or say no; note the question for the maintainers, if the person lets us."""
    deck, digest = turn.services.deck, ""
    if (await turn.services.people.preferences(turn.person)).keep_queries:
        digest = await turn.services.answering.note(turn.arguments, outcome, turn.request.at)
    if isinstance(outcome, Unsure):
        return answers.unsure(outcome, digest, turn.words)
    if parse_numbers(turn.arguments) and not outcome.matches:
        return pages.said(
            turn.words("no-such-number", numbers=_ranges(sorted(deck.by_number), turn.words))
        )
    return answers.not_found(outcome, deck, turn.words)


def _ranges(numbers: list[int], words: Words) -> str:
    """Return sorted numbers as ranges: ``1–61, 101–143``."""
    starts = [n for n in numbers if n - 1 not in numbers]
    ends = [n for n in numbers if n + 1 not in numbers]
    ranges = (f"{a}–{b}" if a < b else str(a) for a, b in zip(starts, ends, strict=True))
    return words("between-numbers").join(ranges)


COMMAND = Command("ask", ask, in_menu=20, asks=True, for_asker=True, about=Subject.ANSWER)
