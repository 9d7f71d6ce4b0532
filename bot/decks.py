"""The decks that the settings name, as they were compiled, or read."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.domain.knowledge import Deck
from bot.domain.matching import Matcher
from bot.errors import SettingsError
from bot.settings import Settings
from bot.storage.knowledge import compiled, deck_folders


@dataclass(frozen=True)
class Knowledge:
    """A deck, and what finds an answer in it."""

    deck: Deck
    matcher: Matcher


def open_knowledge(settings: Settings, deck: str | None = None) -> Knowledge:
    """Load the deck with this id, or the first, of those that the settings name.

    Raises:
        KnowledgeError: the decks have problems.
        SettingsError: a folder is not there, or there is no such deck.
    """
    known = open_decks(settings)
    found = next((one for one in known if deck in (None, one.deck.id)), None)
    if found is None:
        names = ", ".join(one.deck.id for one in known)
        raise SettingsError(f"there is no deck {deck!r}; BOT_KNOWLEDGE names: {names}")
    return found


def open_decks(settings: Settings) -> tuple[Knowledge, ...]:
    """Load all decks that the settings name.

    Raises:
        KnowledgeError: they have problems.
        SettingsError: a folder is not there.
    """
    folders = deck_folders(settings.knowledge)
    return compiled(folders, lambda: _read(folders), settings.cache)


def _read(folders: Sequence[Path]) -> tuple[Knowledge, ...]:
    # Only here: mostly decks come compiled, and then nobody needs YAML.
    from bot.storage.knowledge.loader import load_decks  # noqa: PLC0415

    return tuple(Knowledge(deck, Matcher(deck)) for deck in load_decks(folders))
