"""Documents as HTML for Anki, and what all HTML of ours keeps to."""

from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given

from bot.rendering import html
from bot.rendering.anki_html import render
from bot.rendering.document import Code, Document, Items, Paragraph, Text
from bot.rendering.markdown import parse
from bot.rendering.site.writing import DIALECT
from tests.rendering.documents import DOCUMENTS


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("$a<b$", r"<p>\(a&lt;b\)</p>"),
        ("$$\n\\frac12\n$$", r"<p>\[\frac12\]</p>"),
        ("**bold** *it* `x<y`", "<p><b>bold</b> <i>it</i> <code>x&lt;y</code></p>"),
        ("- one\n- two", "<ul><li>one</li><li>two</li></ul>"),
        ("3. one\n4. two", '<ol start="3"><li>one</li><li>two</li></ol>'),
        ("## Title", "<h3>Title</h3>"),
        ("[book](https://x.org/?a=1&b=2)", '<p><a href="https://x.org/?a=1&amp;b=2">book</a></p>'),
        (  # a header that says nothing is none
            "| | a |\n|--:|--:|\n| b | c |",
            (
                '<table><tr><td style="text-align: right"></td><th style="text-align: right">a</th>'
                '</tr><tr><td style="text-align: right">b</td><td style="text-align: right">c</td>'
                "</tr></table>"
            ),
        ),
        (
            "| a |\n|--:|\n| $x$ |",
            (
                '<table><tr><th style="text-align: right">a</th></tr>'
                r'<tr><td style="text-align: right">\(x\)</td></tr></table>'
            ),
        ),
    ],
)
def test_examples(markdown: str, expected: str) -> None:
    assert render(parse(markdown)) == expected


def test_an_item_of_several_blocks_keeps_them_apart() -> None:
    paragraphs = (Paragraph((Text("a"),)), Paragraph((Text("b"),)))
    assert render((Items((paragraphs,)),)) == "<ul><li><p>a</p><p>b</p></li></ul>"


@pytest.mark.parametrize("text", ["[sound:a.mp3]", "[latex]x[/latex]", "[$]x[/$]", "[anki:tts x]"])
def test_anki_acts_on_nothing_that_is_text(text: str) -> None:
    written = render((Paragraph((Text(text), Code(text))),))
    assert "[" not in written
    assert unescape(written) == f"<p>{text}<code>{text}</code></p>"


class Tags(HTMLParser):
    """Checks that tags nest and close, and that there are no others than we write."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.named: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.named |= {name for name, _ in attrs}
        if tag not in {"br", "hr"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def on_the_site(document: Document) -> str:
    return html.render(document, DIALECT)


@pytest.mark.parametrize("written", [render, on_the_site])
@given(document=DOCUMENTS)
def test_tags_close_and_no_text_becomes_one(
    written: Callable[[Document], str], document: Document
) -> None:
    tags = Tags()
    tags.feed(written(document))
    tags.close()
    assert tags.open == []
    headings = {f"h{level}" for level in range(2, 7)}
    blocks = {"p", "ul", "ol", "li", "table", "tr", "th", "td", "pre", "blockquote", "hr"}
    inline = {"b", "i", "a", "code", "br", "small"}
    assert tags.seen <= headings | blocks | inline | {"div", "span"}
    assert tags.named <= {"class", "tabindex", "data-latex", "href", "start", "style"}
