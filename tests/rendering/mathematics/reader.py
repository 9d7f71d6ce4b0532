"""A reader of linear formulas who knows nothing of how they were written.

It reads the way people do: juxtaposition multiplies, ``/`` divides all of the product before it by
the one factor behind it, a radical covers one symbol or one pair of parentheses, ``∑ᵢ`` all of the
product behind it, and what stands in parentheses behind ``σ`` is its argument. Where people would
have to guess (``a/bc``, ``√x²``) it refuses.
"""

from typing import Any

Tree = tuple[Any, ...]

_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵃᵇᶜᵏˣᶿ", "0123456789+−()abckxθ", strict=True))
_LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₐₖₓ", "0123456789+−()akx", strict=True))
_VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5),
    "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8),
    "⅞": (7, 8),
}  # fmt: skip
_LETTERS = "abckxθ"


def read(text: str) -> Tree:
    """Return the formula as a tree of ``sum``, ``mul``, ``frac``, ``pow``, ``sqrt``, ``sub``…"""
    reader = _Reader(text)
    tree = reader.sum()
    assert reader.rest() == "", f"{reader.rest()!r} is left of {text!r}"
    return tree


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0

    def rest(self) -> str:
        return self.text[self.position :]

    def peek(self) -> str:
        while self.rest().startswith(" "):
            self.position += 1
        return self.rest()[:1]

    def accept(self, character: str) -> bool:
        found = self.peek() == character
        self.position += found
        return found

    def sum(self) -> Tree:
        terms = [("neg", self.product()) if self.accept("−") else self.product()]
        signs = ["+"]
        while self.peek() and self.peek() in "+−":
            signs.append("+" if self.accept("+") else "−")
            self.position += signs[-1] == "−"
            terms.append(self.product())
        return terms[0] if len(terms) == 1 else ("sum", *zip(signs, terms, strict=True))

    def product(self) -> Tree:
        factors = [self.factor()]
        divided = False
        while self.peek() and self.peek() not in "+−)":
            assert not divided, f"what does {self.text!r} divide by?"
            if self.accept("/"):
                factors = [("frac", product(factors), self.factor())]
                divided = True
            else:
                self.accept("·")
                factors.append(self.factor())
        return product(factors)

    def factor(self) -> Tree:
        is_root = self.peek() in ("√", "∑")
        tree = self.atom()
        if (index := self.script("_", _LOWERED)) is not None:
            tree = ("sub", tree, index)
        if (exponent := self.script("^", _RAISED)) is not None:
            assert not is_root, f"what does {self.text!r} raise?"
            tree = ("pow", tree, exponent)
        return tree

    def atom(self) -> Tree:
        if self.accept("("):
            tree = self.sum()
            assert self.accept(")"), f") is missing in {self.text!r}"
            return tree
        if self.accept("√"):
            return ("sqrt", self.factor_under_root())
        if self.accept("∑"):
            assert self.accept("ₖ")
            return ("all", self.product())
        if self.accept("σ"):
            assert self.rest().startswith("("), f"what is σ of in {self.text!r}?"
            return ("call", self.atom())
        character = self.peek()
        self.position += 1
        if character in _VULGAR:
            above, below = _VULGAR[character]
            return ("frac", ("number", above), ("number", below))
        if character in _LETTERS:
            return ("letter", character)
        digits = character + self.run("0123456789")
        return ("number", int(digits))

    def factor_under_root(self) -> Tree:
        tree = self.atom()
        index = self.script("_", _LOWERED)
        return tree if index is None else ("sub", tree, index)

    def script(self, mark: str, table: dict[str, str]) -> Tree | None:
        if converted := self.run("".join(table)):
            return read("".join(table[character] for character in converted))
        if not self.rest().startswith(mark):
            return None
        self.position += 1
        if self.rest().startswith("("):
            return self.atom()
        unit = self.run("".join(_VULGAR))[:1] or self.run(_LETTERS + "0123456789")
        return read(unit)

    def run(self, characters: str) -> str:
        start = self.position
        while self.rest()[:1] and self.rest()[0] in characters:
            self.position += 1
        return self.text[start : self.position]


def product(factors: list[Tree]) -> Tree:
    """A product of factors, products among them resolved."""
    flat = [inner for f in factors for inner in (f[1:] if f[0] == "mul" else (f,))]
    return flat[0] if len(flat) == 1 else ("mul", *flat)
