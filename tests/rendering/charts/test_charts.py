"""Charts: pictures that a phone can show, the same for the same figures, in every state."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from bot.conversation.texts import words
from bot.conversation.views import boards
from bot.domain.knowledge import Deck
from bot.domain.language import Language
from bot.domain.mock import Report
from bot.domain.progress import progress
from bot.rendering.charts import Bar, Bars, Board, Note, Notes, draw, missing
from bot.rendering.charts import font as fonts
from bot.rendering.charts.drawing import _drawn
from bot.rendering.picture import Theme
from bot.rendering.picture.card import COLOURS
from gallery.learner import NOW, ZONE, learner
from tests.rendering.charts.pictures import size_of

BARS = Board("Title", "", (Bars("Shares", (Bar("a", 0.5, "50%"), Bar("b", 1.0, "100%"))),))


def drawn(board: Board, theme: Theme = Theme.LIGHT) -> bytes:
    picture = draw(board, theme)
    assert picture
    return picture


def pixels(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


@pytest.mark.parametrize(
    ("language", "days", "theme"),
    [(Language.ZH, 120, Theme.LIGHT), (Language.EN, 120, Theme.DARK), (Language.ZH, 1, Theme.DARK)],
)
def test_progress_fits_a_phone_and_is_no_large_file(
    deck: Deck, language: Language, days: int, theme: Theme
) -> None:
    """A character that the font lacks would be a warning, and warnings are errors here."""
    board = boards.progress(learner(deck, days), deck, words(language))
    png = drawn(board, theme)
    width, height = size_of(png)
    assert width == 1080
    assert 1500 < height < 2 * width
    assert len(png) < 300_000
    ground = COLOURS[theme]["ground"]
    assert "#{:02x}{:02x}{:02x}".format(*pixels(png).getpixel((0, 0))) == ground  # type: ignore[misc]


def test_nothing_can_be_drawn_too(deck: Deck) -> None:
    nothing = progress(deck, {}, (), NOW, ZONE)
    assert drawn(boards.progress(nothing, deck, words(Language.EN)))


def test_words_alone_can_be_drawn() -> None:
    assert drawn(Board("Title", "", (Notes("To read", (Note("a"),)),)))


def test_the_same_figures_are_the_same_picture() -> None:
    first = drawn(BARS)
    _drawn.cache_clear()
    assert drawn(BARS) == first
    assert drawn(BARS) is drawn(replace(BARS))
    assert drawn(BARS, Theme.DARK) != first


def test_a_bar_is_as_long_as_its_share() -> None:
    picture = pixels(drawn(BARS))
    accent = tuple(int(COLOURS[Theme.LIGHT]["accent"][i : i + 2], 16) for i in (1, 3, 5))
    lengths = {
        sum(picture.getpixel((x, y)) == accent for x in range(picture.width))
        for y in range(picture.height)
    }
    whole = max(lengths)
    assert whole > 500
    assert any(abs(2 * length - whole) <= 4 for length in lengths)


def test_a_long_name_is_shortened() -> None:
    long = Bars("Shares", (Bar("名" * 80, 0.5, "50%"),))
    assert size_of(drawn(replace(BARS, panels=(long,))))[0] == 1080


def test_notes_take_the_lines_they_need() -> None:
    short = Notes("To read", (Note("Why?", ("p. 1",)),))
    long = Notes("To read", (Note("为什么梯度会爆炸 and vanish? " * 8, ("p. 1",)), Note("$L⁰$ₖ")))
    heights = [
        size_of(drawn(replace(BARS, panels=(BARS.panels[0], it))))[1] for it in (short, long)
    ]
    assert heights[0] + 150 < heights[1] < heights[0] + 450


def test_every_question_can_be_written(deck: Deck) -> None:
    """A character that the font lacks would be a warning, and warnings are errors here."""
    entries = tuple(deck.by_id)
    for language in Language:
        found = Report(0, len(entries), {"optimization": 0}, timedelta(), 0, entries)
        assert drawn(boards.interview(found, deck, words(language)))


def test_dollars_are_no_formulas() -> None:
    assert drawn(replace(BARS, title=r"$\frac{1}{2}$ costs $5"))


@pytest.mark.parametrize("lack", ["matplotlib", "font"])
def test_without_matplotlib_or_font_there_is_none_and_the_way_out_is_named(
    monkeypatch: pytest.MonkeyPatch, lack: str
) -> None:
    missing.cache_clear()
    _drawn.cache_clear()
    if lack == "font":
        monkeypatch.setattr(fonts, "file", lambda: None)
    else:
        monkeypatch.setattr(fonts, "find_spec", lambda _: None)
    try:
        said = missing()
        assert said
        assert lack in said
        assert "[pictures]" in said
        assert draw(BARS, Theme.LIGHT) is None
    finally:
        missing.cache_clear()
        _drawn.cache_clear()
