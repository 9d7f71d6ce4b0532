"""What several tests of the domain share."""

import pytest

from bot.domain.knowledge import Deck
from bot.domain.matching import Matcher, Outcome


@pytest.fixture(scope="session")
def matcher(deck: Deck) -> Matcher:
    """What finds answers in the shipped deck."""
    return Matcher(deck)


def ids(outcome: Outcome) -> list[str]:
    return [match.entry.id for match in outcome.matches]
