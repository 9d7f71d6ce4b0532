"""Which messages answered which, so that an edited question edits its answer."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import StorageError
from bot.storage.tables import answers
from bot.storage.upsert import insert_into


class AnswerStore:
    """Remembers the bot's messages by the message they answer."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def find(self, chat: str, question: int) -> tuple[int, ...]:
        """Return the ids of the messages that answer this one, in order; empty if none do."""
        query = select(answers.c.messages).where(
            answers.c.chat == chat, answers.c.question == question
        )
        async with self._engine.connect() as connection:
            return tuple(await connection.scalar(query) or ())

    async def remember(
        self, chat: str, question: int, messages: tuple[int, ...], at: datetime
    ) -> None:
        """Replace what is known of the answer to this message."""
        values = {"messages": list(messages), "at": at}
        statement = (
            insert_into(answers, self._engine)
            .values(chat=chat, question=question, **values)
            .on_conflict_do_update(index_elements=[answers.c.chat, answers.c.question], set_=values)
        )
        async with self._engine.begin() as connection:
            await connection.execute(statement)

    async def prune(self, before: datetime) -> None:
        """Drop what is older than anybody can edit (Telegram: 48 hours).

        Raises:
            StorageError: the database cannot be written to at present.
        """
        try:
            async with self._engine.begin() as connection:
                await connection.execute(delete(answers).where(answers.c.at < before))
        except SQLAlchemyError as error:
            raise StorageError(f"old answers cannot be dropped ({error})") from error
