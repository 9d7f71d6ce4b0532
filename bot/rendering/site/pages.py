"""The pages of a site, from the templates."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final
from xml.sax.saxutils import escape

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.rendering.site import writing
from bot.rendering.site.content import Entry, Site

NAMES: Final = ("index", "topics", "book", "quiz")


def render(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the name of each page, and its HTML."""
    templates = environment(site=site, t=site.words)
    for name in NAMES:
        page = templates.get_template(f"{name}.html")
        yield f"{name}.html", page.render(page=f"{name}.html")
    page = templates.get_template("entry.html")
    names = {topic.id: topic.name for topic in site.topics}
    for before, entry, after in _neighbours(site.entries):
        topic = names[entry.card.topic]
        name = f"{entry.card.id}.html"
        yield name, page.render(page=name, entry=entry, topic=topic, before=before, after=after)
    if site.base_url:
        yield "sitemap.xml", _sitemap(site, site.base_url)


def decks(sites: Sequence[Site]) -> str:
    """Return the page that leads to several sites."""
    return environment().get_template("decks.html").render(sites=sites)


def environment(**known: Any) -> Environment:
    """Return what renders our templates; they know our writers, and what else is told here."""
    made = Environment(
        loader=PackageLoader("bot.rendering.site", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    writers = {"said": writing.said, "line": writing.line, "blocks": writing.blocks}
    made.globals.update({**writers, **known})
    return made


def _neighbours(
    entries: tuple[Entry, ...],
) -> Iterator[tuple[Entry | None, Entry, Entry | None]]:
    """Yield each entry with the one before it and the one after it."""
    padded = (None, *entries, None)
    for (before, entry), (_, after) in pairwise(pairwise(padded)):
        if entry is not None:
            yield before, entry, after


def _sitemap(site: Site, base_url: str) -> str:
    names = [f"{name}.html" for name in NAMES] + [f"{e.card.id}.html" for e in site.entries]
    urls = "".join(f"<url><loc>{escape(base_url + name)}</loc></url>\n" for name in names)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{urls}</urlset>\n'
