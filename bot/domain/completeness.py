"""The countable rules of a finished entry: what ``kb check --strict`` asks beyond correctness.

An entry that breaks one of them can be served; it is only not finished. The limits of quiz polls
are Telegram's (https://core.telegram.org/bots/api#sendpoll).
"""

import re
from collections.abc import Iterator
from typing import Final

from bot.domain.consistency import Finding, Placed
from bot.domain.knowledge import Bilingual, Choice
from bot.domain.language import Language

ALIASES: Final = 15
SENTENCES: Final = range(2, 4)
POINTS: Final = range(4, 7)
TERMS: Final = range(2, 9)
RELATED: Final = range(2, 6)
CHOICES: Final = 2
OPTIONS: Final = 4
DETAIL_LENGTH: Final = {Language.ZH: range(300, 801), Language.EN: range(150, 401)}
STEM_UNITS: Final = 300
OPTION_UNITS: Final = 100
WHY_UNITS: Final = 200
MAX_SHARE_AT_ONE_PLACE: Final = 0.4
MAX_SHARE_LONGEST: Final = 0.5
ENOUGH_CHOICES: Final = 20  # below that, shares say nothing

_FORBIDDEN_LATEX = re.compile(r"\\(boxed|newcommand|def|require|color|label|tag)\b")
_CATCH_ALL = re.compile(r"\b(all|none) of the (above|others)\b|以上(都|全|均|皆)", re.IGNORECASE)


def check(entries: tuple[Placed, ...]) -> Iterator[Finding]:
    """Yield what keeps these entries from being finished."""
    for placed in entries:
        yield from _texts(placed)
        yield from _lists(placed)
        for i, choice in enumerate(placed.entry.choice):
            yield from _choice(placed, i, choice)
    yield from _balance(entries)


def prose_length(text: str, language: Language) -> int:
    """Return how long a Markdown text is without formulas, tables and code.

    Counts words in English; Han characters plus words in other scripts in Chinese.
    """
    prose = re.sub(r"```.*?```|\$\$.*?\$\$", " ", text, flags=re.DOTALL)
    prose = re.sub(r"\$[^$]*\$|`[^`]*`|^\s*\|.*$|\]\([^)]*\)", " ", prose, flags=re.MULTILINE)
    words = len(re.findall(r"[A-Za-z0-9]+(?:[-'’.][A-Za-z0-9]+)*", prose))
    if language is Language.EN:
        return words
    return words + len(re.findall(r"[\u3400-\u9fff]", prose))


def sentences(text: str, language: Language) -> int:
    """Return how many sentences a paragraph has; marks within formulas do not count."""
    prose = re.sub(r"\$[^$]*\$", "x", text)
    if language is Language.ZH:
        return len(re.findall(r"[。！？]", prose))
    prose = re.sub(r"\b(e\.g|i\.e|vs|cf|etc|Eq|Fig|et al)\.", "x", prose)
    return len(re.findall(r"[.!?][)\"”’]*(?=\s|$)", prose))


def utf16_units(text: str) -> int:
    """Return the length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def _texts(placed: Placed) -> Iterator[Finding]:
    entry = placed.entry
    for language in Language:
        count = sentences(entry.short[language], language)
        if count not in SENTENCES:
            what = f"the short answer has {count} sentences"
            yield placed.finding(("short", language.value), what, "write 2 or 3")
        if entry.detail is None:
            yield placed.finding((), "the detail is missing", "write the explanation")
            return
        length, wanted = prose_length(entry.detail[language], language), DETAIL_LENGTH[language]
        if length not in wanted:
            unit = "words" if language is Language.EN else "characters"
            what = f"the detail has {length} {unit} of prose"
            remedy = f"write {wanted.start} to {wanted.stop - 1}"
            yield placed.finding(("detail", language.value), what, remedy)
        if found := _FORBIDDEN_LATEX.search(entry.detail[language]):
            what = f"{found[0]} is not shown by every client"
            yield placed.finding(("detail", language.value), what, "use plain LaTeX")


def _lists(placed: Placed) -> Iterator[Finding]:
    entry = placed.entry
    for language in Language:
        if len(entry.aliases[language]) < ALIASES:
            what = f"there are {len(entry.aliases[language])} aliases"
            yield placed.finding(("aliases", language.value), what, f"write at least {ALIASES}")
    if len(entry.points) not in POINTS:
        yield placed.finding(("points",), f"there are {len(entry.points)} points", "write 4 to 6")
    for i, point in enumerate(entry.points):
        for language in Language:
            if len(point.terms[language]) not in TERMS:
                what = f"the point has {len(point.terms[language])} terms in {language.value}"
                yield placed.finding(("points", i), what, "write 2 to 8")
    if len(entry.related) not in RELATED:
        what = f"there are {len(entry.related)} related entries"
        yield placed.finding(("related",), what, "name 2 to 5")
    if not entry.book and not entry.links:
        yield placed.finding((), "neither book pages nor links", "cite a primary source")
    if len(entry.choice) != CHOICES:
        what = f"there are {len(entry.choice)} multiple-choice questions"
        yield placed.finding(("choice",), what, f"write {CHOICES}")


def _choice(placed: Placed, i: int, choice: Choice) -> Iterator[Finding]:
    if len(choice.options) != OPTIONS:
        what = f"there are {len(choice.options)} options"
        yield placed.finding(("choice", i, "options"), what, f"write {OPTIONS}")
    for language in Language:
        limited: list[tuple[str, tuple[int, ...], Bilingual, int]] = [
            ("stem", (), choice.stem, STEM_UNITS),
            ("why", (), choice.why, WHY_UNITS),
            *(("options", (j,), option, OPTION_UNITS) for j, option in enumerate(choice.options)),
        ]
        for key, index, text, limit in limited:
            units = utf16_units(text[language])
            if units > limit:
                what = f"{units} characters are more than a quiz poll shows"
                path = ("choice", i, key, *index, language.value)
                yield placed.finding(path, what, f"shorten it to {limit}")
        if "\n" in choice.why[language]:
            what, remedy = "the reason has line breaks", "write it on one line"
            yield placed.finding(("choice", i, "why", language.value), what, remedy)
        for j, option in enumerate(choice.options):
            if _CATCH_ALL.search(option[language]):
                what, remedy = "the option refers to the others", "let it stand alone"
                yield placed.finding(("choice", i, "options", j), what, remedy)


def _balance(entries: tuple[Placed, ...]) -> Iterator[Finding]:
    """Nobody should be able to guess by place or length."""
    single = [
        (choice, [o.correct for o in choice.options].index(True))
        for choice in _choices(entries)
        if sum(option.correct for option in choice.options) == 1
    ]
    if len(single) < ENOUGH_CHOICES:
        return
    for place in range(OPTIONS):
        share = sum(right == place for _, right in single) / len(single)
        if share > MAX_SHARE_AT_ONE_PLACE:
            what = f"{share:.0%} of the correct options stand at place {place + 1}"
            yield Finding("deck", (), what, "spread them evenly")
    for language in Language:
        longest = sum(_is_longest(choice, right, language) for choice, right in single)
        if longest / len(single) > MAX_SHARE_LONGEST:
            what = f"{longest / len(single):.0%} of the correct options are the longest"
            yield Finding("deck", (), f"{what} ({language.value})", "even the lengths out")


def _choices(entries: tuple[Placed, ...]) -> Iterator[Choice]:
    for placed in entries:
        yield from placed.entry.choice


def _is_longest(choice: Choice, right: int, language: Language) -> bool:
    lengths = [len(option[language]) for option in choice.options]
    return lengths[right] == max(lengths) and lengths.count(max(lengths)) == 1
