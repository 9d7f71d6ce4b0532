"""What of a deck our words name to show how something is asked for."""

from bot.conversation.texts import Words
from bot.domain.knowledge import Deck

NONE = "…"


def samples(deck: Deck, words: Words) -> dict[str, str]:
    """Return the topic with the shortest name, its first and last entry, a chapter and a number.

    They are the arguments of messages that say ``/quiz 5 { $topic }`` and the like; in their place
    stands an ellipsis where the deck has no such thing.
    """
    names = [(len(name := topic.name[words.language]), name, topic) for topic in deck.topics]
    _, name, topic = min(names, key=lambda named: named[0], default=(0, NONE, None))
    numbers = sorted(deck.by_number)
    chapters = (deck.book.find(cited.section) for entry in deck.entries for cited in entry.book)
    chapter = next((found[1].number for found in chapters if found), NONE)
    return {
        "topic": name,
        "first": topic.entries[0].id if topic else NONE,
        "last": topic.entries[-1].id if topic else NONE,
        "chapter": chapter,
        "number": str(numbers[len(numbers) // 2]) if numbers else NONE,
    }
