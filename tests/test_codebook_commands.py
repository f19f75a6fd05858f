"""``dragoman codebook`` and ``--codebook``: a researcher copies, checks, changes, compares."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import dragoman
from dragoman.cli import main
from dragoman.codebook.check import check
from dragoman.codebook.files import names
from dragoman.errors import CodebookError
from dragoman.evaluate.differences import compare, summary

REPORT = (
    "Peruvian troops bombarded an Ecuadorean border post on Monday. "
    "Ecuador's president said his country would expel the Peruvian ambassador if Peru attacked again."
)


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as stop:
        main([str(a) for a in arguments])
    return int(stop.value.code or 0)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf8")
    return path


@pytest.fixture
def unbombarded(tmp_path: Path) -> Path:
    """A codebook in which "bombard" is no trigger."""
    folder = tmp_path / "codebook"
    assert run("codebook", "copy", folder, "events/assault.toml") == 0
    path = folder / "events/assault.toml"
    text = path.read_text(encoding="utf8")
    assert '"bombard"' in text
    path.write_text(text.replace('"bombard"', '"bombinate"'), encoding="utf8")
    return folder


def test_all_files_can_be_copied_and_are_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "codebook"
    assert run("codebook", "copy", folder) == 0
    copied = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.toml"))
    assert copied == names()
    assert "events/assault.toml" in copied
    assert check(folder) == []
    assert run("codebook", "copy", folder, "events/assault.toml") == 1
    assert "left as it is" in capsys.readouterr().err


def test_a_file_that_does_not_exist_cannot_be_copied(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("codebook", "copy", tmp_path, "events/assalt.toml") == 2
    assert "events/assault.toml" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("events/assault.toml", "definition = \n", "assault.toml"),
        ("events/assalt.toml", "", "unknown codebook file"),
        ("text/lemmas.toml", "", "unknown codebook file"),
        ("actors/countries.toml", "[countries]\nPER = { names = 3 }\n", "countries.toml:2"),
        ("acts/triggers.toml", "verb = 3\n", "triggers.toml:1"),
        ("attribution.toml", "\nverbs = 3\n", "attribution.toml:2"),
        ("attribution.toml", "vebs = ['say']\n", "attribution.toml:1"),
    ],
)
def test_what_is_wrong_is_told_with_its_file(
    name: str, text: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf8")
    assert run("codebook", "check", tmp_path) == 1
    assert told in capsys.readouterr().err


def test_a_mistyped_file_is_refused_wherever_a_codebook_is_used(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "mine"
    (folder / "events").mkdir(parents=True)
    (folder / "events/assalt.toml").write_text("", encoding="utf8")
    with pytest.raises(CodebookError, match=r"assalt.toml: unknown codebook file"):
        dragoman.read(REPORT, codebook=folder)
    for arguments in (("code", report), ("actors", "Peru")):
        assert run(*arguments, "--codebook", folder) == 1
        assert "assalt.toml: unknown codebook file" in capsys.readouterr().err


def test_every_part_is_checked_though_one_is_wrong(tmp_path: Path) -> None:
    for name in ("events/assault.toml", "acts/words.toml"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("= wrong", encoding="utf8")
    assert sorted(str(error).split(":")[0] for error in check(tmp_path)) == [
        str(tmp_path / "acts/words.toml"),
        str(tmp_path / "events/assault.toml"),
    ]


def test_a_change_is_seen_in_the_record_of_the_reports(
    report: Path, unbombarded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run("codebook", "diff", unbombarded, report, "--format", "json") == 0
    changes = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    [gone] = [c for c in changes if c["after"] is None or c["before"] != c["after"]]
    assert gone["kind"] == "event"
    assert gone["before"]["text"] == "bombarded"
    assert gone["before"]["type"] == "ASSAULT"
    assert gone["sentence"] == REPORT.split(". ")[0] + "."
    assert run("codebook", "diff", unbombarded, report) == 0
    assert "events     " in capsys.readouterr().out


def test_a_codebook_that_changes_nothing_has_no_differences(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "same"
    assert run("codebook", "copy", folder, "events/assault.toml") == 0
    capsys.readouterr()
    assert run("codebook", "diff", folder, report, "--format", "json") == 0
    assert capsys.readouterr().out == ""


def test_reading_takes_the_users_codebook(
    report: Path, unbombarded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packaged = dragoman.read(REPORT)
    changed = dragoman.read(REPORT, codebook=unbombarded)
    assert any("bombard" in (e.basis or "") for e in packaged.events)
    assert not any("bombard" in (e.basis or "") for e in changed.events)
    [reading] = dragoman.read_many([{"text": REPORT}], codebook=unbombarded)
    assert reading == changed
    found = summary(compare(packaged, changed))
    assert found["event"]["gone"] + found["event"]["changed"] == 1
    capsys.readouterr()
    assert run("code", report, "--codebook", unbombarded, "--explain") == 0
    assert "coded by" in capsys.readouterr().out
