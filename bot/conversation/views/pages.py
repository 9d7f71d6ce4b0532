"""The bot's own pages: opening, help, topics, settings, privacy, mishaps."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.command import Command
from bot.conversation.message import (
    Button,
    ChatKind,
    Link,
    LinkKind,
    Message,
    Origin,
    Reply,
)
from bot.conversation.texts import Words
from bot.conversation.views.parts import line, number_buttons, title
from bot.domain.knowledge import Deck, Topic
from bot.rendering.display import Display
from bot.rendering.document import Inline, Items, LineBreak, Paragraph, Text
from bot.rendering.markdown import parse_inline
from bot.storage.people import Preferences

TOPICS_A_ROW = 2
DISPLAYS_A_ROW = 3


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


@dataclass(frozen=True)
class Displays:
    """How formulas are shown, and how they could be."""

    chosen: Display
    offered: tuple[Display, ...]


def settings(
    chosen: Preferences | None, display: Displays | None, kind: ChatKind, words: Words
) -> Message:
    """What can be chosen here.

    Args:
        chosen: the person's choices; None where nobody speaks (a channel).
        display: how formulas are shown here; None where there is no choice.
        kind: where this is; in a group or channel the display is for all.
        words: our words.
    """
    lines = [title(words("settings-title"))]
    buttons: list[tuple[Button, ...]] = []
    if chosen:
        language = chosen.language.value if chosen.language else "auto"
        lines.append(line(words("settings-language", language=language)))
        lines.append(line(words("settings-keep", keep="yes" if chosen.keep_queries else "no")))
        buttons += [_choices("language", ("auto", "zh", "en"), words), _keeping(words)]
    if display:
        place = "here" if kind is ChatKind.PRIVATE else "chat"
        lines.append(line(words("settings-display", display=display.chosen.value, place=place)))
        offered = _choices("display", display.offered, words)
        buttons += [offered[:2], offered[2:]] if len(offered) > DISPLAYS_A_ROW else [offered]
    return Message(tuple(lines), tuple(buttons))


def _keeping(words: Words) -> tuple[Button, ...]:
    """The choice whether unanswered questions are kept."""
    return _choices("keep", ("yes", "no"), words)


def _choices(setting: str, values: Sequence[str], words: Words) -> tuple[Button, ...]:
    return tuple(
        Button(words(f"button-{setting}-{value}"), f"/settings {setting} {value}")
        for value in values
    )


def privacy(words: Words) -> Message:
    keys = ("drills", "rounds", "settings", "queries", "edits", "forget")
    items = tuple((line(words(f"privacy-{key}")),) for key in keys)
    return Message((title(words("privacy-title")), Items(items)), (_keeping(words),))


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
