"""Matching a text against a deck: read it, rank the candidates, and decide what may be said."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple

from bot.domain.knowledge import Deck, Entry, OutsideTopic
from bot.domain.matching.explanation import Contribution, ExplainedCandidate, Explanation
from bot.domain.matching.numbering import UNKNOWN
from bot.domain.matching.numbers import parse_numbers
from bot.domain.matching.outcome import MOST_MATCHES, Found, Match, NotFound, Outcome, Unsure
from bot.domain.matching.parts import split
from bot.domain.matching.prepared import Prepared, prepare
from bot.domain.matching.ranking import Candidate, Ranking
from bot.domain.normalising import normalise

MOST_CHARACTERS: Final = 600
"""A text is cut off here before any work is done: no question needs more, and work is bounded."""

# The shares behind each threshold are cross-validated on 1,318 labelled questions, 1,168 answerable
# ones, 56 near misses, 94 off topic; docs/decisions/matching.md has them by kind.
FOUND_IN_PRIVATE: Final = 0.75
"""Right at once 93 %, wrong at once 2 %; a near miss is answered in 7 %, off topic in 3 %."""

FOUND_IN_GROUP: Final = 0.9
"""Right at once 88 %, wrong at once 1 %; a near miss is answered in 4 %, off topic in 1 %. In a
group nobody asked the bot in particular, so that a wrong answer costs more than silence."""

VERBATIM: Final = 0.99
"""The confidence in the entry of an alias that was typed to the letter: it belongs to no other."""

UNSURE: Final = 0.2
"""Below, asking back would more often be a nuisance than a help."""

RELATED: Final = 0.05
"""Below, an entry has nothing to do with the text, and belongs on no list of what was found."""

OUTSIDE: Final = 0.8
"""The confidence at which a topic outside the deck is named."""

NAMED: Final = 0.8
"""The confidence that each half of a text must reach to be taken for the name of an entry."""

NEARLY: Final = 3.0
"""An entry this close to the best one, in log-odds, would do as well."""

_MOST_CONTRIBUTIONS: Final = 8
_MOST_RIVALS: Final = 3


class _Ranked(NamedTuple):
    """A text that is no number, as it is ranked.

    Args:
        verbatim: the entry that has it as a phrase, to the letter.
        whole: the ranking of all of it.
        halves: the rankings of what stands before and after each of its conjunctions, but for
            some where the former names no entry.
    """

    verbatim: Entry | None
    whole: Ranking
    halves: Sequence[tuple[Ranking, Ranking]]


class Matcher:
    """Finds the entries of a deck that answer a text. Threads may share it.

    Args:
        deck: the deck.
        prepared: what ``prepare`` made of the very same phrases, if somebody has kept it.
    """

    def __init__(self, deck: Deck, prepared: Prepared | None = None) -> None:
        made = prepared or prepare(deck)
        self._deck = deck
        self._ranker = made.ranker
        self._phrases = made.verbatim

    def match(self, text: str, *, found_at: float = FOUND_IN_PRIVATE) -> Outcome:
        """Return what ``text`` comes to.

        Args:
            text: what somebody typed; its first ``MOST_CHARACTERS`` are read.
            found_at: the least probability (0 to 1) of being right at which to answer at once.
        """
        return self.match_all([(text, found_at)])[0]

    def match_all(self, asked: Sequence[tuple[str, float]]) -> list[Outcome]:
        """Return what several texts come to, which takes less time for each than one alone.

        Args:
            asked: texts with the least probability for each, as for ``match``.
        """
        texts = [text[:MOST_CHARACTERS] for text, _ in asked]
        numbered = [*map(self._by_number, texts)]
        worded = [text for text, outcome in zip(texts, numbered, strict=True) if outcome is None]
        ranked = iter(self._rank(worded))
        return [
            outcome or self._by_content(next(ranked), found_at)
            for outcome, (_, found_at) in zip(numbered, asked, strict=True)
        ]

    def search(self, text: str, most: int) -> tuple[Match, ...]:
        """Return the entries that ``text`` is most probably about, best first, for a list.

        Args:
            text: what somebody typed; its first ``MOST_CHARACTERS`` are read.
            most: how many entries at the most.
        """
        text = text[:MOST_CHARACTERS]
        numbered = self._by_number(text)
        if numbered:
            return numbered.matches[:most]
        (ranking,) = self._ranker.rank([normalise(text)])
        (owner,) = self._phrases.units([text])
        matches = self._matches(ranking, most)
        if owner == UNKNOWN:
            return matches
        return _verbatim_first(self._deck.entries[owner], matches)[:most]

    def said(self, text: str) -> Mapping[str, float]:
        """Return the terms of a text with how much each says: what alike texts have in common."""
        return self._ranker.said(text[:MOST_CHARACTERS])

    def explain(self, text: str, *, found_at: float = FOUND_IN_PRIVATE) -> Explanation:
        """Return what ``text`` comes to, and why. Arguments as for ``match``."""
        text = text[:MOST_CHARACTERS]
        numbered = self._by_number(text)
        if numbered:
            return Explanation(numbered, numbers=parse_numbers(text))
        (ranked,) = self._rank([text])
        ranking = ranked.whole
        best = (*ranking.entries[:MOST_MATCHES], *ranking.outside[:_MOST_RIVALS])
        return Explanation(
            outcome=self._by_content(ranked, found_at),
            tokens=ranking.reading.tokens,
            corrections=ranking.reading.corrections,
            unknown=tuple(ranking.query.unknown),
            candidates=tuple(self._explain(ranking, candidate) for candidate in best),
        )

    def _by_number(self, text: str) -> Outcome | None:
        numbers = parse_numbers(text)
        known = [self._deck.by_number[n] for n in numbers if n in self._deck.by_number]
        if known:
            matches = tuple(Match(entry, 1.0) for entry in known[:MOST_MATCHES])
            return Found(matches, also=matches[1:])
        # A bare number may still be a word: 224 is not a question, but the size of an image.
        return NotFound(()) if numbers and not text.strip().isdigit() else None

    def _rank(self, texts: Sequence[str]) -> list[_Ranked]:
        """Return how texts are ranked that are no numbers, all together."""
        plain = [*map(normalise, texts)]
        owners = self._phrases.units(texts)
        halves = [
            split(text) if owner == UNKNOWN else []
            for text, owner in zip(plain, owners, strict=True)
        ]
        rankings: dict[str, Ranking] = {}

        def wanted() -> Iterator[str]:
            yield from plain
            for before, after in chain.from_iterable(halves):
                yield before
                # Where many are ranked at once, nothing is known of the other half yet.
                if before not in rankings or _named(rankings[before]):
                    yield after

        for ranking in self._ranker.rank(wanted()):
            rankings[ranking.text] = ranking
        return [
            _Ranked(
                None if owner == UNKNOWN else self._deck.entries[owner],
                rankings[text],
                [(rankings[one], rankings[other]) for one, other in of if other in rankings],
            )
            for text, owner, of in zip(plain, owners, halves, strict=True)
        ]

    def _by_content(self, ranked: _Ranked, found_at: float) -> Outcome:
        matches = self._matches(ranked.whole)
        if ranked.verbatim:
            return Found(_verbatim_first(ranked.verbatim, matches)[:MOST_MATCHES])
        if not matches:
            return NotFound((), self._outside(ranked.whole))
        two = self._two(ranked)
        if two:
            named = {match.entry.id for match in two}
            rest = (match for match in matches if match.entry.id not in named)
            return Found((*two, *rest)[:MOST_MATCHES], also=two[1:])
        if matches[0].score >= found_at:
            return Found(matches)
        if ranked.whole.text.strip().isdigit():  # of no question, and no word to ask back about
            return NotFound(())
        outside = self._outside(ranked.whole)
        if matches[0].score >= UNSURE and not outside:
            return Unsure(matches)
        return NotFound(matches, outside)

    def _matches(self, ranking: Ranking, most: int = MOST_MATCHES) -> tuple[Match, ...]:
        entries, best = self._deck.entries, ranking.entries[:most]
        return tuple([Match(entries[one.unit], one.confidence) for one in best])

    def _outside(self, ranking: Ranking) -> OutsideTopic | None:
        """Return the topic outside the deck that the text is more likely about than any entry."""
        rival = max((candidate.confidence for candidate in ranking.entries), default=0.0)
        for best in ranking.outside[:1]:
            if best.confidence >= max(OUTSIDE, rival):
                return self._topic(best)
        return None

    def _two(self, ranked: _Ranked) -> tuple[Match, ...]:
        """Return the two entries that a text names, or () if one answers all of it."""
        unit = ranked.whole.entries[0].unit
        for halves in ranked.halves:
            best = {one.unit: one for half in halves for one in _named(half)}
            if len(best) == len(halves) and not all(_explains(unit, half) for half in halves):
                of = sorted(best.values(), key=lambda it: (it.unit != unit, -it.confidence))
                return tuple(Match(self._deck.entries[c.unit], c.confidence) for c in of)
        return ()

    def _topic(self, candidate: Candidate) -> OutsideTopic:
        return self._deck.outside[candidate.unit - len(self._deck.entries)]

    def _subject(self, candidate: Candidate) -> Entry | OutsideTopic:
        if candidate.unit < len(self._deck.entries):
            return self._deck.entries[candidate.unit]
        return self._topic(candidate)

    def _explain(self, ranking: Ranking, candidate: Candidate) -> ExplainedCandidate:
        subject = self._subject(candidate)
        name = subject.question if isinstance(subject, Entry) else subject.topic
        explained = self._ranker.explained(ranking.query, candidate.unit).items()
        nearest = self._ranker.nearest_phrase(ranking.query, candidate.unit)
        return ExplainedCandidate(
            subject=subject,
            confidence=candidate.confidence,
            share=candidate.share,
            nearest=(name.zh, name.en, *subject.aliases)[nearest],
            similarity=candidate.similarity,
            evidence=candidate.evidence,
            preference=candidate.preference,
            contributions=tuple(
                Contribution(term, share) for term, share in list(explained)[:_MOST_CONTRIBUTIONS]
            ),
        )


def _verbatim_first(entry: Entry, matches: Iterable[Match]) -> tuple[Match, ...]:
    """Return matches with the entry before them that has the text to the letter."""
    rest = (match for match in matches if match.entry.id != entry.id)
    return (Match(entry, VERBATIM), *rest)


def _named(half: Ranking) -> tuple[Candidate, ...]:
    """Return the entry that a half of a text names, if it names one."""
    return tuple(one for one in half.entries[:1] if one.confidence >= NAMED)


def _explains(unit: int, ranking: Ranking) -> bool:
    """Tell whether an entry is nearly as good as the best one."""
    evidence = [c.evidence for c in ranking.entries if c.unit == unit]
    enough = ranking.entries[0].evidence - NEARLY
    return bool(evidence) and evidence[0] >= enough
