"""Native formulas and tables, end to end: rich messages, and a way for who cannot see them."""

from collections.abc import Callable
from io import StringIO

import pytest

from bot.conversation.message import Message, Reply
from bot.conversation.texts import words
from bot.conversation.views import answers
from bot.domain.knowledge import Deck
from bot.domain.language import Language
from bot.rendering.display import unicode_suffices
from bot.rendering.document import Math, Paragraph, Text
from bot.settings import LogFormat
from bot.telegram.app import Front
from bot.telegram.places import Place
from tests.botapi import BotApi, Person
from tests.telegram.formulas import FORMULA, UNSEEN, is_text, methods, said_until_now
from tests.telegram.talking import ask

pytestmark = pytest.mark.usefixtures("without_pictures", "front")


@pytest.fixture
def plain(deck: Deck) -> str:
    """A question whose answer Unicode writes exactly."""
    say = words(Language.EN)
    numbers = (
        entry.number
        for entry in deck.entries
        if entry.number and unicode_suffices(answers.entry(entry, deck, say).document)
    )
    return f"question {next(numbers)}"


async def test_an_answer_with_formulas_is_a_rich_message(api: BotApi, ann: Person) -> None:
    answer = await ask(api, ann, "第 32 题")
    assert [block["type"] for block in answer.blocks] == [
        "paragraph",
        "paragraph",
        "expandable_blockquote",
        "footer",
    ]
    assert f"${FORMULA}$" in answer.text
    assert "7.12 Dropout，第 258–268 页" in answer.text
    assert answer.labels == ["详细解答", "相关题目", "👎 纠错", "↗ 分享", "看不到公式？"]


async def test_tables_hold_their_formulas(api: BotApi, bob: Person, deck: Deck) -> None:
    entry = next(
        entry
        for entry in deck.entries
        if entry.detail and "\n|" in entry.detail.en and r"\frac" in entry.detail.en
    )
    detail = await ask(api, bob, f"/detail {entry.id} en")
    [head, *_] = next(block for block in detail.blocks if block["type"] == "table")["cells"]
    assert all(cell["is_header"] for cell in head)


async def test_what_unicode_writes_exactly_is_no_rich_message(
    api: BotApi, bob: Person, plain: str
) -> None:
    assert is_text(await ask(api, bob, plain))
    assert "sendRichMessage" not in methods(api)


async def test_where_rich_messages_are_unknown_there_is_one_answer_as_text(
    api: BotApi, bob: Person
) -> None:
    api.world.has_rich_messages = False
    for _ in range(2):
        answer = await ask(api, bob, "question 32")
        assert is_text(answer)
        assert answer.parts("expandable_blockquote")
    assert await said_until_now(api, bob) == []
    assert methods(api).count("sendRichMessage") == 1


async def test_a_server_may_say_so_with_400(api: BotApi, bob: Person) -> None:
    api.fail("sendRichMessage", 400, description="Bad Request: method not found")
    for _ in range(2):
        assert is_text(await ask(api, bob, "question 32"))
    assert await said_until_now(api, bob) == []
    assert methods(api).count("sendRichMessage") == 1


async def test_a_message_that_is_refused_goes_out_as_text_and_the_next_as_rich(
    api: BotApi, bob: Person, logged: Callable[..., StringIO]
) -> None:
    log = logged(LogFormat.JSON, api.token)
    api.fail("sendRichMessage", 400, description="Bad Request: RICH_MESSAGE_INVALID")
    assert is_text(await ask(api, bob, "question 32"))
    assert "rich_message_invalid" in log.getvalue().lower()
    assert (await ask(api, bob, "question 32")).blocks


async def test_a_refusal_halfway_leaves_nothing_twice(
    api: BotApi, front: Front, bob: Person
) -> None:
    before = await ask(api, bob, "/start")
    half = Paragraph((Text("deep " * 4_000), Math(FORMULA)))
    api.fail("sendRichMessage", 400)  # the second message; the first is an edit
    shown = await front.outgoing.show(
        Reply((Message((half, half)),)), Place(bob.id), (before.message_id,)
    )
    assert shown[0] == before.message_id
    messages = [it for it in bob.history if it.message_id in shown]
    assert all(is_text(message) for message in messages)
    assert sum(message.text.count("deep") for message in bob.history) == 8_000


async def test_a_long_text_takes_the_place_and_goes_on_below(
    api: BotApi, bob: Person, deck: Deck
) -> None:
    long = max(deck.entries, key=lambda entry: len(entry.detail.en) if entry.detail else 0)
    detail = await ask(api, bob, f"/detail {long.id} en")
    await bob.presses(detail, UNSEEN)
    shown = await said_until_now(api, bob)
    first = shown[0]
    assert first.message_id == detail.message_id
    assert all(is_text(message) for message in shown)
    assert shown[-1].labels == ["Related", "👎 Mistake?"]


async def test_a_drill_changes_its_form_in_place(api: BotApi, bob: Person) -> None:
    question = await ask(api, bob, "/quiz 1 dl-32")
    assert is_text(question)
    await bob.presses(question, "Hint")
    await bob.presses(question, "Show answer")
    hinted, revealed = await api.next_from_bot(bob), await api.next_from_bot(bob)
    assert is_text(hinted)
    assert revealed.blocks
    assert {hinted.message_id, revealed.message_id} == {question.message_id}
    assert revealed.labels[:2] == ["🔁 Did not know it", "🙂 Knew it"]
    await bob.presses(revealed, UNSEEN)
    as_text = await api.next_from_bot(bob)
    assert is_text(as_text)
    assert as_text.labels == [label for label in revealed.labels if label != UNSEEN]
    await bob.presses(as_text, "🙂 Knew it")
    settled = await api.next_from_bot(bob)
    assert settled.message_id == question.message_id
    assert is_text(settled)


async def test_a_settled_card_stays_rich(api: BotApi, bob: Person) -> None:
    question = await ask(api, bob, "/quiz 1 dl-32")
    await bob.presses(question, "Show answer")
    await api.next_from_bot(bob)
    await bob.presses(question, "🙂 Knew it")
    settled = await api.next_from_bot(bob)
    assert settled.blocks
    mark = settled.text.splitlines()[-1]
    assert mark.startswith("🙂 Knew it")
    await bob.presses(settled, UNSEEN)
    await api.next_from_bot(bob)  # what came out of the drill
    as_text = await api.next_from_bot(bob)
    assert as_text.message_id == question.message_id
    assert as_text.text.endswith(mark)
    assert is_text(as_text)


async def test_an_edit_where_rich_messages_are_unknown(api: BotApi, bob: Person) -> None:
    api.world.has_rich_messages = False
    question = await ask(api, bob, "/quiz 1 dl-32")
    await bob.presses(question, "Show answer")
    revealed = await api.next_from_bot(bob)
    assert revealed.message_id == question.message_id
    assert is_text(revealed)
    await bob.presses(revealed, "🙂 Knew it")
    settled, over = await said_until_now(api, bob)
    assert settled.message_id == question.message_id
    assert "Drill over" in over.text
    assert methods(api).count("sendRichMessage") == 1


async def test_an_edited_question_changes_the_form_of_its_answer(
    api: BotApi, bob: Person, plain: str
) -> None:
    asked = await bob.says(plain)
    first = await api.next_from_bot(bob)
    for line, rich in (("question 32", True), (plain, False), ("Question 32", True)):
        await bob.edits(asked, line)
        answer = await api.next_from_bot(bob)
        assert answer.message_id == first.message_id
        assert bool(answer.blocks) is rich


async def test_editing_to_the_same_rich_answer_is_no_error(api: BotApi, bob: Person) -> None:
    asked = await bob.says("question 32")
    await api.next_from_bot(bob)
    await bob.edits(asked, "Question 32")
    assert await said_until_now(api, bob) == []
    assert ["not modified" in str(call) for call in api.refused] == [True]
    api.refused.clear()
