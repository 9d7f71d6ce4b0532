"""Question-and-answer articles in Markdown: who asks, what is answered, where.

markdown-it-py says where blocks begin and end; their text is taken as it stands in the source,
without what only a web page needs. Known shapes: questions in bold on a line of their own, with or
without number and kramdown's ``{:.warning}``; headings; ``Q:`` and ``A:``; numbered lists;
``<details>``.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

import yaml
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from bot.storage.knowledge.importing.cleaning import ATTRIBUTES, cleaned, without_tags
from bot.storage.knowledge.importing.found import Found, Reading, Unplaced

_MARKDOWN = (
    MarkdownIt("commonmark", {"html": True})
    .enable("table")
    .use(dollarmath_plugin, double_inline=True)
    .use(front_matter_plugin)
)
_NUMBER: Final = re.compile(r"第?\s*(\d{1,3})\s*[题題]?\s*(?:[.．、:：)）]\s*|\s+)(?=\S)")
_ASKS: Final = re.compile(
    r"[*_]*(?:Q(?:uestion)?|问题?|問題?|题目?)\s*(\d{1,3})?\s*[.．、:：)）]\s*[*_]*\s*",
    re.IGNORECASE,
)
_ANSWERS: Final = re.compile(
    r"[*_]*(?:A(?:nswer)?|答案?)\s*\d{0,3}\s*[:：]\s*[*_]*\s*", re.IGNORECASE
)
_ANCHOR: Final = re.compile(r"<\w+\s[^>]*\b(?:id|name)\s*=\s*['\"]?([\w-]+)")
_DETAILS: Final = re.compile(r"<summary[^>]*>(.*?)</summary>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True)
class _Question:
    line: int
    text: str
    number: int | None = None
    name: str | None = None
    sure: bool = True  # nothing but a question looks like this
    folded: bool = False  # the summary of <details>


@dataclass(frozen=True)
class _Text:
    line: int
    text: str
    explicit: bool = False  # it says that it is an answer


@dataclass(frozen=True)
class _Break:
    """A rule or a heading that asks nothing: what was answered so far ends here."""

    line: int
    text: str
    folded: bool = False  # the end of <details>


@dataclass(frozen=True)
class _Listed:
    """A numbered list that asks; it is text where it stands below a question."""

    line: int
    text: str
    pieces: tuple["_Piece", ...]


@dataclass(frozen=True)
class _Heading:
    """A heading with the question that it may be."""

    line: int
    text: str
    question: _Question
    tag: str
    asks: bool


_Piece: TypeAlias = "_Question | _Text | _Break | _Listed | _Heading"


def read_article(text: str) -> Reading:
    """Return the questions and answers of an article."""
    root = SyntaxTreeNode(_MARKDOWN.parse(text))
    lines = text.splitlines()
    pieces = [piece for node in root.children for piece in _pieces(node, lines)]
    found, unplaced = _joined(_told_apart(pieces))
    return Reading(tuple(_numbered(found)), tuple(unplaced), _title(root))


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


def _pieces(node: SyntaxTreeNode, lines: Sequence[str]) -> Iterator[_Piece]:
    first, last = node.map or (0, 0)
    match node.type:
        case "front_matter":
            return
        case "hr":
            yield _Break(first + 1, "")
        case "heading":
            yield _heading(node, first + 1)
        case "paragraph":
            yield from _paragraph(node, first + 1)
        case "html_block":
            yield from _html(node.content, first + 1)
        case "ordered_list" if questions := tuple(_list(node, lines)):
            yield _Listed(first + 1, "\n".join(lines[first:last]), questions)
        case _:
            yield _Text(first + 1, "\n".join(lines[first:last]))


def _heading(node: SyntaxTreeNode, line: int) -> _Piece:
    text = without_tags(node.children[0].content)
    question = _question(text, line, _ANCHOR.search(node.children[0].content))
    asks = question.sure or _ends_in_a_mark(text)
    return _Heading(line, text, replace(question, sure=True), node.tag, asks=asks)


def _question(text: str, line: int, anchor: re.Match[str] | None) -> _Question:
    name = anchor[1] if anchor else None
    if found := _ASKS.match(text):
        number = int(found[1]) if found[1] else None
        return _Question(line, text[found.end() :].strip("* "), number, name)
    found = _NUMBER.match(text)
    number = int(found[1]) if found else None
    return _Question(line, text[found.end() :] if found else text, number, name, sure=False)


def _paragraph(node: SyntaxTreeNode, line: int) -> Iterator[_Piece]:
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


def _spoken(lines: Sequence[str], line: int) -> Iterator[_Piece]:
    """Lines of a paragraph, divided where somebody asks or answers."""
    text: list[str] = []
    start, explicit = line, False
    for i, written in enumerate(lines):
        asks, answers = _ASKS.match(written), _ANSWERS.match(written)
        if not asks and not answers:
            text.append(written)
            continue
        if text:
            yield _Text(start, "\n".join(text), explicit)
        start, explicit, text = line + i, bool(answers), []
        if answers:
            text = [written[answers.end() :]]
        else:
            yield _question(without_tags(written), line + i, _ANCHOR.search(written))
    if text:
        yield _Text(start, "\n".join(text), explicit)


def _html(content: str, line: int) -> Iterator[_Piece]:
    """``<details>``: the summary asks, the rest answers; of other HTML, the text."""
    ends = [found.end() for found in _DETAILS.finditer(content)]
    for found, end in zip(_DETAILS.finditer(content), ends, strict=True):
        behind = next((other.start() for other in _DETAILS.finditer(content, end)), len(content))
        asked = line + content.count("\n", 0, found.start())
        yield replace(_question(without_tags(found[1]), asked, None), sure=True, folded=True)
        yield _Text(line + content.count("\n", 0, end), without_tags(content[end:behind]))
    if not ends and "</details" in content.lower():
        yield _Break(line, "", folded=True)
    elif not ends:
        yield _Text(line, without_tags(content))


def _list(node: SyntaxTreeNode, lines: Sequence[str]) -> Iterator[_Piece]:
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


def _told_apart(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """Take for text what looks like a question less than the other questions do.

    A heading asks if most of its level do: "Explain dropout" has no question mark.
    """
    headings = [piece for piece in pieces if isinstance(piece, _Heading)]
    levels = Counter(heading.tag for heading in headings)
    asking = Counter(heading.tag for heading in headings if heading.asks)
    sure = any(isinstance(piece, _Question) and piece.sure for piece in pieces) or any(asking)
    for piece in pieces:
        if isinstance(piece, _Heading):
            asks = piece.asks or 2 * asking[piece.tag] > levels[piece.tag]
            yield piece.question if asks else _Break(piece.line, piece.text)
        elif isinstance(piece, _Question) and sure and not piece.sure:
            yield _Text(piece.line, f"**{piece.text}**")
        else:
            yield piece


def _ends_in_a_mark(text: str) -> bool:
    return text.rstrip("* ").endswith(("?", "？"))


def _joined(pieces: Iterable[_Piece]) -> tuple[list[Found], list[Unplaced]]:
    """Give each question the texts up to the next; an answer too many has no question."""
    found: list[Found] = []
    unplaced: list[Unplaced] = []
    answering = False
    for piece in _unlisted(pieces):
        match piece:
            case _Question(line, text, number, name):
                found.append(Found(line, cleaned(text), number=number, name=name))
                answering = True
            case _Break(line, text):
                answering = False
                if text:
                    unplaced.append(Unplaced(line, text, "a heading"))
            case _Text(line, text, explicit) if held := cleaned(text):
                if explicit and (not answering or found[-1].answer):
                    found.append(Found(line, "", held))
                    answering = True
                elif answering:
                    whole = f"{found[-1].answer}\n\n{held}".strip()
                    found[-1] = replace(found[-1], answer=whole)
                else:
                    unplaced.append(Unplaced(line, held, "belongs to no question"))
    return found, unplaced


def _unlisted(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """Take lists and ``<details>`` for questions, but for those below a question of another kind.

    There a list is a text, and what ``<details>`` folds is, too.
    """
    below = False
    for piece in pieces:
        if isinstance(piece, _Listed):
            yield from [_Text(piece.line, piece.text)] if below else _unlisted(piece.pieces)
        elif isinstance(piece, _Question | _Break) and piece.folded:
            if not below:
                yield piece
        else:
            below = isinstance(piece, _Question) or (below and not isinstance(piece, _Break))
            yield piece


def _numbered(found: Sequence[Found]) -> Iterator[Found]:
    """Give answers without a question the numbers that are missing exactly where they stand."""
    for i, one in enumerate(found):
        if one.question or one.number:
            yield one
            continue
        before = [k for k in range(i) if found[k].question]
        behind = [k for k in range(i + 1, len(found)) if found[k].question]
        last = found[before[-1]].number if before else None
        following = found[behind[0]].number if behind else None
        fits = last and following and following - last == behind[0] - before[-1]
        yield replace(one, number=last + i - before[-1], guessed=True) if fits and last else one
