"""A deck as a static web site that needs no server: it works from a folder and without a network.

Why it is made as it is, and how its search is proven to be the bot's, is in docs/decisions/site.md.
"""

from collections.abc import Iterator, Sequence

from bot.rendering.site import pages, scripts
from bot.rendering.site.content import Site

__all__ = ["PAGES", "render", "render_decks"]

PAGES = pages.NAMES
"""The names of the pages that are no entry's; an entry with such an id would be lost."""


def render(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the name of every file of a site, with slashes, and what it holds."""
    for name, text in pages.render(site):
        yield name, text.encode()
    yield from scripts.render(site)
    if site.licence:
        yield "LICENSE.txt", site.licence.encode()


def render_decks(sites: Sequence[Site]) -> Iterator[tuple[str, bytes]]:
    """Yield the page from which one goes to the sites, each in the folder of its deck's name."""
    yield "index.html", pages.decks(sites).encode()
