"""Our own words, in Fluent (https://projectfluent.org), one file per language in ``locales/``."""

import re
from functools import cache
from importlib.resources import files
from typing import Final

from bot.conversation.fluent import Saying, saying
from bot.domain.language import Language

_BEGINNING: Final = re.compile(r"^(?=([a-z][a-z0-9-]*) *=)", re.MULTILINE)


class Words:
    """The bot's words in one language: ``words("quiz-over", asked=3)``.

    A message is parsed when it is needed first: all of them would take longer than to load the
    deck. So none may refer to another one.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        source = files("bot.locales").joinpath(f"{language.value}.ftl").read_text("utf-8")
        _, *parts = _BEGINNING.split(source)
        self._sources = dict(zip(parts[::2], parts[1::2], strict=True))
        self._sayings: dict[str, Saying] = {}

    def __call__(self, key: str, **arguments: str | int) -> str:
        """Return the text of a message.

        Args:
            key: the message's id in the .ftl file.
            arguments: the values of its placeables.

        Raises:
            LookupError: there is no such message, or a placeable has no value.
        """
        say = self._sayings.get(key)
        if say is None:
            say = self._sayings[key] = saying(self._sources[key], self.language)
        try:
            return say(arguments)
        except KeyError as error:
            raise LookupError(f"the message {key} is said without its argument {error}") from None

    def names(self, prefix: str) -> tuple[str, ...]:
        """Return the ids of the messages that begin with ``prefix``."""
        return tuple(name for name in self._sources if name.startswith(prefix))


@cache
def words(language: Language) -> Words:
    """Return the words of a language, read once."""
    return Words(language)
