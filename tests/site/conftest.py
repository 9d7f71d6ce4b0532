"""The shipped deck as a site, and a browser to look at it; each made once."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.conversation.views.site import site
from bot.decks import Knowledge
from bot.rendering.site import render
from tests.site import chromium


@pytest.fixture(scope="session")
def exported(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site."""
    folder = tmp_path_factory.mktemp("site")
    for name, held in render(site(knowledge.deck, licence="CC BY 4.0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(held)
    return folder


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def page(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[chromium.Page]:
    """A tab of a headless Chromium."""
    program = chromium.find()
    if program is None:
        pytest.skip("there is no Chromium on this machine (apt-get install chromium)")
    async with chromium.browsing(program, tmp_path_factory.mktemp("profile")) as opened:
        yield opened


def pages(folder: Path) -> list[Path]:
    """Return the pages of the site."""
    return sorted(folder.glob("*.html"))
