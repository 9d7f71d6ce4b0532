"""Somebody who learns: questions answered with a grade."""

from tests.conversation.talk import Talk


async def learn(talk: Talk, number: int, grade: str = "Knew it") -> None:
    """Answer so many questions, all with the same grade."""
    await talk.say(f"/quiz {number}")
    for _ in range(number):
        await talk.press("Show answer")
        await talk.press(grade)


async def meet(talk: Talk, entry: str, grade: str) -> None:
    """Answer the question of an entry."""
    await talk.say(f"/quiz 1 {entry}")
    await talk.press("Show answer")
    await talk.press(grade)
