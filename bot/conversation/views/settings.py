"""What can be chosen: by a person for themselves, by administrators for a chat."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.conversation.message import Button, Buttons, ChatKind, Message
from bot.conversation.texts import Words
from bot.conversation.views.parts import title
from bot.domain.quiz import Mode
from bot.rendering.display import Display
from bot.rendering.document import LineBreak, Paragraph, Text
from bot.storage.people import Preferences

DISPLAYS_A_ROW = 3
REMINDER_HOURS = (8, 20)  # those with a button; any other can be typed


@dataclass(frozen=True)
class Displays:
    """How formulas are shown, and how they could be."""

    chosen: Display
    offered: tuple[Display, ...]


def settings(
    chosen: Preferences | None,
    display: Displays | None,
    kind: ChatKind,
    zone: ZoneInfo,
    words: Words,
    *,
    asker_only: bool | None = None,
    tidies: bool = False,
) -> Message:
    """What can be chosen here.

    Args:
        chosen: the person's choices; None where nobody speaks (a channel).
        display: how formulas are shown here; None where there is no choice.
        kind: where this is; in a group or channel the display is for all.
        zone: the time zone here, in a private chat that of the person.
        words: our words.
        asker_only: whether only who asks here sees the answer; None where there is no choice.
        tidies: whether what is passing is deleted, in a group.
    """
    said: list[str] = []
    buttons: Buttons = ()
    if chosen:
        language = chosen.language.value if chosen.language else "auto"
        keep = "yes" if chosen.keep_queries else "no"
        said += (words("settings-language", language=language), words("settings-keep", keep=keep))
        buttons += (
            choices("language", ("auto", "zh", "en"), words),
            choices("keep", ("yes", "no"), words),
        )
    if chosen and kind is ChatKind.PRIVATE:
        said += _studying(chosen, zone, words)
        buttons += (
            choices("answer", tuple(Mode), words),
            choices("grades", ("2", "4"), words),
            (*_reminders(words), *choices("reminder", ("off",), words)),
        )
    if kind is not ChatKind.PRIVATE:
        said += ("", words("settings-of-chat")) if said else (words("settings-of-chat"),)
    if display:
        said.append(words("settings-display", display=display.chosen.value))
        offered = choices("display", display.offered, words)
        many = len(offered) > DISPLAYS_A_ROW
        buttons += (offered[:2], offered[2:]) if many else (offered,)
    if kind is not ChatKind.PRIVATE:
        said.append(words("settings-timezone", zone=zone.key))
    if asker_only is not None:
        said.append(words("settings-answers", who="asker" if asker_only else "all"))
        buttons += (choices("answers", ("all", "asker"), words),)
    if kind is ChatKind.GROUP:
        said.append(words("settings-tidy", tidies="yes" if tidies else "no"))
        buttons += (choices("tidy", ("no", "yes"), words),)
    return Message((title(words("settings-title")), _lines(said)), buttons, passing=True)


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


def _studying(chosen: Preferences, zone: ZoneInfo, words: Words) -> tuple[str, ...]:
    """How the person studies; what has no button says how to type it."""
    hour = chosen.reminder_hour
    reminder = "no" if hour is None else "yes"
    return (
        words("settings-answer", mode=chosen.mode.value),
        words("settings-grades", grades=chosen.grades),
        words("settings-cap", cap=chosen.daily_cap),
        words("settings-timezone", zone=zone.key),
        words("settings-reminder", on=reminder, hour=f"{hour or 0}:00"),
    )


def _reminders(words: Words) -> tuple[Button, ...]:
    return tuple(
        Button(words("button-reminder", hour=f"{hour}:00"), f"/settings reminder {hour}")
        for hour in REMINDER_HOURS
    )
