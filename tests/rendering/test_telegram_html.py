import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.knowledge import Deck
from bot.domain.language import Language
from bot.rendering.document import (
    Code,
    Document,
    Footer,
    Heading,
    Math,
    Paragraph,
    Preformatted,
    Quote,
    Spoiler,
    Text,
)
from bot.rendering.markdown import parse
from bot.rendering.telegram_html import caption, render
from tests.botapi.formatting import formatted
from tests.botapi.utf16 import utf16_length
from tests.rendering.documents import DOCUMENTS, LAW, RUNNING_TEXTS, texts, visible

LIMIT = 4096
SNIPPETS = ("深度学习。", "word ", "😀", "<&>", "ŷ", "\n")


def html(markdown: str) -> str:
    """The only message of a document, without the invisible spaces and joiners."""
    [message] = render(parse(markdown))
    return message.replace("\u00a0", " ").replace("\u2060", "")


def shown(message: str) -> str:
    """What Telegram makes of a message; it refuses what is not well formed."""
    return formatted(message, "HTML", None).text


def test_an_answer() -> None:
    assert html("""
**Why $L^1$?** The penalty is $\\frac{\\alpha}{2}\\|w\\|^2$, see `torch.optim`:

- first <b>
- second [paper](https://a.org/?a=1&b=2)
  - inner

$$x<y$$
""") == (
        "<b>Why L¹?</b> The penalty is (α/2)‖w‖², see <code>torch.optim</code>:\n\n"
        "• first &lt;b&gt;\n"
        '• second <a href="https://a.org/?a=1&amp;b=2">paper</a>\n'
        "    ◦ inner\n\n"
        "x &lt; y"
    )


def test_headings_are_bold_and_stay_with_what_follows() -> None:
    assert html("# Title *x*\n\ntext\n\n## Next\n\n1. a\n\n# End") == (
        "<b>Title <i>x</i></b>\n\ntext\n\n<b>Next</b>\n\n1. a\n\n<b>End</b>"
    )


def test_an_unknown_formula_is_shown_as_its_source() -> None:
    assert html(r"**see $\foo{<x>}$**") == r"<b>see </b><code>\foo{&lt;x&gt;}</code>"


def test_a_derivation_has_lines() -> None:
    source = "- so\n\n  $$\n\\begin{aligned}a&=b\\\\&=c\\end{aligned}\n$$"
    assert html(source) == "• so\n    a = b\n    = c"


def test_items_of_several_blocks_are_indented() -> None:
    assert html("9. a\n\n   b\n10. - c\n11. ```\n    x\n    ```") == (
        "9. a\n    b\n10. \n    ◦ c\n11. \n<pre>x</pre>"
    )


def test_a_quote_may_be_folded() -> None:
    quote = Quote((Paragraph((Text("a"),)), Quote((Paragraph((Text("b"),)),))), expandable=True)
    assert render((quote,)) == ("<blockquote expandable>a\n\nb</blockquote>",)


def test_a_footer_is_small_print() -> None:
    assert render((Footer((Text("p. 7"),)),)) == ("<i>p. 7</i>",)


def test_code_keeps_its_language_and_loses_other_tags() -> None:
    assert html('```c++\nx < "y"\n```') == (
        '<pre><code class="language-c++">x &lt; "y"</code></pre>'
    )
    assert html("**a `b`**") == "<b>a </b><code>b</code>"
    assert html("[a `b`](http://c.d)") == '<a href="http://c.d">a b</a>'


def test_what_is_hidden_stays_hidden() -> None:
    hidden = Spoiler((Text("say "), Code("x"), Math(r"\unknown")))
    assert render((Paragraph((hidden,)),)) == (r"<tg-spoiler>say x\unknown</tg-spoiler>",)


def test_a_narrow_table_has_columns() -> None:
    assert html("| f | $f'$ |\n|:--|--:|\n| $x^2$ | $2x$ |\n| $ax$ | $a$ |") == (
        "<pre>f  | f′\n---+---\nx² | 2x\nax |  a</pre>"
    )


def test_a_wide_table_has_a_paragraph_for_each_row() -> None:
    source = """
| Optimizer | Update of the parameters | Needs |
|---|---|---|
| SGD | $\\theta\\leftarrow\\theta-\\epsilon g$ | |
| Adam | with both moments corrected | `beta` |
"""
    assert html(source) == (
        "<b>Optimizer: SGD</b>\nUpdate of the parameters: θ ← θ − ϵg\nNeeds: —\n\n"
        "<b>Optimizer: Adam</b>\nUpdate of the parameters: with both moments corrected\n"
        "Needs: <code>beta</code>"
    )


def test_the_paragraphs_of_a_chinese_table_have_chinese_colons() -> None:
    source = """
| 方法 | 更新 $x$ | |
|---|---|---|
| 随机梯度下降 | 沿负梯度方向走一小步 | 最简单的方法 |
"""
    assert html(source) == ("<b>方法：随机梯度下降</b>\n更新 x：沿负梯度方向走一小步\n最简单的方法")


def test_a_table_with_links_keeps_them() -> None:
    assert html("| a | b |\n|---|---|\n| 1 | [c](http://d.e) |") == (
        '<b>a: 1</b>\nb: <a href="http://d.e">c</a>'
    )


@pytest.mark.parametrize("word", ["train.py", "model.pt", "run.sh", "README.md"])
def test_file_names_do_not_become_links(word: str) -> None:
    [message] = render(parse(f"run {word} now, `{word}`"))
    name, ending = word.split(".")
    assert message == f"run {name}\u2060.{ending} now, <code>{word}</code>"


@pytest.mark.parametrize("text", ["2(N-1)/N", "[a, b]/c", "|x|/d", "“CNN”/RNN", "5 %/day"])
def test_divisions_in_words_do_not_become_commands(text: str) -> None:
    assert render((Paragraph((Text(text),)),)) == (text.replace("/", "/\u2060"),)


def test_commands_in_words_are_left_alone() -> None:
    text = "/quiz, “/topics” (/help)"
    assert render((Paragraph((Text(text),)),)) == (text,)


def test_addresses_and_numbers_are_left_alone() -> None:
    assert render(parse("arxiv.org 0.95 e.g. a.python")) == ("arxiv.org 0.95 e.g. a.python",)


@pytest.mark.parametrize("latex", [r"\frac{a+b}{n}", r"(x-\mu)/2", r"\frac{\|x\|}{d}"])
def test_fractions_do_not_become_commands(latex: str) -> None:
    [message] = render(parse(f"${latex}$"))
    assert formatted(message, "HTML", None).entities == ()


def test_commands_in_text_stay_commands() -> None:
    assert render(parse("press /quiz")) == ("press /quiz",)


def test_nothing_visible_is_no_message() -> None:
    assert render(()) == ()
    assert render((Paragraph((Text(" \n"),)),)) == ()


def test_messages_end_between_blocks() -> None:
    half = Paragraph((Text("a" * 2500),))
    small = Paragraph((Text("b"),))
    assert render((small, half, half, small)) == (
        "b\n\n" + "a" * 2500,
        "a" * 2500 + "\n\nb",
    )


def test_a_heading_does_not_end_a_message() -> None:
    full = Paragraph((Text("a" * 4000),))
    following = Paragraph((Text("b" * 200),))
    first, second = render((full, Heading((Text("title"),), 1), following))
    assert first == "a" * 4000
    assert second == "<b>title</b>\n\n" + "b" * 200


@pytest.mark.parametrize(
    ("unit", "end"),
    [("line of text\n", "text"), ("一句话。", "。"), ("A sentence. ", "."), ("word ", "word")],
)
def test_a_long_block_is_cut_where_reading_pauses(unit: str, end: str) -> None:
    first, *_, last = render((Paragraph((Text(unit * (5000 // len(unit) + 1)),)),))
    assert first.rstrip().endswith(end)
    assert LIMIT - len(unit) < utf16_length(first) <= LIMIT
    assert last.strip()


def test_a_long_table_is_cut_between_its_rows() -> None:
    rows = "| some method | does rather long a thing to describe in a cell | never |\n" * 60
    first, second = render(parse(f"| Method | Deed | When |\n|---|---|---|\n{rows}"))
    assert first.endswith("When: never\n\n")
    assert second.startswith("<b>Method: some method</b>")


def test_a_long_list_is_cut_between_its_items() -> None:
    item = "- an item\n" + "  - and something below it\n" * 7
    first, second = render(parse(item * 30))
    assert first.endswith("something below it\n")
    assert second.startswith("• an item")


def test_cut_tags_are_closed_and_opened_again() -> None:
    first, second = render((Preformatted("x = 1\n" * 800, "python"),))
    for message in (first, second):
        assert message.startswith('<pre><code class="language-python">x = 1')
        assert message.endswith("</code></pre>")


def test_a_caption_has_a_length_of_its_own() -> None:
    fits, too_long = ((Paragraph((Text("😀" * 511 + "x" * odd),)),) for odd in (2, 3))
    assert caption(fits) == "😀" * 511 + "xx"
    assert caption(too_long) is None


@pytest.mark.parametrize("character", ["😀", "y\u0302", "👩\u200d💻"])
@pytest.mark.parametrize("before", range(5))
def test_no_character_is_cut_in_two(character: str, before: int) -> None:
    first, *_ = render((Paragraph((Text("x" * before + character * 4000),)),))
    assert re.fullmatch(f"x*(?:{character})+", first)


@LAW
@given(DOCUMENTS)
def test_every_document_makes_messages_that_telegram_accepts(document: Document) -> None:
    received = [shown(message) for message in render(document)]
    assert all(0 < utf16_length(text) <= LIMIT for text in received)
    seen = visible("".join(received))
    assert all(visible(text) in seen for text in texts(document))


@LAW
@given(RUNNING_TEXTS, st.integers(1, 50))
def test_running_text_is_neither_changed_nor_moved(document: Document, times: int) -> None:
    received = "".join(map(shown, render(document * times)))
    assert visible(received) == visible("".join(texts(document)) * times)


@LAW
@given(st.lists(st.sampled_from(SNIPPETS), max_size=10), st.integers(1, 400))
def test_cutting_loses_nothing(words: list[str], times: int) -> None:
    text = "".join(words) * times
    messages = render((Paragraph((Text(text),)),))
    assert visible("".join(map(shown, messages))) == visible(text)
    assert all(utf16_length(shown(message)) <= LIMIT for message in messages)


@pytest.mark.parametrize("language", Language)
def test_every_answer_of_the_deck_is_accepted(deck: Deck, language: Language) -> None:
    for entry in deck.entries:
        assert entry.detail is not None
        for message in render(parse(entry.detail[language])):
            assert shown(message)
