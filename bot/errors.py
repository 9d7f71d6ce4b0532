"""The errors that the product raises on purpose.

::

    BotError                  every one of them; its text is fit to be shown
    ├── SettingsError         a setting has a value that cannot be used
    ├── KnowledgeError        a knowledge base has problems; holds all of them
    ├── StorageError          the database cannot be opened or brought up to date
    │   └── UnavailableError  it cannot be used at present; trying again is worth while
    ├── EvaluationError       a file of labelled queries cannot be used
    └── ExportError           what was asked for cannot be exported
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in a file: where (line and column count from 1), what, and what to do."""

    path: Path
    line: int
    column: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.what}; {self.remedy}"


class BotError(Exception):
    """Base of all errors that the product raises on purpose."""


class SettingsError(BotError):
    """A setting has a value that cannot be used; the text names it, its value and the remedy."""


class KnowledgeError(BotError):
    """A knowledge base cannot be used; ``problems`` holds everything that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class StorageError(BotError):
    """The database cannot be opened or brought up to date; the text says why."""


class UnavailableError(StorageError):
    """The database cannot be used at present: it is full, locked, restarting, out of reach.

    Args:
        reason: why, as the database or its driver says.
    """

    def __init__(self, reason: str) -> None:
        self.reason = " ".join(reason.split())
        super().__init__(f"the database cannot be used at present ({self.reason})")


class EvaluationError(BotError):
    """A file of labelled queries cannot be used; the text says where and why."""


class ExportError(BotError):
    """What was asked for cannot be exported; the text says why."""
