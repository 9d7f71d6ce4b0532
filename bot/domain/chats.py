"""Where people talk."""

from enum import StrEnum


class ChatKind(StrEnum):
    """A kind of chat; a private one has the id of its person."""

    PRIVATE = "private"
    GROUP = "group"
    CHANNEL = "channel"
