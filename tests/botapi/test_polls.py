from typing import Any

import pytest

from tests.botapi import BotApi, Person
from tests.botapi.conftest import Calls, Refuses

_QUIZ = {"question": "?", "options": ["a", "b"], "type": "quiz", "correct_option_ids": [1]}


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"question": ""}, "poll question must be non-empty"),
        ({"question": "x" * 301}, "poll question length must not exceed 300"),
        ({"options": ["a"]}, "poll must have 2-12 answer options, not 1"),
        ({"options": ["a"] * 13}, "poll must have 2-12 answer options, not 13"),
        ({"options": ["a", " "]}, "poll options must be non-empty"),
        ({"options": ["a", {"text": "x" * 101}]}, "poll options length must not exceed 100"),
        ({"explanation": "x" * 201}, "poll explanation length must not exceed 200"),
        ({"explanation": "a\nb\nc\nd"}, "poll explanation has too many line feeds"),
        ({"correct_option_ids": []}, "wrong correct option ID specified"),
        ({"correct_option_ids": [2]}, "wrong correct option ID specified"),
        ({"type": "exam"}, "unsupported poll type specified"),
        ({"type": "regular"}, "only a quiz has correct options and an explanation"),
        ({"open_period": 4}, "wrong poll open period specified"),
        ({"description": "x" * 1025}, "poll description length must not exceed 1024"),
    ],
)
async def test_polls_have_limits(
    changes: dict[str, Any], why: str, refused: Refuses, ann: Person
) -> None:
    answer = await refused("sendPoll", chat_id=ann.id, **(_QUIZ | changes))
    assert answer == (400, f"Bad Request: {why}")


async def test_a_poll_at_the_limits_is_shown(api: BotApi, call: Calls, ann: Person) -> None:
    full = {
        "question": "q" * 300,
        "options": ["o" * 100] * 12,
        "explanation": "<b>e</b>\n\n" + "e" * 197,
        "explanation_parse_mode": "HTML",
        "description": "d" * 1024,
    }
    await call("sendPoll", chat_id=ann.id, **(_QUIZ | full))
    shown = await api.next_from_bot(ann)
    assert shown.poll
    assert shown.poll["explanation_entities"] == [{"type": "bold", "offset": 0, "length": 1}]


async def test_a_vote_in_an_open_poll_tells_who(api: BotApi, call: Calls, ann: Person) -> None:
    sent = await call("sendPoll", chat_id=ann.id, **_QUIZ, is_anonymous=False)
    shown = await api.next_from_bot(ann)
    await ann.votes(shown, 1)
    poll, answer = await call("getUpdates")
    assert [it["voter_count"] for it in poll["poll"]["options"]] == [0, 1]
    assert answer["poll_answer"]["poll_id"] == sent["poll"]["id"]
    assert answer["poll_answer"]["user"]["id"] == ann.user.id
    assert answer["poll_answer"]["option_ids"] == [1]


async def test_a_vote_in_an_anonymous_poll_is_only_counted(
    api: BotApi, call: Calls, ann: Person
) -> None:
    await call("sendPoll", chat_id=ann.id, question="?", options=["a", "b"])
    shown = await api.next_from_bot(ann)
    await ann.votes(shown, 0)
    await ann.votes(shown)
    updates = await call("getUpdates")
    assert [it["poll"]["total_voter_count"] for it in updates] == [1, 0]


async def test_people_vote_as_the_poll_lets_them(api: BotApi, call: Calls, ann: Person) -> None:
    await call("sendPoll", chat_id=ann.id, **_QUIZ)
    shown = await api.next_from_bot(ann)
    with pytest.raises(AssertionError, match="takes one answer"):
        await ann.votes(shown, 0, 1)
    await ann.votes(shown, 0)
    with pytest.raises(AssertionError, match="Ann has already voted"):
        await ann.votes(shown, 1)


async def test_a_stopped_poll_takes_no_votes_and_stops_once(
    api: BotApi, call: Calls, refused: Refuses, ann: Person
) -> None:
    sent = await call("sendPoll", chat_id=ann.id, **_QUIZ)
    shown = await api.next_from_bot(ann)
    where = {"chat_id": ann.id, "message_id": sent["message_id"]}
    assert (await call("stopPoll", **where))["is_closed"] is True
    assert [it["poll"]["is_closed"] for it in await call("getUpdates")] == [True]
    assert await refused("stopPoll", **where) == (
        400,
        "Bad Request: poll has already been closed",
    )
    with pytest.raises(AssertionError, match="is closed"):
        await ann.votes(shown, 1)


async def test_the_time_of_a_poll_can_be_over(api: BotApi, call: Calls, ann: Person) -> None:
    await call("sendPoll", chat_id=ann.id, **_QUIZ, open_period=60)
    await api.closes_poll(await api.next_from_bot(ann))
    assert [it["poll"]["is_closed"] for it in await call("getUpdates")] == [True]


async def test_in_a_channel_polls_are_anonymous(api: BotApi, refused: Refuses, ann: Person) -> None:
    channel = api.channel("News", ann)
    answer = await refused("sendPoll", chat_id=channel.id, **_QUIZ, is_anonymous=False)
    assert answer == (400, "Bad Request: non-anonymous polls can't be sent to channel chats")
