"""The bot's own pages: opening, help, topics, privacy, mishaps."""

from collections.abc import Set as AbstractSet
from typing import Final

from bot.conversation.command import Command
from bot.conversation.message import Button, Link, LinkKind, Message, Origin, Reply
from bot.conversation.texts import Words
from bot.conversation.views.parts import in_rows, line, listing, title
from bot.conversation.views.samples import samples
from bot.conversation.views.settings import choices
from bot.domain.chats import ChatKind
from bot.domain.knowledge import Deck, Topic
from bot.rendering.document import Document, Inline, Items, LineBreak, Paragraph, Text

TOPICS_A_ROW: Final = 2
BAR: Final = 10  # squares of a progress bar
TO_GROUP: Final = "group"
"""What ``/start`` is told in a group that the bot was added to by a link."""


def start(deck: Deck, words: Words, kind: ChatKind) -> Message:
    """What the bot does; where many talk, it answers nothing that is not meant for it."""
    if kind is ChatKind.PRIVATE:
        return _start(deck, words)
    return _start_in_public(deck, words, kind)


def _start_in_public(deck: Deck, words: Words, kind: ChatKind) -> Message:
    buttons = (Button(words("menu-topics"), "/topics"), Button(words("menu-help"), "/help"))
    greeting = title(words("start-greeting", deck=deck.title[words.language]))
    return Message((greeting, line(words(f"start-{kind}"))), (buttons,))


def _start(deck: Deck, words: Words) -> Message:
    examples = " · ".join(_examples(deck, words))
    how = Paragraph((Text(words("start-how")), LineBreak(), Text(examples)))
    below = (how, line(words("start-drill"))) if deck.entries else (line(words("deck-empty")),)
    return Message(
        (title(words("start-greeting", deck=deck.title[words.language])), *below),
        (
            (
                Button(words("menu-quiz"), "/quiz"),
                Button(words("menu-topics"), "/topics"),
                Button(words("menu-help"), "/help"),
            ),
        ),
        links=(Link(words("button-add-to-group"), LinkKind.GROUP, TO_GROUP),),
    )


def _examples(deck: Deck, words: Words) -> tuple[str, ...]:
    """How one may ask: two phrases of the deck from different places, and a number."""
    topics = deck.topics
    entries = [topic.entries[0] for topic in (*topics[len(topics) // 3 :][:1], *topics[-1:])]
    language = words.language
    asked = [next(iter(it.aliases[language]), it.question[language]) for it in entries]
    numbers = sorted(deck.by_number)
    if numbers:
        asked.append(words("start-number", number=numbers[len(numbers) // 2]))
    return tuple(dict.fromkeys(asked))


def help_page(menu: tuple[Command, ...], deck: Deck, words: Words) -> Message:
    lines: list[Inline] = []
    for command in menu:
        lines += [Text(f"/{command.name} · {words(f'menu-{command.name}')}"), LineBreak()]
    named = samples(deck, words)
    keys = ("help-ask", *(["help-numbers"] if deck.by_number else []), "help-quiz", "help-rounds")
    ways = tuple((line(words(key, **named)),) for key in keys)
    return Message(
        (
            title(words("help-title")),
            Items(ways),
            line(words("help-commands")),
            Paragraph(tuple(lines[:-1])),
        )
    )


def topics(deck: Deck, mastered: AbstractSet[str] | None, words: Words) -> Message:
    """All topics, one button each, below them how much of each is mastered.

    Args:
        deck: the deck.
        mastered: the entries that the person has mastered; None where that is not to be shown.
        words: our words.
    """
    heading = words("topics-title", entries=len(deck.entries), topics=len(deck.topics))
    buttons = [
        Button(
            words("topics-line", name=topic.name[words.language], count=len(topic.entries)),
            f"/topics {topic.id} {words.language}",
        )
        for topic in deck.topics
    ]
    progress = _progress(deck, mastered, words) if mastered is not None else ()
    return Message((title(heading), *progress), in_rows(buttons, TOPICS_A_ROW))


def _progress(deck: Deck, mastered: AbstractSet[str], words: Words) -> Document:
    """A bar for each topic, and what it measures."""
    lines: list[Inline] = []
    for topic in deck.topics:
        done = sum(entry.id in mastered for entry in topic.entries)
        count = len(topic.entries)
        name = topic.name[words.language]
        line_ = words("topics-progress", bar=_bar(done, count), done=done, count=count, name=name)
        lines += [Text(line_), LineBreak()]
    total = sum(entry.id in mastered for entry in deck.entries)
    legend = words("topics-mastered", done=total, count=len(deck.entries))
    return (Paragraph(tuple(lines[:-1])), line(legend))


def _bar(done: int, count: int) -> str:
    """A bar of ten squares; what has begun shows, and only what is whole is full."""
    filled = done * BAR // count
    if done and not filled:
        filled = 1
    return "▰" * filled + "▱" * (BAR - filled)


def topic(shown: Topic, number: int, words: Words) -> Message:
    """One topic: a page of its questions, a button for each."""
    language = words.language

    def to(page: int) -> str:
        return f"/topics :{page} {shown.id} {language}"

    items, rows = listing(shown.entries, number, to, words)
    below = (
        Button(words("button-drill-topic"), f"/quiz {shown.id}"),
        Button(words("button-all-topics"), "/topics"),
    )
    return Message((title(shown.name[language]), items), (*rows, below))


def privacy(words: Words) -> Message:
    keys = ("drills", "settings", "rounds", "queries", "reports", "edits")
    items = tuple((line(words(f"privacy-{key}")),) for key in keys)
    mine = line(words("privacy-mine"))
    keeping = choices("keep", ("yes", "no"), words)
    return Message((title(words("privacy-title")), Items(items), mine), (keeping,))


def forget(words: Words) -> Message:
    row = (
        Button(words("button-forget-yes"), "/forget yes"),
        Button(words("button-forget-no"), "/forget no"),
    )
    return Message((line(words("forget-sure")),), (row,))


def said(text: str, *, replaces: bool = False) -> Reply:
    """One plain sentence."""
    return Reply((Message((line(text),), replaces=replaces, passing=True),))


def unknown_command(words: Words, nearest: str | None = None) -> Reply:
    """Say that there is no such command; name the one that was probably meant."""
    if nearest:
        return said(words("unknown-command-near", command=f"/{nearest}"))
    return said(words("unknown-command"))


def apology(words: Words, reference: str, origin: Origin) -> Reply:
    """A short apology with the number under which the log has the rest."""
    text = words("apology", reference=reference)
    return Reply(toast=text) if origin is Origin.PRESSED else said(text)
