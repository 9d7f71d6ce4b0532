import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.botapi.formatting import to_html
from tests.botapi.html import parse_html
from tests.botapi.refusal import Refusal

_TAGS = st.sampled_from(["b", "i", "u", "s", "code", "tg-spoiler", "blockquote"])


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


def _wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    element = st.builds(lambda tag, content: f"<{tag}>{content}</{tag}>", _TAGS, inner)
    return st.lists(element, min_size=1, max_size=3).map("".join)


_DOCUMENTS = st.recursive(st.text(min_size=1).map(_escaped), _wrapped, max_leaves=6)


@given(st.text())
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert parse_html(html.escape(text)) == (text, [])


@given(_DOCUMENTS)
def test_what_is_written_from_entities_reads_as_the_same_entities(source: str) -> None:
    text, entities = parse_html(source)
    assert parse_html(to_html(text, tuple(entities)))[0] == text


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("你<br>", 'Unsupported start tag "br" at byte offset 3'),
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("<b/>", 'Unsupported start tag "b/" at byte offset 0'),
        ("x <b", "Unclosed start tag at byte offset 2"),
        ("<a href='x", 'Malformed attribute in the tag "a" at byte offset 0'),
        ("<a href=", 'Malformed attribute in the tag "a" at byte offset 0'),
        ("<a href ", 'Unclosed start tag "a" at byte offset 0'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        (
            "<b><i>x</b></i>",
            'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
        ),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_it_refuses_what_telegram_refuses(source: str, why: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse_html(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {why}"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("&lt;&gt;&amp;&quot;&#39;&#x27;", "<>&\"''"),
        ("&lt &#65 x", "< A x"),
        ("&nbsp;&apos;&", "&nbsp;&apos;&"),
        ("&#0;&#xFFFFFFF;&#xD800;", "&#0;&#xFFFFFFF;&#xD800;"),
        ("&amp;lt;", "&lt;"),
    ],
)
def test_it_knows_four_names_and_numbers_and_leaves_the_rest(source: str, text: str) -> None:
    assert parse_html(source) == (text, [])


@pytest.mark.parametrize(
    ("source", "entity"),
    [
        ("<B>x</b>", {"type": "bold"}),
        ("<strong>x</>", {"type": "bold"}),
        ('<span class="tg-spoiler">x</span>', {"type": "spoiler"}),
        ("<blockquote expandable>x</blockquote>", {"type": "expandable_blockquote"}),
        ('<code class="language-python">x</code>', {"type": "code"}),
        (
            '<pre><code class="language-python">x</code></pre>',
            {"type": "pre", "language": "python"},
        ),
        (
            '<a href="https://a.org/?x=1&amp;y=2">x</a>',
            {"type": "text_link", "url": "https://a.org/?x=1&y=2"},
        ),
        ("<tg-time unix=7 format=r>x</tg-time>", {"type": "date_time", "unix_time": 7}),
    ],
)
def test_it_reads_every_kind_of_entity(source: str, entity: dict[str, object]) -> None:
    assert parse_html(source) == ("x", [{**entity, "offset": 0, "length": 1}])


def test_it_drops_links_that_lead_nowhere_and_empty_entities() -> None:
    assert parse_html('<a href="nowhere">x</a><b></b>') == ("x", [])


def test_places_are_counted_in_utf16_code_units() -> None:
    assert parse_html("😀<b>𝛁好</b>") == (
        "😀𝛁好",
        [{"type": "bold", "offset": 2, "length": 3}],
    )


def test_outer_entities_come_first() -> None:
    _, entities = parse_html("<b>a<i>b</i></b>")
    assert [it["type"] for it in entities] == ["bold", "italic"]
