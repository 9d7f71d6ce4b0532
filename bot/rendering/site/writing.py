"""Documents and words in both languages as HTML, one of which the page shows at a time."""

from collections.abc import Callable
from typing import Final, TypeVar

from markupsafe import Markup, escape

from bot.rendering import html
from bot.rendering.document import Align, Document
from bot.rendering.site.content import Both, Line, Words

T = TypeVar("T")

# KaTeX reads the text of these; without it they are shown as LaTeX. A wide table scrolls by itself.
DIALECT: Final = html.Dialect(
    formula=lambda latex: f'<span class="math">{latex}</span>',
    display=lambda latex: f'<div class="math display">{latex}</div>',
    table=lambda rows: f'<div class="scroll" tabindex="0"><table>{rows}</table></div>',
    cell=lambda align: "" if align is Align.LEFT else f' class="{align}"',
)


def said(text: Words) -> Markup:
    """Return plain words in both languages."""
    return _both("span", text, escape)


def line(text: Line) -> Markup:
    """Return a line in both languages."""
    return _both("span", text, lambda parts: Markup(html.line(parts, DIALECT)))  # noqa: S704


def blocks(text: Both[Document]) -> Markup:
    """Return a document in both languages."""
    return _both("div", text, lambda held: Markup(html.render(held, DIALECT)))  # noqa: S704


def line_in_both(text: Line) -> list[str]:
    """Return a line as HTML in Chinese and in English, for a script."""
    return [html.line(text.zh, DIALECT), html.line(text.en, DIALECT)]


def _both(tag: str, text: Both[T], write: Callable[[T], Markup]) -> Markup:
    zh, en = write(text.zh), write(text.en)
    if zh == en and tag == "span":
        return zh
    form = Markup('<{0} class="zh" lang="zh-Hans">{1}</{0}><{0} class="en" lang="en">{2}</{0}>')
    return form.format(tag, zh, en)
