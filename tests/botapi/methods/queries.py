"""Methods that answer what waits for an answer: pressed buttons and inline queries."""

import re

from tests.botapi.formatting import message_text
from tests.botapi.keyboard import inline_keyboard
from tests.botapi.refusal import Blameless, bad_request, not_simulated
from tests.botapi.rich import rich_message
from tests.botapi.specification import Json
from tests.botapi.world import Query, World

TOAST_LENGTH = 200
RESULTS = 50
RESULT_ID_BYTES = 64
OFFSET_BYTES = 64

_START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")


async def answer_callback_query(world: World, call: Json) -> bool:
    query = _query(world, call["callback_query_id"])
    if len(call.get("text", "")) > TOAST_LENGTH:
        raise bad_request("MESSAGE_TOO_LONG")
    _answer(world, query, call)
    return True


async def answer_inline_query(world: World, call: Json) -> bool:
    query = _query(world, call["inline_query_id"])
    if len(call["results"]) > RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    ids = [result["id"] for result in call["results"]]
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    if not all(1 <= len(it.encode()) <= RESULT_ID_BYTES for it in ids):
        raise bad_request("RESULT_ID_INVALID")
    if len(call.get("next_offset", "").encode()) > OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    for result in call["results"]:
        _check_result(world, result)
    start = call.get("button", {}).get("start_parameter", "-")
    if not _START_PARAMETER.fullmatch(start):
        raise bad_request("START_PARAM_INVALID")
    _answer(world, query, call)
    return True


async def answer_guest_query(world: World, call: Json) -> Json:
    query = _query(world, call["guest_query_id"])
    if query.answer is not None:
        raise bad_request("query is already answered")
    _check_result(world, call["result"])
    _answer(world, query, call)
    return {"inline_message_id": query.id}


def _query(world: World, query_id: str) -> Query:
    query = world.queries.get(query_id)
    if not query or query.expired:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    return query


def _answer(world: World, query: Query, call: Json) -> None:
    query.answer = call
    world.changes.notify()


def _check_result(world: World, result: Json) -> None:
    if result["type"] != "article":
        raise not_simulated(f"inline results of type {result['type']}")
    if not result["title"].strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = result["input_message_content"]
    if "rich_message" in content:
        if not world.has_rich_messages:
            raise Blameless(400, "Bad Request: can't parse inline query result")
        rich_message(content["rich_message"])
    elif "message_text" in content:
        message_text(content, "message_text")
    else:
        raise not_simulated("inline results that are neither text nor rich messages")
    inline_keyboard(result.get("reply_markup"))


HANDLERS = {
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
    "answerGuestQuery": answer_guest_query,
}
