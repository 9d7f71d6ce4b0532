"""Which pictures Telegram holds already, so that each is made and uploaded once."""

from sqlalchemy import delete, select

from bot.storage.database import Database
from bot.storage.tables import pictures
from bot.storage.upsert import insert_into


class PictureStore:
    """Remembers uploaded pictures by what they show; a bot can use only what it uploaded itself."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, digest: str, bot: int) -> tuple[str, ...]:
        """Return the file ids of the pictures with this digest, in order; empty if there are none.

        Args:
            digest: names what the pictures show.
            bot: the number of the bot that uploaded them.
        """
        query = select(pictures.c.files).where(pictures.c.digest == digest, pictures.c.bot == bot)
        async with self._database.connect() as connection:
            return tuple(await connection.scalar(query) or ())

    async def remember(self, digest: str, bot: int, files: tuple[str, ...]) -> None:
        """Replace what is known of the pictures with this digest."""
        values = {"files": list(files)}
        statement = (
            insert_into(pictures, self._database)
            .values(digest=digest, bot=bot, **values)
            .on_conflict_do_update(index_elements=[pictures.c.digest, pictures.c.bot], set_=values)
        )
        async with self._database.begin() as connection:
            await connection.execute(statement)

    async def forget(self, digest: str, bot: int) -> None:
        """Drop pictures that Telegram does not know any more."""
        statement = delete(pictures).where(pictures.c.digest == digest, pictures.c.bot == bot)
        async with self._database.begin() as connection:
            await connection.execute(statement)
