"""Reviews: what is due, and what is not yet."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.conversation.message import Button, Message
from bot.conversation.texts import Words
from bot.conversation.views.parts import line, when
from bot.rendering.document import Paragraph
from bot.services.reviewing import Queue


def nothing_now(queue: Queue, at: datetime, zone: ZoneInfo, words: Words) -> Message:
    """Why no review begins: nothing is due, nothing was learned, or it is enough for today."""
    quiz = Button(words("menu-quiz"), "/quiz")
    if queue.due:
        more = Button(words("button-review-more", due=len(queue.due)), f"/review {len(queue.due)}")
        return Message((waiting(queue, at, zone, words),), ((more,),))
    if queue.next_due is None:
        return Message((line(words("review-nothing-learned")),), ((quiz,),))
    return Message((waiting(queue, at, zone, words),), ((quiz,),))


def waiting(queue: Queue, at: datetime, zone: ZoneInfo, words: Words) -> Paragraph:
    """What is left: for today, for the days after, or until something falls due."""
    if queue.today:
        return line(words("review-due", due=queue.today))
    if queue.due:
        return line(words("review-capped", waiting=len(queue.due)))
    if queue.next_due is None:
        return line(words("review-nothing-learned"))
    return line(words("review-nothing-due", when=when(at, queue.next_due, zone, words)))


def reminder(queue: Queue, words: Words) -> Message:
    """What is due today, said by the clock."""
    buttons = ((Button(words("button-review"), "/review"),),)
    return Message((line(words("reminder", due=queue.today)),), buttons)
