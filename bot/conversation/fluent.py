"""Messages of Fluent (https://projectfluent.org) as functions of their arguments.

Mozilla's ``fluent.syntax`` reads them. Its ``fluent.runtime`` would say them, too, with Babel's
data on languages, for 6 MB and a twentieth of the time of a start; docs/decisions/words.md says
what is done without it, and a test compares the two.
"""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from fluent.syntax import FluentParser, ast

from bot.domain.language import Language

Arguments: TypeAlias = Mapping[str, str | int]
Saying: TypeAlias = Callable[[Arguments], str]


def _english(number: int) -> str:
    return "one" if number == 1 else "other"


def _chinese(_number: int) -> str:
    return "other"


_CATEGORIES: Final = {Language.EN: _english, Language.ZH: _chinese}
"""The plural categories of whole numbers, as Unicode's CLDR has them."""


def saying(source: str, language: Language) -> Saying:
    """Return what says a message; it raises KeyError if an argument is not given.

    Args:
        source: the message as it stands in the .ftl file; what stands behind it is left alone.
        language: the language that it is in.

    Raises:
        ValueError: it is no message, or has something in it that is not done here.
    """
    entry = FluentParser(with_spans=False).parse_entry(source)
    if not isinstance(entry, ast.Message) or entry.value is None:
        raise ValueError(f"no Fluent message with a text: {source[:80]!r}")
    return _pattern(entry.value, language)


def _pattern(pattern: ast.Pattern, language: Language) -> Saying:
    parts = [_part(element, language) for element in pattern.elements]
    if len(parts) == 1:
        return parts[0]
    return lambda arguments: "".join([part(arguments) for part in parts])


def _part(element: object, language: Language) -> Saying:
    match element:
        case ast.Placeable():
            return _part(element.expression, language)
        case ast.VariableReference():
            name = element.id.name
            return lambda arguments: _shown(arguments[name])
        case ast.SelectExpression():
            return _selection(element, language)
        case ast.TextElement():
            text = element.value
        case ast.StringLiteral():
            text = element.parse()["value"]
        case _:
            raise ValueError(f"our words are said without a {type(element).__name__}")
    return lambda _arguments: text


def _shown(value: str | int) -> str:
    return value if isinstance(value, str) else f"{value:,}"  # both languages group thousands so


def _selection(expression: ast.SelectExpression, language: Language) -> Saying:
    selector, variants = expression.selector, expression.variants
    if not isinstance(selector, ast.VariableReference):
        raise ValueError(f"our words do not choose by a {type(selector).__name__}")  # noqa: TRY004
    name, category = selector.id.name, _CATEGORIES[language]
    ways = {_key(variant.key): _pattern(variant.value, language) for variant in variants}
    default = next(ways[_key(variant.key)] for variant in variants if variant.default)

    def say(arguments: Arguments) -> str:
        value = arguments[name]
        way = ways.get(value)
        if way is None and not isinstance(value, str):
            way = ways.get(category(value))
        return (way or default)(arguments)

    return say


def _key(key: ast.Identifier | ast.NumberLiteral) -> str | int:
    return key.name if isinstance(key, ast.Identifier) else int(key.value)
