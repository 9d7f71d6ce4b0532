"""LaTeX source as tokens: commands, braces, single characters."""

import re

from bot.rendering.mathematics.tree import UnsupportedError

END = ""
"""The token behind the last one."""

_TOKEN = re.compile(r"\\(?:[A-Za-z]+|.)|\s+|:=|.", re.DOTALL)


class Tokens:
    """The tokens of one formula, taken from left to right; white space counts for nothing."""

    def __init__(self, latex: str) -> None:
        self._tokens: list[str] = _TOKEN.findall(latex)
        self._position = 0

    def peek(self) -> str:
        """Return the next token, or ``END``."""
        while self._position < len(self._tokens) and self._tokens[self._position].isspace():
            self._position += 1
        return self._tokens[self._position] if self._position < len(self._tokens) else END

    def take(self) -> str:
        token = self.peek()
        self._position += 1
        return token

    def accept(self, token: str) -> bool:
        """Take the next token if it is this one, and say whether it was."""
        found = self.peek() == token
        self._position += found
        return found

    def expect(self, token: str) -> None:
        """Take the next token, which has to be this one.

        Raises:
            UnsupportedError: it is another one.
        """
        if self.take() != token:
            raise UnsupportedError(f"{token or 'the end'} is missing")

    def number(self) -> str:
        """Take the digits that follow, with a point between them; "" if there are none."""
        digits = ""
        while self.peek().isdecimal() or (digits and self._at_decimal_point()):
            digits += self.take()
        return digits

    def _at_decimal_point(self) -> bool:
        following = self._tokens[self._position : self._position + 2]
        return len(following) > 1 and following[0] == "." and following[1].isdecimal()

    def braced_source(self, *, take: bool = True) -> str:
        """Return the source within the braces that follow, and take it unless told not to.

        Raises:
            UnsupportedError: no braces follow, or they are not closed.
        """
        before = self._position
        self.expect("{")
        start, level = self._position, 1
        while level:
            if self._position >= len(self._tokens):
                raise UnsupportedError("} is missing")
            level += {"{": 1, "}": -1}.get(self._tokens[self._position], 0)
            self._position += 1
        source = "".join(self._tokens[start : self._position - 1])
        if not take:
            self._position = before
        return source
