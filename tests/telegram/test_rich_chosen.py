"""Who gets rich messages: a press or a setting chooses; in a group, for all, administrators."""

import pytest

from bot.conversation.texts import words
from bot.conversation.views import answers
from bot.domain.knowledge import Deck
from bot.domain.language import Language
from bot.rendering.display import unicode_suffices
from bot.telegram.administrators import REMEMBERED, Administrators
from bot.telegram.app import Front
from bot.telegram.incoming import read
from bot.telegram.updates import as_update
from tests.botapi import BotApi, Person
from tests.botapi.chats import Status
from tests.telegram.formulas import UNSEEN, is_text, methods
from tests.telegram.talking import ask

pytestmark = pytest.mark.usefixtures("without_pictures", "front")


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
