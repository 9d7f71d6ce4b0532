"""A group that becomes another chat takes along everything that is stored of it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, LargeBinary, String, Table, insert, select

from bot.rendering.display import Display
from bot.storage import tables
from bot.storage.chats import ChatStore
from bot.storage.database import Database
from bot.storage.tables import METADATA, Instant, chats, moves

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
OLD, NEW = "telegram:-4000", "telegram:-1002000"


def row(table: Table, chat: str) -> dict[str, object]:
    """Return a row that names a chat wherever there is room for its id."""
    values: dict[str, object] = {}
    for column in table.c:
        match column.type:
            case String(length=tables.ID_LENGTH):
                values[column.name] = chat
            case String(length=length):
                values[column.name] = "zh"[:length]
            case Instant():
                values[column.name] = NOW
            case JSON():
                values[column.name] = []
            case LargeBinary():
                values[column.name] = b"x"
            case _:
                values[column.name] = column.type.python_type(1)
    return values


async def test_nothing_keeps_the_old_id_in_any_table(database: Database) -> None:
    with_ids = [table for table in METADATA.sorted_tables if table is not moves]
    async with database.begin() as connection:
        for table in with_ids:
            await connection.execute(insert(table).values(row(table, OLD)))
    await ChatStore(database).move(OLD, NEW)
    async with database.connect() as connection:
        for table in with_ids:
            (moved,) = await connection.execute(select(table))
            assert OLD not in moved, table.name
            assert moved == tuple(row(table, NEW).values()), table.name


async def test_what_the_new_chat_has_already_stays(database: Database) -> None:
    store = ChatStore(database)
    await store.choose_display(OLD, Display.TEXT)
    await store.choose_display(NEW, Display.RICH)
    await store.choose_zone("telegram:-5", ZoneInfo("Asia/Shanghai"))
    for _ in range(2):
        await store.move(OLD, NEW)
    async with database.connect() as connection:
        ids = set(await connection.scalars(select(chats.c.id)))
    assert ids == {NEW, "telegram:-5"}
    assert (await store.showing(NEW)).display is Display.RICH


async def test_the_present_id_is_known_however_often_a_chat_moves_and_is_told(
    database: Database,
) -> None:
    store = ChatStore(database)
    assert await store.current(OLD) == OLD
    for old, new in ((OLD, NEW), (OLD, NEW), (NEW, "telegram:-1003")):
        await store.move(old, new)
    assert [await store.current(chat) for chat in (OLD, NEW)] == ["telegram:-1003"] * 2
    assert await store.current("telegram:-5") == "telegram:-5"
