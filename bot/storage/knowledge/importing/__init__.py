"""Taking over questions and answers that were written elsewhere, as drafts of entries."""

from pathlib import Path

from bot.errors import KnowledgeError, Problem
from bot.storage.knowledge.importing.articles import read_article
from bot.storage.knowledge.importing.cleaning import printable
from bot.storage.knowledge.importing.found import Found, Reading, Unplaced
from bot.storage.knowledge.importing.tables import is_anki, read_anki, read_table
from bot.storage.knowledge.source import read_text

__all__ = ["Found", "Reading", "Unplaced", "read_source"]


def read_source(path: Path, asking: int | None = None) -> Reading:
    """Return the questions and answers of a file: Markdown, CSV, or Anki's export as text.

    Args:
        path: the file.
        asking: the level of headings in Markdown that ask; None to tell by what they say.

    Raises:
        KnowledgeError: it cannot be read, is huge, or is not text in UTF-8; a cell of a table
            does not end.
    """
    text = read_text(path)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        problem = Problem(path, line, 1, "a zero byte: this is no text", "name a text file")
        raise KnowledgeError((problem,))
    if is_anki(text):
        return read_anki(path, text)
    if path.suffix.lower() in (".csv", ".tsv"):
        return read_table(path, text)
    return read_article(printable(text), asking)
