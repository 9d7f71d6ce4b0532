"""What a store does with a connection, whichever database it leads to.

It is what SQLAlchemy's ``AsyncConnection`` does, and takes statements that are prepared, too.
"""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any, Concatenate, ParamSpec, Protocol, TypeAlias, TypeVar

import sqlalchemy
from sqlalchemy import Dialect, Executable

from bot.storage.prepared import Prepared

T = TypeVar("T")
P = ParamSpec("P")
Statement: TypeAlias = Executable | Prepared


class Rows(Protocol):
    """What a store reads of a result."""

    @property
    def rowcount(self) -> int: ...

    def __iter__(self) -> Iterator[Any]: ...

    def all(self) -> Sequence[Any]: ...

    def one(self) -> Any: ...

    def one_or_none(self) -> Any: ...

    def scalar(self) -> Any: ...

    def scalar_one(self) -> Any: ...


class Connection(Protocol):
    """A connection as a store has it: what is begun, kept or undone is not its business."""

    @property
    def dialect(self) -> Dialect: ...

    async def execute(self, statement: Statement, parameters: Any = None) -> Rows: ...

    async def scalar(self, statement: Statement, parameters: Any = None) -> Any: ...

    async def scalars(self, statement: Statement, parameters: Any = None) -> Sequence[Any]: ...

    async def run_sync(
        self,
        fn: Callable[Concatenate[sqlalchemy.Connection, P], T],
        *arg: P.args,
        **kw: P.kwargs,
    ) -> T: ...


Step: TypeAlias = Callable[[Connection], Awaitable[T]]
"""Something that is written with a connection."""


class Savepoint(Protocol):
    """A part of a transaction that can be undone by itself."""

    @property
    def is_active(self) -> bool: ...

    async def commit(self) -> None: ...

    async def rollback(self) -> None: ...


class Session(Connection, Protocol):
    """A connection as a transaction has it."""

    async def begin(self) -> None: ...

    async def begin_nested(self) -> Savepoint: ...

    async def commit(self) -> None: ...

    async def close(self) -> None: ...


class Engine(Protocol):
    """Gives connections."""

    @property
    def dialect(self) -> Dialect: ...

    async def connect(self) -> Session: ...

    async def read(self) -> Session: ...

    async def dispose(self) -> None: ...
