"""Reading a knowledge base from YAML files, with a place for everything that is wrong in it."""

from bot.storage.knowledge.loader import load_deck, shipped_knowledge

__all__ = ["load_deck", "shipped_knowledge"]
