"""Those who look after the decks, and where they are told something."""

from dataclasses import dataclass

CONSOLE = "console"
"""Who sits at the console may read and write the files of the decks anyway."""


@dataclass(frozen=True)
class Maintainers:
    """Who looks after the decks.

    Args:
        people: their ids.
        chat: the id of the chat where they are told, as it is set; a group that has become a
            supergroup has another (``ChatStore.current``). None: each is told in private.
    """

    people: frozenset[str]
    chat: str | None = None

    @property
    def chats(self) -> tuple[str, ...]:
        """The chats where maintainers are told something; the console is asked, not told."""
        return (self.chat,) if self.chat else tuple(sorted(self.people - {CONSOLE}))
