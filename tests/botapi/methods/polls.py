"""Polls: the bot's methods, and the votes of people."""

from typing import Any

from tests.botapi.chats import ChatType, Message, User
from tests.botapi.formatting import FormattedText, formatted, limited
from tests.botapi.keyboard import inline_keyboard
from tests.botapi.methods.sending import send
from tests.botapi.refusal import bad_request
from tests.botapi.specification import Json
from tests.botapi.world import World

QUESTION_LENGTH = 300
OPTIONS = range(2, 13)
OPTION_LENGTH = 100
EXPLANATION_LENGTH = 200
EXPLANATION_LINE_FEEDS = 2
DESCRIPTION_LENGTH = 1024
OPEN_SECONDS = range(5, 2_628_001)


async def send_poll(world: World, call: Json) -> Json:
    chat = world.chat_to_write_to(call["chat_id"])
    if chat.type is ChatType.CHANNEL and not call.get("is_anonymous", True):
        raise bad_request("non-anonymous polls can't be sent to channel chats")
    if call.get("open_period", OPEN_SECONDS[0]) not in OPEN_SECONDS:
        raise bad_request("wrong poll open period specified")
    poll = _poll(call) | {"id": world.new_id()}
    world.votes[poll["id"]] = {}
    return send(world, call, {"poll": poll})


async def stop_poll(world: World, call: Json) -> Json:
    chat = world.chat_to_write_to(call["chat_id"])
    message = chat.messages.get(call["message_id"])
    if not message or message.sender is not world.bot or "poll" not in message.content:
        raise bad_request("message with poll to stop not found")
    if message.content["poll"]["is_closed"]:
        raise bad_request("poll has already been closed")
    message.reply_markup = inline_keyboard(call.get("reply_markup"))
    return close_poll(world, message)


def close_poll(world: World, message: Message) -> Json:
    """Close a poll, by the bot or because its time is over; the bot is told."""
    poll: Json = {**message.content["poll"], "is_closed": True}
    message.content = {"poll": poll}
    world.updates.push("poll", poll)
    return poll


def vote(world: World, message: Message, voter: User, options: list[int]) -> None:
    """Count somebody's vote, in place of an earlier one; no options take it back.

    Raises:
        AssertionError: no client would let them vote like that.
    """
    poll = message.content["poll"]
    votes = world.votes[poll["id"]]
    if poll["is_closed"]:
        raise AssertionError(f"the poll {poll['question']!r} is closed")
    if votes.get(voter.id) and not poll["allows_revoting"]:
        raise AssertionError(f"{voter.first_name} has already voted")
    if len(options) > 1 and not poll["allows_multiple_answers"]:
        raise AssertionError(f"the poll {poll['question']!r} takes one answer")
    votes[voter.id] = options
    counted = [
        {**option, "voter_count": sum(number in chosen for chosen in votes.values())}
        for number, option in enumerate(poll["options"])
    ]
    voters = sum(bool(chosen) for chosen in votes.values())
    poll = {**poll, "options": counted, "total_voter_count": voters}
    message.content = {"poll": poll}
    world.updates.push("poll", poll)
    if not poll["is_anonymous"]:
        world.updates.push("poll_answer", answer(poll, voter, options))


def answer(poll: Json, voter: User, options: list[int]) -> Json:
    """Return what the bot is told of a vote."""
    return {
        "poll_id": poll["id"],
        "user": voter.as_json(),
        "option_ids": options,
        "option_persistent_ids": [poll["options"][it]["persistent_id"] for it in options],
    }


def _poll(call: Json) -> Json:
    if len(call["options"]) not in OPTIONS:
        raise bad_request(f"poll must have 2-12 answer options, not {len(call['options'])}")
    question = _text(call, "question", QUESTION_LENGTH)
    poll: Json = {
        **question.as_fields("question", "question_entities"),
        "options": [_option(option, number) for number, option in enumerate(call["options"])],
        "total_voter_count": 0,
        "is_closed": call.get("is_closed", False),
        "is_anonymous": call.get("is_anonymous", True),
        "type": call.get("type", "regular"),
        "allows_multiple_answers": call.get("allows_multiple_answers", False),
        "allows_revoting": call.get("allows_revoting", call.get("type") != "quiz"),
        "members_only": call.get("members_only", False),
    }
    if "description" in call:
        description = _text(call, "description", DESCRIPTION_LENGTH)
        poll |= description.as_fields("description", "description_entities")
    return (
        poll
        | {name: call[name] for name in ("open_period", "close_date") if name in call}
        | (_quiz(call))
    )


def _quiz(call: Json) -> Json:
    if call.get("type", "regular") not in {"regular", "quiz"}:
        raise bad_request("unsupported poll type specified")
    if call.get("type") != "quiz":
        if "explanation" in call or "correct_option_ids" in call:
            raise bad_request("only a quiz has correct options and an explanation")
        return {}
    correct: list[int] = call.get("correct_option_ids", [])
    if not correct or not set(correct) <= set(range(len(call["options"]))):
        raise bad_request("wrong correct option ID specified")
    quiz: Json = {"correct_option_ids": correct}
    if "explanation" in call:
        explanation = _text(call, "explanation", EXPLANATION_LENGTH)
        if explanation.text.count("\n") > EXPLANATION_LINE_FEEDS:
            raise bad_request("poll explanation has too many line feeds")
        quiz |= explanation.as_fields("explanation", "explanation_entities")
    return quiz


def _option(option: Any, number: int) -> Json:
    fields = {"text": option} if isinstance(option, str) else option
    text = _text(fields, "text", OPTION_LENGTH, "options")
    shown = text.as_fields("text", "text_entities")
    return {**shown, "persistent_id": str(number), "voter_count": 0}


def _text(fields: Json, name: str, limit: int, what: str = "") -> FormattedText:
    marks = fields.get(f"{name}_entities")
    text = formatted(fields[name], fields.get(f"{name}_parse_mode"), marks)
    if not text.text:
        raise bad_request(f"poll {what or name} must be non-empty")
    return limited(text, limit, f"poll {what or name} length must not exceed {limit}")


HANDLERS = {"sendPoll": send_poll, "stopPoll": stop_poll}
