"""Reading what somebody chooses: ``cap 20``, ``reminder 20``, ``answer type``."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from bot.domain.language import named
from bot.domain.quiz import Mode
from bot.domain.review import LARGEST_CAP
from bot.domain.schedule import read_time
from bot.storage.people import Preferences

Read: TypeAlias = Callable[[Preferences, str], Preferences | None]


@dataclass(frozen=True)
class Unfit:
    """A value that a setting cannot have; ``setting`` is ``setting`` where there is none such."""

    setting: str
    value: str


def changed(before: Preferences, text: str) -> Preferences | Unfit:
    """Return somebody's choices after one of them is changed.

    Args:
        before: what was chosen until now.
        text: the name of a setting and its value.
    """
    name, _, value = text.strip().partition(" ")
    read = _SETTINGS.get(name.lower())
    if read is None:
        return Unfit("setting", text)
    after = read(before, value.strip())
    return Unfit(name.lower(), value) if after is None else after


def _language(before: Preferences, value: str) -> Preferences | None:
    if value.lower() == "auto":
        return replace(before, language=None)
    language = named(value)
    return replace(before, language=language) if language else None


def _keep(before: Preferences, value: str) -> Preferences | None:
    if value.lower() not in {"yes", "no"}:
        return None
    return replace(before, keep_queries=value.lower() == "yes")


def _answer(before: Preferences, value: str) -> Preferences | None:
    modes = tuple(Mode)
    return replace(before, mode=Mode(value.lower())) if value.lower() in modes else None


def _grades(before: Preferences, value: str) -> Preferences | None:
    return replace(before, grades=int(value)) if value in {"2", "4"} else None


def _cap(before: Preferences, value: str) -> Preferences | None:
    cap = int(value) if re.fullmatch(r"[0-9]{1,4}", value) else 0
    return replace(before, daily_cap=cap) if 1 <= cap <= LARGEST_CAP else None


def _reminder(before: Preferences, value: str) -> Preferences | None:
    if value.lower() == "off":
        return replace(before, reminder_hour=None)
    bare = re.fullmatch(r"[0-9]{1,2}", value)
    at = read_time(f"{value}:00" if bare else value)
    return replace(before, reminder_hour=at.hour) if at and not at.minute else None


_SETTINGS: Final[Mapping[str, Read]] = {
    "language": _language,
    "keep": _keep,
    "answer": _answer,
    "grades": _grades,
    "cap": _cap,
    "reminder": _reminder,
}
NAMES: Final = frozenset(_SETTINGS)
