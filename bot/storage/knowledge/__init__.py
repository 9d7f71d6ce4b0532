"""A knowledge base: where its files are, reading them, and what was made of them earlier.

``loader`` is not imported here: where decks come compiled, nobody needs YAML.
"""

from bot.storage.knowledge.compiling import PACKAGE, compiled, is_compiled
from bot.storage.knowledge.folders import Marks, deck_folders, decks_in, marks, shipped_knowledge

__all__ = [
    "PACKAGE",
    "Marks",
    "compiled",
    "deck_folders",
    "decks_in",
    "is_compiled",
    "marks",
    "shipped_knowledge",
]
