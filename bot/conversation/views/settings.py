"""What can be chosen: by a person for themselves, by administrators for a chat."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from bot.conversation.message import Button, Buttons, Message
from bot.conversation.texts import Words
from bot.conversation.views.parts import title
from bot.domain.chats import ChatKind
from bot.domain.quiz import Mode
from bot.rendering.display import Display
from bot.rendering.document import LineBreak, Paragraph, Text
from bot.services.zones import zone_name
from bot.storage.people import Preferences

DISPLAYS_A_ROW: Final = 3
REMINDER_HOURS: Final = (8, 20)  # those with a button; any other can be typed


@dataclass(frozen=True)
class Displays:
    """How formulas are shown, and how they could be."""

    chosen: Display
    offered: tuple[Display, ...]


@dataclass(frozen=True)
class Place:
    """What is chosen for where the settings are shown.

    Args:
        kind: where that is; in a group or channel its choices are for all.
        zone: the time zone, in a private chat that of the person.
        display: how formulas are shown; None where there is no choice.
        asker_only: whether only who asks sees the answer; None where there is no choice.
        tidies: whether what is passing is deleted, in a group.
    """

    kind: ChatKind
    zone: ZoneInfo
    display: Displays | None = None
    asker_only: bool | None = None
    tidies: bool = False


_Part: TypeAlias = tuple[tuple[str, ...], Buttons]
"""Some settings: a line for each, and what can be pressed."""


def settings(chosen: Preferences | None, place: Place, words: Words) -> Message:
    """What can be chosen here.

    Args:
        chosen: the person's choices; None where nobody speaks (a channel).
        place: what is chosen for this chat.
        words: our words.
    """
    parts: list[_Part] = []
    if chosen:
        parts.append(_of_person(chosen, words))
    if chosen and place.kind is ChatKind.PRIVATE:
        parts.append(_studying(chosen, place.zone, words))
    elif place.kind is not ChatKind.PRIVATE:
        between = ("",) if parts else ()
        parts.append(((*between, words("settings-of-chat")), ()))
    if place.display:
        parts.append(_of_display(place.display, words))
    if place.kind is not ChatKind.PRIVATE:
        parts.append(_of_chat(place, words))
    said = [line for lines, _ in parts for line in lines]
    buttons = tuple(row for _, rows in parts for row in rows)
    return Message((title(words("settings-title")), _lines(said)), buttons, passing=True)


def _of_person(chosen: Preferences, words: Words) -> _Part:
    language = chosen.language.value if chosen.language else "auto"
    keep = "yes" if chosen.keep_queries else "no"
    return (
        (words("settings-language", language=language), words("settings-keep", keep=keep)),
        (
            choices("language", ("auto", "zh", "en"), words),
            choices("keep", ("yes", "no"), words),
        ),
    )


def _of_display(display: Displays, words: Words) -> _Part:
    offered = choices("display", display.offered, words)
    many = len(offered) > DISPLAYS_A_ROW
    said = words("settings-display", display=display.chosen.value)
    return (said,), (offered[:2], offered[2:]) if many else (offered,)


def _of_chat(place: Place, words: Words) -> _Part:
    said = [words("settings-timezone", zone=zone_name(place.zone))]
    buttons: Buttons = ()
    if place.asker_only is not None:
        said.append(words("settings-answers", who="asker" if place.asker_only else "all"))
        buttons += (choices("answers", ("all", "asker"), words),)
    if place.kind is ChatKind.GROUP:
        said.append(words("settings-tidy", tidies="yes" if place.tidies else "no"))
        buttons += (choices("tidy", ("no", "yes"), words),)
    return tuple(said), buttons


def _lines(said: Sequence[str]) -> Paragraph:
    """One line for each setting, close together: there are many, and phones are small."""
    parts = [part for text in said for part in (LineBreak(), Text(text))]
    return Paragraph(tuple(parts[1:]))


def choices(setting: str, values: Sequence[str], words: Words) -> tuple[Button, ...]:
    """A button for each value of a setting."""
    return tuple(
        Button(words(f"button-{setting}-{value}"), f"/settings {setting} {value}")
        for value in values
    )


def _studying(chosen: Preferences, zone: ZoneInfo, words: Words) -> _Part:
    """How the person studies; what has no button says how to type it."""
    hour = chosen.reminder_hour
    reminder = "no" if hour is None else "yes"
    said = (
        words("settings-answer", mode=chosen.mode.value),
        words("settings-grades", grades=chosen.grades),
        words("settings-cap", cap=chosen.daily_cap),
        words("settings-timezone", zone=zone_name(zone)),
        words("settings-reminder", on=reminder, hour=f"{hour or 0}:00"),
    )
    buttons = (
        choices("answer", tuple(Mode), words),
        choices("grades", ("2", "4"), words),
        (*_reminders(words), *choices("reminder", ("off",), words)),
    )
    return said, buttons


def _reminders(words: Words) -> tuple[Button, ...]:
    return tuple(
        Button(words("button-reminder", hour=f"{hour}:00"), f"/settings reminder {hour}")
        for hour in REMINDER_HOURS
    )
