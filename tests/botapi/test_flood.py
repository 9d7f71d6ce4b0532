"""The double's count of what is sent."""

import pytest

from tests.botapi.flood import Flood
from tests.botapi.refusal import Refusal


def refusals(flood: Flood, method: str, chats: list[int]) -> list[int]:
    """Return the positions of the calls that are one too many."""
    refused = []
    for position, chat in enumerate(chats):
        try:
            flood.check(method, {"chat_id": chat})
        except Refusal:
            refused.append(position)
    return refused


@pytest.mark.parametrize("method", ["sendMessage", "editMessageText", "copyMessage"])
def test_one_a_second_in_a_chat_and_thirty_in_all(method: str) -> None:
    assert refusals(Flood(now=lambda: 5.0), method, [1, 1, 2]) == [1]
    assert refusals(Flood(now=lambda: 5.0), method, list(range(1, 33))) == [30, 31]


def test_twenty_a_minute_in_a_group() -> None:
    clock = iter(range(100))
    flood = Flood(now=lambda: float(next(clock)))
    assert refusals(flood, "sendPoll", [-1] * 30) == list(range(20, 30))


def test_chat_actions_and_presses_are_free() -> None:
    flood = Flood(now=lambda: 5.0)
    assert refusals(flood, "sendChatAction", [1] * 5) == []
    assert refusals(flood, "deleteMessage", [1] * 5) == []
