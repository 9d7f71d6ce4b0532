"""``/stats``: streak, retention, what falls due, and mastery by topic and chapter."""

from dataclasses import replace

from bot.conversation import charting
from bot.conversation.arguments import refuse
from bot.conversation.command import Command, Turn
from bot.conversation.message import Reply
from bot.conversation.views import boards
from bot.conversation.views import progress as view
from bot.domain.chats import ChatKind


async def stats(turn: Turn) -> Reply:
    if turn.request.chat.kind is not ChatKind.PRIVATE or turn.request.person is None:
        return refuse(turn, turn.words("stats-in-private"))
    deck, words = turn.services.deck, turn.words
    progress = await turn.services.progressing.of(turn.person, turn.request.at)
    if not progress.begun:
        return Reply((view.nothing_yet(words),))
    picture = await charting.picture(turn, boards.progress(progress, deck, words), "progress")
    return Reply((replace(view.progress(progress, deck, words), attachment=picture),))


COMMAND = Command("stats", stats, in_menu=17, weight=5)
