"""``export site``: what is written, and what is refused."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from bot.cli import run
from bot.conversation.texts import words
from bot.conversation.views.site import site
from bot.domain.knowledge import Deck
from bot.domain.language import Language
from bot.rendering.site import PAGES, render
from tests.decks import write_deck

Captured = pytest.CaptureFixture[str]
ASSETS = Path(__file__).parents[2] / "bot" / "rendering" / "site"


class Links(HTMLParser):
    """What a page links to and loads, and where one can link to in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.loaded: list[str] = []
        self.ids: list[str] = []
        self.scripts_within = ""
        self.tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a":
            self.targets.append(given["href"])
        elif tag in {"script", "link", "img"} and given.get("rel") != "canonical":
            self.loaded.append(given.get("src") or given["href"])

    def handle_data(self, data: str) -> None:
        if self.tags and self.get_starttag_text() and self.cdata_elem == "script":
            self.scripts_within += data


def test_every_link_leads_somewhere(exported: Path) -> None:
    pages = {path.name: Links(path.read_text("utf-8")) for path in exported.glob("*.html")}
    for name, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), name
        for target in page.targets:
            to = urlsplit(target)
            if to.scheme:
                assert to.scheme in {"http", "https"}
                continue
            assert (exported / (to.path or name)).is_file(), f"{name}: {target}"
            if to.fragment:
                assert unquote(to.fragment) in pages[to.path or name].ids, f"{name}: {target}"


def test_pages_load_only_what_is_there_and_hold_no_scripts(exported: Path) -> None:
    for path in exported.glob("*.html"):
        page = Links(path.read_text("utf-8"))
        for loaded in page.loaded:
            assert loaded.startswith("data:image/svg+xml,") or (exported / loaded).is_file()
        assert page.scripts_within == ""
        assert "default-src 'none'" in path.read_text("utf-8")
        assert not re.search(r'\s(?:style|on\w+)="', path.read_text("utf-8"))


def test_the_styles_load_only_fonts_that_are_there(exported: Path) -> None:
    for path in exported.rglob("*.css"):
        for url in re.findall(r"url\(([^)]*)\)", path.read_text("utf-8")):
            assert (path.parent / url).is_file()


def test_without_scripts_formulas_are_text(exported: Path) -> None:
    page = (exported / "dl-01.html").read_text("utf-8")
    assert '<span class="math" data-latex="x^\\top x">xᵀx</span>' in page
    assert "∑ᵢ |xᵢ|" in page


def test_texts_of_the_deck_are_no_markup(deck: Deck) -> None:
    hostile = """<img src=x onerror="alert(1)"></script>'&amp; $a"><img src=y>$"""
    raw = deck.model_dump(mode="json", exclude={"outside"})
    raw["topics"] = raw["topics"][:1]
    raw["topics"][0]["entries"] = raw["topics"][0]["entries"][:3]
    for kept in raw["topics"][0]["entries"]:
        kept["related"] = []
    entry = raw["topics"][0]["entries"][0]
    for text in (entry["question"], entry["short"], entry["points"][0], entry["detail"]):
        text["zh"] = text["en"] = hostile
    entry["aliases"]["zh"] = entry["aliases"]["en"] = [hostile]
    entry["links"] = [{"title": hostile, "url": "https://example.org/"}]
    raw["title"]["zh"] = raw["topics"][0]["heading"]["name"]["en"] = hostile
    changed = Deck.model_validate(raw)
    for name, held in render(site(changed)):
        if name.endswith(".html"):
            assert "<img" not in held.decode(), name
            assert "img" not in Links(held.decode()).tags, name
        elif name.endswith(".js") and "/data-" in name and "search" not in name:
            assert b"<img" not in held, name


def test_what_the_scripts_say_is_in_the_locales() -> None:
    names = {name.removeprefix("site-") for name in words(Language.EN).names("site-")}
    scripts = "\n".join(path.read_text("utf-8") for path in (ASSETS / "assets").glob("*.js"))
    said = set(re.findall(r'\b(?:said|say|word|button)\("([a-z0-9-]+)"', scripts))
    pages = "\n".join(path.read_text("utf-8") for path in (ASSETS / "templates").glob("*.html"))
    assert said <= names
    quoted = set(re.findall(r'"([a-z0-9-]+)"', scripts + pages))
    by_rule = {"level-1", "level-2", "level-3", "about"} | {"known", "learning", "new"}
    assert names - quoted - by_rule == set()


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another deck than the shipped one."""
    folder = write_deck(tmp_path / "decks", "databases")
    monkeypatch.setenv("BOT_KNOWLEDGE", str(folder))
    return folder


def test_another_deck_becomes_a_site(small: Path, tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "out"
    assert run(["export", "site", str(out), "--base-url", "https://example.org/db"]) == 0
    assert capsys.readouterr().out.startswith(f"{out / 'index.html'}: 3 questions\n")
    page = (out / "databases-1.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://example.org/db/databases-1.html">' in page
    assert "<loc>https://example.org/db/databases-3.html</loc>" in (out / "sitemap.xml").read_text()
    assert not (out / "LICENSE.txt").exists()


def test_the_licence_is_the_decks_or_that_of_the_folder_around(small: Path, tmp_path: Path) -> None:
    (small.parent / "LICENSE").write_text("Share them all.", "utf-8")
    assert run(["export", "site", str(tmp_path / "first")]) == 0
    assert (tmp_path / "first" / "LICENSE.txt").read_text("utf-8") == "Share them all."
    (small / "LICENSE").write_text("Share this one.", "utf-8")
    assert run(["export", "site", str(tmp_path / "second")]) == 0
    assert (tmp_path / "second" / "LICENSE.txt").read_text("utf-8") == "Share this one."


def test_a_deck_that_has_only_begun_becomes_a_site(small: Path, tmp_path: Path) -> None:
    (small / "basics.yaml").write_text("[]", "utf-8")
    book = small.parent / "books" / "databases-book.yaml"
    book.write_text(book.read_text("utf-8").partition("chapters:")[0] + "chapters: []\n", "utf-8")
    assert run(["export", "site", str(tmp_path / "out")]) == 0
    assert len(list((tmp_path / "out").glob("*.html"))) == len(PAGES)


def test_several_decks_have_a_folder_each(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("databases", "cooking"):
        (write_deck(tmp_path / "decks", name) / "LICENSE").write_text("Share it.", "utf-8")
    monkeypatch.setenv("BOT_KNOWLEDGE", str(tmp_path / "decks"))
    out = tmp_path / "out"
    assert run(["export", "site", str(out)]) == 0
    assert capsys.readouterr().out.startswith(f"{out / 'index.html'}: 6 questions\n")
    first = Links((out / "index.html").read_text("utf-8"))
    assert sorted(first.targets) == ["cooking/index.html", "databases/index.html"]
    for target in (*first.targets, *first.loaded[1:], "cooking/LICENSE.txt"):
        assert (out / target).is_file()


def test_a_folder_that_holds_something_is_left_alone(
    small: Path, tmp_path: Path, capsys: Captured
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("mine")
    (out / "index.html").write_text("old")
    (out / "mine.html").write_text("<!doctype html><p>mine")
    assert run(["export", "site", str(out)]) == 1
    assert "is not empty; choose another folder, or add --force" in capsys.readouterr().err
    assert (out / "index.html").read_text() == "old"
    assert run(["export", "site", "--force", str(out)]) == 0
    assert (out / "mine.txt").read_text() == "mine"
    assert (out / "mine.html").read_text() == "<!doctype html><p>mine"
    assert (out / "index.html").read_text("utf-8") != "old"


def test_the_page_of_an_entry_that_is_gone_goes(small: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(["export", "site", str(out)]) == 0
    text = (small / "basics.yaml").read_text("utf-8")
    (small / "basics.yaml").write_text(text[: text.index("- id: databases-3")], "utf-8")
    assert run(["export", "site", "--force", str(out)]) == 0
    assert (out / "databases-2.html").exists()
    assert not (out / "databases-3.html").exists()


def test_it_says_what_is_wrong(small: Path, tmp_path: Path, capsys: Captured) -> None:
    assert run(["export", "site", str(tmp_path / "a"), "--base-url", "example.org"]) == 1
    assert "it should be like https://example.org/deck/" in capsys.readouterr().err
    (tmp_path / "file").write_text("")
    assert run(["export", "site", str(tmp_path / "file")]) == 1
    assert "cannot be written" in capsys.readouterr().err
    text = (small / "basics.yaml").read_text("utf-8")
    (small / "basics.yaml").write_text(text.replace("id: databases-2", "id: quiz"), "utf-8")
    assert run(["export", "site", str(tmp_path / "b")]) == 1
    assert "the entry quiz would have the page quiz.html" in capsys.readouterr().err
    assert not (tmp_path / "b").exists()


def test_data_are_scripts_that_hold_json(exported: Path) -> None:
    for path in (exported / "assets").glob("data-*.js"):
        first, second = path.read_text("utf-8").splitlines()
        assert first == "globalThis.siteData = globalThis.siteData ?? {};"
        name, _, value = second.partition(" = ")
        assert name == f"siteData.{path.stem.removeprefix('data-')}"
        assert json.loads(value.removesuffix(";"))
