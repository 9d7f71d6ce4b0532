"""``/start``, also with what a deep link carries: ``/start dl-32`` shows that entry."""

from dataclasses import replace

from bot.commands import report
from bot.conversation.arguments import read_entry
from bot.conversation.command import Command, Turn
from bot.conversation.message import Reply
from bot.conversation.views import answers, pages
from bot.conversation.views.inline import NO_ANSWER
from bot.conversation.views.pages import TO_GROUP

REPORT = "report_"
"""How a link begins that leads to reporting a mistake: ``report_dl-32_en``."""


async def start(turn: Turn) -> Reply:
    page = pages.start(turn.services.deck, turn.words, turn.request.chat.kind)
    if turn.arguments in ("", NO_ANSWER, TO_GROUP):
        return Reply((page,))
    if turn.arguments.startswith(REPORT):
        asked = turn.arguments.removeprefix(REPORT).replace("_", " ")
        return await report.COMMAND.run(replace(turn, arguments=asked))
    read = read_entry(turn)
    if isinstance(read, Reply):
        return Reply((*read.messages, page))
    turn, entry, _ = read
    return Reply((answers.entry(entry, turn.services.deck, turn.words),))


COMMAND = Command("start", start)
