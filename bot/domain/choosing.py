"""Multiple choice: which question of an entry is asked, how, and what a pick is worth."""

import re
from dataclasses import dataclass
from random import Random
from typing import Final

from bot.domain.knowledge import Choice, Entry, Option
from bot.domain.normalising import heard
from bot.domain.quiz import Card

LETTERS: Final = "ABCDEFGHIJKL"
_LETTERS: Final = re.compile("(?:我?选|option|answer)?([a-l]{1,12})")


@dataclass(frozen=True)
class Offer:
    """A multiple-choice question as it is shown.

    Args:
        choice: the question.
        options: its options in the order in which they are shown.
    """

    choice: Choice
    options: tuple[Option, ...]

    @property
    def several(self) -> bool:
        """Whether more than one option is right."""
        return sum(option.correct for option in self.options) > 1


def offered(drill: int, card: Card, entry: Entry) -> Offer:
    """Return what is offered for a question of a drill: always the same for the same question.

    Args:
        drill: the drill's id, which with the card's position is the source of chance.
        card: the question.
        entry: its entry, which has at least one choice.
    """
    random = Random(f"{drill}/{card.position}")  # noqa: S311 -- for variety, not for secrecy
    choice = random.choice(entry.choice)
    return Offer(choice, tuple(random.sample(choice.options, len(choice.options))))


def read_picks(answer: str | None) -> frozenset[int]:
    """Return the places of the picked options, from 0, as a card keeps them: ``0 2``."""
    return frozenset(int(place) for place in (answer or "").split())


def write_picks(picks: frozenset[int]) -> str:
    """Return places as a card keeps them."""
    return " ".join(str(place) for place in sorted(picks))


def read_letters(text: str, offer: Offer) -> tuple[int, ...]:
    """Return the places of the options that a text names by their letters, empty if it does not.

    Args:
        text: ``B``, ``选 b`` or ``(C)``, which may be beyond the options; where several are right,
            ``AC``, too, if all of them are there.
        offer: what is offered.
    """
    found = _LETTERS.fullmatch(heard(text))
    places = tuple(LETTERS.index(letter.upper()) for letter in found[1]) if found else ()
    rising = list(places) == sorted(set(places)) and places[-1:] < (len(offer.options),)
    return places if len(places) == 1 or (offer.several and rising) else ()


def score_picks(offer: Offer, picks: frozenset[int]) -> float:
    """Return the share of what is right that was picked, less what is wrong, from 0 to 1."""
    right = {place for place, option in enumerate(offer.options) if option.correct}
    return max(0, len(picks & right) - len(picks - right)) / len(right)
