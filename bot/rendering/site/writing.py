"""Documents and words in both languages as HTML, one of which the page shows at a time."""

from collections.abc import Callable
from functools import partial
from html import escape as html_escaped
from typing import Final, TypeVar

from markupsafe import Markup, escape

from bot.rendering import html
from bot.rendering.document import Align, Document
from bot.rendering.mathematics import to_unicode
from bot.rendering.site.content import Both, Line, Words

T = TypeVar("T")


def _formula(tag: str, looks: str, latex: str) -> str:
    """A formula as text, which is what one sees until KaTeX has set it, or where no script runs."""
    text = html_escaped(to_unicode(latex).text, quote=False)
    return f'<{tag} class="{looks}" data-latex="{html_escaped(latex)}">{text}</{tag}>'


# A wide table scrolls by itself.
DIALECT: Final = html.Dialect(
    formula=partial(_formula, "span", "math"),
    display=partial(_formula, "div", "math display"),
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
