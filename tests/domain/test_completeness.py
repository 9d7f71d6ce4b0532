"""What an entry needs to be finished: each rule, broken alone, is named with its place."""

from collections.abc import Callable

import pytest

from bot.domain.completeness import ENOUGH_CHOICES, OPTIONS, check, prose_length, sentences
from bot.domain.consistency import Finding, Placed
from bot.domain.knowledge import Bilingual, Choice, Deck, Entry, Option, Phrases
from bot.domain.language import Language

LINE = Bilingual(zh="一行。", en="A line.")


@pytest.fixture
def entry(deck: Deck) -> Entry:
    """An entry that is finished."""
    return deck.by_id["dl-32"]


def findings(*entries: Entry) -> list[Finding]:
    return [*check(tuple(Placed("topic", index, entry) for index, entry in enumerate(entries)))]


def with_choice(entry: Entry, choice: Choice) -> Entry:
    return entry.model_copy(update={"choice": (choice, entry.choice[1])})


def with_options(entry: Entry, *options: Option) -> Entry:
    return with_choice(entry, entry.choice[0].model_copy(update={"options": options}))


def with_english(entry: Entry, field: str, text: str) -> Entry:
    said = getattr(entry, field).model_copy(update={"en": text})
    return entry.model_copy(update={field: said})


def with_stem(entry: Entry, stem: str) -> Entry:
    said = Bilingual(zh="问？", en=stem)
    return with_choice(entry, entry.choice[0].model_copy(update={"stem": said}))


def with_why(entry: Entry, why: str) -> Entry:
    said = Bilingual(zh="因为。", en=why)
    return with_choice(entry, entry.choice[0].model_copy(update={"why": said}))


def words(count: int, then: str = "") -> str:
    return " ".join(["word"] * count) + then


def test_a_finished_entry_lacks_nothing(entry: Entry) -> None:
    assert findings(entry) == []


@pytest.mark.parametrize(
    ("change", "path", "what"),
    [
        (lambda it: with_english(it, "short", "One."), ("short", "en"), "has 1 sentences"),
        (lambda it: with_english(it, "short", "A. B. C. D."), ("short", "en"), "has 4 sentences"),
        (lambda it: it.model_copy(update={"detail": None}), (), "the detail is missing"),
        (lambda it: with_english(it, "detail", words(149)), ("detail", "en"), "149 words"),
        (lambda it: with_english(it, "detail", words(401)), ("detail", "en"), "401 words"),
        (
            lambda it: with_english(it, "detail", words(150, r" $\boxed{x}$")),
            ("detail", "en"),
            r"\boxed is not shown by every client",
        ),
        (
            lambda it: it.model_copy(update={"aliases": Phrases(zh=it.aliases.zh, en=("a",))}),
            ("aliases", "en"),
            "there are 1 aliases",
        ),
        (lambda it: it.model_copy(update={"points": it.points[:3]}), ("points",), "3 points"),
        (
            lambda it: it.model_copy(
                update={
                    "points": (
                        it.points[0].model_copy(update={"terms": Phrases(zh=("一", "二"))}),
                        *it.points[1:],
                    )
                }
            ),
            ("points", 0),
            "the point has 0 terms in en",
        ),
        (lambda it: it.model_copy(update={"related": ("dl-33",)}), ("related",), "1 related"),
        (
            lambda it: it.model_copy(update={"book": (), "links": ()}),
            (),
            "neither book pages nor links",
        ),
        (lambda it: it.model_copy(update={"choice": it.choice[:1]}), ("choice",), "1 multiple"),
        (
            lambda it: with_options(it, *it.choice[0].options[:3]),
            ("choice", 0, "options"),
            "there are 3 options",
        ),
        (lambda it: with_stem(it, "x" * 301), ("choice", 0, "stem", "en"), "301 characters"),
        (lambda it: with_stem(it, "😀" * 151), ("choice", 0, "stem", "en"), "302 characters"),
        (lambda it: with_why(it, "x" * 201), ("choice", 0, "why", "en"), "201 characters"),
        (lambda it: with_why(it, "a\nb"), ("choice", 0, "why", "en"), "has line breaks"),
        (
            lambda it: with_options(it, *it.choice[0].options[:3], Option(zh="丁", en="x" * 101)),
            ("choice", 0, "options", 3, "en"),
            "101 characters",
        ),
        (
            lambda it: with_options(
                it, *it.choice[0].options[:3], Option(zh="丁", en="None of the above")
            ),
            ("choice", 0, "options", 3),
            "refers to the others",
        ),
        (
            lambda it: with_options(it, *it.choice[0].options[:3], Option(zh="以上都对", en="d")),
            ("choice", 0, "options", 3),
            "refers to the others",
        ),
    ],
)
def test_what_is_not_finished_is_named_with_its_place(
    entry: Entry, change: Callable[[Entry], Entry], path: tuple[str | int, ...], what: str
) -> None:
    (found,) = findings(change(entry))
    assert found.path == (0, *path)
    assert what in found.what


@pytest.mark.parametrize(
    "change",
    [
        lambda it: with_english(it, "short", "A. B."),
        lambda it: with_english(it, "short", "See e.g. Fig. 3 vs. 4. It is so, cf. $a. b. c.$!"),
        lambda it: with_english(it, "detail", words(150)),
        lambda it: with_english(it, "detail", words(400, "\n\n| not | counted |\n```\nnor\n```")),
        lambda it: with_stem(it, "x" * 300),
        lambda it: with_why(it, "x" * 200),
        lambda it: it.model_copy(update={"book": ()}),
        lambda it: it.model_copy(update={"links": ()}),
    ],
)
def test_what_is_just_enough_is_enough(entry: Entry, change: Callable[[Entry], Entry]) -> None:
    assert entry.book
    assert entry.links
    assert findings(change(entry)) == []


def choice(right: int, *, longest: bool = False) -> Choice:
    """A question that is right at one place, where the option may be the longest one."""
    options = tuple(
        Option(zh="选", en="xx" if longest and place == right else "x", correct=place == right)
        for place in range(OPTIONS)
    )
    return Choice(stem=LINE, options=options, why=LINE)


def balance(entry: Entry, *choices: Choice) -> list[str]:
    """Return what is said of a deck with these questions as a whole."""
    pairs = zip(choices[::2], choices[1::2], strict=True)
    entries = [entry.model_copy(update={"choice": pair}) for pair in pairs]
    return [found.what for found in findings(*entries) if found.file == "deck"]


def test_nobody_should_guess_by_place(entry: Entry) -> None:
    spread = [choice(number % OPTIONS) for number in range(ENOUGH_CHOICES)]
    assert balance(entry, *spread) == []
    piled = [choice(1 if number < 9 else number % OPTIONS) for number in range(ENOUGH_CHOICES)]
    (found,) = balance(entry, *piled)
    assert found.endswith("of the correct options stand at place 2")
    assert balance(entry, *piled[: ENOUGH_CHOICES - 2]) == []  # too few to tell


def test_nobody_should_guess_by_length(entry: Entry) -> None:
    half = [
        choice(number % OPTIONS, longest=number < ENOUGH_CHOICES // 2)
        for number in range(ENOUGH_CHOICES)
    ]
    assert balance(entry, *half) == []
    more = [*half[:-1], choice(3, longest=True)]
    assert balance(entry, *more) == ["55% of the correct options are the longest (en)"]


@pytest.mark.parametrize(
    ("text", "language", "length"),
    [
        ("梯度 descent 很快", Language.ZH, 5),
        ("the model's 3.5 state-of-the-art", Language.EN, 4),
        ("a $x + y$ b `code c` [d](https://e.org)", Language.EN, 3),
        ("a $$x\n+ y$$ b", Language.EN, 2),
        ("", Language.EN, 0),
    ],
)
def test_formulas_tables_and_code_are_no_prose(text: str, language: Language, length: int) -> None:
    assert prose_length(text, language) == length


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("一。二！三？", Language.ZH, 3),
        ("It is 3.5 (or so). Is it?", Language.EN, 2),
        ('He said "no." Then "yes!"', Language.EN, 2),
    ],
)
def test_sentences_are_counted(text: str, language: Language, count: int) -> None:
    assert sentences(text, language) == count
