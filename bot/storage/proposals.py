"""Aliases that maintainers propose, in the database, until they stand in the files of a deck."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, select, update

from bot.domain.language import Language
from bot.storage.database import Database
from bot.storage.queries import digest
from bot.storage.tables import proposals
from bot.storage.upsert import insert_into


class State(StrEnum):
    PROPOSED = "proposed"
    APPLIED = "applied"
    REFUSED = "refused"
    """It belongs to another entry, or to a topic outside the deck."""


@dataclass(frozen=True)
class Proposal:
    """A text that is to be an alias of an entry."""

    deck: str
    entry: str
    language: Language
    text: str


class ProposalStore:
    """Reads and writes proposals."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, proposal: Proposal, at: datetime) -> None:
        """Keep a proposal; one that was settled is open again."""
        values = {"state": State.PROPOSED, "at": at}
        statement = (
            insert_into(proposals, self._database)
            .values(
                entry=proposal.entry,
                digest=digest(proposal.text),
                deck=proposal.deck,
                language=proposal.language.value,
                text=proposal.text,
                **values,
            )
            .on_conflict_do_update(
                index_elements=[proposals.c.entry, proposals.c.digest], set_=values
            )
        )
        async with self._database.begin() as connection:
            await connection.execute(statement)

    async def waiting(self, deck: str) -> Sequence[Proposal]:
        """Return what is proposed for a deck and not settled, the oldest first."""
        query = (
            select(proposals)
            .where(proposals.c.deck == deck, proposals.c.state == State.PROPOSED)
            .order_by(proposals.c.at, proposals.c.entry, proposals.c.text)
        )
        async with self._database.connect() as connection:
            rows = await connection.execute(query)
            return [Proposal(it.deck, it.entry, Language(it.language), it.text) for it in rows]

    async def take_back(self, deck: str, name: str) -> bool:
        """Drop what is proposed for a deck of the text with this digest; False if nothing is."""
        here = proposals.c.deck == deck, proposals.c.digest == name
        waiting = delete(proposals).where(*here, proposals.c.state == State.PROPOSED)
        async with self._database.begin() as connection:
            return bool((await connection.execute(waiting)).rowcount)

    async def settle(self, settled: Iterable[Proposal], state: State, at: datetime) -> None:
        """Note what has become of proposals."""
        async with self._database.begin() as connection:
            for proposal in settled:
                here = (
                    proposals.c.entry == proposal.entry,
                    proposals.c.digest == digest(proposal.text),
                )
                changed = update(proposals).where(*here).values(state=state, at=at)
                await connection.execute(changed)
