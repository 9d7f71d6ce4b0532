"""Which deck a line is about: that of what goes on, else the one that the chat has chosen.

Where there is one deck nothing is looked up.
"""

import re
from datetime import datetime

from bot.conversation.command import Subject
from bot.conversation.message import Chat, Request
from bot.domain.chats import ChatKind
from bot.services import Services
from bot.services.library import Library
from bot.storage.asked import AskedStore

_NUMBER = re.compile(r"([0-9]{1,18})(?:\s|$)")


async def services_for(
    library: Library, about: Subject, arguments: str, request: Request
) -> Services:
    """Return the services of the deck that a line is about.

    Args:
        library: all decks.
        about: what the line's command is about.
        arguments: what stands behind the command's name.
        request: the line with its circumstances.
    """
    if library.is_single:
        return library.default
    if about is not Subject.CHAT:
        entry = await _entry(library.default.asked, about, arguments, request)
        going_on = library.holding(entry) if entry else None
        if going_on:
            return going_on
    return await services_at(library, request.chat)


async def services_at(library: Library, chat: Chat) -> Services:
    """Return the services of the deck that a chat has chosen."""
    if library.is_single:
        return library.default
    return library.shelf(await library.default.chats.deck(chat.whole)) or library.default


async def awaiting(asked: AskedStore, request: Request) -> str | None:
    """Return the entry whose question a line may answer, None if none waits for it to be typed."""
    chat = request.chat
    if chat.kind is not ChatKind.PRIVATE or request.text.startswith("/"):
        return None
    return await asked.in_open_drill(chat.id, _person(request), typed=True)


def _person(request: Request) -> str:
    return request.person.id if request.person else request.chat.id


async def _entry(asked: AskedStore, about: Subject, arguments: str, request: Request) -> str | None:
    """Return an entry of what a line goes on with, None if it is nothing that is known."""
    chat, person = request.chat, _person(request)
    if about is Subject.ANSWER:
        return await awaiting(asked, request)
    found = _NUMBER.match(arguments)
    if found is None:
        if about is Subject.GRADE:
            return await asked.graded_last(person)
        in_drill = await asked.in_open_drill(chat.id, person)
        return in_drill or await asked.in_running_round(chat.id)
    number, rest = int(found[1]), arguments[found.end() :]
    match about:
        case Subject.ROUND:
            return await asked.in_round(number)
        case Subject.DAILY:
            return await _posted(asked, number, rest)
        case _:
            return await asked.in_drill(number)


async def _posted(asked: AskedStore, daily: int, moment: str) -> str | None:
    try:
        return await asked.posted(daily, datetime.fromisoformat(moment.strip()))
    except ValueError:
        return None
