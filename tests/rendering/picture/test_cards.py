"""Cards: what is on them, how large they are, and that nothing runs over the edge."""

from importlib.util import find_spec
from io import BytesIO

import pytest
from PIL import Image

from bot.conversation.texts import words
from bot.conversation.views import answers
from bot.domain.knowledge import Deck
from bot.domain.language import Language
from bot.rendering.document import (
    Align,
    Document,
    Formula,
    Heading,
    Items,
    Math,
    Paragraph,
    Preformatted,
    Quote,
    Table,
    Text,
)
from bot.rendering.markdown import parse
from bot.rendering.picture import Theme, compose, fonts, typeset
from bot.rendering.picture.content import pieces
from bot.rendering.picture.typesetting import PictureError

WIDTH = 1280
MARGIN = 64
MOST_BYTES = 300_000
HIGHEST = 2.35  # times the width
COARSE = 0.25  # pixels a point: an eighth of what people get
HOSTILE = '#panic("x") $x$ *b* \\#{1+1} "];#read("/etc/passwd") // <label> @ref `raw` \u202e\0'


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def pictures(document: Document, theme: Theme = Theme.LIGHT) -> list[Image.Image]:
    return [Image.open(BytesIO(png)).convert("RGB") for png in typeset(compose(document, theme))]


def shown(deck: Deck, language: Language) -> list[Document]:
    say = words(language)
    views = (answers.entry, answers.detail)
    return [view(entry, deck, say).document for entry in deck.entries for view in views]


def is_blank(strip: Image.Image) -> bool:
    return len(strip.getcolors() or "more than 256") == 1


@pytest.mark.parametrize("language", Language)
def test_everything_that_is_known_fits_on_cards(deck: Deck, language: Language) -> None:
    """Nothing runs into the margin on the right, and no card is too high for Telegram."""
    for document in shown(deck, language):
        for png in typeset(compose(document, Theme.LIGHT), COARSE):
            card = Image.open(BytesIO(png)).convert("RGB")
            width, height = card.size
            assert width == WIDTH * COARSE // 2
            assert height <= HIGHEST * width, document[0]
            margin = int(MARGIN * COARSE / 2)
            assert is_blank(card.crop((width - margin + 2, 0, width, height))), document[0]


@pytest.mark.parametrize("theme", Theme)
def test_cards_are_small_files(deck: Deck, theme: Theme) -> None:
    longest = sorted(
        shown(deck, Language.ZH) + shown(deck, Language.EN), key=lambda d: -len(str(d))
    )
    for document in longest[:3]:
        for png in typeset(compose(document, theme)):
            assert Image.open(BytesIO(png)).size[0] == WIDTH
            assert len(png) <= MOST_BYTES


def test_themes_are_light_and_dark() -> None:
    (light,), (dark,) = (pictures((paragraph("x"),), theme) for theme in Theme)
    assert light.getpixel((5, 5)) == (255, 255, 255)
    ground = dark.getpixel((5, 5))
    assert isinstance(ground, tuple)
    assert max(ground) < 64


def test_every_block_is_drawn() -> None:
    blank = pictures((paragraph("x"),))[0].size[1]
    cell = (Math(r"\frac{a}{b}"), Text(" 中文 and words"))
    blocks: Document = (
        Heading((Text("h"),), 2),
        Formula(r"\sum_{i=1}^n x_i"),
        Formula(r"\unknown{x}"),
        Preformatted("for x in y:\n    pass", "python"),
        Items(((paragraph("a"),), (paragraph("b"),)), start=9),
        Quote((Items(((paragraph("a"),),)),), expandable=True),
        Table((cell, cell), ((cell, cell),), (Align.LEFT, Align.RIGHT)),
        *parse("> a\n\n---\n\n1. x\n\n   - y `code` **b** *i* [l](https://example.org)  \n     z"),
    )
    for block in blocks:
        assert pictures((paragraph("x"), block))[0].size[1] > blank, block


def test_text_is_never_read_as_markup() -> None:
    hostile = (paragraph(HOSTILE), Preformatted(HOSTILE), Formula(HOSTILE))
    assert len(pictures(hostile)) == 1
    card = compose(hostile, Theme.LIGHT)
    assert '#panic(\\"x\\")' in card.content  # as it is, between quotation marks


def test_what_is_long_is_divided_between_blocks() -> None:
    long = tuple(paragraph(f"{number}. " + "很长的一段话。" * 30) for number in range(20))
    cards = pictures(long)
    assert len(cards) > 2
    heights = [card.size[1] for card in cards]
    assert max(heights) - min(heights) < 700  # none is left with a line or two


def test_a_table_of_many_columns_is_made_smaller() -> None:
    row = tuple((Text(f"column{number}"),) for number in range(16))
    [card] = pictures((Table(row, (row, row), (Align.LEFT,) * len(row)),))
    assert right_end(card.convert("L")) <= WIDTH - MARGIN
    assert is_blank(card.crop((WIDTH - MARGIN + 2, 0, *card.size)))


def test_a_heading_stays_with_what_it_is_about() -> None:
    [first, second] = pieces((paragraph("a"), Heading((Text("h"),), 2), paragraph("b")))
    assert [block[0] for block in first[1:]] == ["paragraph"]
    assert [block[0] for block in second[1:]] == ["title", "paragraph"]


def test_a_formula_stays_with_the_sentence_that_it_is_part_of() -> None:
    [first, second] = pieces(parse("a\n\n$$x$$\n\nb"))
    assert [call[0] for call in first[1:]] == ["paragraph", "display"]
    assert [call[0] for call in second[1:]] == ["paragraph"]


def test_short_formulas_stay_on_a_line() -> None:
    [[_, [_, short, _, long]]] = pieces(parse(r"$x=1$ $J(\theta)=a+b+c+d+e$"))
    assert (short[0], short[2]) == ("inline", True)
    assert (long[0], long[2]) == ("inline", False)


def test_no_line_begins_with_a_semicolon_or_colon_behind_a_formula() -> None:
    [[_, [_, _, semicolon, _, colon, _, comma]]] = pieces(parse("$x$；又 $y$：即 $z$，等"))
    assert semicolon == ["words", "\u2060；又 "]
    assert colon == ["words", "\u2060：即 "]
    assert comma == ["words", "，等"]


def test_quotation_marks_are_narrow_in_english() -> None:
    curly, straight = (
        Image.open(BytesIO(typeset(compose((paragraph(text),), Theme.LIGHT))[0])).convert("L")
        for text in ("“it” " * 9, '"it" ' * 9)
    )
    assert right_end(curly) == pytest.approx(right_end(straight), rel=0.1)


def right_end(image: Image.Image) -> int:
    """Where what is dark ends, in pixels."""
    box = image.point(lambda shade: 255 * (shade < 128)).getbbox()
    assert box
    return box[2]


def test_the_same_card_has_the_same_name() -> None:
    one, same = (compose((paragraph("a"),), Theme.LIGHT) for _ in range(2))
    assert one.digest == same.digest
    assert len({one.digest, compose((paragraph("a"),), Theme.DARK).digest}) == 2
    assert len({one.digest, compose((paragraph("b"),), Theme.LIGHT).digest}) == 2


def test_the_language_is_that_of_most_of_the_text() -> None:
    assert '"language": "zh"' in compose((paragraph("什么是 dropout？"),), Theme.LIGHT).content
    english = compose((paragraph("The book in translation is called 深度学习."),), Theme.LIGHT)
    assert '"language": "en"' in english.content


@pytest.mark.parametrize("module", ["typst", "pypdfium2", "PIL"])
def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    known = find_spec
    monkeypatch.setattr(
        "bot.rendering.picture.fonts.find_spec",
        lambda name: None if name == module else known(name),
    )
    fonts.missing.cache_clear()
    lacks = fonts.missing()
    fonts.missing.cache_clear()
    assert lacks
    assert {"PIL": "pillow"}.get(module, module) in lacks
    assert "install the bot with the extra [pictures]" in lacks


def test_a_document_that_cannot_be_set_is_refused() -> None:
    deep: Document = (paragraph("x"),)
    for _ in range(200):
        deep = (Items((deep,)),)
    with pytest.raises(PictureError):
        typeset(compose(deep, Theme.LIGHT))
