"""Statements that are needed often: SQLAlchemy translates them once, not each time.

Mostly it keeps what it has translated, too, but to find that again, to keep account of an
execution, and to make a result that can be read in many ways takes ten times as long as SQLite
needs. So here its compiler and its types are asked once: for the text of a statement, the order of
its parameters, and how values are written and read. docs/decisions/sqlite.md has the figures.
"""

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import Any, Final, TypeAlias

from pydantic_core import to_json
from sqlalchemy import BindParameter, Select, UpdateBase
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

DIALECT: Final = sqlite.dialect(
    paramstyle="qmark", json_serializer=lambda value: to_json(value).decode()
)

Processor: TypeAlias = Callable[[Any], Any] | None


class Prepared:
    """A statement that is translated once for each set of parameters' names.

    It is executed like any other (``bot.storage.connection``), with one set of values at a time.

    Args:
        statement: what SQLAlchemy knows it as; what is to differ are parameters in it. A list
            whose length may differ cannot be one. No other statement may be made from it later:
            that would inherit what SQLAlchemy has found out about this one.
    """

    def __init__(self, statement: Select[Any] | UpdateBase) -> None:
        self.statement: Final = statement
        self._translated: dict[tuple[str, ...], Translated] = {}

    def for_sqlite(self, names: tuple[str, ...]) -> "Translated":
        """Return what SQLite is asked for parameters of these names."""
        found = self._translated.get(names)
        if found is None:
            found = self._translated[names] = Translated(self.statement, names)
        return found


class Translated:
    """A statement as SQLite takes it.

    Args:
        statement: what it is translated from.
        names: the names of the parameters that are given with it.

    Raises:
        KeyError: one is missing.
    """

    def __init__(self, statement: Select[Any] | UpdateBase, names: Sequence[str]) -> None:
        compiled = statement.compile(dialect=DIALECT, column_keys=list(names))
        if not isinstance(compiled, SQLCompiler) or compiled.post_compile_params:
            raise TypeError(f"a statement that differs each time cannot be prepared: {compiled}")
        self.sql: Final = compiled.string
        bound = {name: bind for bind, name in compiled.bind_names.items()}
        order: list[str] = compiled.positiontup or []
        binds = [(place, name, bound[name]) for place, name in enumerate(order)]
        self._fixed: Final = {name: _fixed(bind) for _, name, bind in binds if name not in names}
        self._in_order: Final = _picker(order)
        writers = [(place, _writer(bind.type)) for place, name, bind in binds if name in names]
        self._writers: Final = [(place, write) for place, write in writers if write]
        columns = statement.exported_columns.values()
        kind = _kind_of_row([str(column.key) for column in columns])
        self._row: Final = partial(tuple.__new__, kind)  # what _make does, in a third of the time
        readers = [(place, _reader(column.type)) for place, column in enumerate(columns)]
        self._readers: Final = [(place, read) for place, read in readers if read]

    def execute(self, connection: sqlite3.Connection, given: Mapping[str, Any]) -> "Fetched":
        """Execute the statement.

        Args:
            connection: of the driver.
            given: the values of its parameters, by their names.

        Raises:
            sqlite3.Error: as the driver does.
        """
        values = [*self._in_order({**given, **self._fixed})]
        for place, write in self._writers:
            values[place] = write(values[place])
        cursor = connection.execute(self.sql, values)
        rows: list[Any] = cursor.fetchall()
        if rows and self._readers:
            rows = [self._read(list(row)) for row in rows]
        return Fetched([*map(self._row, rows)], cursor.rowcount)

    def _read(self, row: list[Any]) -> list[Any]:
        for place, read in self._readers:
            row[place] = read(row[place])
        return row


class Fetched:
    """The result of a prepared statement: what stores use of SQLAlchemy's ``CursorResult``.

    Args:
        rows: named tuples.
        rowcount: how many rows were changed.
    """

    __slots__ = ("_rows", "rowcount")

    def __init__(self, rows: list[Any], rowcount: int) -> None:
        self._rows = rows
        self.rowcount = rowcount

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    def all(self) -> Sequence[Any]:
        return self._rows

    def one(self) -> Any:
        """Return the row.

        Raises:
            ValueError: there is none, or there are more.
        """
        (row,) = self._rows
        return row

    def one_or_none(self) -> Any:
        return self.one() if self._rows else None

    def scalar(self) -> Any:
        return self._rows[0][0] if self._rows else None

    def scalar_one(self) -> Any:
        return self.one()[0]


def _picker(names: Sequence[str]) -> Callable[[Mapping[str, Any]], Sequence[Any]]:
    """Return what picks the values of some names, in their order."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda given: [given[name] for name in names]


def _kind_of_row(names: Sequence[str]) -> Any:
    return namedtuple("Row", names, rename=True)


def _writer(type_: TypeEngine[Any]) -> Processor:
    return type_.dialect_impl(DIALECT).bind_processor(DIALECT)


def _fixed(bind: BindParameter[Any]) -> Any:
    """Return the value of a parameter that is the same each time, as SQLite takes it."""
    if bind.required:
        raise KeyError(f"no value is given for {bind.key}")
    write = _writer(bind.type)
    return write(bind.effective_value) if write else bind.effective_value


def _reader(type_: TypeEngine[Any]) -> Processor:
    return type_.dialect_impl(DIALECT).result_processor(DIALECT, None)
