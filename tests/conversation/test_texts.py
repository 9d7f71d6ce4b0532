"""Our words: a message is parsed by itself when it is needed, and says what Fluent would."""

from importlib.resources import files

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast, visitor

from bot.conversation.fluent import saying
from bot.conversation.texts import words
from bot.domain.language import Language


@pytest.fixture(params=Language)
def language(request: pytest.FixtureRequest) -> Language:
    value: Language = request.param
    return value


def whole(language: Language) -> ast.Resource:
    source = files("bot.locales").joinpath(f"{language.value}.ftl").read_text("utf-8")
    return FluentResource(source)


class Seen(visitor.Visitor):
    def __init__(self) -> None:
        self.variables: list[str] = []
        self.others: list[str] = []
        self.keys: list[str] = []
        self.numbers: list[str] = []

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.variables.append(node.id.name)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802
        self.others.append(node.id.name)

    def visit_TermReference(self, node: ast.TermReference) -> None:  # noqa: N802
        self.others.append(node.id.name)

    def visit_Variant(self, node: ast.Variant) -> None:  # noqa: N802
        if isinstance(node.key, ast.Identifier):
            self.keys.append(node.key.name)
        else:
            self.numbers.append(node.key.value)
        self.generic_visit(node)


def test_it_says_what_fluents_own_runtime_says(language: Language) -> None:
    bundle = FluentBundle([language.value], use_isolating=False)
    bundle.add_resource(whole(language))
    messages = [one for one in whole(language).body if isinstance(one, ast.Message)]
    say = words(language)
    assert say.names("") == tuple(one.id.name for one in messages)
    for message in messages:
        seen = Seen()
        seen.visit(message)
        pattern = bundle.get_message(message.id.name).value
        assert pattern
        texts = {"", *seen.keys} - {"one", "other"}  # which are said by numbers
        numbers = {*map(int, seen.numbers), 0, 1, 2, 11, 21, 999, -1234567}
        for value in texts | numbers:
            told: dict[str, str | int] = dict.fromkeys(seen.variables, value)
            expected = bundle.format_pattern(pattern, told)[0]
            assert say(message.id.name, **told) == expected


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("one = { NUMBER($count) }", "FunctionReference"),
        ("one = { another }", "MessageReference"),
        ("one = { NUMBER($count) ->\n   *[other] many\n}", "FunctionReference"),
        ("one =", "no Fluent message"),
        ("## A heading", "no Fluent message"),
    ],
)
def test_what_is_not_done_here_is_refused(source: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        saying(source, Language.EN)


def test_no_message_needs_another_one(language: Language) -> None:
    seen = Seen()
    seen.visit(whole(language))
    assert seen.others == []


def test_a_message_that_is_not_there_is_named() -> None:
    with pytest.raises(LookupError, match="no-such-message"):
        words(Language.EN)("no-such-message")


def test_an_argument_that_is_not_given_is_named() -> None:
    with pytest.raises(LookupError, match="message start-number is said without"):
        words(Language.EN)("start-number")
