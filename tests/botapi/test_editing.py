from datetime import UTC, datetime, timedelta
from typing import Any

from tests.botapi import BotApi, Person, Status
from tests.botapi.conftest import Calls, Refuses

_KEYBOARD = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
_NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)


async def _sent(call: Calls, ann: Person, **parameters: Any) -> dict[str, Any]:
    sent = await call("sendMessage", chat_id=ann.id, text="x", **parameters)
    return {"chat_id": ann.id, "message_id": sent["message_id"]}


async def test_an_edit_replaces_text_and_keyboard(api: BotApi, call: Calls, ann: Person) -> None:
    where = await _sent(call, ann, reply_markup=_KEYBOARD)
    await call("editMessageText", **where, text="y")
    before, after = [await api.next_from_bot(ann) for _ in range(2)]
    assert (before.text, before.labels, before.edited) == ("x", ["A"], False)
    assert (after.text, after.labels, after.edited) == ("y", [], True)


async def test_an_edit_that_changes_nothing_is_refused(
    call: Calls, refused: Refuses, ann: Person
) -> None:
    where = await _sent(call, ann, reply_markup=_KEYBOARD)
    same = {**where, "text": "<b></b>x ", "parse_mode": "HTML", "reply_markup": _KEYBOARD}
    assert await refused("editMessageText", **same) == (400, _NOT_MODIFIED)
    assert await refused("editMessageReplyMarkup", **where, reply_markup=_KEYBOARD) == (
        400,
        _NOT_MODIFIED,
    )
    await call("editMessageReplyMarkup", **where)
    assert await refused("editMessageReplyMarkup", **where) == (400, _NOT_MODIFIED)


async def test_only_own_texts_that_exist_are_edited(
    call: Calls, refused: Refuses, ann: Person
) -> None:
    asked = await ann.says("x")
    poll = await call("sendPoll", chat_id=ann.id, question="?", options=["a", "b"])
    for message_id, why in (
        (999, "message to edit not found"),
        (asked.message_id, "message can't be edited"),
        (poll["message_id"], "there is no text in the message to edit"),
    ):
        assert await refused(
            "editMessageText", chat_id=ann.id, message_id=message_id, text="y"
        ) == (400, f"Bad Request: {why}")


async def test_what_is_deleted_is_gone(call: Calls, refused: Refuses, ann: Person) -> None:
    where = await _sent(call, ann)
    await call("deleteMessage", **where)
    assert await refused("deleteMessage", **where) == (
        400,
        "Bad Request: message to delete not found",
    )
    assert [it.text for it in ann.history] == ["hello"]


async def test_several_are_deleted_and_missing_ones_skipped(call: Calls, ann: Person) -> None:
    first, second = await _sent(call, ann), await _sent(call, ann)
    ids = [first["message_id"], 999, second["message_id"]]
    await call("deleteMessages", chat_id=ann.id, message_ids=ids)
    assert [it.text for it in ann.history] == ["hello"]


async def test_in_a_group_others_messages_are_deleted_by_administrators_only(
    api: BotApi, call: Calls, refused: Refuses, ann: Person
) -> None:
    group = api.group("Study", [ann])
    said = await ann.says("x", chat=group)
    where = {"chat_id": group.id, "message_id": said.message_id}
    assert await refused("deleteMessage", **where) == (
        400,
        "Bad Request: message can't be deleted",
    )
    await group.makes_bot(Status.ADMINISTRATOR)
    await call("deleteMessage", **where)


async def test_after_two_days_a_message_cannot_be_deleted(
    api: BotApi, call: Calls, refused: Refuses, ann: Person
) -> None:
    api.world.clock = lambda: datetime(2026, 9, 1, tzinfo=UTC)
    where = await _sent(call, ann)
    api.world.clock = lambda: datetime(2026, 9, 3, tzinfo=UTC) + timedelta(seconds=1)
    assert await refused("deleteMessage", **where) == (
        400,
        "Bad Request: message can't be deleted",
    )
