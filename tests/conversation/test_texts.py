"""Our words: a message is parsed by itself when it is needed, and says what the file says."""

from importlib.resources import files

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast, visitor

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

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.variables.append(node.id.name)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802
        self.others.append(node.id.name)

    def visit_TermReference(self, node: ast.TermReference) -> None:  # noqa: N802
        self.others.append(node.id.name)


def test_it_says_what_the_whole_file_says(language: Language) -> None:
    bundle = FluentBundle([language.value], use_isolating=False)
    bundle.add_resource(whole(language))
    messages = [one for one in whole(language).body if isinstance(one, ast.Message)]
    say = words(language)
    assert say.names("") == tuple(one.id.name for one in messages)
    for message in messages:
        seen = Seen()
        seen.visit(message)
        told = dict.fromkeys(seen.variables, 2)
        pattern = bundle.get_message(message.id.name).value
        assert pattern
        expected = bundle.format_pattern(pattern, told)[0]
        assert say(message.id.name, **told) == expected


def test_no_message_needs_another_one(language: Language) -> None:
    seen = Seen()
    seen.visit(whole(language))
    assert seen.others == []


def test_a_message_that_is_not_there_is_named() -> None:
    with pytest.raises(LookupError, match="no-such-message"):
        words(Language.EN)("no-such-message")
