"""A Bot API for end-to-end tests: strict, on 127.0.0.1, with people who talk to the bot.

``aiogram`` holds Bot API 10.3 as typed models; they are the specification here. The bot under
test talks HTTP to it and knows no difference. ``BotApi`` is the way in.
"""

from tests.botapi.api import BotApi
from tests.botapi.chats import Status
from tests.botapi.flood import Flood
from tests.botapi.message import Button, ChatMessage
from tests.botapi.people import Group, InlineAnswer, Person, Place, Toast

__all__ = [
    "BotApi",
    "Button",
    "ChatMessage",
    "Flood",
    "Group",
    "InlineAnswer",
    "Person",
    "Place",
    "Status",
    "Toast",
]
