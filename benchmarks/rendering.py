"""How long the longest entry takes in every form, and how large its pictures are.

Usage: ``python -m benchmarks.rendering [--rounds 20]``. Times are medians in milliseconds. "First"
is with nothing remembered: Markdown not parsed, formulas not read; for pictures also the typesetter
not loaded. "Again" is as it is in a bot that runs: parsed texts are remembered, messages and
pictures are made anew. Telegram keeps a picture that it has once, so that most are not made at all.
"""

import argparse
import sys
from collections.abc import Callable
from io import BytesIO
from statistics import median
from time import perf_counter

from bot.conversation.texts import words
from bot.conversation.views import answers
from bot.domain.knowledge import Deck, Entry
from bot.domain.language import Language
from bot.rendering import markdown, mathematics, picture, telegram_html, telegram_rich
from bot.rendering.picture import typesetting
from bot.rendering.picture.card import compose
from bot.storage.knowledge import shipped_knowledge
from bot.storage.knowledge.loader import load_deck

VIEWS = {"answer": answers.entry, "full answer": answers.detail}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=20)
    rounds: int = parser.parse_args().rounds
    deck = load_deck(shipped_knowledge())
    pictures(deck)  # first of all: loading the typesetter is a part of it
    messages(deck, rounds)
    pictures_again(deck)


def longest(deck: Deck, language: Language) -> Entry:
    return max(deck.entries, key=lambda entry: len(entry.detail[language]) if entry.detail else 0)


def milliseconds(run: Callable[[], object]) -> float:
    start = perf_counter()
    run()
    return (perf_counter() - start) * 1000


def forget() -> None:
    for remembers in (markdown.parse, markdown.parse_inline, mathematics.to_unicode, compose):
        remembers.cache_clear()


def messages(deck: Deck, rounds: int) -> None:
    print(f"\n{'longest entry':28}{'HTML first':>12}{'again':>8}{'rich first':>12}{'again':>8}")
    renderers = (telegram_html.render, telegram_rich.render)
    for language in Language:
        entry = longest(deck, language)
        for name, view in VIEWS.items():
            times = []
            for render in renderers:

                def show() -> object:
                    return render(view(entry, deck, words(language)).document)  # noqa: B023

                first = []
                for _ in range(rounds):
                    forget()
                    first.append(milliseconds(show))
                times += [median(first), median(milliseconds(show) for _ in range(rounds))]
            row = "".join(
                f"{time:{width}.2f}" for time, width in zip(times, (12, 8) * 2, strict=True)
            )
            print(f"{f'{entry.id} {language}, {name}':28}{row}")


def pictures(deck: Deck) -> None:
    lacks = picture.missing()
    if lacks:
        sys.exit(f"no pictures: {lacks}")
    message = answers.entry(deck.entries[0], deck, words(Language.ZH))
    cold = milliseconds(lambda: picture.typeset(compose(message.document, picture.Theme.LIGHT)))
    print(f"the first picture of a process: {cold:.0f} ms")


def pictures_again(deck: Deck) -> None:
    """All answers, and the full answers of every tenth entry, each made once."""
    from PIL import Image  # noqa: PLC0415 -- not before the first picture is timed

    print(f"\n{'pictures':28}{'ms a card':>10}{'slowest':>9}{'kB':>6}{'largest':>9}{'highest':>9}")
    for language in Language:
        for name, view in VIEWS.items():
            chosen = deck.entries if view is answers.entry else deck.entries[::10]
            times, cards = [], []
            for entry in chosen:
                document = view(entry, deck, words(language)).document
                made: list[bytes] = []
                time = milliseconds(
                    lambda: made.extend(picture.typeset(compose(document, picture.Theme.LIGHT)))  # noqa: B023
                )
                times.append(time / len(made))
                cards += made
            sizes = [len(card) / 1000 for card in cards]
            height = max(Image.open(BytesIO(card)).size[1] for card in cards)
            print(
                f"{f'{len(chosen)} × {name}, {language}':28}{median(times):10.0f}{max(times):9.0f}"
                f"{median(sizes):6.0f}{max(sizes):9.0f}{height:9}"
            )
            typesetting._typeset.cache_clear()  # noqa: SLF001


if __name__ == "__main__":
    main()
