"""A text that asks several things one after the other, as lists of interview questions do."""

import re
from typing import Final

_MARK: Final = re.compile(
    r"(?:^|(?<=[\s。；;：]))(?:[(（]?\d{1,2}[.．、)）:：](?!\d)|[•·*-]\s|[qQ]\d{1,2}[.:：])"
)
_SIGN: Final = re.compile(r"[?？\n•·]|[\d*-][.．、)）:：\s]")  # every list has one
_END: Final = re.compile(r"[?？]+|\n")


def questions_in(text: str) -> tuple[str, ...]:
    """Return the questions of a list in their order, or () if a text is no list.

    They stand on lines of their own, behind numbers or bullets, or end with question marks; what
    ends with a colon introduces them.
    """
    if not _SIGN.search(text):
        return ()
    parts = (part.strip() for line in _END.split(text) for part in _MARK.split(line))
    questions = tuple(part for part in parts if len(part) > 1 and not part.endswith((":", "：")))
    return questions if len(questions) > 1 else ()


def unmarked(text: str) -> str:
    """Return a text without the number or bullet that it has from a list: ``2. what is Adam``."""
    found = _MARK.match(text)
    return text[found.end() :].strip() or text if found else text
