"""The site in a headless Chromium, opened from a folder as a person would."""

import asyncio
import json
from pathlib import Path

import pytest

from bot.decks import Knowledge
from bot.domain.knowledge import Deck
from bot.domain.matching import Found, NotFound, Outcome, Unsure
from tests.site.chromium import Page, ScriptError
from tests.site.conftest import pages

pytestmark = pytest.mark.asyncio(loop_scope="session")

QUERIES = Path(__file__).parents[1] / "knowledge" / "queries.jsonl"
# What nobody types on purpose, and what every port gets wrong first.
ODD = [
    *("", " ", "？！", "#٣٢", "٣٢", "²³", "第三十二题", "第一百零五題", "ﬁne-tuning", "ＳＧＤ"),
    *(
        "Straße",
        "ΣΊΣΥΦΟΣ λ-regularization",
        "正規化與過度擬合的關係",
        "瞭解反覆梯度",
        "naïve Bayés",
    ),
    *(
        "\\lambda 和 $L^2$ 有什么用",
        "剃度小失",
        "tidu xiaoshi",
        "dropuot",
        "covnolution",
        "a" * 900,
    ),
    *("😀" * 700, "梯度" * 400, "dropout 和 L2 哪个好", "q32 and q5", "q32 dropout", "\ud800 梯度"),
    *(
        "2+2",
        "999",
        "5/3",
        "zxcv @@@ 9;9",
        "224*224",
        "224",
        "why 0.9",
        "desire to explore",
        "neutral network",
    ),
]


async def open_in(language: str, page: Page, url: str) -> None:
    """Open a page as somebody who has chosen a language before, and nothing else."""
    await page.open(url)
    await page.run(f"localStorage.clear(), localStorage.setItem('site:language', '{language}')")
    await page.open(url)


def as_site(outcome: Outcome, deck: Deck) -> dict[str, object]:
    """Return an outcome as the site's matcher does, but for the scores."""
    names = {Found: "found", Unsure: "unsure", NotFound: "not_found"}
    outside = outcome.outside if isinstance(outcome, NotFound) else None
    return {
        "outcome": names[type(outcome)],
        "matches": [match.entry.id for match in outcome.matches],
        "also": [m.entry.id for m in outcome.also] if isinstance(outcome, Found) else [],
        "outside": deck.outside.index(outside) if outside else None,
    }


async def test_the_search_finds_what_the_bot_finds(
    exported: Path, page: Page, knowledge: Knowledge
) -> None:
    lines = QUERIES.read_text("utf-8").splitlines()
    queries = [*(json.loads(line)["query"] for line in lines), *ODD]
    await page.open(f"{exported.as_uri()}/index.html")
    script = f"site.ready.then((matcher) => {json.dumps(queries)}.map((q) => matcher.match(q)))"
    for query, got in zip(queries, await page.run(script), strict=True):
        expected = knowledge.matcher.match(query)
        scores = [match.pop("score") for match in got["matches"]]
        got["matches"] = [match["id"] for match in got["matches"]]
        assert got == as_site(expected, knowledge.deck), query
        # Of units that explain exactly as much, either may be the tenth that is weighed.
        assert scores == pytest.approx([m.score for m in expected.matches], abs=2e-3), query


async def test_a_list_of_what_was_found_is_the_bots(
    exported: Path, page: Page, knowledge: Knowledge
) -> None:
    queries = ["梯度", "q32", "norms", "what is q-learning", "正则化"]
    await page.open(f"{exported.as_uri()}/index.html")
    script = f"site.ready.then((matcher) => {json.dumps(queries)}.map((q) => matcher.search(q, 8)))"
    for query, got in zip(queries, await page.run(script), strict=True):
        expected = [match.entry.id for match in knowledge.matcher.search(query, 8)]
        assert [match["id"] for match in got] == expected


async def test_nothing_is_loaded_from_elsewhere_and_nothing_complains(
    exported: Path, page: Page
) -> None:
    for name in ("index", "topics", "book", "quiz", "dl-32", "dl-54"):
        await page.open(f"{exported.as_uri()}/{name}.html")
        await page.run("new Promise((done) => setTimeout(done))")
        assert page.complaints == []
        assert [url for url in page.requests if not url.startswith(("file:", "data:"))] == []


async def test_language_and_theme_are_chosen_and_remembered(exported: Path, page: Page) -> None:
    url = f"{exported.as_uri()}/dl-32.html"
    await open_in("zh", page, url)
    shown = (
        "[document.documentElement.lang, document.title, document.querySelector('h1').innerText]"
    )
    lang, title, heading = await page.run(shown)
    assert lang == "zh-Hans"
    assert (
        title
        == heading
        == "Dropout 与 Bagging 有什么联系与区别？Dropout 的意义是什么，为什么效果好？"
    )
    await page.run("document.getElementById('language').click()")
    await page.run("document.getElementById('theme').click()")
    theme = await page.run("document.documentElement.dataset.theme")
    await page.open(url)
    lang, title, heading = await page.run(shown)
    assert lang == "en"
    assert title == heading
    assert title.startswith("How is dropout related")
    assert await page.run("document.documentElement.dataset.theme") == theme


async def test_a_search_shows_the_answer_and_asks_back_and_says_no(
    exported: Path, page: Page
) -> None:
    await open_in("en", page, f"{exported.as_uri()}/index.html?q=exploding+gradients")
    shown = "site.ready.then(() => document.getElementById('results').innerText)"
    assert "gradient clipping" in await page.run(shown)
    await page.run("document.getElementById('q').focus()")
    await page.press("ArrowDown")
    focused = "document.activeElement.textContent"
    assert "Which remedies solve or mitigate exploding gradients?" in await page.run(focused)
    ask = "(q) => { document.getElementById('q').value = q; search.requestSubmit(); }"
    await page.run(f"site.speak('zh'), ({ask})('随机')")
    assert (await page.run(shown)).startswith("你是想问这个吗？")
    await page.run(f"site.speak('en'), ({ask})('what is q-learning')")
    assert (await page.run(shown)).startswith("“Q-learning and DQN” is not in this deck yet.")
    topics = "!document.getElementById('overview').hidden"
    assert await page.run(topics)  # what there is instead
    await page.run(f"({ask})('dropout')")
    await page.run(shown)
    assert not await page.run(topics)


async def test_a_hash_is_a_permalink(exported: Path, page: Page) -> None:
    await page.open(f"{exported.as_uri()}/index.html#dl-32")
    async with asyncio.timeout(30):
        while not await is_at("dl-32.html", page):
            pass


async def is_at(name: str, page: Page) -> bool:
    """Tell whether the browser has come to a page; on its way it may have none to ask."""
    try:
        path: str = await page.run("location.pathname")
    except ScriptError:
        return False
    return path.endswith(f"/{name}")


async def test_a_page_of_the_book_leads_to_its_questions(exported: Path, page: Page) -> None:
    await open_in("en", page, f"{exported.as_uri()}/book.html#p-258")
    found = "document.getElementById('found')"
    assert await page.run(f"{found}.querySelector('h2').innerText") == "Page 258 · 7.12 Dropout"
    links = await page.run(f"[...{found}.querySelectorAll('a')].map((a) => a.pathname)")
    assert sorted(link.split("/")[-1] for link in links) == ["dl-32.html", "dl-60.html"]
    await page.run("location.hash = '#p-2'")
    await page.run("new Promise((done) => setTimeout(done))")
    assert "No question cites this page." in await page.run(f"{found}.innerText")


async def test_the_quiz_goes_by_keyboard_and_is_remembered(exported: Path, page: Page) -> None:
    url = f"{exported.as_uri()}/quiz.html?entry=dl-32"
    await open_in("en", page, url)
    await page.press("3")  # what has not been looked at is not graded
    assert await page.run("localStorage.getItem(site.progress.key)") is None
    await page.press(" ")
    assert "approximate bagging" in await page.run("document.getElementById('card').innerText")
    await page.press("4")
    kept = json.loads(await page.run("localStorage.getItem(site.progress.key)"))
    assert kept["dl-32"]["box"] == 2
    second = await page.run("document.getElementById('card').innerText")
    await page.press("n")
    assert await page.run("document.getElementById('card').innerText") != second
    await page.press("?")
    assert await page.run("document.getElementById('keys').open")
    await page.open(url)
    assert "Learning 1" in await page.run("document.getElementById('progress').innerText")


async def test_the_quiz_by_options_grades_by_itself(exported: Path, page: Page) -> None:
    await open_in("en", page, f"{exported.as_uri()}/quiz.html?topic=regularization&mode=pick")
    options = "[...document.querySelectorAll('.option')]"
    right = await page.run(f"{options}.findIndex((option) => option.dataset.correct === 'yes')")
    await page.press(str(right + 1))
    assert "Right." in await page.run("document.querySelector('.why').innerText")
    [kept] = json.loads(await page.run("localStorage.getItem(site.progress.key)")).values()
    assert kept["box"] == 1


async def test_the_quiz_goes_on_where_nothing_may_be_remembered(exported: Path, page: Page) -> None:
    forbid = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })"
    added = await page.send("Page.addScriptToEvaluateOnNewDocument", source=forbid)
    await page.open(f"{exported.as_uri()}/quiz.html?entry=dl-32")
    await page.press(" ")
    await page.press("3")
    assert page.complaints == []
    assert not await page.run("document.getElementById('unkept').hidden")
    await page.send("Page.removeScriptToEvaluateOnNewDocument", **added)


async def test_an_address_that_names_no_question_begins_a_quiz(exported: Path, page: Page) -> None:
    for name in ("dl-0", "constructor", "__proto__"):
        await page.open(f"{exported.as_uri()}/quiz.html?entry={name}")
        assert page.complaints == []
        assert await page.run("document.querySelector('#card h2').innerText")


async def test_who_hears_the_site_hears_levels_and_scrolls_by_keys(
    exported: Path, page: Page
) -> None:
    await page.show(360, 740)
    await open_in("en", page, f"{exported.as_uri()}/index.html?q=随机")
    await page.run("site.ready.then(() => 1)")
    level = await page.run("document.querySelector('#results .level .hidden').innerText")
    assert level in {"Warm-up", "Core", "Deep"}
    await page.open(f"{exported.as_uri()}/dl-01.html")
    script = """document.fonts.ready.then(() => {
        site.typeset();
        const wide = [...document.querySelectorAll('.math.display')].filter(
            (formula) => formula.scrollWidth > formula.clientWidth,
        );
        return [wide.length, wide.filter((formula) => formula.tabIndex === 0).length];
    })"""
    wide, reached = await page.run(script)
    assert wide == reached > 0


async def test_no_page_is_wider_than_a_phone(exported: Path, page: Page) -> None:
    await page.show(360, 740)
    names = [path.stem for path in pages(exported)]
    wide = []
    for name in ("index", "topics", "book", "quiz", "dl-14", "dl-55", *names[::40]):
        await page.open(f"{exported.as_uri()}/{name}.html")
        for language in ("zh", "en"):
            await page.run(f"(site.speak('{language}'), document.fonts.ready.then(() => 1))")
            if await page.run("document.documentElement.scrollWidth") > 360:
                wide.append((name, language))
    await page.show(1200, 900)
    assert wide == []
