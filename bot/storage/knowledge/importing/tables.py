"""Questions and answers in rows: CSV and TSV, our own ``export csv``, Anki's export as text.

Columns are told by their heads, in either language; without a head the first column asks and the
second answers. Anki says in lines like ``#separator:tab`` how it wrote
(https://docs.ankiweb.net/importing/text-files.html).
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from bot.domain.language import Language, detect
from bot.errors import KnowledgeError, Problem
from bot.storage.knowledge.importing.cleaning import printable
from bot.storage.knowledge.importing.found import Found, Reading, Unplaced
from bot.storage.knowledge.importing.markup import markdown_of

_HEADS: Final = {
    "id": ("id",),
    "number": ("number", "no", "nr", "编号", "題號", "题号", "序号"),
    "level": ("level", "难度"),
    "question": ("question", "q", "front", "问题", "問題", "题目", "題目", "正面"),
    "answer": ("answer", "a", "back", "答案", "回答", "背面"),
    "short": ("short",),
    "points": ("points",),
    "detail": ("detail",),
    "aliases": ("aliases",),
    "pages": ("pages", "页码", "頁碼"),
}
_MEANING: Final = {head: part for part, heads in _HEADS.items() for head in heads}
_LISTS: Final = frozenset({"points", "aliases"})
_SEPARATORS: Final = {
    "comma": ",",
    "semicolon": ";",
    "tab": "\t",
    "space": " ",
    "pipe": "|",
    "colon": ":",
}
_GUARDED: Final = re.compile(r"\A'(?=[=+\-@＝＋－＠\t\r'])")
"""What keeps a spreadsheet from taking a text for a formula (``bot.storage.spreadsheet``)."""

_QUESTION_AND_ANSWER: Final[Sequence[tuple[str, Language | None] | None]] = (
    ("question", None),
    ("answer", None),
)

_END: Final = "\0"
"""What is put behind a table: a row of its own, unless quotes before it are open."""

csv.field_size_limit(1 << 22)


def is_anki(text: str) -> bool:
    """Tell whether a text begins as Anki's exports do."""
    return re.match(r"#(separator|html|columns|notetype|deck|tags|guid)\b", text) is not None


def read_table(path: Path, text: str) -> Reading:
    """Return the questions and answers of a table with or without heads.

    Args:
        path: the file, for what is wrong with it.
        text: what it holds; no zero bytes.

    Raises:
        KnowledgeError: a cell in quotes does not end.
    """
    first = re.sub(r'"[^"]*"', "", text.lstrip().split("\n")[0])
    rows = [*_rows(path, text, max(",;\t|", key=first.count), 1)]
    heads = [_head(cell) for cell in rows[0][1]] if rows else []
    if any(head and head[0] == "question" for head in heads):
        return _read(rows[1:], heads)
    return _read(rows, _plain(rows))


def read_anki(path: Path, text: str) -> Reading:
    """Return the notes of an export of Anki as text; as ``read_table``."""
    lines = text.splitlines(keepends=True)
    first = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    told = dict(line[1:].strip().partition(":")[::2] for line in lines[:first])
    separator = _SEPARATORS.get(told.get("separator", "tab").lower(), told.get("separator", "\t"))
    apart = {
        int(value) - 1 for key, value in told.items() if key.endswith("column") and value.isdigit()
    }
    rows = []
    for line, cells in _rows(path, "".join(lines[first:]), separator[:1] or "\t", first + 1):
        fields = [cell for i, cell in enumerate(cells) if i not in apart]
        html = told.get("html") == "true"
        rows.append((line, [markdown_of(cell) for cell in fields] if html else fields))
    names = told.get("columns", "").split(separator)
    heads = [_head(name) for i, name in enumerate(names) if i not in apart]
    asked = any(head and head[0] == "question" for head in heads)
    return _read(rows, heads if asked else _plain(rows))


def _rows(path: Path, text: str, separator: str, line: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold something, with their lines; the first is ``line`` of the file.

    Raises:
        KnowledgeError: a cell in quotes does not end, which would swallow all that follows.
    """
    reader = csv.reader(io.StringIO(f"{text}\n{_END}", newline=""), delimiter=separator)
    before = 0
    for row in reader:
        if row and row[-1].endswith(f"\n{_END}"):
            what, remedy = "a cell in quotes does not end", 'close it; a " within it is written ""'
            raise KnowledgeError((Problem(path, line + before, 1, what, remedy),))
        if row != [_END] and any(cell.strip() for cell in row):
            yield line + before, [printable(cell) for cell in row]
        before = reader.line_num


def _head(cell: str) -> tuple[str, Language | None] | None:
    """Return which part a column holds, and in which language if its head says so."""
    name = cell.strip().lstrip("\ufeff").casefold()
    language = None
    if found := re.fullmatch(r"(.+?)[ _(（-]*(zh|en|中文|英文)[)）]?", name):
        name, language = found[1], Language.ZH if found[2] in ("zh", "中文") else Language.EN
    part = _MEANING.get(name.strip())
    return (part, language) if part else None


def _plain(rows: Sequence[tuple[int, list[str]]]) -> list[tuple[str, Language | None] | None]:
    width = max((len(row) for _, row in rows), default=0)
    return [*_QUESTION_AND_ANSWER, *[None] * width][:width]


def _read(
    rows: Sequence[tuple[int, list[str]]], heads: Sequence[tuple[str, Language | None] | None]
) -> Reading:
    found, unplaced = [], []
    for line, row in rows:
        held: dict[str, Any] = {}
        for head, cell in zip(heads, row, strict=False):
            if head and (text := _GUARDED.sub("", cell, count=1).strip()):
                _put(held, head[0], head[1], text)
        if held.get("question") or held.get("answer"):
            found.append(_found(line, held))
        else:
            unplaced.append(Unplaced(line, " | ".join(row), "has neither question nor answer"))
    return Reading(tuple(found), tuple(unplaced))


def _put(held: dict[str, Any], part: str, language: Language | None, text: str) -> None:
    if part in ("id", "number", "level", "pages"):
        held[part] = text
        return
    spoken = (language or detect(text) or Language.EN).value
    value = [item for item in text.split("\n") if item.strip()] if part in _LISTS else text
    held.setdefault(part, {}).setdefault(spoken, value)


def _found(line: int, held: Mapping[str, Any]) -> Found:
    question, answer = dict(held.get("question", {})), dict(held.get("answer", {}))
    parts = {key: held[key] for key in ("short", "detail", "aliases") if key in held}
    parts["question"], parts["answer"] = question, answer
    parts["points"] = _points(held.get("points", {}))
    if held.get("level", "") in ("1", "2", "3"):
        parts["level"] = int(held["level"])
    number = re.fullmatch(r"\d{1,3}", held.get("number", ""))
    return Found(
        line,
        next(iter(question.values()), ""),
        held.get("pages", ""),
        int(number[0]) if number else None,
        name=held.get("id"),
        parts={key: value for key, value in parts.items() if value},
    )


def _points(points: Mapping[str, Sequence[str]]) -> list[dict[str, str]]:
    """Return points by language as points in both: the lists are taken to run side by side."""
    longest = max((len(texts) for texts in points.values()), default=0)
    return [
        {language: texts[i] for language, texts in points.items() if i < len(texts)}
        for i in range(longest)
    ]
