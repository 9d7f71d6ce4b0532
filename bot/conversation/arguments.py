"""Reading what stands behind a command that buttons speak."""

import re
from dataclasses import replace
from typing import Final

from bot.conversation.command import Turn
from bot.conversation.message import SILENCE, Message, Origin, Reply
from bot.conversation.views import pages
from bot.conversation.views.parts import cut
from bot.domain.chats import ChatKind
from bot.domain.knowledge import Entry
from bot.domain.language import Language

LONGEST_NUMBER: Final = 18  # digits: it fits into 64 bits


def read_entry(turn: Turn) -> tuple[Turn, Entry, str] | Reply:
    """Read ``ID [LANGUAGE] [REST]``; the id may be a number of the chat's deck, too.

    Returns:
        The turn in that language and with the deck that holds the entry, the entry and the rest;
        or the reply that says what is wrong.
    """
    name, _, rest = turn.arguments.partition(" ")
    language, _, more = rest.partition(" ")
    if language in tuple(Language):
        turn, rest = turn.speaking(Language(language)), more
    deck = turn.services.deck
    number = name.lstrip("#qQ")
    entry = deck.by_id.get(name.lower())
    held = None if entry else turn.library.holding(name.lower())
    if held:
        turn, entry = replace(turn, services=held), held.deck.by_id[name.lower()]
    if entry is None and number.isdecimal():
        entry = deck.by_number.get(int(number))
    if not name:
        return ask_what(turn)
    if entry is None:
        return refuse(turn, turn.words("show-unknown", id=cut(name)))
    return turn, entry, rest


def read_language(turn: Turn) -> tuple[Turn, str]:
    """Read ``[REST] [LANGUAGE]``; buttons name the language that they are written in.

    Returns:
        The turn in that language, and the rest.
    """
    rest, _, language = turn.arguments.rpartition(" ")
    if language in tuple(Language):
        return turn.speaking(Language(language)), rest
    return turn, turn.arguments


def read_card(turn: Turn) -> tuple[int, int, str] | Reply:
    """Read ``DRILL POSITION [REST]``.

    Returns:
        The drill's id, the position and the rest; or the reply that says what is wrong.
    """
    drill, _, rest = turn.arguments.partition(" ")
    position, _, rest = rest.partition(" ")
    read = read_number(drill), read_number(position)
    if read[0] is None or read[1] is None:
        return stale(turn)
    return read[0], read[1], rest


def read_leaf(text: str) -> tuple[int, str]:
    """Read ``[:NUMBER] REST``, as buttons say that leaf: the number of the page, and REST."""
    found = re.match(r":(\d{1,2})(?:\s+|$)", text)
    return (int(found[1]), text[found.end() :]) if found else (1, text)


def names_card(turn: Turn) -> bool:
    """Tell whether there is more behind a command than what somebody says without need.

    Who types ``/undo that`` to the bot means ``/undo``; in a group another bot may be meant.
    """
    plain = turn.request.origin is Origin.TYPED and turn.request.addressed
    return bool(turn.arguments) and not (plain and isinstance(read_card(turn), Reply))


def read_number(text: str) -> int | None:
    """Read the number of something that is kept; None if a text is none."""
    written = text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
    return int(text) if written else None


def leafed(turn: Turn, message: Message) -> Reply:
    """Leaf from page to page in one message where a button was pressed."""
    return Reply((replace(message, replaces=turn.request.origin is Origin.PRESSED),))


def refuse(turn: Turn, text: str) -> Reply:
    """Say what is wrong: in a toast to who pressed a button, in a message to who typed."""
    return Reply(toast=text) if turn.request.origin is Origin.PRESSED else pages.said(text)


def ask_what(turn: Turn) -> Reply:
    """Ask for the question that is missing; where many talk, not every text is heard."""
    private = "yes" if turn.request.chat.kind is ChatKind.PRIVATE else "no"
    return refuse(turn, turn.words("ask-what", private=private))


def refuse_press(turn: Turn, text: str) -> Reply:
    """Say what is wrong to who pressed a button; who typed its line has said no command."""
    return Reply(toast=text) if turn.request.origin is Origin.PRESSED else unknown(turn)


def stale(turn: Turn) -> Reply:
    """Say that a button does nothing any more."""
    return refuse_press(turn, turn.words("bad-button"))


def unknown(turn: Turn) -> Reply:
    """Answer somebody who types what only buttons say, as if there were no such command."""
    return pages.unknown_command(turn.words) if turn.request.addressed else SILENCE
