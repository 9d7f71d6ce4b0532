"""Matching a text against the deck."""

from rapidfuzz import fuzz, process, utils

from bot.domain.knowledge import Deck
from bot.domain.matching.numbers import parse_number
from bot.domain.matching.outcome import (
    MOST_MATCHES,
    Found,
    Match,
    NotFound,
    Outcome,
    Unsure,
)

FOUND_IN_PRIVATE = 0.75
FOUND_IN_GROUP = 0.9
UNSURE = 0.3


class Matcher:
    """Finds the entries of a deck that answer a text. Immutable, hence safe to share by threads."""

    def __init__(self, deck: Deck) -> None:
        self._deck = deck
        names = [(e, alias) for e in deck.entries for alias in (e.question.zh, *e.aliases)]
        self._entries = [entry for entry, _ in names]
        self._names = [utils.default_process(name) for _, name in names]

    def match(self, text: str, *, found_at: float = FOUND_IN_PRIVATE) -> Outcome:
        """Return what ``text`` comes to.

        Args:
            text: what somebody typed.
            found_at: the least score, 0 to 1, at which the best candidate is an answer.
        """
        number = parse_number(text)
        if number is not None:
            entry = self._deck.by_number.get(number)
            return Found((Match(entry, 1.0),)) if entry else NotFound(())
        best: dict[str, Match] = {}
        found = process.extract(
            text,
            self._names,
            scorer=fuzz.token_set_ratio,
            processor=utils.default_process,
            limit=50,
        )
        for _, score, position in found:
            entry = self._entries[position]
            if score > 40 and entry.id not in best:  # noqa: PLR2004
                best[entry.id] = Match(entry, score / 100)
        matches = tuple(best.values())[:MOST_MATCHES]
        if matches and matches[0].score >= found_at:
            return Found(matches)
        return Unsure(matches) if matches else NotFound(())
