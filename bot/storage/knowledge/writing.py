"""Writing files of a knowledge base: wholly or not at all, and never over another unasked."""

from pathlib import Path

from bot.errors import KnowledgeError, Problem
from bot.storage.knowledge.source import MAX_BYTES


def write(path: Path, text: str) -> None:
    """Put a text in a file's place in one step, so that nobody ever reads half of it.

    Raises:
        KnowledgeError: the file cannot be written, or could not be read again, being huge.
    """
    size = len(text.encode())
    if size > MAX_BYTES:
        what = f"the file would have {size:,} bytes, more than the {MAX_BYTES:,} allowed"
        raise KnowledgeError((Problem(path, 1, 1, what, "split what goes into it"),))
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_text(text, "utf-8", newline="\n")
        if path.exists():
            beside.chmod(path.stat().st_mode)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        what = f"the file cannot be written ({error.strerror})"
        problem = Problem(path, 1, 1, what, "check the folder and its permissions")
        raise KnowledgeError((problem,)) from error
