"""Questions that get no certain answer, and the entries whose alias they could be."""

from collections.abc import Sequence
from typing import Final

from bot.conversation.message import Button, Message
from bot.conversation.texts import Words
from bot.conversation.views.parts import label, leaves, line, title
from bot.domain.knowledge import Deck
from bot.rendering.document import Document, Items, Quote
from bot.services.improving import Gap
from bot.storage.queries import digest

WORDINGS: Final = 4


def gap(gaps: Sequence[Gap], number: int, waiting: int, deck: Deck, words: Words) -> Message:
    """One gap: how it is asked, how often, and a button for each entry that may be meant.

    Args:
        gaps: all of them.
        number: which is shown, from 1.
        waiting: how many aliases are proposed and not in the files yet.
        deck: the deck.
        words: our words.
    """
    proposed: Document = (line(words("unanswered-waiting", count=waiting)),) if waiting else ()
    if not gaps:
        return Message((line(words("unanswered-none")), *proposed))
    number = max(1, min(number, len(gaps)))
    shown, name = gaps[number - 1], digest(gaps[number - 1].cluster.text)
    near = tuple(
        (Button(f"＋ {label(deck.by_id[entry], words.language)}", f"/propose {name} {entry}"),)
        for entry in shown.nearest
    )
    leaf = leaves(number, len(gaps), lambda place: f"/unanswered {place}", words)
    body = (*_asked(shown, f"{number} / {len(gaps)}", words), *proposed)
    return Message(body, (*near, leaf) if leaf else near)


def _asked(shown: Gap, place: str, words: Words) -> Document:
    """How it is asked, in which other words, and how often."""
    cluster = shown.cluster
    others = tuple((line(text),) for text in cluster.others[:WORDINGS])
    day = f"{cluster.last_seen:%Y-%m-%d}"
    near = len(shown.nearest)
    said = words("unanswered-count", place=place, count=cluster.count, day=day, near=near)
    wordings: Document = (Quote((Items(others),), expandable=True),) if others else ()
    return (title(cluster.text), *wordings, line(said))
