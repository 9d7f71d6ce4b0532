"""Entries as one Markdown file that reads well where Markdown is shown, as on GitHub."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.conversation.texts import Words
from bot.conversation.views.parts import cited_place, edition
from bot.domain.knowledge import Deck, Entry, Topic

_SPECIAL: Final = re.compile(r"[\\`*_\[\]<>$]|&(?=#?\w+;)")


def handbook(entries: Sequence[Entry], deck: Deck, words: Words) -> str:
    """Return entries with a table of contents, topic by topic, in one language.

    Formulas stand between dollars, explanations are folded, each entry has its id as its anchor.
    """
    by_topic = [
        (topic, [entry for entry in topic.entries if entry in entries]) for topic in deck.topics
    ]
    shown = [(topic, held) for topic, held in by_topic if held]
    title = f"# {_plain(deck.title[words.language])}"
    blocks = [title, *_contents(shown, words)]
    for topic, held in shown:
        blocks.append(f'## <a id="topic-{topic.id}"></a>{_plain(topic.name[words.language])}')
        for entry in held:
            blocks += _entry(entry, deck, words)
    return "\n\n".join(blocks) + "\n"


def _contents(shown: Sequence[tuple[Topic, Sequence[Entry]]], words: Words) -> Iterator[str]:
    yield "**" + words("markdown-contents") + "**"
    lines = []
    for topic, entries in shown:
        lines.append(f"- [{_plain(topic.name[words.language])}](#topic-{topic.id})")
        lines += [f"  - [{_heading(entry, words)}](#{entry.id})" for entry in entries]
    yield "\n".join(lines)


def _heading(entry: Entry, words: Words) -> str:
    question = " ".join(entry.question[words.language].split())
    return f"{entry.number}. {question}" if entry.number else question


def _entry(entry: Entry, deck: Deck, words: Words) -> Iterator[str]:
    language = words.language
    yield f'### <a id="{entry.id}"></a>{_heading(entry, words)}'
    yield entry.short[language]
    yield "\n".join(f"- {point[language]}" for point in entry.points)
    if entry.detail:
        detail = entry.detail[language].strip()
        yield f"<details>\n<summary>{words('site-detail')}</summary>"
        yield f"{detail}\n\n</details>"
    places = [*_places(entry, deck, words)]
    if places:
        yield "\n".join(f"> {line}" for line in (*places, _plain(edition(deck, words))))
    if entry.links:
        links = (f"[{_plain(link.title)}]({link.url})" for link in entry.links)
        yield f"{words('answer-sources')}: {' · '.join(links)}"


def _places(entry: Entry, deck: Deck, words: Words) -> Iterator[str]:
    for citation in entry.book:
        place, address = cited_place(citation, deck, words)
        yield f"📖 [{_plain(place)}]({address}) · {citation.on[words.language]}  "


def _plain(text: str) -> str:
    """Return words that are not Markdown as Markdown that shows them."""
    return _SPECIAL.sub(r"\\\g<0>", text)
