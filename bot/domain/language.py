"""The two languages the product speaks."""

from enum import StrEnum


class Language(StrEnum):
    """A language of the knowledge base and of the bot's own words."""

    ZH = "zh"
    EN = "en"
