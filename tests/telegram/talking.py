"""What people do in a chat with the bot, and what they see then."""

from tests.botapi import BotApi, ChatMessage, Person


async def ask(api: BotApi, person: Person, *lines: str) -> ChatMessage:
    """Say lines one after the other, each of which has one reply; return that to the last one."""
    for line in lines:
        await person.says(line)
        reply = await api.next_from_bot(person)
    return reply


async def press(api: BotApi, person: Person, message: ChatMessage, label: str) -> ChatMessage:
    """Press a button; return what is shown then."""
    await person.presses(message, label)
    return await api.next_from_bot(person)
