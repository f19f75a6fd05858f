"""The command line: exit codes, messages, formats.  Reading and ledger are stand-ins: no model is needed."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import pytest

import dragoman.cli.terminal
import dragoman.ledger as real_ledger
from dragoman.cli import main
from dragoman.cli.main import cli
from dragoman.errors import LedgerError, QuestionError
from dragoman.types import Reading, Report
from handmade import reading

COMMANDS = tuple(cli.list_commands(click.Context(cli)))
ANSWER = {
    "ask": "Peru attacks Ecuador",
    "event": reading().to_dict()["events"][1],
    "triggers": [
        {
            "commitment": "c1",
            "force": "threat",
            "holder": "ECU",
            "counterpart": "PER",
            "content": "expel its envoy",
            "condition": "if Peruvian troops attacked Ecuador again",
            "evidence": [
                {"text": "Andrade told Peru ...", "source": "Example Wire", "published": "2024-03-14"}
            ],
            "then": [
                {"force": "promise", "holder": "PER", "content": "answer in kind", "evidence": [], "then": []}
            ],
        }
    ],
}


class FakeRelation:
    columns = ("id", "type", "force", "speaker", "place")

    def rows(self) -> list[dict[str, Any]]:
        return [
            {"id": "1", "type": "CONSULT", "force": "threat", "speaker": "Lima, the city", "place": None},
            {"id": "2", "type": "ASSAULT", "force": "demand", "speaker": None, "place": "Quito"},
        ]


class FakeAnswer:
    def to_dict(self) -> dict[str, Any]:
        return ANSWER


class FakeLedger:
    def __init__(self, path: str, *, read_only: bool = False) -> None:
        if "unwritable" in path:
            raise LedgerError(f"{path}: cannot be opened; check its folder")
        self.seen: set[str] = set()

    def __enter__(self) -> FakeLedger:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def record(self, found: Reading, made_by: object) -> bool:
        known = found.report.id in self.seen
        self.seen.add(found.report.id)
        return not known

    def events(self) -> FakeRelation:
        return FakeRelation()

    statements = acts = commitments = events

    def whatif(self, text: str, *, as_of: dt.date | None, depth: int) -> FakeAnswer:
        assert depth == 3
        assert as_of in (None, dt.date(2024, 3, 1))
        if "?" in text:
            raise QuestionError(f"{text!r} holds no event; say who does what to whom")
        return FakeAnswer()


@pytest.fixture(autouse=True)
def reports(monkeypatch: pytest.MonkeyPatch) -> list[Report]:
    """Reading always gives the same record; the reports it was given are kept."""
    given: list[Report] = []

    def read_many(reports: Iterable[Report], **_: Any) -> Iterator[Reading]:
        for report in reports:
            given.append(report)
            yield reading(report.title)

    stand_in = ModuleType("dragoman.pipeline")
    stand_in.__dict__["read_many"] = read_many
    monkeypatch.setitem(sys.modules, "dragoman.pipeline", stand_in)
    ledger = ModuleType("dragoman.ledger")
    ledger.__dict__["Ledger"] = FakeLedger
    monkeypatch.setitem(sys.modules, "dragoman.ledger", ledger)
    return given


@pytest.fixture
def report_file(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text("Title: A title\n\nThe ministers met in Lima.")
    return path


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as stop:
        main([str(argument) for argument in arguments])
    assert isinstance(stop.value.code, int)
    return stop.value.code


def test_help_of_each_command_has_examples(capsys: pytest.CaptureFixture[str]) -> None:
    for command in COMMANDS:
        assert run(command, "--help") == 0
        assert f"dragoman {command} " in capsys.readouterr().out.partition("Examples:")[2]


def test_help_lists_commands_and_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    out = capsys.readouterr().out
    assert all(f"\n  {command} " in out for command in COMMANDS)
    assert "Exit codes" in out


def test_code_prints_the_record(report_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("code", report_file) == 0
    out, err = capsys.readouterr()
    assert out.startswith("A title\n")
    assert "“We want no war”" in out
    assert "\x1b" not in out
    assert err == ""


def test_code_jsonl_is_the_wire_form(report_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("code", "--format", "jsonl", report_file, report_file) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert Reading.from_dict(json.loads(lines[0])) == reading("A title")


def test_published_is_for_reports_without_a_date(tmp_path: Path, reports: list[Report]) -> None:
    dated, undated = tmp_path / "dated.txt", tmp_path / "undated.txt"
    dated.write_text("Published: 2020-01-01\n\nThey met.")
    undated.write_text("They met.")
    assert run("code", "--published", "2021-12-02", dated, undated) == 0
    assert [str(report.published) for report in reports] == ["2020-01-01", "2021-12-02"]


@pytest.mark.parametrize("date", ["yesterday", "2021-13-01", ""])
def test_a_bad_date_is_wrong_usage(report_file: Path, date: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("code", "--published", date, report_file) == 2
    assert "YYYY-MM-DD" in capsys.readouterr().err


def test_bad_files_are_told_and_the_rest_is_coded(
    report_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], reports: list[Report]
) -> None:
    empty, binary = tmp_path / "empty.txt", tmp_path / "binary"
    empty.touch()
    binary.write_bytes(b"\0\1\2")
    assert run("code", tmp_path / "missing.txt", empty, binary, tmp_path, report_file) == 1
    out, err = capsys.readouterr()
    assert len(reports) == 1
    assert out.startswith("A title")
    lines = err.splitlines()
    assert [line.startswith("dragoman: ") for line in lines] == [True] * 4
    for line, word in zip(lines, ("no such file", "empty", "binary", "directory"), strict=True):
        assert word in line


def test_a_warning_does_not_change_the_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(b"Jos\xe9 met the envoy.")
    assert run("code", path) == 0
    assert f"{path}: warning: is not UTF-8" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [[], ["code"], ["nonsense"], ["code", "--format", "xml", "a"], ["whatif", "a"]]
)
def test_wrong_usage_is_exit_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*arguments) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_record_counts_new_and_known(
    report_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("record", tmp_path / "x.duckdb", report_file, report_file) == 0
    assert "1 report recorded" in (out := capsys.readouterr().out)
    assert "1 already there" in out


def test_record_tells_of_an_unwritable_ledger(report_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("record", "unwritable.duckdb", report_file) == 1
    assert capsys.readouterr().err == "dragoman: unwritable.duckdb: cannot be opened; check its folder\n"


@pytest.mark.parametrize(
    ("command", "columns", "first_row"),
    [
        ("events", ["type", "place"], ["CONSULT", "·"]),
        ("statements", ["speaker"], ["Lima,", "the", "city"]),
        ("acts", ["force"], ["threat"]),
        ("commitments", ["force"], ["threat"]),
    ],
)
def test_relations_in_three_formats(
    command: str, columns: list[str], first_row: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(command, "x.duckdb") == 0
    header, first, _ = capsys.readouterr().out.splitlines()
    assert header.split() == columns
    assert first.split() == first_row
    assert run(command, "x.duckdb", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out) == FakeRelation().rows()
    assert run(command, "x.duckdb", "--format", "csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows[0] == {
        "id": "1",
        "type": "CONSULT",
        "force": "threat",
        "speaker": "Lima, the city",
        "place": "",
    }


def test_with_a_real_ledger(
    report_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "dragoman.ledger", real_ledger)
    ledger = tmp_path / "crisis.duckdb"
    for command in ("events", "statements", "acts", "commitments"):
        assert run(command, ledger) == 1
        assert "dragoman record" in capsys.readouterr().err
    assert not ledger.exists()
    assert run("record", ledger, report_file) == 0
    assert run("record", ledger, report_file) == 0
    assert "0 reports recorded" in capsys.readouterr().out
    assert run("events", ledger) == 0
    header, first, *_ = capsys.readouterr().out.splitlines()
    assert header.split() == [
        "date",
        "type",
        "modality",
        "source",
        "target",
        "trigger",
        "place",
        "deaths_max",
    ]
    assert "CONSULT   asserted " in first
    assert "Ecuador (ECU); Peru (PER)" in first
    assert run("commitments", ledger, "--format", "json") == 0
    (commitment,) = json.loads(capsys.readouterr().out)
    assert (commitment["force"], commitment["holder"], commitment["counterpart"]) == ("threat", "ECU", "PER")
    assert run("acts", ledger, "--format", "csv") == 0
    assert ",holder,holder_start,holder_end," in capsys.readouterr().out
    assert run("record", tmp_path / "no" / "such.duckdb", report_file) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_a_person_corrects_a_record(
    report_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "dragoman.ledger", real_ledger)
    ledger = tmp_path / "crisis.duckdb"
    assert run("record", ledger, report_file) == 0
    with real_ledger.Ledger(ledger, read_only=True) as book:
        [report] = {row["report"] for row in book.sql("SELECT report FROM claims").rows()}
    assert run("correct", ledger, report, "e1", "deaths", "14", "--reason", "a later count") == 0
    assert run("correct", ledger, report, "e1", "date", "2024-02-29") == 0
    assert run("correct", ledger, report, "e1", "date", "soon") == 1
    assert "'soon' is not a date" in capsys.readouterr().err
    assert run("correct", ledger, report, "e99", "date", "null") == 1
    assert "no event, statement or act 'e99'" in capsys.readouterr().err
    assert (
        run("sql", ledger, "SELECT deaths, \"date\" FROM claims WHERE telling = 'e1'", "--format", "json")
        == 0
    )
    assert json.loads(capsys.readouterr().out) == [{"deaths": 14, "date": "2024-02-29"}]
    assert run("correct", ledger, report, "e1", "date") == 2
    assert run("correct", ledger, report, "e1", "date", "null", "--undo") == 2
    assert run("corrections", ledger, "--format", "json") == 0
    first, second = json.loads(capsys.readouterr().out)
    assert (first["field"], first["value"], first["reason"]) == ("deaths", "14", "a later count")
    assert (second["field"], second["value"], second["reason"]) == ("date", '"2024-02-29"', None)
    assert run("correct", ledger, report, "e1", "deaths", "--undo") == 0
    assert run("correct", ledger, report, "e1", "deaths", "--undo") == 1
    assert "no correction of 'deaths'" in capsys.readouterr().err
    assert run("sql", ledger, "SELECT deaths FROM claims WHERE telling = 'e1'", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out) == [{"deaths": None}]


def test_whatif_as_tree_and_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = tmp_path / "x.duckdb"
    assert run("whatif", ledger, "Peru attacks Ecuador") == 0
    out = capsys.readouterr().out
    assert out.startswith("If Peru attacks Ecuador:\n  read as ASSAULT PER → ECU\n")
    assert "└─ threat ECU → PER: expel its envoy" in out
    assert "   └─ promise PER: answer in kind" in out
    assert "Example Wire" in out
    assert run("whatif", ledger, "Peru attacks Ecuador", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out) == ANSWER
    assert run("whatif", ledger, "Peru attacks Ecuador", "--as-of", "2024-03-01", "--format", "dot") == 0
    assert "n1 -> n2" in capsys.readouterr().out
    assert run("whatif", ledger, "Peru attacks Ecuador", "--as-of", "never") == 2
    assert "never" in capsys.readouterr().err
    assert run("whatif", ledger, "what?") == 1
    assert "holds no event" in capsys.readouterr().err


def test_evaluate_needs_corpora(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    assert run("evaluate") == 2
    assert "--corpora" in capsys.readouterr().err


def test_colours_only_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    terminal = dragoman.cli.terminal
    assert terminal.painter()("x", "bad") == "x"
    monkeypatch.setattr(terminal, "is_terminal", lambda stream: True)
    assert "\x1b[" in terminal.painter()("x", "bad")
    monkeypatch.setenv("NO_COLOR", "1")
    assert terminal.painter()("x", "bad") == "x"


# --- as a process of its own --------------------------------------------------------------

PROGRAM = """
import sys, time, types
sys.path.insert(0, sys.argv.pop(1))
import handmade
stand_in = types.ModuleType("dragoman.pipeline")
def read_many(reports, **_):
    for report in reports:
        for _ in range(5000):
            yield handmade.reading(report.title)
            if "wait" in report.text:
                print("waiting", file=sys.stderr, flush=True)
                time.sleep(30)
stand_in.read_many = read_many
sys.modules["dragoman.pipeline"] = stand_in
from dragoman.cli import main
main()
"""


def process(*arguments: object, stdin: int | None = None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(Path(__file__).parent), *map(str, arguments)],
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": ""},
    )


def test_a_reader_who_leaves_is_no_error(report_file: Path) -> None:
    with process("code", report_file) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline() == b"A title\n"
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 141


def test_interrupting_is_clean() -> None:
    with process("code", "-", stdin=subprocess.PIPE) as running:
        assert running.stdin is not None
        assert running.stderr is not None
        running.stdin.write(b"The ministers wait.")
        running.stdin.close()
        assert running.stderr.readline() == b"waiting\n"
        time.sleep(0.1)
        running.send_signal(signal.SIGINT)
        assert running.stderr.read() == b"dragoman: interrupted\n"
    assert running.returncode == 130
