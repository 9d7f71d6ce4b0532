"""Questions that got no certain answer, for the maintainers: no user id stands beside them."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Final

from sqlalchemy import delete, select, true

from bot.domain.unanswered import NotedQuery
from bot.storage.database import Database
from bot.storage.prepared import Prepared
from bot.storage.tables import queries
from bot.storage.upsert import insert_into

MOST_KEPT: Final = 10_000
"""Rows; so whoever asks nonsense without end fills no disk."""


def digest(text: str) -> str:
    """Return a name for a question that fits into a button: 16 hexadecimal digits."""
    return blake2b(text.encode(), digest_size=8).hexdigest()


class QueryStore:
    """Counts questions that got no certain answer."""

    def __init__(self, database: Database) -> None:
        self._database = database
        insertion = insert_into(queries, database)
        anew = {
            "count": queries.c["count"] + 1,
            "last_seen": insertion.excluded.last_seen,
            "deck": insertion.excluded.deck,
        }
        asked = queries.c.digest, queries.c.outcome, queries.c.chosen
        self._note = Prepared(insertion.on_conflict_do_update(index_elements=asked, set_=anew))

    async def note(
        self, text: str, outcome: str, at: datetime, *, deck: str = "", chosen: str = ""
    ) -> None:
        """Count one question.

        Args:
            text: the question, normalised.
            outcome: ``unsure`` or ``not_found``.
            at: when it was asked.
            deck: the id of the deck that was asked.
            chosen: the entry picked from "did you mean"; empty for the asking itself.
        """
        noted = {
            "digest": digest(text),
            "text": text,
            "outcome": outcome,
            "deck": deck,
            "chosen": chosen,
            "count": 1,
            "last_seen": at,
        }
        await self._database.defer(lambda connection: connection.execute(self._note, noted))

    async def choose(self, name: str, entry: str, at: datetime) -> None:
        """Count that ``entry`` was picked for the question with this digest, if it is kept."""
        asked = select(queries.c.text, queries.c.outcome, queries.c.deck).where(
            queries.c.digest == name, queries.c.chosen == ""
        )
        async with self._database.connect() as connection:
            row = (await connection.execute(asked.limit(1))).one_or_none()
        if row is not None:
            await self.note(row.text, row.outcome, at, deck=row.deck, chosen=entry)

    async def prune(self) -> None:
        """Keep the ``MOST_KEPT`` that were asked last.

        Raises:
            UnavailableError: the database cannot be used at present.
        """
        newest = select(queries.c.last_seen).order_by(queries.c.last_seen.desc())
        async with self._database.begin() as connection:
            oldest = await connection.scalar(newest.offset(MOST_KEPT - 1).limit(1))
            if oldest is not None:
                await connection.execute(delete(queries).where(queries.c.last_seen < oldest))

    async def text(self, name: str) -> str | None:
        """Return the question with this digest, if it is kept."""
        query = select(queries.c.text).where(queries.c.digest == name).limit(1)
        async with self._database.connect() as connection:
            found: str | None = await connection.scalar(query)
        return found

    async def most_frequent(self, limit: int, deck: str = "") -> Sequence[NotedQuery]:
        """Return the questions asked most often, with the entries picked for them.

        Args:
            limit: how many.
            deck: the id of the deck that was asked, to leave out those of others.
        """
        times = queries.c["count"]
        asked = (
            select(queries, times.label("times"))
            .where(queries.c.chosen == "", queries.c.deck.in_((deck, "")) if deck else true())
            .order_by(times.desc(), queries.c.last_seen.desc(), queries.c.text)
            .limit(limit)
        )
        picked = (
            select(queries.c.digest, queries.c.chosen)
            .where(queries.c.chosen != "")
            .order_by(times.desc())
        )
        async with self._database.connect() as connection:
            rows = (await connection.execute(asked)).all()
            chosen: dict[str, list[str]] = {}
            for name, entry in await connection.execute(picked):
                chosen.setdefault(name, []).append(entry)
        return [
            NotedQuery(
                row.text, row.outcome, row.times, row.last_seen, tuple(chosen.get(row.digest, ()))
            )
            for row in rows
        ]
