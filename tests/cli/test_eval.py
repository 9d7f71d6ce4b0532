"""``eval``: tables of what is right, and the line of a file that is wrong."""

import json
from pathlib import Path

import pytest

from bot.cli import run

Captured = pytest.CaptureFixture[str]


def test_eval_prints_tables_by_kind(capsys: Captured, tmp_path: Path) -> None:
    rows = [
        {"query": "第 32 题", "kind": "number", "accept": ["dl-32"]},
        {"query": "今天天气怎么样", "kind": "negative", "accept": []},
    ]
    path = tmp_path / "queries.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    assert run(["eval", "--calibration", str(path)]) == 0
    written = capsys.readouterr().out
    cells = [[it.strip() for it in line.split("│")] for line in written.splitlines()]
    by_kind = {row[1]: row[2:10] for row in cells if len(row) > 10}
    assert by_kind["number"] == ["1", "1", *["100.0%"] * 3, *["0.0%"] * 3]
    assert by_kind["negative"] == ["1", "0", "-", "-", *["0.0%"] * 3, "100.0%"]
    assert "Calibration" in written


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("{", "queries.jsonl:1: Invalid JSON"),
        ('{"query": "x"}', "queries.jsonl:1: accept Field required; write"),
        ('{"query": 5, "accept": []}', "queries.jsonl:1: query Input should be a valid string"),
        ('{"query": "x", "accept": "dl-32"}', "queries.jsonl:1: accept Input should be a valid"),
        ('{"query": "x", "accept": ["dl-999"]}', "queries.jsonl:1: there is no entry dl-999;"),
        ("[]", "queries.jsonl:1: Input should be an object"),
        ("", "queries.jsonl: there are no questions"),
    ],
)
def test_eval_names_the_line_that_is_wrong(
    capsys: Captured, tmp_path: Path, line: str, expected: str
) -> None:
    (tmp_path / "queries.jsonl").write_text(line, "utf-8")
    assert run(["eval", str(tmp_path / "queries.jsonl")]) == 1
    assert expected in capsys.readouterr().err


def test_eval_of_answers_prints_precision_and_recall(capsys: Captured, tmp_path: Path) -> None:
    said = "at test time multiply by the keep probability"
    rows = [
        {"entry": "dl-32", "text": said, "kind": "partial", "points": [2]},
        {"entry": "dl-32", "text": "今天天气怎么样", "kind": "off-topic", "points": []},
    ]
    path = tmp_path / "answers.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    assert run(["eval", "--answers", str(path)]) == 0
    written = capsys.readouterr().out
    by_kind = {line.split("│")[1].strip(): line for line in written.splitlines() if "│" in line}
    assert [cell.strip() for cell in by_kind["partial"].split("│")[2:8]] == [
        *("1", "1", "100.0%", "100.0%", "100.0%", "16.7%")
    ]
    assert by_kind["off-topic"].split("│")[7].strip() == "0.0%"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('{"entry": "dl-32", "text": "x"}', "answers.jsonl:1: points Field required; write"),
        ('{"entry": "dl-0", "text": "x", "points": []}', ":1: there is no entry dl-0; correct it"),
        ('{"entry": "dl-32", "text": "x", "points": [9]}', ":1: dl-32 has no point 9; it has 0 to"),
        ("", "answers.jsonl: there are no answers"),
    ],
)
def test_eval_of_answers_names_the_line_that_is_wrong(
    capsys: Captured, tmp_path: Path, line: str, expected: str
) -> None:
    (tmp_path / "answers.jsonl").write_text(line, "utf-8")
    assert run(["eval", "--answers", str(tmp_path / "answers.jsonl")]) == 1
    assert expected in capsys.readouterr().err


def test_eval_reads_what_editors_and_other_programs_write(capsys: Captured, tmp_path: Path) -> None:
    path = tmp_path / "queries.jsonl"
    row = '{"query": "what is\u2028dropout", "accept": ["dl-32"]}'
    path.write_bytes(b"\xef\xbb\xbf" + f"{row}\r\n\r\n{row}\r\n".encode())
    assert run(["eval", str(path)]) == 0
    assert "100.0%" in capsys.readouterr().out


def test_eval_of_what_it_cannot_use_says_what_to_do(capsys: Captured, tmp_path: Path) -> None:
    path = tmp_path / "queries.jsonl"
    assert run(["eval", str(path)]) == 1
    assert "(No such file or directory); name a file" in capsys.readouterr().err
    path.write_bytes(b"\xff")
    assert run(["eval", str(path)]) == 1
    assert "save it as UTF-8" in capsys.readouterr().err
    assert run(["eval", "--answers", str(path), "--calibration"]) == 1
    assert "--calibration is about matching" in capsys.readouterr().err
