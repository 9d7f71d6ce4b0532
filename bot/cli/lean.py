"""Libraries that other ones import where they are installed, for what nobody here asks of them."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def absent(package: str) -> Iterator[None]:
    """Have whoever imports a package inside find that it is not installed.

    Args:
        package: its name; if it is imported already, it stays.
    """
    if package in sys.modules:
        yield
        return
    # https://docs.python.org/3/reference/import.html#the-module-cache
    sys.modules[package] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[package]
