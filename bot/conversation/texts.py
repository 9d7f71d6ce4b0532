"""Our own words, in Fluent (https://projectfluent.org), one file per language in ``locales/``."""

import re
from functools import cache
from importlib.resources import files
from typing import Final

from fluent.runtime import FluentBundle, FluentResource

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
        # Both languages run left to right, and some terminals show isolation marks as boxes.
        self._bundle = FluentBundle([language.value], use_isolating=False)
        _, *parts = _BEGINNING.split(source)
        self._sources = dict(zip(parts[::2], parts[1::2], strict=True))

    def __call__(self, key: str, **arguments: str | int | float) -> str:
        """Return the text of a message.

        Args:
            key: the message's id in the .ftl file.
            arguments: the values of its placeables.

        Raises:
            LookupError: there is no such message, or a placeable has no value.
        """
        if not self._bundle.has_message(key):
            self._bundle.add_resource(FluentResource(self._sources[key]))
        message = self._bundle.get_message(key)
        if message.value is None:
            raise LookupError(f"the message {key} has no text")
        text, errors = self._bundle.format_pattern(message.value, arguments)
        if errors:
            raise LookupError(f"the message {key} cannot be formatted: {errors[0]}")
        return str(text)

    def names(self, prefix: str) -> tuple[str, ...]:
        """Return the ids of the messages that begin with ``prefix``."""
        return tuple(name for name in self._sources if name.startswith(prefix))


@cache
def words(language: Language) -> Words:
    """Return the words of a language, read once."""
    return Words(language)
