"""Reading what somebody chooses: ``cap 20``, ``reminder 20``, ``答题 打字``."""

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


_CALLED: Final = {
    **dict.fromkeys(("语言", "回答语言"), "language"),
    **dict.fromkeys(("答题", "答题方式"), "answer"),
    **dict.fromkeys(("复习", "每天"), "cap"),
    **dict.fromkeys(("提醒", "每日提醒"), "reminder"),
    "评分": "grades",
    "记录": "keep",
    "时区": "timezone",
}
_OFF: Final = frozenset({"off", "no", "关", "关闭", "否"})
_ON: Final = frozenset({"on", "yes", "开", "打开", "是"})
_AUTOMATIC: Final = frozenset({"auto", "automatic", "自动"})
_MODES: Final = {
    **dict.fromkeys((Mode.REVEAL.value, "look", "看答案"), Mode.REVEAL),
    **dict.fromkeys((Mode.TYPE.value, "打字"), Mode.TYPE),
    **dict.fromkeys((Mode.CHOOSE.value, "pick", "选择题", "选择"), Mode.CHOOSE),
}


def parted(text: str) -> tuple[str, str]:
    """Return the name of a setting and the value behind it."""
    name, *value = re.split(r"[\s:：=]+", text.strip(), maxsplit=1)
    return _CALLED.get(name, name.lower()), "".join(value)


def changed(before: Preferences, text: str) -> Preferences | Unfit:
    """Return somebody's choices after one of them is changed.

    Args:
        before: what was chosen until now.
        text: the name of a setting and its value.
    """
    name, value = parted(text)
    read = _SETTINGS.get(name)
    if read is None:
        return Unfit("setting", text)
    after = read(before, value)
    return Unfit(name, value) if after is None else after


def _language(before: Preferences, value: str) -> Preferences | None:
    if value.lower() in _AUTOMATIC:
        return replace(before, language=None)
    language = named(value)
    return replace(before, language=language) if language else None


def _keep(before: Preferences, value: str) -> Preferences | None:
    if value.lower() not in _ON | _OFF:
        return None
    return replace(before, keep_queries=value.lower() in _ON)


def _answer(before: Preferences, value: str) -> Preferences | None:
    mode = _MODES.get(value.lower())
    return replace(before, mode=mode) if mode else None


def _grades(before: Preferences, value: str) -> Preferences | None:
    return replace(before, grades=int(value)) if value in {"2", "4"} else None


def _cap(before: Preferences, value: str) -> Preferences | None:
    cap = int(value) if re.fullmatch(r"[0-9]{1,4}", value) else 0
    return replace(before, daily_cap=cap) if 1 <= cap <= LARGEST_CAP else None


def _reminder(before: Preferences, value: str) -> Preferences | None:
    if value.lower() in _OFF:
        return replace(before, reminder_hour=None)
    bare = re.fullmatch(r"[0-9]{1,2}", value)
    at = read_time(f"{value}:00" if bare else value.replace(" ", ""))
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
