"""``ask``: one answer, as text, as JSON, or with what carried it."""

import io
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import run

Captured = pytest.CaptureFixture[str]


def test_ask_prints_the_answer_with_its_pages(capsys: Captured) -> None:
    assert run(["ask", "第", "32", "题"]) == 0
    written = capsys.readouterr().out
    assert "7.12 Dropout，第 258–268 页" in written
    assert "原始资料" in written


def test_ask_declines_in_the_language_of_the_question(capsys: Captured) -> None:
    run(["ask", "今天天气怎么样"])
    assert "「天气」不在我的范围里" in capsys.readouterr().out


def test_ask_json_prints_one_object(capsys: Captured) -> None:
    assert run(["ask", "--json", "question 32"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["query"] == "question 32"
    assert answer["outcome"] == "found"
    assert answer["matches"][0] == {"id": "dl-32", "score": 1.0}


def test_ask_json_reads_one_query_a_line(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    queries = ["第 32 题", "", "今天天气怎么样", 'quotes " and \\ backslashes']
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(queries) + "\n"))
    assert run(["ask", "--json", "-"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["query"] for answer in answers] == queries
    assert answers[0]["outcome"] == "found"
    assert answers[1] == {"query": "", "outcome": "not_found", "matches": []}
    assert answers[2]["outcome"] == "not_found"
    assert all(len(answer["matches"]) <= 5 for answer in answers)


def test_a_reader_that_has_enough_and_bytes_that_are_no_text(database_url: str) -> None:
    command = f"{shlex.quote(sys.executable)} -m bot ask --json -"
    script = rf"printf '\xff\xfe\nquestion 32\nquestion 31\n' | {command} | head -1"
    ran = subprocess.run(
        ["bash", "-o", "pipefail", "-c", script],
        cwd=Path(__file__).parents[2],
        env={
            **os.environ,
            "PYTHONIOENCODING": "ascii",
            "LC_ALL": "C.UTF-8",
            "BOT_DATABASE_URL": database_url,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stderr == ""
    assert json.loads(ran.stdout)["outcome"] == "not_found"


def test_ask_explain_shows_what_carried_the_candidates(capsys: Captured) -> None:
    assert run(["ask", "--explain", "how is dropout related to bagging"]) == 0
    written = capsys.readouterr().out
    assert written.startswith("outcome: Found")
    assert "dl-32" in written
    assert "dropout" in written
