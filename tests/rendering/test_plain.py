import pytest

from bot.rendering import plain
from bot.rendering.markdown import parse_inline


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("**Why** does $L^1$ *give* `zeros`?", "Why does L¹ give zeros?"),
        ("see [the book](http://a.org)", "see the book"),
        ("one  \ntwo", "one two"),
        ("a  b", "a b"),
        (r"$\frac{1}{n+1}$ 次", "1/(n + 1) 次"),
        (r"$\foo{x}$", r"\foo{x}"),
        (r"$\begin{aligned}a&=b\\&=c\end{aligned}$", "a = b; = c"),
    ],
)
def test_a_line_of_plain_text(source: str, text: str) -> None:
    assert plain.line(parse_inline(source)) == text
