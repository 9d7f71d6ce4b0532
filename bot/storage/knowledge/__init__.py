"""Reading a knowledge base from YAML files, with a place for everything that is wrong in it."""

from bot.storage.knowledge.compiling import compiled
from bot.storage.knowledge.folders import Marks, deck_folders, decks_in, marks, shipped_knowledge
from bot.storage.knowledge.loader import load_deck, load_decks

__all__ = [
    "Marks",
    "compiled",
    "deck_folders",
    "decks_in",
    "load_deck",
    "load_decks",
    "marks",
    "shipped_knowledge",
]
