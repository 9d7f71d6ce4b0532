"""A reply with its address: what is kept from the moment it is decided until it is shown."""

from dataclasses import dataclass

from bot.conversation import keeping
from bot.conversation.message import SILENCE, Origin, Reply
from bot.telegram.places import Place


@dataclass(frozen=True)
class Letter:
    """A reply on its way.

    Args:
        reply: what to show.
        place: where it belongs.
        origin: how the line came to be that it answers.
        locale: the hint of the person's language, for an apology.
    """

    reply: Reply
    place: Place
    origin: Origin
    locale: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show, and nobody who waits."""
        return self.reply == SILENCE and self.place.callback_id is None


def write(letter: Letter) -> str | None:
    """Return a letter as text, or None if there is nothing in it."""
    return None if letter.is_empty else keeping.dumps(letter)


def read(text: str) -> Letter:
    """Read what ``write`` wrote.

    Raises:
        ValueError: another version of the product wrote it.
    """
    letter: Letter = keeping.loads(text, Letter, Place)
    return letter
