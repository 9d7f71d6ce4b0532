"""From the book to the deck: reading places, and who cites them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.knowledge import Bilingual, Deck, Pages
from bot.domain.places import (
    InSection,
    OnPages,
    in_section,
    neighbours,
    on_pages,
    read_pages,
    read_place,
    read_section,
)


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("258", (258, 258)),
        ("258-260", (258, 260)),
        ("260–258", (258, 260)),
        ("p. 258", (258, 258)),
        ("pp258-260", (258, 260)),
        ("page 258", (258, 258)),
        ("第 258 页", (258, 258)),
        ("第258至260頁", (258, 260)),
        (" 9999 ", (9999, 9999)),
    ],
)
def test_pages_are_read(text: str, pages: tuple[int, int]) -> None:
    assert read_pages(text) == Pages(first=pages[0], last=pages[1])


@pytest.mark.parametrize("text", ["", "x", "0", "12345", "-3", "258-", "chapter 7", "7.4", "²"])
def test_what_is_no_page_is_none(text: str) -> None:
    assert read_pages(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", "7"),
        ("ch7", "7"),
        ("Chapter 7", "7"),
        ("第7章", "7"),
        ("第七章", "7"),
        ("第 七 章".replace(" ", ""), "7"),
        ("第十章", "10"),
        ("第十二章", "12"),
        ("第二十章", "20"),
        ("7.12", "7.12"),
        ("§7.12", "7.12"),
        ("第 7.12 节", "7.12"),
        ("section 7.12", "7.12"),
        ("Dropout", "7.12"),
        ("convolution", "9"),
        ("正则化", "7"),
        ("蒙特卡罗", "17"),
        ("深度学习中的正则化", "7"),
    ],
)
def test_sections_are_read(deck: Deck, text: str, number: str) -> None:
    section = read_section(text, deck)
    assert section is not None
    assert section.number == number


def test_a_title_goes_before_those_that_hold_it(deck: Deck) -> None:
    named = [
        chapter.model_copy(update={"title": Bilingual(zh="章", en=title), "sections": ()})
        for chapter, title in zip(deck.book.chapters, ("Deep Networks", "Networks"), strict=False)
    ]
    book = deck.book.model_copy(update={"chapters": tuple(named)})
    section = read_section("networks", deck.model_copy(update={"book": book}))
    assert section == named[1]


@pytest.mark.parametrize("text", ["", "21", "0", "7.99", "第一百章", "十一十", "astrology", "!!"])
def test_what_is_no_section_is_none(deck: Deck, text: str) -> None:
    assert read_section(text, deck) is None


def test_a_page_has_the_entries_that_cite_it(deck: Deck) -> None:
    place = on_pages(Pages(first=258, last=258), deck)
    assert "dl-32" in {entry.id for entry in place.entries}
    assert place.section is not None
    assert place.section.number == "7.12"  # 7.11 ends on this page


def test_a_chapter_has_what_its_sections_have(deck: Deck) -> None:
    for chapter in deck.book.chapters:
        whole = in_section(chapter, deck).entries
        parts = {
            entry.id for section in chapter.sections for entry in in_section(section, deck).entries
        }
        assert parts <= {entry.id for entry in whole}


def test_chapter_one_is_not_chapter_ten(deck: Deck) -> None:
    first, tenth = (read_section(number, deck) for number in ("1", "10"))
    assert first is not None
    assert tenth is not None
    cited = {
        citation.section.partition(".")[0]
        for entry in in_section(first, deck).entries
        for citation in entry.book
    }
    assert "1" in cited
    assert in_section(first, deck).entries != in_section(tenth, deck).entries


def test_neighbours_are_cited_and_on_their_sides(deck: Deck) -> None:
    for page in range(1, 760, 7):
        before, after = neighbours(_page(page), deck)
        assert before is None or (before < page and on_pages(_page(before), deck).entries)
        assert after is None or (after > page and on_pages(_page(after), deck).entries)


def test_the_neighbours_of_a_range_lie_outside_it(deck: Deck) -> None:
    before, after = neighbours(Pages(first=73, last=75), deck)
    assert before is not None
    assert after is not None
    assert before < 73
    assert after > 75


def _page(number: int) -> Pages:
    return Pages(first=number, last=number)


@pytest.mark.parametrize(
    ("words", "used", "kind"),
    [
        (["chapter", "7"], 2, InSection),
        (["ch7", "5"], 1, InSection),
        (["第7章"], 1, InSection),
        (["第", "7", "章"], 3, InSection),
        (["7.12", "hard"], 1, InSection),
        (["page", "258"], 2, OnPages),
        (["p258"], 1, OnPages),
        (["第258页"], 1, OnPages),
    ],
)
def test_a_place_among_other_words(deck: Deck, words: list[str], used: int, kind: type) -> None:
    place, count = read_place(words, deck)
    assert (type(place), count) == (kind, used)


@pytest.mark.parametrize(
    ("words", "used"),
    [
        (["7"], 0),
        (["5", "chapter", "7"], 0),
        (["十"], 0),
        (["第7"], 0),
        ([], 0),
        (["chapter", "99", "hard"], 2),
        (["第99章"], 1),
        (["page", "0"], 2),
    ],
)
def test_no_place_that_the_book_has(deck: Deck, words: list[str], used: int) -> None:
    assert read_place(words, deck) == (None, used)


@given(st.text(alphabet="0123456789.第章页节 chpage十七二-§x", max_size=12))
def test_nothing_crashes(deck: Deck, text: str) -> None:
    pages = read_pages(text)
    if pages:
        on_pages(pages, deck)
    read_section(text, deck)
    read_place(text.split(), deck)
