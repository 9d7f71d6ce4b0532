"""Writing where somebody says."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import ExportError


@contextmanager
def written_to(path: Path) -> Iterator[None]:
    """Say of what keeps a file or a folder from being written inside what to do.

    Raises:
        ExportError: it cannot be written.
    """
    try:
        yield
    except OSError as error:
        remedy = "name a place that is there and may be written to"
        raise ExportError(f"{path} cannot be written ({error.strerror}); {remedy}") from error
