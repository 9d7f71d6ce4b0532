"""``ask``: one answer to the terminal, or JSON for scripts and for measuring."""

import argparse
import json
import sys
from collections.abc import Iterable
from typing import Any, Final

from rich.console import Console, RenderableType
from rich.text import Text

from bot.cli import explanation
from bot.cli.decks import add_deck_to, deck_of
from bot.cli.serve import locale
from bot.conversation.message import Message
from bot.conversation.texts import words
from bot.conversation.views import answers
from bot.domain.knowledge import Deck
from bot.domain.language import Language, detect, from_tag
from bot.domain.matching import Found, NotFound, Outcome, Unsure
from bot.rendering import terminal

WIDEST: Final = 100
DECIMALS: Final = 4

_NAMES: Final = {Found: "found", Unsure: "unsure", NotFound: "not_found"}


def add_to(commands: Any) -> None:
    parser = commands.add_parser("ask", help="answer one question")
    parser.add_argument("text", nargs="+", help="the question; '-' reads one a line from stdin")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print one JSON object a question")
    form.add_argument("--explain", action="store_true", help="say how the answer was found")
    add_deck_to(parser)
    parser.set_defaults(command=ask)


def ask(options: argparse.Namespace) -> int:
    knowledge = deck_of(options)
    for text in _texts(" ".join(options.text)):
        if options.explain:
            Console(highlight=False).print(explanation.render(knowledge.matcher.explain(text)))
            continue
        outcome = knowledge.matcher.match(text)
        if options.json:
            print(json.dumps(as_json(text, outcome), ensure_ascii=False), flush=True)
        else:
            _show(text, outcome, knowledge.deck, Console(highlight=False))
    return 0


def _texts(text: str) -> Iterable[str]:
    return (line.rstrip("\r\n") for line in sys.stdin) if text == "-" else [text]


def as_json(text: str, outcome: Outcome) -> dict[str, object]:
    """Return an outcome as the object that ``ask --json`` prints."""
    matches = [
        {"id": match.entry.id, "score": round(match.score, DECIMALS)} for match in outcome.matches
    ]
    return {"query": text, "outcome": _NAMES[type(outcome)], "matches": matches}


def _show(text: str, outcome: Outcome, deck: Deck, console: Console) -> None:
    say = words(detect(text) or from_tag(locale()) or Language.EN)
    width = min(console.width, WIDEST)
    messages: tuple[Message, ...]
    if isinstance(outcome, Found):
        messages = answers.found(outcome, deck, say).messages
        if outcome.matches[0].entry.detail:
            messages = (*messages, answers.detail(outcome.matches[0].entry, deck, say))
    elif isinstance(outcome, Unsure):
        messages = answers.unsure(outcome, "", say).messages
    else:
        messages = answers.not_found(outcome, deck, say, in_chat=False).messages
    for message in messages:
        console.print(terminal.render(message.document, width))
        for offered in _offered(message):
            console.print(offered)


def _offered(message: Message) -> Iterable[RenderableType]:
    """Yield the entries that a message offers as buttons, by id."""
    for row in message.buttons:
        for button in row:
            command, name, *_ = button.line.split()
            if command == "/show":
                yield Text(f"  {name}  {button.label}")
