"""What several tests of the storage share."""

from pathlib import Path

import pytest

from tests.storage.small import write_small


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A knowledge base of two entries without a fault."""
    return write_small(tmp_path / "knowledge")
