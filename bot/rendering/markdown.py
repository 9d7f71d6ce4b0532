"""The knowledge base's Markdown in, a document out.

CommonMark with pipe tables and dollar maths. Raw HTML is text, never markup; an image is a link to
itself, since a document has none.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from unicodedata import east_asian_width

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from bot.rendering.document import (
    Align,
    Anchor,
    Block,
    Code,
    Divider,
    Document,
    Emphasis,
    Formula,
    Heading,
    Inline,
    Inlines,
    Items,
    LineBreak,
    Math,
    Paragraph,
    Preformatted,
    Quote,
    Strong,
    Table,
    Text,
)

_MARKDOWN = (
    MarkdownIt("commonmark", {"html": False})
    .enable("table")
    .disable("image")
    .use(dollarmath_plugin, allow_space=False, allow_labels=False, double_inline=True)
)

_TABLE_RULE = re.compile(r"^[ >]*\|?[ ]*:?-+:?[ ]*\|", re.MULTILINE)
_WHOLE = re.compile(r"(?<!\\)\$(?!\s)[^$\n]+(?<!\s)\$|(`+)[^`\n]+\1")
_HIDDEN_BAR = "\ufdd0"  # a noncharacter: Unicode reserves it for use within a program
# What may begin something else than text within a line; what has none of it need not be parsed.
_MARKUP = re.compile(rf"[\\`*_\[\]<&$\n\r\0{_HIDDEN_BAR}]")


@lru_cache(maxsize=1024)  # more than a deck has explanations: each is parsed once
def parse(source: str) -> Document:
    """Return Markdown of any number of blocks as a document."""
    if _TABLE_RULE.search(source):
        source = _WHOLE.sub(_with_hidden_bars, source)
    return tuple(_blocks(iter(_MARKDOWN.parse(source)), ""))


def _with_hidden_bars(found: re.Match[str]) -> str:
    r"""A formula or code whose bars part no cells; in code, a table's ``\|`` is one as well."""
    return re.sub(r"(?<!\\)\|" if found[1] else r"\|", _HIDDEN_BAR, found[0])


@lru_cache(maxsize=8192)
def parse_inline(source: str) -> Inlines:
    """Return Markdown of one line, such as a question or an option, as inline parts."""
    if not _MARKUP.search(source):
        return (Text(source),) if source else ()
    [token] = _MARKDOWN.parseInline(source)
    return _inlines(token.children or ())


def _blocks(tokens: Iterator[Token], end: str) -> Iterator[Block]:
    """The blocks up to the token of type ``end``, or all that are left."""
    for token in tokens:
        if token.type == end:
            return
        if token.type == "paragraph_open":
            yield from _paragraphs(next(tokens).children or ())
            next(tokens)
        else:
            yield _block(token, tokens)


def _block(token: Token, tokens: Iterator[Token]) -> Block:
    match token.type:
        case "heading_open":
            inline, _ = next(tokens), next(tokens)
            return Heading(_inlines(inline.children or ()), level=int(token.tag[1:]))
        case "bullet_list_open":
            return Items(tuple(_items(tokens, "bullet_list_close")))
        case "ordered_list_open":
            items = tuple(_items(tokens, "ordered_list_close"))
            return Items(items, start=int(token.attrs.get("start", 1)))
        case "blockquote_open":
            return Quote(tuple(_blocks(tokens, "blockquote_close")))
        case "table_open":
            return _table(tokens)
        case "math_block":
            return Formula(_shown(token).strip())
        case "fence" | "code_block":
            language = token.info.split()
            return Preformatted(_shown(token).removesuffix("\n"), language[0] if language else None)
        case _:
            return Divider()


def _items(tokens: Iterator[Token], end: str) -> Iterator[Document]:
    for token in tokens:
        if token.type == end:
            return
        yield tuple(_blocks(tokens, "list_item_close"))


def _paragraphs(children: Sequence[Token]) -> Iterator[Paragraph | Formula]:
    """A paragraph, or several of them with the formulas in ``$$`` between them."""
    start = 0
    for i, child in enumerate(children):
        if child.type == "math_inline_double":
            yield from _paragraph(children[start:i])
            yield Formula(_shown(child).strip())
            start = i + 1
    yield from _paragraph(children[start:])


def _paragraph(children: Sequence[Token]) -> Iterator[Paragraph]:
    parts = _inlines(children)
    if parts:
        yield Paragraph(parts)


def _table(tokens: Iterator[Token]) -> Table:
    rows: list[tuple[Inlines, ...]] = []
    aligns: list[Align] = []
    cells: list[Inlines] = []
    for token in tokens:
        match token.type:
            case "th_open" | "td_open":
                cells.append(_inlines(next(tokens).children or ()))
                if token.type == "th_open":
                    aligns.append(_align(str(token.attrs.get("style", ""))))
            case "tr_close":
                rows.append(tuple(cells))
                cells = []
            case "table_close":
                break
    return Table(rows[0], tuple(rows[1:]), tuple(aligns))


def _align(style: str) -> Align:
    return Align(style.removeprefix("text-align:") or Align.LEFT)


def _inlines(children: Sequence[Token]) -> Inlines:
    return tuple(_merged(_parts(_joined_lines(children), "")))


def _joined_lines(children: Sequence[Token]) -> Iterator[Token]:
    """Without the line breaks that only the source has; Chinese needs no space in their place."""
    for i, child in enumerate(children):
        if child.type != "softbreak":
            yield child
        elif 0 < i < len(children) - 1:
            before, after = children[i - 1].content[-1:], children[i + 1].content[:1]
            if not (_is_wide(before) and _is_wide(after)):
                yield Token("text", "", 0, content=" ")


def _is_wide(character: str) -> bool:
    return character != "" and east_asian_width(character) in "WF"


def _parts(tokens: Iterator[Token], end: str) -> Iterator[Inline]:
    """The inline parts up to the token of type ``end``, or all that are left."""
    for token in tokens:
        match token.type:
            case "text":
                yield Text(_shown(token))
            case "code_inline":
                yield Code(_shown(token))
            case "math_inline" | "math_inline_double":
                yield Math(_shown(token).strip())
            case "hardbreak":
                yield LineBreak()
            case "strong_open":
                yield Strong(tuple(_merged(_parts(tokens, "strong_close"))))
            case "em_open":
                yield Emphasis(tuple(_merged(_parts(tokens, "em_close"))))
            case "link_open":
                yield from _link(token, tokens)
            case kind if kind == end:
                return


def _link(token: Token, tokens: Iterator[Token]) -> Iterator[Inline]:
    """A link; one that leads nowhere on the web is only its text."""
    url = str(token.attrs["href"])
    parts = tuple(_merged(_parts(tokens, "link_close")))
    if url.startswith(("http://", "https://")):
        yield Anchor(parts, url)
    else:
        yield from parts


def _merged(parts: Iterator[Inline]) -> Iterator[Inline]:
    """Neighbouring texts as one."""
    text = ""
    for part in parts:
        if isinstance(part, Text):
            text += part.text
            continue
        if text:
            yield Text(text)
        yield part
        text = ""
    if text:
        yield Text(text)


def _shown(token: Token) -> str:
    return token.content.replace(_HIDDEN_BAR, "|")
