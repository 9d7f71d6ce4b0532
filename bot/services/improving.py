"""What a deck leaves unanswered, and the aliases that would answer it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.knowledge import Deck
from bot.domain.language import Language, detect
from bot.domain.matching import FOUND_IN_PRIVATE, RELATED, Found, Match, Matcher, Outcome, Unsure
from bot.domain.unanswered import Cluster, NotedQuery, clusters
from bot.storage.proposals import Proposal, ProposalStore
from bot.storage.queries import QueryStore

READ: Final = 500
"""So many of the most frequent questions are looked at."""

NEAREST: Final = 3


@dataclass(frozen=True)
class Gap:
    """Questions that ask the same and get no certain answer.

    Args:
        cluster: the questions.
        nearest: the entries they may belong to: those that people picked, then the likeliest.
        is_near: whether the first of them may be proposed unseen, because people picked it or the
            bot asked back; otherwise the deck has nothing near.
    """

    cluster: Cluster
    nearest: tuple[str, ...]
    is_near: bool


class Improving:
    """Finds gaps of a deck, and keeps what is proposed to close them.

    Args:
        deck: the deck.
        matcher: tells what it answers.
        queries: what got no certain answer.
        proposals: where aliases are proposed.
    """

    def __init__(
        self, deck: Deck, matcher: Matcher, queries: QueryStore, proposals: ProposalStore
    ) -> None:
        self._deck = deck
        self._matcher = matcher
        self._queries = queries
        self._proposals = proposals

    async def gaps(self) -> Sequence[Gap]:
        """Return what is still left unanswered and unproposed, what is asked most often first."""
        noted = await self._queries.most_frequent(READ, self._deck.id)
        proposed = {proposal.text for proposal in await self.waiting()}
        return await asyncio.to_thread(self._gaps, noted, proposed)

    async def waiting(self) -> Sequence[Proposal]:
        """Return the aliases that are proposed and not in the files yet, the oldest first."""
        return await self._proposals.waiting(self._deck.id)

    async def propose(self, name: str, entry: str, at: datetime) -> Proposal | None:
        """Propose the question with this digest as an alias; None if there is none such."""
        text = await self._queries.text(name)
        if text is None or entry not in self._deck.by_id:
            return None
        proposal = Proposal(self._deck.id, entry, detect(text) or Language.EN, text)
        await self._proposals.add(proposal, at)
        return proposal

    async def take_back(self, name: str) -> bool:
        """Drop what is proposed of the question with this digest; False if nothing is."""
        return await self._proposals.take_back(self._deck.id, name)

    def _gaps(self, noted: Sequence[NotedQuery], proposed: set[str]) -> Sequence[Gap]:
        texts = [query.text for query in noted]
        found = self._matcher.match_all([(text, FOUND_IN_PRIVATE) for text in texts])
        outcomes = dict(zip(texts, found, strict=True))
        left = [query for query in noted if not isinstance(outcomes[query.text], Found)]
        return [
            self._gap(cluster, [outcomes[query.text] for query in cluster.queries])
            for cluster in clusters(left, self._matcher.said)
            if proposed.isdisjoint((cluster.text, *cluster.others))
        ]

    def _gap(self, cluster: Cluster, outcomes: Sequence[Outcome]) -> Gap:
        nearest = self._nearest(cluster, [match for it in outcomes for match in it.matches])
        asked_back = any(isinstance(outcome, Unsure) for outcome in outcomes)
        picked = bool(nearest) and nearest[0] in cluster.chosen
        return Gap(cluster, nearest, is_near=picked or asked_back)

    def _nearest(self, cluster: Cluster, matches: Sequence[Match]) -> tuple[str, ...]:
        likely = sorted(matches, key=lambda match: -match.score)
        found = (match.entry.id for match in likely if match.score >= RELATED)
        picked = (entry for entry in cluster.chosen if entry in self._deck.by_id)
        return tuple(dict.fromkeys((*picked, *found)))[:NEAREST]
