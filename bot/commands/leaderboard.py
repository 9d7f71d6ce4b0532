"""``/leaderboard [round|week|month|ever]``: who is ahead in this group."""

from dataclasses import replace
from typing import Final

from bot.conversation.arguments import refuse
from bot.conversation.command import Command, Turn
from bot.conversation.message import Origin, Reply
from bot.conversation.views import rounds
from bot.conversation.views.parts import cut
from bot.conversation.views.rounds import Span
from bot.domain.chats import ChatKind
from bot.domain.schedule import beginning
from bot.services.rounds import Results

_SPANS: Final = {
    **dict.fromkeys(("round", "last round", "上一轮", "最近一轮"), Span.ROUND),
    **dict.fromkeys(("", "week", "this week", "本周", "周榜"), Span.WEEK),
    **dict.fromkeys(("month", "this month", "本月", "月榜"), Span.MONTH),
    **dict.fromkeys(("ever", "all", "all time", "总榜", "全部"), Span.EVER),
}


async def leaderboard(turn: Turn) -> Reply:
    if turn.request.chat.kind is not ChatKind.GROUP:
        return refuse(turn, turn.words("leaderboard-in-groups"))
    span = _SPANS.get(turn.arguments.lower())
    if span is None:
        return refuse(turn, turn.words("leaderboard-unknown", span=cut(turn.arguments)))
    message = rounds.leaderboard(await _results(turn, span), span, turn.words)
    return Reply((replace(message, replaces=turn.request.origin is Origin.PRESSED),))


async def _results(turn: Turn, span: Span) -> Results | None:
    chat, services = turn.request.chat, turn.services
    forum = chat.whole
    match span:
        case Span.ROUND:
            return await services.rounds.last_results(forum)
        case Span.EVER:
            return await services.rounds.results_since(forum, None)
        case Span.WEEK | Span.MONTH:
            zone = await services.zones.of(forum, chat.kind)
            since = beginning(span.value, turn.request.at, zone)
            return await services.rounds.results_since(forum, since)


COMMAND = Command("leaderboard", leaderboard, in_menu=15)
