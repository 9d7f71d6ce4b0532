"""The command line, from the words behind its name to what it prints."""

import io
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import run
from bot.storage.knowledge import shipped_knowledge
from bot.storage.migrating import newest_revision
from tests.decks import write_deck
from tests.storage.upgrade import dump, load

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _own_database(monkeypatch: pytest.MonkeyPatch, database_url: str) -> None:
    monkeypatch.setenv("BOT_DATABASE_URL", database_url)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")


def test_ask_prints_the_answer_with_its_pages(capsys: Captured) -> None:
    assert run(["ask", "第", "32", "题"]) == 0
    written = capsys.readouterr().out
    assert "7.12 Dropout，第 258–268 页" in written
    assert "原始资料" in written


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


def test_ask_declines_in_the_language_of_the_question(capsys: Captured) -> None:
    run(["ask", "今天天气怎么样"])
    assert "「天气」不在我的范围里" in capsys.readouterr().out


def test_kb_check_is_content_with_the_shipped_knowledge(capsys: Captured) -> None:
    assert run(["kb", "check", "--strict"]) == 0
    assert "no problem" in capsys.readouterr().out


def test_kb_check_prints_all_problems_to_stderr(tmp_path: Path, capsys: Captured) -> None:
    assert run(["kb", "check", str(tmp_path)]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"{tmp_path / 'deck.yaml'}:1:1: the file cannot be read")
    assert captured.err.endswith("1 problem\n")


def test_a_wrong_setting_stops_the_start_with_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("BOT_LISTEN", "everywhere")
    assert run([]) == 1
    captured = capsys.readouterr()
    assert captured.err == (
        "BOT_LISTEN is 'everywhere'; it should be host:port, like 127.0.0.1:8080\n"
    )


def test_run_without_a_token_says_what_to_do(capsys: Captured) -> None:
    assert run(["run"]) == 1
    assert capsys.readouterr().err == "BOT_TOKEN is not set; get a token from @BotFather\n"


def test_without_command_and_token_it_is_the_console(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("question 32\n"))
    assert run([]) == 0
    captured = capsys.readouterr()
    assert "No BOT_TOKEN is set" in captured.err
    assert "Dropout" in captured.out


def test_unanswered_questions_are_listed_and_ready_to_paste(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(["kb", "unanswered"]) == 0
    assert capsys.readouterr().out == "nothing was left unanswered\n"
    monkeypatch.setattr("sys.stdin", io.StringIO("今天天气怎么样\n今天天气怎么样\nhello world\n"))
    run(["chat"])
    capsys.readouterr()
    assert run(["kb", "unanswered"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.split()[0] == "2"
    assert first.endswith("  今天天气怎么样")
    assert second.endswith("hello world")
    assert run(["kb", "unanswered", "--yaml"]) == 0
    assert capsys.readouterr().out == (
        "# far from every entry, and left out: 2; `kb unanswered` lists them\n"
    )
    monkeypatch.setattr("sys.stdin", io.StringIO("how do I deploy on aws lambda\n"))
    run(["chat"])
    assert "Did you mean" in capsys.readouterr().out
    assert run(["kb", "unanswered", "--yaml"]) == 0
    name, language, alias, left_out = capsys.readouterr().out.splitlines()
    assert name.startswith("# dl-")
    assert language == "en:"
    assert alias == '  - "how do i deploy on aws lambda"'
    assert "left out: 2" in left_out


def test_the_same_question_in_other_words_is_counted_with_it(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "区块链怎么实现\n区块链怎么实现\n区块链的实现原理\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{said}hello world\n"))
    run(["chat"])
    capsys.readouterr()
    assert run(["kb", "unanswered"]) == 0
    first, other, second = capsys.readouterr().out.splitlines()
    assert first.split()[0] == "3"
    assert first.endswith("  区块链怎么实现")
    assert other.split() == ["=", "区块链的实现原理"]
    assert second.endswith("  hello world")


def test_open_reports_are_listed(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(["kb", "reports"]) == 0
    assert capsys.readouterr().out == "no report is open\n"
    said = "/report dl-32 the sign is wrong\n/report dl-33\na word is missing\n/reports fixed 1\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{said}/report dl-34 no source\n"))
    run(["chat"])
    capsys.readouterr()
    assert run(["kb", "reports", "--limit", "2"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.split()[::2] == ["2", "dl-33", "word", "missing"]
    assert second.endswith("dl-34    no source")


def test_doctor_says_what_is_there(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(["doctor"]) == 0
    written = capsys.readouterr().out
    assert "knowledge: " in written
    assert f"database: sqlite, schema up to date (revision {newest_revision()})\n" in written
    assert "pictures: typeset" in written
    assert "telegram: no BOT_TOKEN" in written
    monkeypatch.setenv("BOT_TOKEN", "1:not-a-token")
    monkeypatch.setenv("BOT_API_URL", "http://127.0.0.1:1")
    assert run(["doctor"]) == 1
    assert "telegram: http://127.0.0.1:1 cannot be reached" in capsys.readouterr().out


def test_doctor_says_that_space_runs_out(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BOT_DATABASE_URL", f"sqlite:///{tmp_path / 'not' / 'there' / 'bot.db'}")
    assert run(["doctor"]) == 0
    assert " MB are free" not in capsys.readouterr().out
    monkeypatch.setattr("bot.cli.doctor.LEAST_FREE_MB", 10**12)
    assert run(["doctor"]) == 0
    assert f" MB are free in {tmp_path}, 1000000000000 are needed" in capsys.readouterr().out


@pytest.mark.parametrize("token", [None, "1:not-a-token"])
def test_doctor_leaves_an_older_database_as_it_is(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, token: str | None
) -> None:
    file = tmp_path / "old.db"
    load("0012", file)
    before = dump(file)
    monkeypatch.setenv("BOT_DATABASE_URL", f"sqlite:///{file}")
    if token:
        monkeypatch.setenv("BOT_TOKEN", token)
        monkeypatch.setenv("BOT_API_URL", "http://127.0.0.1:1")
    assert run(["doctor"]) == (1 if token else 0)
    says = f"at revision 0012; the next start brings it to {newest_revision()}, for which"
    assert says in capsys.readouterr().out
    assert dump(file) == before


def test_doctor_makes_no_database(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "not" / "there"
    monkeypatch.setenv("BOT_DATABASE_URL", f"sqlite:///{folder / 'bot.db'}")
    assert run(["doctor"]) == 0
    assert "sqlite, nothing in it yet; the next start makes the tables" in capsys.readouterr().out
    assert not folder.parent.exists()


def test_another_knowledge_base_can_be_named(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured, tmp_path: Path
) -> None:
    monkeypatch.setenv("BOT_KNOWLEDGE", str(shipped_knowledge() / "deep-learning"))
    assert run(["kb", "check"]) == 0
    monkeypatch.setenv("BOT_KNOWLEDGE", str(tmp_path / "nothing"))
    assert run(["ask", "x"]) == 1
    assert f"BOT_KNOWLEDGE names {tmp_path / 'nothing'}" in capsys.readouterr().err


def test_one_of_several_decks_can_be_chosen(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured, tmp_path: Path
) -> None:
    folders = write_deck(tmp_path / "k", "databases"), write_deck(tmp_path / "k", "cooking")
    monkeypatch.setenv("BOT_KNOWLEDGE", ",".join(map(str, folders)))
    assert run(["ask", "--json", "soy sauce"]) == 0
    assert "cooking" not in capsys.readouterr().out
    assert run(["ask", "--json", "--deck", "cooking", "soy sauce"]) == 0
    assert json.loads(capsys.readouterr().out)["matches"][0]["id"] == "cooking-2"
    assert run(["export", "csv", str(tmp_path / "deck.csv"), "--deck", "cooking"]) == 0
    assert "sourdough" in (tmp_path / "deck.csv").read_text("utf-8")
    assert "--deck" not in capsys.readouterr().out
    assert run(["export", "csv", str(tmp_path / "deck.csv")]) == 0
    assert "questions of databases; --deck takes cooking\n" in capsys.readouterr().out
    assert run(["ask", "--deck", "music", "x"]) == 1
    assert (
        "there is no deck 'music'; BOT_KNOWLEDGE names: databases, cooking"
        in capsys.readouterr().err
    )


def test_ask_explain_shows_what_carried_the_candidates(capsys: Captured) -> None:
    assert run(["ask", "--explain", "how is dropout related to bagging"]) == 0
    written = capsys.readouterr().out
    assert written.startswith("outcome: Found")
    assert "dl-32" in written
    assert "dropout" in written


def test_eval_prints_tables_by_kind(capsys: Captured, tmp_path: Path) -> None:
    rows = [
        {"query": "第 32 题", "kind": "number", "accept": ["dl-32"]},
        {"query": "今天天气怎么样", "kind": "negative", "accept": []},
    ]
    path = tmp_path / "queries.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    assert run(["eval", "--calibration", str(path)]) == 0
    written = capsys.readouterr().out
    assert [line.split("│")[4].strip() for line in written.splitlines() if "number" in line] == [
        "100.0%"
    ]
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


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("kb reports --limit 0", "argument --limit: '0' is no number from 1 on"),
        ("kb unanswered --limit -3", "argument --limit"),
        ("ask --json --explain dropout", "not allowed with argument --json"),
    ],
)
def test_what_makes_no_sense_is_refused(capsys: Captured, words: str, says: str) -> None:
    with pytest.raises(SystemExit):
        run(words.split())
    assert says in capsys.readouterr().err


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


def test_export_anki_writes_a_package(capsys: Captured, tmp_path: Path) -> None:
    path = tmp_path / "deck.apkg"
    assert run(["export", "anki", str(path), "chapter", "7.12"]) == 0
    assert capsys.readouterr().out == f"{path}: 2 notes\n"
    assert path.read_bytes().startswith(b"PK")


def test_export_anki_says_what_is_wrong(capsys: Captured, tmp_path: Path) -> None:
    assert run(["export", "anki", str(tmp_path / "a.apkg"), "astrology"]) == 1
    assert "there is no topic, level, chapter, page or range 'astrology'" in capsys.readouterr().err
    assert run(["export", "anki", str(tmp_path / "a.apkg"), "chapter", "1.1"]) == 1
    assert "try something wider" in capsys.readouterr().err
    assert run(["export", "anki", str(tmp_path / "no" / "a.apkg"), "dl-32"]) == 1
    assert "cannot be written (No such file or directory); name a" in capsys.readouterr().err


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


def test_what_no_answer_needs_is_not_imported() -> None:
    """Each of these takes hundredths of a second and megabytes of every start."""
    script = (
        "import bot.cli.serve, bot.commands, bot.telegram.app, sys;"
        "bot.commands.all_commands(); print(*sys.modules)"
    )
    command = [sys.executable, "-c", script]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    needless = {
        "aiohttp.web",
        "alembic",
        "asyncpg",
        "babel",
        "bot.console",
        "bot.storage.knowledge.loader",
        "fluent.runtime",
        "genanki",
        "jinja2",
        "matplotlib",
        "prometheus_client",
        "prompt_toolkit",
        "ruamel",
        "snowballstemmer",
        "sqlalchemy.dialects.postgresql",
        "sqlalchemy.orm",
        "typst",
        "wcwidth",
        "yaml",
    }
    assert needless & set(found) == set()


def test_what_libraries_would_import_for_themselves_is_not_imported() -> None:
    """Where they find rich, structlog and httpx import it for what nobody here asks of them."""
    script = (
        "import sys; from bot.cli import run; run(['run']); print(*sys.modules);"
        "import rich.console, click"
    )
    environment = {key: value for key, value in os.environ.items() if key != "BOT_TOKEN"}
    ran = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    assert "BOT_TOKEN" in ran.stderr
    found = set(ran.stdout.split())
    assert "telegram" in found
    assert {"click", "pygments", "rich.console"} & found == set()
