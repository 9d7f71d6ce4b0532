"""Questions of the day: what is set, the question, the answer that follows."""

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.conversation.message import Button, Link, LinkKind, Message
from bot.conversation.texts import Words
from bot.conversation.views import answers
from bot.conversation.views.parts import line, pages, question, title
from bot.conversation.views.samples import samples
from bot.domain.dailies import Daily
from bot.domain.knowledge import Deck, Entry
from bot.domain.schedule import EVERY_DAY, WEEKDAYS, WEEKENDS
from bot.rendering.document import Document, Items, Paragraph, Spoiler
from bot.rendering.markdown import parse_inline
from bot.services.dailies import Coming
from bot.services.zones import zone_name


def listed(
    coming: Sequence[Coming], zone: ZoneInfo, channel: str, deck: Deck, words: Words
) -> Message:
    """What is set for a chat, with a button to take each back.

    Args:
        coming: the schedules.
        zone: the chat's time zone.
        channel: ``@name`` if this is said of a channel from outside, else empty.
        deck: what the questions are taken from.
        words: our words.
    """
    prefix = f"{channel} " if channel else ""
    place = {"where": "channel" if channel else "here", "channel": channel}
    how = line(words("daily-how", channel=prefix, **samples(deck, words)))
    below = (line(words("daily-zone", zone=zone_name(zone))), how)
    if not coming:
        return Message((line(words("daily-none", **place)), *below), passing=True)
    items = tuple((line(_set(one.daily, words)),) for one in coming)
    buttons = tuple(
        (Button(words("button-daily-off", time=time), f"/daily {prefix}off {time}"),)
        for time in (f"{one.daily.weekly.time:%H:%M}" for one in coming)
    )
    return Message(
        (title(words("daily-title", **place)), Items(items), *below), buttons, passing=True
    )


def begun(coming: Coming, zone: ZoneInfo, words: Words) -> Document:
    """That a schedule is kept, and when its first question comes."""
    first = coming.at.astimezone(zone)
    day = words("day-name", day=first.weekday())
    said = words("daily-set", day=day, date=f"{first:%Y-%m-%d}", time=f"{first:%H:%M}")
    return (line(said),)


def asked(entry: Entry, words: Words) -> Message:
    """The question, for a group; its answer follows."""
    heading = title(words("daily-question"))
    return Message((heading, question(entry, words.language), line(words("daily-answer-follows"))))


def posted(entry: Entry, deck: Deck, words: Words) -> Message:
    """The question with its answer hidden, for a channel."""
    heading = title(words("daily-question"))
    hidden = Paragraph((Spoiler(parse_inline(entry.short[words.language])),))
    shown = (heading, question(entry, words.language), hidden, *pages(entry, deck, words))
    more = Link(words("button-detail"), LinkKind.OPEN, entry.id)
    return Message(shown, links=(more,))


def answered(entry: Entry, deck: Deck, words: Words) -> Message:
    """The answer to the question before, for a group."""
    answer = answers.entry(entry, deck, words)
    return replace(answer, document=(title(words("daily-answer")), *answer.document))


def headed(card: Message, words: Words) -> Message:
    """The card of a drill as the question of the day."""
    return replace(card, document=(title(words("daily-question")), *card.document))


def waiting(entry: Entry, words: Words) -> Message:
    """The question of the day, where a drill is running that it is not to end."""
    button = Button(words("button-reveal"), f"/quiz 1 {entry.id}")
    heading = title(words("daily-question"))
    return Message((heading, question(entry, words.language)), ((button,),))


def _set(daily: Daily, words: Words) -> str:
    parts = [f"{daily.weekly.time:%H:%M}", _days(daily.weekly.days, words)]
    if daily.order:
        parts.append(daily.order)
    return " · ".join((*parts, words("language-name", language=daily.language.value)))


def _days(days: frozenset[int], words: Words) -> str:
    named = {EVERY_DAY: "days-all", WEEKDAYS: "days-weekdays", WEEKENDS: "days-weekends"}
    if days in named:
        return words(named[days])
    return "/".join(words("day-name", day=day) for day in sorted(days))
