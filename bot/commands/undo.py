"""``/undo``: take the last grade back; ``/undo DRILL POSITION`` is spoken by buttons."""

from dataclasses import replace

from bot.conversation.arguments import names_card, read_card
from bot.conversation.command import Command, Subject, Turn
from bot.conversation.drilling import refused, scene
from bot.conversation.message import Origin, Reply
from bot.conversation.views import drills, pages
from bot.domain.quiz import Refusal


async def undo(turn: Turn) -> Reply:
    only: tuple[int, int] | None = None
    if names_card(turn):
        read = read_card(turn)
        if isinstance(read, Reply):
            return read
        only = read[:2]
    move = await turn.services.grading.undo(turn.person, turn.request.at, only=only)
    if isinstance(move, Refusal):
        return refused(turn, move)
    shown = await scene(turn, move)
    message = drills.card(shown, move.cards[-1])
    if turn.request.origin is Origin.PRESSED:
        return Reply((replace(message, replaces=True),), shown.words("undone"))
    return Reply((*pages.said(shown.words("undone")).messages, message))


COMMAND = Command("undo", undo, in_menu=14, about=Subject.GRADE)
