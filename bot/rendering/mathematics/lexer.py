"""LaTeX source as tokens: commands, braces, single characters."""

import re

from bot.rendering.mathematics.tree import UnsupportedError

END = ""
"""The token behind the last one."""

_TOKEN = re.compile(r"\\(?:[A-Za-z]+|.)|:=|\S", re.DOTALL)


class Tokens:
    """The tokens of one formula, taken from left to right; white space counts for nothing."""

    def __init__(self, latex: str) -> None:
        found = list(_TOKEN.finditer(latex))
        self._latex = latex
        self._tokens = [*(match[0] for match in found), END]
        self._starts = [*(match.start() for match in found), len(latex)]
        self._position = 0

    def peek(self) -> str:
        """Return the next token, or ``END``."""
        return self._tokens[self._position]

    def take(self) -> str:
        """Return the next token and go past it; ``END`` stays."""
        token = self._tokens[self._position]
        if token is not END:
            self._position += 1
        return token

    def accept(self, token: str) -> bool:
        """Take the next token if it is this one, and say whether it was."""
        found = self.peek() == token
        if found:
            self.take()
        return found

    def expect(self, token: str) -> None:
        """Take the next token, which has to be this one.

        Raises:
            UnsupportedError: it is another one.
        """
        if not self.accept(token):
            raise UnsupportedError(f"{token or 'the end'} is missing")

    def number(self) -> str:
        """Take the digits that follow, with a point between them; "" if there are none."""
        digits = ""
        while self.peek().isdecimal() or (digits and self._at_decimal_point()):
            digits += self.take()
        return digits

    def _at_decimal_point(self) -> bool:
        return self.peek() == "." and self._tokens[self._position + 1].isdecimal()

    def braced_source(self, *, take: bool = True) -> str:
        """Return the source within the braces that follow, and take it unless told not to.

        Raises:
            UnsupportedError: no braces follow, or they are not closed.
        """
        before = self._position
        self.expect("{")
        start = self._starts[before] + 1
        level = 1
        while level:
            if self.peek() is END:
                raise UnsupportedError("} is missing")
            end = self._starts[self._position]
            level += {"{": 1, "}": -1}.get(self.take(), 0)
        if not take:
            self._position = before
        return self._latex[start:end]
