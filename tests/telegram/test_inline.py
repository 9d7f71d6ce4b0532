"""Where the bot is no member, end to end: results behind its name, one answer as a guest, links."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.conversation.texts import words
from bot.conversation.views import inline
from bot.domain.knowledge import Deck
from bot.domain.language import Language
from bot.domain.review import Memory, Stage
from bot.rendering import telegram_html, telegram_rich
from bot.services.suggesting import Suggestion
from bot.storage.cards import put_memory
from bot.storage.database import Database
from bot.storage.people import meet
from tests.botapi import BotApi, Person
from tests.botapi.chats import Status
from tests.botapi.specification import Json

pytestmark = pytest.mark.usefixtures("front")


def links(markup: Json) -> list[str]:
    return [b["url"] for row in markup["inline_keyboard"] for b in row if "url" in b]


def said(result: Json) -> str:
    return str(result["input_message_content"])


async def test_results_have_the_short_answer_and_bring_the_full_one_with_pages(
    api: BotApi, bob: Person
) -> None:
    answer = await bob.asks_inline("dropout")
    best = answer.results[0]
    assert 3 <= len(answer.results) <= 10
    assert "dropout" in best["description"].lower()
    assert "258–268" in said(best)
    assert links(best["reply_markup"]) == [f"https://t.me/{api.world.bot.username}?start=dl-32"]
    assert answer.raw["is_personal"]
    assert answer.raw["cache_time"] > 0


async def test_results_speak_the_language_of_the_text_then_of_the_person(
    ann: Person, bob: Person
) -> None:
    assert "梯度" in (await bob.asks_inline("梯度爆炸")).titles[0]
    assert (await bob.asks_inline("dropout")).results[0]["id"] == "dl-32.en"
    assert (await ann.asks_inline("")).results[0]["id"].endswith(".zh")


async def test_without_a_text_anything_is_offered_and_not_kept(bob: Person) -> None:
    first, second = await bob.asks_inline(""), await bob.asks_inline("")
    assert len(first.results) == len(second.results) == 10
    assert first.titles != second.titles
    assert first.raw["cache_time"] == 0


async def test_without_a_text_what_is_due_comes_first(
    bob: Person, ann: Person, database: Database
) -> None:
    now, person = datetime.now(UTC), f"telegram:{bob.id}"
    memory = Memory(3.0, 5.0, now, now - timedelta(days=3), Stage.REVIEW, None, 2, 0)
    async with database.begin() as connection:
        await meet(connection, person)
        await put_memory(connection, person, "dl-32", memory)
    offered = (await bob.asks_inline("")).results
    assert offered[0]["id"] == "dl-32.en"
    assert offered[0]["description"].startswith("🔁 Due")
    assert len({result["id"] for result in offered}) == 10
    assert not any("🔁" in it["description"] for it in (await ann.asks_inline("")).results)


async def test_what_is_hardly_meant_is_not_offered(bob: Person) -> None:
    assert (await bob.asks_inline("how is the weather")).results == []
    assert 1 < len((await bob.asks_inline("batch norm")).results) <= 10


async def test_where_nothing_is_meant_there_is_the_way_to_the_private_chat(
    api: BotApi, bob: Person
) -> None:
    answer = await bob.asks_inline("zzzz qqqq")
    assert answer.results == []
    assert answer.raw["button"]["start_parameter"] == "ask"
    await bob.says("/start ask")
    assert "Hello" in (await api.next_from_bot(bob)).text


@pytest.mark.parametrize("known", [True, False])
async def test_formulas_are_typeset_where_telegram_knows_how(
    api: BotApi, bob: Person, *, known: bool
) -> None:
    api.world.has_rich_messages = known
    best = (await bob.asks_inline("KL divergence")).results[0]
    assert ("rich_message" in best["input_message_content"]) is known
    assert "73" in said(best)


async def test_a_late_query_is_left_alone(api: BotApi, bob: Person) -> None:
    api.fail("answerInlineQuery", 400, description="Bad Request: query is too old")
    query = bob.begins_inline("dropout")
    assert (await bob.asks_inline("dropout")).results[0]["id"] == "dl-32.en"
    assert query.answer is None


async def test_a_guest_answers_once_and_briefly(api: BotApi, ann: Person, bob: Person) -> None:
    group = api.group("Elsewhere", [ann, bob], bot=Status.LEFT)
    name = f"@{api.world.bot.username}"
    result = await bob.mentions_guest(f"{name} what is dropout?", group)
    assert "258–268" in said(result)
    assert links(result["reply_markup"]) == [f"https://t.me/{name[1:]}?start=dl-32"]
    result = await bob.mentions_guest(f"{name} 今天天气怎么样", group)
    assert "不在题库里。私聊" in said(result)
    result = await bob.mentions_guest(f"{name} how do I deploy on aws lambda", group)
    assert "not sure which question you mean" in said(result)
    result = await bob.mentions_guest(name, group)
    assert "What would you like to know?" in said(result)


async def test_results_that_telegram_does_not_take_in_time_hold_up_nobody(
    api: BotApi, bob: Person
) -> None:
    with api.holding("answerInlineQuery"):
        asking = asyncio.create_task(bob.asks_inline("dropout"))
        await api.until(lambda: bool(api.world.updates.pending), "the query")
        await api.until(lambda: not api.world.updates.pending, "its end")
        asking.cancel()


async def test_an_answer_can_be_shared_and_the_bot_added_to_a_group(
    api: BotApi, bob: Person
) -> None:
    name = api.world.bot.username
    await bob.says("question 32")
    (shared,) = links((await api.next_from_bot(bob)).raw["reply_markup"])
    assert shared == f"https://t.me/share/url?url=https%3A%2F%2Ft.me%2F{name}%3Fstart%3Ddl-32"
    await bob.says("/start")
    (added,) = links((await api.next_from_bot(bob)).raw["reply_markup"])
    assert added == f"https://t.me/{name}?startgroup=group"
    group = api.group("Study", [bob])
    await bob.says(f"/start@{name} group", chat=group)
    assert "Hello" in (await api.next_from_bot(group)).text


async def test_what_only_the_bot_speaks_is_unknown_to_people(api: BotApi, bob: Person) -> None:
    for line in ("/suggest dropout", "/guest dropout"):
        await bob.says(line)
        assert "/help" in (await api.next_from_bot(bob)).text


@pytest.mark.parametrize("language", list(Language))
def test_every_answer_fits_into_one_message(deck: Deck, language: Language) -> None:
    for entry in deck.entries:
        document = inline.suggestion(Suggestion(entry), deck, words(language)).document
        assert len(telegram_html.render(document)) == len(telegram_rich.render(document)) == 1
