"""Where somebody stands, in words."""

from collections.abc import Sequence
from typing import Final

from bot.conversation.message import Button, Message
from bot.conversation.texts import Words
from bot.conversation.views.parts import line, lines, percent, title, topic_share
from bot.domain.knowledge import Deck
from bot.domain.progress import LOOKED_BACK, Progress
from bot.rendering.document import Paragraph, Quote

WEEK: Final = 7
_HEIGHTS: Final = "▁▂▃▄▅▆▇█"


def progress(shown: Progress, deck: Deck, words: Words) -> Message:
    """Streak, retention, what is due, days of study, and how much would be recalled now."""
    button = Button(words("menu-quiz"), "/quiz")
    if shown.due:
        button = Button(words("button-review"), "/review")
    topics = (topic_share(part.name, part.share, deck, words) for part in shown.topics)
    chapters = " · ".join(
        f"{part.name} ({percent(part.share)}%)" for part in shown.chapters if part.met
    )
    document = (
        title(words("stats-title", days=shown.streak)),
        _facts(shown, words),
        Quote((lines(topics),)),
    )
    by_chapter = (line(words("stats-chapters", chapters=chapters)),) if chapters else ()
    return Message((*document, *by_chapter), ((button,),))


def _facts(shown: Progress, words: Words) -> Paragraph:
    whole, today = shown.whole, shown.forecast[0]
    due = {"now": shown.due, "today": today, "all": sum(shown.forecast)}
    return lines(
        (
            retention(shown, words),
            words("stats-due", **due, later="yes" if today > shown.due else "no"),
            _spark(shown.forecast),
            words("stats-days", answers=sum(shown.days), days=_studied(shown), back=LOOKED_BACK),
            _spark(_weeks(shown.days)),
            words("stats-now", share=percent(whole.share), met=whole.met, all=whole.entries),
        )
    )


def nothing_yet(words: Words) -> Message:
    """What to say to who has not answered anything yet."""
    return Message((line(words("stats-none")),), ((Button(words("menu-quiz"), "/quiz"),),))


def retention(shown: Progress, words: Words) -> str:
    """How much was recalled, lately and ever."""
    recent, ever = shown.recent.share, shown.ever.share
    if ever is None:
        return words("stats-not-asked-again")
    if recent is None:
        return words("stats-recalled-ever", ever=percent(ever))
    return words("stats-recalled", recent=percent(recent), ever=percent(ever))


def _studied(shown: Progress) -> int:
    return sum(count > 0 for count in shown.days)


def _weeks(days: Sequence[int]) -> list[int]:
    """Return the sums of seven days each, up to today."""
    first = len(days) % WEEK
    return [sum(days[i : i + WEEK]) for i in range(first, len(days), WEEK)]


def _spark(counts: Sequence[int]) -> str:
    """Draw counts as a row of blocks, the highest the largest."""
    steps = len(_HEIGHTS) - 1
    most = max(*counts, steps)
    return "".join(_HEIGHTS[-(-count * steps // most)] for count in counts)
