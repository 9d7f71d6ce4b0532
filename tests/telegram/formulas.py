"""Answers with formulas: which of the forms it has was shown."""

from tests.botapi import BotApi, ChatMessage, Person

UNSEEN = "Can't see it?"


FORMULA = r"\frac1k v+\frac{k-1}{k}c"  # in the points of question 32


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
