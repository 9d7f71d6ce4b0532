"""LaTeX in, tree out: a recursive descent over the commands that formulas use.

What it does not know it refuses (``UnsupportedError``) rather than guess.
"""

import re
from collections.abc import Callable, Collection

from bot.rendering.mathematics.derivatives import fraction
from bot.rendering.mathematics.grouping import grouped
from bot.rendering.mathematics.lexer import END, Tokens
from bot.rendering.mathematics.symbols import (
    ACCENTS,
    ALIGNED,
    ALPHABETS,
    CHARACTERS,
    FENCES,
    FONTS,
    IGNORED,
    SPACES,
    SYMBOLS,
)
from bot.rendering.mathematics.tree import (
    MAX_DEPTH,
    Accented,
    Binomial,
    Braced,
    Fenced,
    Grid,
    Kind,
    Node,
    Root,
    Row,
    Scripted,
    Space,
    Symbol,
    UnsupportedError,
)

_WORD = re.compile(r"(?:\w|[.'-]|\\[ ,;]|~){2,}")
_SPACE_IN_WORD = re.compile(r"\\[ ,;]|~")
_PRIME = SYMBOLS["prime"]
_TEXT = re.compile(r"(?:[^\\${}]|\\[%#&_$ ,])*")


def parse(latex: str) -> Node:
    """Return the formula as a tree.

    Raises:
        UnsupportedError: it is not well formed, or uses what this parser does not know.
    """
    return _Parser(latex).formula()


class _Parser:
    def __init__(self, latex: str) -> None:
        self.tokens = Tokens(latex)
        self.depth = 0
        self.font: str | None = None

    # Rows and groups

    def formula(self) -> Node:
        rows = self.cells(END)
        self.tokens.expect(END)
        if any(len(row) > 1 for row in rows):
            raise UnsupportedError("& outside an environment")
        return rows[0][0] if len(rows) == 1 else Grid(rows, aligned=True)

    def cells(self, end: str) -> tuple[tuple[Node, ...], ...]:
        r"""Rows divided by ``\\`` into cells divided by ``&``, up to the token ``end``."""
        rows: list[list[Node]] = [[]]
        while True:
            rows[-1].append(self.row(("&", "\\\\", end)))
            if self.tokens.accept("\\\\"):
                rows.append([])
            elif not self.tokens.accept("&"):
                break
        if len(rows) > 1 and rows[-1] == [Row()]:  # a \\ after the last row adds none
            rows.pop()
        return tuple(map(tuple, rows))

    def row(self, ends: Collection[str]) -> Row:
        """Everything up to one of the tokens ``ends``, which is left in place."""
        self.descend()
        parts: list[Node] = []
        while self.tokens.peek() not in ends:
            part = self.part()
            if part is not None:
                parts.append(part)
        self.depth -= 1
        return grouped(parts)

    def descend(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise UnsupportedError("groups nest too deeply")

    def group(self) -> Node:
        """The rest of a group whose opening brace is taken; one part alone needs no group."""
        row = self.row(("}", END))
        self.tokens.expect("}")
        return row.parts[0] if len(row.parts) == 1 else row

    def argument(self) -> Node:
        """What a command or a script applies to: a group in braces or a single token."""
        lexeme = self.tokens.take()
        if lexeme == "{":
            return self.group()
        node = Symbol(self.in_font(lexeme)) if lexeme.isdecimal() else self.nucleus(lexeme)
        if node is None:
            raise UnsupportedError("an argument is missing")
        return node

    # Symbols and their scripts

    def part(self) -> Node | None:
        """One symbol or construct with its scripts; None for a command that shows nothing."""
        if self.tokens.peek() in ("^", "_", "'"):
            return self.scripted(Row())
        digits = self.tokens.number()
        node = Symbol(self.in_font(digits)) if digits else self.nucleus(self.tokens.take())
        return node if node is None or isinstance(node, Space) else self.scripted(node)

    def scripted(self, base: Node) -> Node:
        scripts: dict[str, Node] = {}
        primes = 0
        while (mark := self.tokens.peek()) in ("^", "_", "'", "\\limits", "\\nolimits"):
            self.tokens.take()
            if mark in scripts:
                raise UnsupportedError(f"two {mark} on one base")
            if mark in ("^", "_"):
                scripts[mark] = self.argument()
            primes += mark == "'"
        if scripts.get("^") == _PRIME:  # x^\prime is x'
            primes += 1
            del scripts["^"]
        if not (scripts or primes):
            return base
        return Scripted(base, scripts.get("_"), scripts.get("^"), primes)

    def nucleus(self, lexeme: str) -> Node | None:
        if lexeme == "{":
            return _without_space_around(self.group())
        if lexeme == "~":
            return Space(" ")
        if lexeme.startswith("\\") and len(lexeme) > 1:
            self.descend()
            node = self.command(lexeme[1:])
            self.depth -= 1
            return node
        if lexeme in CHARACTERS:
            return CHARACTERS[lexeme]
        if lexeme and (lexeme.isalpha() or lexeme in ".!?@`" or not lexeme.isascii()):
            return Symbol(self.in_font(lexeme))
        raise UnsupportedError(f"{lexeme!r} stands where it means nothing")

    def command(self, name: str) -> Node | None:
        if name in _COMMANDS:
            return _COMMANDS[name](self)
        if name in SYMBOLS:
            symbol = SYMBOLS[name]
            return Symbol(self.in_font(symbol.text), symbol.kind)
        if name in SPACES:
            return Space(SPACES[name])
        if name in ACCENTS:
            return Accented(self.argument(), ACCENTS[name], name)
        if name in FONTS:
            return self.styled(FONTS[name])
        if name in IGNORED:
            return None
        raise UnsupportedError(f"\\{name} is not known")

    # Fonts and words

    def in_font(self, text: str) -> str:
        if self.font is None:
            return text
        letters = ALPHABETS[self.font]
        if any(c.isalnum() and c not in letters for c in text):
            raise UnsupportedError(f"{text} has no {self.font} form")
        return "".join(letters.get(c, c) for c in text)

    def styled(self, font: str | None) -> Node:
        outside, self.font = self.font, font
        node = self.argument()
        self.font = outside
        if font == "double-struck" and isinstance(node, Symbol):
            return Symbol(node.text, Kind.PREFIX)  # as in 𝔼 x: it may act on what follows
        return node

    def upright(self) -> Node:
        r"""``\mathrm``: a word, the d of a differential, or simply upright symbols."""
        if self.tokens.peek() == "{":
            source = self.tokens.braced_source(take=False)
            if source == "d" or _WORD.fullmatch(source):
                kind = Kind.PREFIX if source == "d" else Kind.NAME
                word = _SPACE_IN_WORD.sub(" ", self.tokens.braced_source())
                return Symbol(word, kind, upright=source != "d")
            if len(source) == 1 and source.isalpha():
                return Symbol(self.tokens.braced_source(), upright=True)
        return self.styled(None)

    def operator(self) -> Symbol:
        self.tokens.accept("*")
        source = self.tokens.braced_source()
        if not (source.isalnum() or _WORD.fullmatch(source)):
            raise UnsupportedError(f"{source} is no operator name")
        return Symbol(_SPACE_IN_WORD.sub(" ", source), Kind.NAME)

    def text(self) -> Symbol:
        source = self.tokens.braced_source()
        if not _TEXT.fullmatch(source):
            raise UnsupportedError("text that holds commands")
        words = re.sub(r"\\(.)", lambda escape: escape[1].replace(",", " "), source)
        return Symbol(words, upright=True)

    # Constructs

    def root(self) -> Root:
        degree = None
        if self.tokens.accept("["):
            degree = self.row(("]", END))
            self.tokens.expect("]")
        return Root(self.argument(), degree)

    def delimiter(self) -> str:
        lexeme = self.tokens.take()
        if lexeme == ".":
            return ""
        symbol = SYMBOLS.get(lexeme[1:]) if lexeme.startswith("\\") else CHARACTERS.get(lexeme)
        if symbol is None or len(symbol.text) != 1:
            raise UnsupportedError(f"{lexeme!r} is no delimiter")
        return symbol.text

    def fenced(self) -> Fenced:
        opening = self.delimiter()
        body = self.row(("\\right", END))
        self.tokens.expect("\\right")
        return Fenced(opening, body, self.delimiter())

    def environment(self) -> Grid:
        name = self.tokens.braced_source()
        if name not in FENCES and name not in ALIGNED:
            raise UnsupportedError(f"the environment {name} is not known")
        if name == "array":
            self.tokens.braced_source()  # the alignment of the columns
        rows = self.cells("\\end")
        self.tokens.expect("\\end")
        if self.tokens.braced_source() != name:
            raise UnsupportedError(f"{name} is not closed")
        return Grid(rows, aligned=True) if name in ALIGNED else Grid(rows, *FENCES[name])

    def over(self) -> Scripted:
        sup, base = self.argument(), self.argument()
        return Scripted(base, sup=sup)

    def under(self) -> Scripted:
        sub, base = self.argument(), self.argument()
        return Scripted(base, sub=sub)


def _without_space_around(node: Node) -> Node:
    """What braces make of ``{,}`` or ``{=}``: a symbol like a letter."""
    spaced = (Kind.BINARY, Kind.RELATION, Kind.PUNCTUATION)
    return Symbol(node.text) if isinstance(node, Symbol) and node.kind in spaced else node


_COMMANDS: dict[str, Callable[[_Parser], Node]] = {
    **dict.fromkeys(
        ("frac", "dfrac", "tfrac", "cfrac"), lambda p: fraction(p.argument(), p.argument())
    ),
    **dict.fromkeys(("binom", "dbinom", "tbinom"), lambda p: Binomial(p.argument(), p.argument())),
    "sqrt": _Parser.root,
    "left": _Parser.fenced,
    "middle": lambda p: Symbol(p.delimiter(), Kind.RELATION),
    "begin": _Parser.environment,
    **dict.fromkeys(("text", "textrm", "textbf", "textit", "mbox"), _Parser.text),
    "mathrm": _Parser.upright,
    "mathit": lambda p: p.styled(None),
    "operatorname": _Parser.operator,
    **dict.fromkeys(("overset", "stackrel"), _Parser.over),
    "underset": _Parser.under,
    "overbrace": lambda p: Braced(p.argument(), "⏞"),
    "underbrace": lambda p: Braced(p.argument(), "⏟"),
}
