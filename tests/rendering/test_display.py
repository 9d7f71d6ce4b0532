import pytest
from hypothesis import given

from bot.rendering.display import Display, Form, form_of, unicode_suffices
from bot.rendering.document import Document, Items, Math, Paragraph, Quote, Strong, Table, Text
from bot.rendering.markdown import parse
from tests.rendering.documents import DOCUMENTS, LAW

TABLE = "| a | b |\n|---|---|\n| 1 | {} |"
FRACTION = r"\frac{1}{1+e^{-x}}"


@pytest.mark.parametrize(
    ("source", "auto", "rich"),
    [
        ("words", False, False),
        ("exactly $x^2 \\le \\alpha_i$", False, True),
        (f"on one line ${FRACTION}$", True, True),
        (f"$${FRACTION}$$", True, True),
        (f"> - **so ${FRACTION}$**", True, True),
        (TABLE.format("2"), False, True),
        (TABLE.format(f"${FRACTION}$"), True, True),
        (r"unknown: $\foo{x}$", True, True),
    ],
)
def test_the_lightest_form_that_is_faithful(source: str, *, auto: bool, rich: bool) -> None:
    document = parse(source)
    better = {True: Form.RICH, False: Form.TEXT}
    assert form_of(document, Display.AUTO) is better[auto]
    assert form_of(document, Display.RICH) is better[rich]
    assert form_of(document, Display.TEXT) is Form.TEXT
    for display in (Display.PICTURE, Display.DARK):
        assert form_of(document, display) is (Form.PICTURE if rich else Form.TEXT)


@pytest.mark.parametrize(
    "wrapped",
    [
        Paragraph((Strong((Math(FRACTION),)),)),
        Quote((Items(((Paragraph((Math(FRACTION),)),),)),)),
        Table(((Math(FRACTION),),), (((Text("x"),),),), ()),
        Table(((Text("x"),),), (((Math(FRACTION),),),), ()),
    ],
)
def test_no_formula_hides(wrapped: Paragraph | Quote | Table) -> None:
    assert not unicode_suffices((wrapped,))


@LAW
@given(DOCUMENTS, DOCUMENTS)
def test_a_document_suffices_if_its_parts_do(one: Document, other: Document) -> None:
    both = unicode_suffices(one) and unicode_suffices(other)
    assert unicode_suffices(one + other) is both
