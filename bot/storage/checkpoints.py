"""Carrying what SQLite's log holds into the file, in a thread.

That waits for the disk. Left alone, SQLite does it within whichever commit makes the log long, and
everybody would wait for it; and while people write without a pause the log never begins anew, but
grows, which takes four times as long as writing over what it held.
"""

import asyncio
import sqlite3
from typing import Final

import structlog

log = structlog.get_logger(__name__)

EVERY: Final = 1_000  # changed rows; then the log has some megabytes
PATIENCE: Final = 1.0  # seconds to wait for those who write or read


class Checkpoints:
    """Makes a checkpoint now and then.

    Args:
        file: the database; None if it has none.
    """

    def __init__(self, file: str | None) -> None:
        self._file = file
        self._changed = 0
        self._connection: sqlite3.Connection | None = None
        self._work: asyncio.Task[None] | None = None

    def count(self, changed: int) -> None:
        """Count rows that were changed by a commit."""
        self._changed += changed
        if self._changed < EVERY or self._file is None:
            return
        if self._work is None or self._work.done():
            self._changed = 0
            self._work = asyncio.create_task(asyncio.to_thread(self._carry_over, self._file))

    async def finish(self) -> None:
        """Let the one that is being made come to its end."""
        if self._work:
            await asyncio.wait((self._work,))
        if self._connection:
            self._connection.close()

    def _carry_over(self, file: str) -> None:
        """Carry over what is there, and let the log begin anew; the next one makes up for it.

        While most is carried over, people write on. Only for what they have written meanwhile they
        have to wait, some milliseconds in which the event loop turns.
        """
        try:
            if self._connection is None:  # any thread may use it, one after another
                self._connection = sqlite3.connect(file, PATIENCE, check_same_thread=False)
            for mode in ("PASSIVE", "RESTART"):
                self._connection.execute(f"PRAGMA wal_checkpoint({mode})").close()
        except sqlite3.Error as error:  # the log has room, maybe, where the disk has none any more
            log.warning("what was written stays in the database's log", reason=str(error))
