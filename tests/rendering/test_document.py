"""Which blocks of a document belong on one page, and what is within it."""

from itertools import chain

import pytest
from hypothesis import given

from bot.rendering.document import Document, Text, sections, walk
from bot.rendering.markdown import parse
from tests.rendering.documents import DOCUMENTS, LAW, texts


@pytest.mark.parametrize(
    ("markdown", "together"),
    [
        ("a\n\nb", [1, 1]),
        ("# A\n\na\n\nb", [2, 1]),
        ("# A\n\n## B\n\nb", [3]),
        ("a\n\n$$x$$\n\nb", [2, 1]),
        ("$$x$$\n\n$$y$$\n\nb", [2, 1]),
        ("as follows:\n\n- b", [2]),
        ("如下：\n\n|a|b|\n|-|-|\n|1|2|\n\nc", [2, 1]),
        ("**Why:**\n\nb", [2]),
        ("see `a:`\n\nb", [1, 1]),
        ("as follows:", [1]),
        ("a\n\n# A", [1, 1]),
    ],
)
def test_what_leads_to_something_stays_with_it(markdown: str, together: list[int]) -> None:
    assert [len(section) for section in sections(parse(markdown))] == together


@LAW
@given(DOCUMENTS)
def test_sections_are_the_document(document: Document) -> None:
    assert tuple(chain.from_iterable(sections(document))) == document
    assert all(sections(document))


@LAW
@given(DOCUMENTS)
def test_a_walk_comes_to_every_text(document: Document) -> None:
    found = [part.text for part in walk(document) if isinstance(part, Text)]
    assert set(found) <= set(texts(document))
