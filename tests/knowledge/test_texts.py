"""The shipped texts, all of them, in both languages: nothing of their markup shows."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

import pytest

from bot.domain.knowledge import Deck, Entry
from bot.domain.language import Language
from bot.rendering import telegram_html
from bot.rendering.document import Formula, Math, Table, Text
from bot.rendering.markdown import parse, parse_inline
from bot.rendering.mathematics import Level, to_unicode

OTHER_TERMS = re.compile(
    r"(?<![A-Za-z（])(?<!即 )[Tt]okens?(?![A-Za-z])|(?<![A-Za-z])logits|雅可比|黑塞|海森|批大小"
    r"|批归一化|提前停止|提前终止|(?<!也叫)隐变量|隐空间|隐层|坍缩|步幅|跳连|主干|梯度截断|标度律|极大似然|混合高斯"
)
"""What docs/content-guide.md has another word for, in Chinese texts without their code."""

CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)


def texts(entry: Entry, languages: Iterable[Language] = Language) -> Iterator[str]:
    """Yield every text of an entry that people see, but for its detail."""
    for language in languages:
        yield entry.question[language]
        yield entry.short[language]
        yield from (point[language] for point in entry.points)
        yield from (citation.on[language] for citation in entry.book)
        for choice in entry.choice:
            yield choice.stem[language]
            yield choice.why[language]
            yield from (option[language] for option in choice.options)


def nodes(node: object) -> Iterator[object]:
    if isinstance(node, tuple):
        for part in node:
            yield from nodes(part)
    elif is_dataclass(node):
        yield node
        for item in fields(node):
            yield from nodes(getattr(node, item.name))


def test_no_markup_is_left_over(deck: Deck) -> None:
    left = [
        f"{entry.id}: {node.text}"
        for entry in deck.entries
        for document in (
            *(parse_inline(text) for text in texts(entry)),
            *(parse(entry.detail[language]) for language in Language if entry.detail),
        )
        for node in nodes(document)
        if isinstance(node, Text) and any(mark in node.text for mark in ("**", "$", "`", "\\"))
    ]
    assert left == []


def test_every_formula_has_a_faithful_text(deck: Deck) -> None:
    formulas = {
        node.latex
        for entry in deck.entries
        for document in (
            *(parse_inline(text) for text in texts(entry)),
            *(parse(entry.detail[language]) for language in Language if entry.detail),
        )
        for node in nodes(document)
        if isinstance(node, Math | Formula)
    }
    assert len(formulas) > 1000
    refused = [latex for latex in formulas if to_unicode(latex).level is Level.NEEDS_FORM]
    assert refused == []


@pytest.mark.parametrize("language", Language)
def test_every_detail_fits_telegram(deck: Deck, language: Language) -> None:
    for entry in deck.entries:
        assert entry.detail
        for message in telegram_html.render(parse(entry.detail[language])):
            assert len(message) > 0


def test_poll_texts_fit_without_markup(deck: Deck) -> None:
    """What a quiz poll shows is plain text: https://core.telegram.org/bots/api#sendpoll."""
    for entry in deck.entries:
        for choice in entry.choice:
            assert any(option.correct for option in choice.options)
            for language in Language:
                shown = [option[language] for option in choice.options]
                assert len(set(shown)) == len(shown), entry.id


def test_66_entries_stand_as_the_article_has_them(deck: Deck) -> None:
    assert {entry.number for entry in deck.entries if entry.number} >= set(range(1, 62))
    unnumbered = {entry.id for entry in deck.entries if entry.number is None}
    assert unnumbered == {
        "cnn-classical-vision",
        "cnn-input-224",
        "cnn-input-channels",
        "multimodal-audio-image-fusion",
        "cnn-feature-map-size",
    }


def test_no_chinese_stands_inside_a_formula(deck: Deck) -> None:
    """Not every client of Telegram that typesets formulas has Chinese characters in them."""
    chinese = [
        f"{entry.id}: {node.latex}"
        for entry in deck.entries
        for document in (
            *(parse_inline(text) for text in texts(entry)),
            *(parse(entry.detail[language]) for language in Language if entry.detail),
        )
        for node in nodes(document)
        if isinstance(node, Formula | Math) and re.search("[\u4e00-\u9fff]", node.latex)
    ]
    assert chinese == []


def test_a_source_is_called_the_same_wherever_it_is_cited(deck: Deck) -> None:
    titles: dict[str, set[str]] = {}
    for entry in deck.entries:
        for link in entry.links:
            titles.setdefault(str(link.url), set()).add(link.title)
    assert [names for names in titles.values() if len(names) > 1] == []


def test_one_thing_has_one_term(deck: Deck) -> None:
    other = [
        f"{entry.id}: {said.group()}"
        for entry in deck.entries
        for text in (*texts(entry, [Language.ZH]), entry.detail.zh if entry.detail else "")
        for said in OTHER_TERMS.finditer(CODE.sub("", text))
    ]
    assert other == []


def test_no_table_is_wider_than_a_phone(deck: Deck) -> None:
    wide = [
        f"{entry.id}: {len(node.header)} columns"
        for entry in deck.entries
        for language in Language
        if entry.detail
        for node in nodes(parse(entry.detail[language]))
        if isinstance(node, Table) and len(node.header) > 4
    ]
    assert wide == []
