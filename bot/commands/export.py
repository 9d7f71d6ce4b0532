"""``/export``: everything stored about a person; ``/export anki [FILTER]``: the deck for Anki.

The filter is as for a drill: ``/export anki chapter 7``, ``/export anki regularization hard``.
"""

import asyncio
from functools import partial

from bot.conversation import exporting
from bot.conversation.arguments import refuse
from bot.conversation.command import Command, Turn
from bot.conversation.message import Attachment, AttachmentKind, Button, Message, Reply
from bot.conversation.views import drills
from bot.conversation.views.parts import line
from bot.conversation.views.samples import samples
from bot.domain.chats import ChatKind
from bot.domain.order import NO_COUNT, Order, read_order


async def export(turn: Turn) -> Reply:
    what, _, rest = turn.arguments.partition(" ")
    match what.lower():
        case "":
            return await _everything(turn)
        case "anki":
            return await _anki(turn, rest)
        case _:
            return refuse(turn, turn.words("export-what"))


async def _everything(turn: Turn) -> Reply:
    if turn.request.chat.kind is not ChatKind.PRIVATE:
        return refuse(turn, turn.words("export-in-private"))
    anki = ((Button(turn.words("button-export-anki"), "/export anki"),),)
    stored = await turn.services.personal.everything(turn.person)
    if not stored:
        return Reply((Message((line(turn.words("export-nothing")),), anki),))
    content = exporting.as_json(turn.person, stored, turn.request.at)
    held = Attachment(f"my-data-{turn.request.at:%Y-%m-%d}.json", content, AttachmentKind.FILE)
    said = line(turn.words("export-everything", rows=sum(map(len, stored.values()))))
    return Reply((Message((said,), anki, attachment=held),))


async def _anki(turn: Turn, filtered: str) -> Reply:
    deck = turn.services.deck
    order = read_order(filtered, deck, most=NO_COUNT)
    if not isinstance(order, Order):
        return Reply((drills.bad_order(order, deck, turn.words, "export"),))
    entries = [deck.by_id[entry] for entry in order.pool]
    pack = partial(exporting.for_anki, entries, deck, turn.language, turn.request.at)
    content = await turn.here.made("package", lambda: asyncio.to_thread(pack))
    held = Attachment(f"{deck.id}.apkg", content, AttachmentKind.FILE)
    said = line(turn.words("export-anki", count=len(entries), **samples(deck, turn.words)))
    return Reply((Message((said,), attachment=held),))


COMMAND = Command("export", export, in_menu=65, weight=20)
