"""The bot's own pages: opening, help, topics, settings, privacy, mishaps."""

from bot.conversation.command import Command
from bot.conversation.message import Button, Link, LinkKind, Message, Origin, Reply
from bot.conversation.texts import Words
from bot.conversation.views.parts import line, number_buttons, title
from bot.conversation.views.settings import choices
from bot.domain.knowledge import Deck, Topic
from bot.rendering.document import Inline, Items, LineBreak, Paragraph, Text
from bot.rendering.markdown import parse_inline

TOPICS_A_ROW = 2


TO_GROUP = "group"
"""What ``/start`` is told in a group that the bot was added to by a link."""


def start(words: Words) -> Message:
    return Message(
        (
            title(words("start-greeting")),
            Paragraph((Text(words("start-how")), LineBreak(), Text(words("start-examples")))),
            line(words("start-drill")),
        ),
        (
            (
                Button(words("menu-quiz"), "/quiz"),
                Button(words("menu-topics"), "/topics"),
                Button(words("menu-help"), "/help"),
            ),
        ),
        links=(Link(words("button-add-to-group"), LinkKind.GROUP, TO_GROUP),),
    )


def help_page(menu: tuple[Command, ...], words: Words) -> Message:
    lines: list[Inline] = []
    for command in menu:
        lines += [Text(f"/{command.name} · {words(f'menu-{command.name}')}"), LineBreak()]
    ways = tuple(
        (line(words(key)),) for key in ("help-ask", "help-numbers", "help-quiz", "help-rounds")
    )
    return Message(
        (
            title(words("help-title")),
            Items(ways),
            line(words("help-commands")),
            Paragraph(tuple(lines[:-1])),
        )
    )


def topics(deck: Deck, words: Words) -> Message:
    """All topics, one button each."""
    heading = words("topics-title", entries=len(deck.entries), topics=len(deck.topics))
    buttons = [
        Button(
            words("topics-line", name=topic.name[words.language], count=len(topic.entries)),
            f"/topics {topic.id} {words.language}",
        )
        for topic in deck.topics
    ]
    rows = tuple(tuple(buttons[i : i + TOPICS_A_ROW]) for i in range(0, len(buttons), TOPICS_A_ROW))
    return Message((title(heading),), rows)


def topic(shown: Topic, words: Words) -> Message:
    """One topic: its questions as a numbered list, a button for each number."""
    language = words.language
    items = tuple((Paragraph(parse_inline(entry.question[language])),) for entry in shown.entries)
    rows = number_buttons(shown.entries, language)
    below = (
        Button(words("button-drill-topic"), f"/quiz {shown.id}"),
        Button(words("button-all-topics"), "/topics"),
    )
    return Message((title(shown.name[language]), Items(items, start=1)), (*rows, below))


def privacy(words: Words) -> Message:
    keys = ("drills", "rounds", "settings", "queries", "edits", "forget")
    items = tuple((line(words(f"privacy-{key}")),) for key in keys)
    return Message(
        (title(words("privacy-title")), Items(items)), (choices("keep", ("yes", "no"), words),)
    )


def forget(words: Words) -> Message:
    row = (
        Button(words("button-forget-yes"), "/forget yes"),
        Button(words("button-forget-no"), "/forget no"),
    )
    return Message((line(words("forget-sure")),), (row,))


def said(text: str, *, replaces: bool = False) -> Reply:
    """One plain sentence."""
    return Reply((Message((line(text),), replaces=replaces),))


def unknown_command(words: Words) -> Reply:
    return said(words("unknown-command"))


def apology(words: Words, reference: str, origin: Origin) -> Reply:
    """A short apology with the number under which the log has the rest."""
    text = words("apology", reference=reference)
    return Reply(toast=text) if origin is Origin.PRESSED else said(text)
