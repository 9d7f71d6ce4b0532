"""Figures as pictures, for front ends that show any."""

import asyncio

from bot.conversation import displaying
from bot.conversation.command import Turn
from bot.conversation.message import Attachment, AttachmentKind
from bot.rendering import charts
from bot.rendering.charts import Board
from bot.rendering.picture import theme_of


async def picture(turn: Turn, board: Board, name: str) -> Attachment | None:
    """Draw a board, light or dark as answers are shown here.

    Returns:
        A picture with this name; None where nobody could see one, as in a terminal, or where
        none can be drawn: then words have to do.
    """
    if not turn.request.typesets:
        return None
    theme = theme_of((await displaying.chosen(turn.request, turn.services)).display)
    drawn = await turn.here.made(name, lambda: asyncio.to_thread(charts.draw, board, theme))
    return Attachment(f"{name}.png", drawn, AttachmentKind.PICTURE) if drawn else None
