"""What pydantic found wrong with a value, said to an author: what it is and what to do."""

from collections.abc import Callable, Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.domain.book import SECTION_FORM
from bot.domain.phrasing import ID_FORM
from bot.errors import Problem
from bot.storage.knowledge.source import KeyPath, Source

MAX_SHOWN = 60  # characters of a value repeated in a message

_EXPECTED = {
    "string_type": "a text",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "model_type": "keys with values",
    "model_attributes_type": "keys with values",
}

_FORMS = {
    ID_FORM: "write small letters and digits, hyphens between them: gradient-clipping-2",
    SECTION_FORM: 'write numbers with points between them, in quotes: "7.12"',
}


def explain(
    error: ValidationError,
    source: Source,
    path: KeyPath,
    counts: Callable[[ErrorDetails], bool] = lambda _: True,
) -> Iterator[Problem]:
    """Yield one problem for each thing pydantic found.

    Args:
        error: what validating the value at ``path`` raised.
        source: the file the value stands in.
        path: the key path of the value within the file.
        counts: which of the things count as problems; all of them by default.
    """
    for details in filter(counts, error.errors(include_url=False)):
        inner = tuple(key for key in details["loc"] if isinstance(key, str | int))
        what, remedy = _words(details, inner)
        yield source.problem((*path, *inner), what, remedy)


def _words(details: ErrorDetails, path: KeyPath) -> tuple[str, str]:
    kind, context = details["type"], details.get("ctx", {})
    key = f"'{path[-1]}'" if path else "the value"
    found = _short(details["input"])
    if kind == "missing":
        return f"{key} is missing", "add it"
    if kind == "extra_forbidden":
        return f"the key {key} is not known here", "correct its spelling or remove it"
    if kind in _EXPECTED:
        hint = "put it in quotes" if kind == "string_type" and found else "correct the value"
        return f"{key} should be {_EXPECTED[kind]}, not {found}", hint
    if kind in ("string_too_short", "too_short"):
        return f"{key} is empty", "write the text" if kind == "string_too_short" else "fill it"
    if kind == "string_too_long":
        return f"{key} is longer than {context['max_length']} characters", "shorten it"
    if kind == "string_pattern_mismatch":
        return f"{key} is {found}, which has the wrong form", _FORMS[context["pattern"]]
    if kind == "value_error":
        what, _, remedy = str(context["error"]).partition("; ")
        return what, remedy or "correct it"
    return f"{key} is {found}: {details['msg'].lower()}", "correct the value"


def _short(value: Any) -> str:
    """Return how a value looks in a message: short, on one line."""
    if isinstance(value, dict):
        return f"a mapping with the keys {', '.join(map(str, value))}"[:MAX_SHOWN]
    if isinstance(value, tuple):
        return "a list"
    if value is None:
        return "nothing"
    text = repr(value)
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 1]}…"
