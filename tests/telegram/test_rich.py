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
from bot.telegram.administrators import REMEMBERED, Administrators
from bot.telegram.app import Front
from bot.telegram.incoming import read
from bot.telegram.places import Place
from bot.telegram.updates import as_update
from tests.botapi import BotApi, ChatMessage, Person
from tests.botapi.chats import Status
from tests.telegram.talking import ask

pytestmark = pytest.mark.usefixtures("without_pictures", "front")

UNSEEN = "Can't see it?"
FORMULA = r"\frac1k v+\frac{k-1}{k}c"  # in the points of question 32


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


def methods(api: BotApi) -> list[str]:
    return [call.method for call in api.calls]


def is_text(message: ChatMessage) -> bool:
    return not message.blocks and UNSEEN not in message.labels


async def said_until_now(api: BotApi, person: Person) -> list[ChatMessage]:
    """Return what the bot has said; a chat is answered in order, so that help comes last."""
    await person.says("/help")
    said: list[ChatMessage] = []
    while "How to use it" not in (message := await api.next_from_bot(person)).text:
        said.append(message)
    return said


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


async def test_a_press_turns_formulas_to_text_here_from_then_on(api: BotApi, bob: Person) -> None:
    answer = await ask(api, bob, "question 32")
    toast = await bob.presses(answer, UNSEEN)
    assert toast.text.startswith("From now on formulas come as text here")
    shown = await api.next_from_bot(bob)
    assert shown.edited
    assert shown.message_id == answer.message_id
    assert is_text(shown)
    assert shown.labels == ["Full answer", "Related", "👎 Mistake?", "↗ Share"]
    assert is_text(await ask(api, bob, "question 32"))
    settings = await ask(api, bob, "/settings")
    await bob.presses(settings, "Best form")
    assert "Formulas: automatic" in (await api.next_from_bot(bob)).text
    assert (await ask(api, bob, "question 32")).blocks


async def test_typeset_wherever_there_is_a_formula(api: BotApi, bob: Person, deck: Deck) -> None:
    say = words(Language.EN)
    entry = next(
        entry
        for entry in deck.entries
        if "$" in entry.short.en and unicode_suffices(answers.entry(entry, deck, say).document)
    )
    assert is_text(await ask(api, bob, f"/show {entry.id} en"))
    await ask(api, bob, "/settings display rich")
    assert (await ask(api, bob, f"/show {entry.id} en")).blocks
    assert is_text(await ask(api, bob, "/help"))


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


async def test_in_a_group_a_member_gets_this_one_as_text(
    api: BotApi, ann: Person, bob: Person
) -> None:
    group = api.group("Study", [ann, bob])
    await bob.says("/ask question 32", chat=group)
    answer = await api.next_from_bot(group)
    assert answer.blocks
    toast = await bob.presses(answer, UNSEEN)
    assert toast.text.startswith("Here it is as text")
    shown = await api.next_from_bot(group)
    assert shown.message_id == answer.message_id
    assert is_text(shown)
    await bob.says("/ask question 32", chat=group)
    assert (await api.next_from_bot(group)).blocks


async def test_in_a_group_administrators_choose(api: BotApi, ann: Person, bob: Person) -> None:
    group = api.group("Study", [ann, bob])  # it is ann's
    await bob.says("/settings display text", chat=group)
    assert "administrators choose" in (await api.next_from_bot(group)).text
    await bob.says("/settings", chat=group)
    page = await api.next_from_bot(group)
    toast = await bob.presses(page, "Text")
    assert "administrators choose" in toast.text
    await ann.presses(page, "Text")
    assert (await api.next_from_bot(group)).edited
    await bob.says("/ask question 32", chat=group)
    assert is_text(await api.next_from_bot(group))
    assert (await ask(api, bob, "question 32")).blocks
    assert methods(api).count("getChatAdministrators") == 1


async def test_nobody_is_asked_who_administrates_where_it_does_not_matter(
    api: BotApi, ann: Person, bob: Person
) -> None:
    group = api.group("Study", [ann, bob])
    await bob.says("/ask question 32", chat=group)
    await api.next_from_bot(group)
    await ask(api, bob, "/settings display text")
    assert methods(api).count("getChatAdministrators") <= 1  # who could switch privacy mode off


async def test_the_topics_of_a_forum_share_the_choice(
    api: BotApi, ann: Person, bob: Person
) -> None:
    forum = api.group("Forum", [ann, bob], forum=True)
    thread = await forum.opens_topic("Drills")
    await bob.says("/ask question 32", chat=forum, thread=thread)
    answer = await api.next_from_bot(forum)
    assert answer.blocks
    assert answer.thread == thread
    assert answer.reply_to is not None
    await ann.says("/settings display text", chat=forum, thread=thread)
    await api.next_from_bot(forum)
    await bob.says("/ask question 32", chat=forum)
    assert is_text(await api.next_from_bot(forum))


async def test_a_channel_chooses_by_a_post(api: BotApi, ann: Person) -> None:
    channel = api.channel("News", ann)
    await ann.says("/ask question 32", chat=channel)
    assert (await api.next_from_bot(channel)).blocks
    await ann.says("/settings display text", chat=channel)
    assert "always as text" in (await api.next_from_bot(channel)).text
    await ann.says("/ask question 32", chat=channel)
    assert is_text(await api.next_from_bot(channel))


async def test_who_administrates_is_asked_again_after_a_while(
    api: BotApi, front: Front, ann: Person, bob: Person
) -> None:
    await ask(api, bob, "/start")  # the bot knows itself by now
    group = api.group("Study", [ann, bob])
    clock = [0.0]
    administrators = Administrators(front.telegram, now=lambda: clock[0])

    async def is_administrator(person: Person) -> bool:
        message = {
            "message_id": 1,
            "date": 1,
            "chat": group.chat.as_json(),
            "from": person.user.as_json(),
            "text": "/settings",
        }
        update = as_update({"update_id": 1, "message": message})
        incoming = read(update, front.telegram.bot)
        assert incoming
        return await administrators.include(incoming)

    assert [await is_administrator(person) for person in (ann, bob)] == [True, False]
    group.chat.members[bob.user.id] = Status.ADMINISTRATOR
    assert not await is_administrator(bob)
    clock[0] += REMEMBERED
    assert await is_administrator(bob)
    assert methods(api).count("getChatAdministrators") == 2
