"""Question-and-answer articles in Markdown: who asks, what is answered, where.

markdown-it-py says where blocks begin and end; their text is taken as it stands in the source,
without what only a web page needs. Known shapes: questions in bold on a line of their own, with or
without number and kramdown's ``{:.warning}``; headings; ``Q:`` and ``A:``; numbered lists;
``<details>``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import yaml
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from bot.storage.knowledge.importing.cleaning import ATTRIBUTES, without_tags
from bot.storage.knowledge.importing.found import Reading
from bot.storage.knowledge.importing.joining import joined
from bot.storage.knowledge.importing.pieces import Break, Heading, Listed, Piece, Question, Text

_MARKDOWN = (
    MarkdownIt("commonmark", {"html": True})
    .enable("table")
    .use(dollarmath_plugin, double_inline=True)
    .use(front_matter_plugin)
)
_OUTLINE: Final = re.compile(r"^\d{1,3}(?:\.\d{1,3})+[.、]?\s+")  # "3.1.2 What is …" is no 3
_NUMBER: Final = re.compile(r"第?\s*(\d{1,3})\s*[题題]?\s*(?:[.．、:：)）]\s*|\s+)(?=\S)")
_ASKS: Final = re.compile(
    r"[*_]*(?:Q(?:uestion)?|问题?|問題?|题目?)\s*(\d{1,3})?\s*[.．、:：)）]\s*[*_]*\s*",
    re.IGNORECASE,
)
_ANSWERS: Final = re.compile(
    r"[*_]*(?:A(?:nswer)?|答案?)\s*\d{0,3}\s*[:：]\s*[*_]*\s*", re.IGNORECASE
)
_ANCHOR: Final = re.compile(r"<\w+\s[^<>]*\b(?:id|name)\s*=\s*['\"]?([\w-]+)")
_DETAILS: Final = re.compile(
    r"<summary[^<>]*>((?:(?!<summary).)*?)</summary>", re.DOTALL | re.IGNORECASE
)
_SAME_LINE: Final = re.compile(r"\s+(?:A(?:nswer)?|答案?)[:：]\s+")
_SOURCES: Final = re.compile(r"(?:\s*\[+[^\[\]]*\]+\([^()\s]*\)\]?)+$")
"""Links at the end of a heading: ``What is it? [[src](https://…)]``."""


def read_article(text: str, asking: int | None = None) -> Reading:
    """Return the questions and answers of an article.

    Args:
        text: in Markdown.
        asking: the level of headings that ask, all of them; None to tell by what they say.
    """
    root = SyntaxTreeNode(_MARKDOWN.parse(text))
    lines = text.splitlines()
    pieces = [piece for node in root.children for piece in _pieces(node, lines)]
    return replace(joined(pieces, asking), title=_title(root))


def _title(root: SyntaxTreeNode) -> str | None:
    for node in root.children:
        if node.type == "front_matter":
            try:
                held = yaml.safe_load(node.content)
            except yaml.YAMLError:
                return None
            return str(held["title"]) if isinstance(held, dict) and held.get("title") else None
        if node.type == "heading" and node.tag == "h1":
            return without_tags(node.children[0].content)
    return None


def _pieces(node: SyntaxTreeNode, lines: Sequence[str]) -> Iterator[Piece]:
    first, last = node.map or (0, 0)
    match node.type:
        case "front_matter":
            return
        case "hr":
            yield Break(first + 1, "")
        case "heading":
            yield _heading(node, first + 1)
        case "paragraph":
            yield from _paragraph(node, first + 1)
        case "html_block":
            yield from _html(node.content, first + 1)
        case "ordered_list" if questions := tuple(_list(node, lines)):
            yield Listed(first + 1, "\n".join(lines[first:last]), questions)
        case _:
            yield Text(first + 1, "\n".join(lines[first:last]))


def _heading(node: SyntaxTreeNode, line: int) -> Piece:
    held = node.children[0].content
    text = _SOURCES.sub("", without_tags(held))
    question = _question(text, line, _ANCHOR.search(held))
    asks = question.sure or _ends_in_a_mark(text)
    return Heading(line, text, replace(question, sure=True), node.tag, asks=asks)


def _question(text: str, line: int, anchor: re.Match[str] | None) -> Question:
    name = anchor[1] if anchor else None
    if found := _ASKS.match(text):
        number = int(found[1]) if found[1] else None
        return Question(line, text[found.end() :].strip("* "), number, name)
    text = _OUTLINE.sub("", text)
    found = _NUMBER.match(text)
    number = int(found[1]) if found else None
    return Question(line, text[found.end() :] if found else text, number, name, sure=False)


def _paragraph(node: SyntaxTreeNode, line: int) -> Iterator[Piece]:
    """A paragraph: a line in bold asks, what ``Q:`` or ``A:`` begins asks or answers."""
    first, *rest = node.children[0].content.split("\n")
    bold = _bold(node.children[0])
    if bold is not None:
        marked = ATTRIBUTES.search(first) or (rest and ATTRIBUTES.fullmatch(rest[0].strip()))
        question = _question(bold, line, _ANCHOR.search(first))
        yield replace(question, sure=bool(marked or question.sure or question.number))
        yield from _spoken(rest, line + 1)
    else:
        yield from _spoken([first, *rest], line)


def _bold(inline: SyntaxTreeNode) -> str | None:
    """Return what the first line says if all of it is bold, None if it is not."""
    held: SyntaxTreeNode | None = None
    for child in inline.children:
        if child.type in ("softbreak", "hardbreak"):
            break
        if child.type == "strong" and held is None:
            held = child
        elif child.type == "text":
            if ATTRIBUTES.sub("", child.content).strip():
                return None
        elif child.type != "html_inline":
            return None
    return _source(held) if held else None


def _source(node: SyntaxTreeNode) -> str:
    """Return the Markdown of an inline node without its own markup."""
    marks = {"math_inline": "$", "math_inline_double": "$$", "code_inline": "`", "em": "*"}
    parts = []
    for child in node.children:
        mark = marks.get(child.type, "")
        inner = _source(child) if child.children else child.content
        parts.append(f"{mark}{inner}{mark}" if child.type != "html_inline" else "")
    return "".join(parts).strip()


def _spoken(lines: Sequence[str], line: int) -> Iterator[Piece]:
    """Lines of a paragraph, divided where somebody asks or answers."""
    text: list[str] = []
    start, explicit = line, False
    for i, written in enumerate(lines):
        asks, answers = _ASKS.match(written), _ANSWERS.match(written)
        if not asks and not answers:
            text.append(written)
            continue
        if text:
            yield Text(start, "\n".join(text), explicit)
        start, explicit, text = line + i, bool(answers), []
        if answers:
            text = [written[answers.end() :]]
        else:
            asked, *answered = _SAME_LINE.split(written, maxsplit=1)
            yield _question(without_tags(asked), line + i, _ANCHOR.search(asked))
            explicit, text = bool(answered), answered
    if text:
        yield Text(start, "\n".join(text), explicit)


def _html(content: str, line: int) -> Iterator[Piece]:
    """``<details>``: the summary asks, the rest answers; of other HTML, the text."""
    ends = [found.end() for found in _DETAILS.finditer(content)]
    for found, end in zip(_DETAILS.finditer(content), ends, strict=True):
        behind = next((other.start() for other in _DETAILS.finditer(content, end)), len(content))
        asked = line + content.count("\n", 0, found.start())
        yield replace(_question(without_tags(found[1]), asked, None), sure=True, folded=True)
        yield Text(line + content.count("\n", 0, end), without_tags(content[end:behind]))
    if not ends and "</details" in content.lower():
        yield Break(line, "", folded=True)
    elif not ends:
        yield Text(line, without_tags(content))


def _list(node: SyntaxTreeNode, lines: Sequence[str]) -> Iterator[Piece]:
    """A numbered list whose items mostly ask, as questions with what each holds besides."""
    start = int(node.attrs.get("start", 1))
    items = [item for item in node.children if item.map and item.children]
    heads = [_head(item) for item in items]
    asking = sum(bool(_ASKS.match(head)) or _ends_in_a_mark(head) for head in heads)
    if not items or asking * 2 < len(items):
        return
    for i, (item, head) in enumerate(zip(items, heads, strict=True)):
        first, last = item.map or (0, 0)
        asked = _question(without_tags(head).strip("* "), first + 1, None)
        yield replace(asked, number=asked.number or start + i)
        rest = lines[first + 1 : last]
        indent = min((len(x) - len(x.lstrip()) for x in rest if x.strip()), default=0)
        yield from _spoken([x[indent:] for x in rest], first + 2)


def _head(item: SyntaxTreeNode) -> str:
    inline = item.children[0].children
    return inline[0].content.split("\n")[0] if inline else ""


def _ends_in_a_mark(text: str) -> bool:
    return text.rstrip("* ").endswith(("?", "？"))
