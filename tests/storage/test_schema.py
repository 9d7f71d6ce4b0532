"""The schema that editors use says of the shipped files what the bot says of them."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from bot.cli import run
from bot.storage.knowledge import shipped_knowledge
from bot.storage.knowledge.schema import Kind, header, kind_of, schema
from bot.storage.knowledge.source import read

SHIPPED = sorted(shipped_knowledge().glob("*/*.yaml"))


def validator(kind: Kind) -> Draft7Validator:
    whole = json.loads(schema())
    return Draft7Validator({"$ref": f"#/$defs/{kind}", **whole})


def plain(value: Any) -> Any:
    """Return a value as JSON knows it: our files' lists are read as tuples."""
    return json.loads(json.dumps(value))


def test_the_schema_in_the_repository_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kb", "schema"]) == 0
    printed = capsys.readouterr().out
    assert (shipped_knowledge() / "schema.json").read_text("utf-8") == printed, (
        "python -m bot kb schema > knowledge/schema.json"
    )


def test_the_schema_is_a_schema_and_describes_every_field() -> None:
    whole = json.loads(schema())
    Draft7Validator.check_schema(whole)
    undescribed = [
        f"{name}.{key}"
        for name, definition in whole["$defs"].items()
        for key, held in definition.get("properties", {}).items()
        if not held.get("description")
    ]
    assert undescribed == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_file_names_its_schema_and_keeps_to_it(path: Path) -> None:
    kind = kind_of(path)
    assert path.read_text("utf-8").splitlines()[0] == header(kind)
    errors = list(validator(kind).iter_errors(plain(read(path).value)))
    assert errors == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"levle": 2}, "Additional properties are not allowed ('levle' was unexpected)"),
        ({"level": 4}, "4 is greater than the maximum of 3"),
        ({"level": "two"}, "'two' is not of type 'integer'"),
        ({"id": "DL 1"}, "'DL 1' does not match"),
        ({"points": []}, "[] should be non-empty"),
        ({"question": {"zh": "问"}}, "'en' is a required property"),
        ({"book": [{"pages": "p7", "section": "7", "on": {"zh": "页", "en": "page"}}]}, "'p7'"),
        ({"book": [{"pages": 7, "section": 7.1, "on": {"zh": "页", "en": "page"}}]}, "7.1 is not"),
    ],
)
def test_what_is_wrong_is_wrong_in_an_editor_too(change: dict[str, Any], says: str) -> None:
    entry = plain(read(shipped_knowledge() / "deep-learning" / "mathematics.yaml").value)[0]
    [error] = validator(Kind.TOPIC).iter_errors([{**entry, **change}])
    assert says in error.message


def test_an_editor_asks_a_draft_for_nothing_but_its_id() -> None:
    draft = {"id": "dl-01", "draft": True, "question": {"zh": "问"}, "points": []}
    assert not [*validator(Kind.TOPIC).iter_errors([draft])]
    [error] = validator(Kind.TOPIC).iter_errors([{"draft": True}])
    assert "'id' is a required property" in error.message
    [error] = validator(Kind.TOPIC).iter_errors([{**draft, "question": {"de": "?"}}])
    assert "'de' was unexpected" in error.message
