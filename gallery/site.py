"""Pictures of the exported web site, as a browser shows it."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from PIL import Image

from bot.conversation.views.site import site
from bot.rendering.site import render
from bot.storage.knowledge import shipped_knowledge
from bot.storage.knowledge.loader import load_deck
from tests.site import chromium


class View(NamedTuple):
    """A page in a language, and what is done there before it is pictured."""

    page: str
    language: str
    dark: bool = False
    script: str = "0"


WIDTH, HEIGHT = 760, 760
VIEWS = {
    "site-search": View("index.html?q=tidu+baozha", "zh", script="site.ready.then(() => 0)"),
    "site-answer": View("dl-28.html", "en"),
    "site-quiz": View(
        "quiz.html?entry=dl-06",
        "zh",
        dark=True,
        script="document.querySelector('.primary').click()",
    ),
}


async def pictures() -> list[tuple[str, bytes]]:
    """Return each picture as PNG with its name.

    Raises:
        SystemExit: there is no Chromium to look with.
    """
    program = chromium.find()
    if program is None:
        raise SystemExit("no pictures of the web site: there is no Chromium on this machine")
    with TemporaryDirectory() as place:
        write(Path(place) / "site")
        async with chromium.browsing(program, Path(place) / "profile") as page:
            address = (Path(place) / "site").as_uri()
            return [(name, await look(page, address, view)) for name, view in VIEWS.items()]


def write(folder: Path) -> None:
    """Write the site of the shipped deck."""
    for name, held in render(site(load_deck(shipped_knowledge()))):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(held)


async def look(page: chromium.Page, address: str, view: View) -> bytes:
    """Return what a view looks like, in few colours."""
    await page.show(WIDTH, HEIGHT, dark=view.dark)
    await page.open(f"{address}/{view.page}")
    await page.run(f"localStorage.setItem('site:language', '{view.language}')")
    await page.open(f"{address}/{view.page}")
    await page.run(view.script)
    await page.run("document.fonts.ready.then(() => new Promise((done) => setTimeout(done, 600)))")
    small = BytesIO()
    Image.open(BytesIO(await page.picture())).convert("RGB").quantize(64).save(small, "PNG")
    return small.getvalue()
