"""Our own words, in Fluent (https://projectfluent.org), one file per language in ``locales/``."""

from functools import cache
from importlib.resources import files

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Message

from bot.domain.language import Language


class Words:
    """The bot's words in one language: ``words("quiz-over", asked=3)``."""

    def __init__(self, language: Language) -> None:
        self.language = language
        source = files("bot.locales").joinpath(f"{language.value}.ftl").read_text("utf-8")
        # Both languages run left to right, and some terminals show isolation marks as boxes.
        self._bundle = FluentBundle([language.value], use_isolating=False)
        resource = FluentResource(source)
        self._bundle.add_resource(resource)
        self._names = tuple(one.id.name for one in resource.body if isinstance(one, Message))

    def __call__(self, key: str, **arguments: str | int | float) -> str:
        """Return the text of a message.

        Args:
            key: the message's id in the .ftl file.
            arguments: the values of its placeables.

        Raises:
            LookupError: there is no such message, or a placeable has no value.
        """
        message = self._bundle.get_message(key)
        if message.value is None:
            raise LookupError(f"the message {key} has no text")
        text, errors = self._bundle.format_pattern(message.value, arguments)
        if errors:
            raise LookupError(f"the message {key} cannot be formatted: {errors[0]}")
        return str(text)

    def names(self, prefix: str) -> tuple[str, ...]:
        """Return the ids of the messages that begin with ``prefix``."""
        return tuple(name for name in self._names if name.startswith(prefix))


@cache
def words(language: Language) -> Words:
    """Return the words of a language, read once."""
    return Words(language)
