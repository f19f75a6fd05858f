"""README keeps its word: its Python runs, its commands exist."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click
import pytest

from dragoman.cli.main import cli

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def test_python_examples_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    blocks = [code for language, code in BLOCKS if language == "python"]
    assert len(blocks) >= 3
    names: dict[str, object] = {}
    for code in blocks:
        exec(compile(code, "README.md", "exec"), names)
    assert (tmp_path / "crisis.duckdb").exists()
    out = capsys.readouterr().out
    assert "threat" in out
    answer: Any = names["answer"]
    assert [t["holder"] for t in answer.to_dict()["triggers"]] == ["ECU"]


def test_every_command_is_told_of_and_every_command_told_of_exists() -> None:
    told = set(re.findall(r"`dragoman ([a-z-]+)[ `]", README))
    assert told - {"COMMAND"} == set(cli.list_commands(click.Context(cli)))


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_examples_of_readme_are_there() -> None:
    named = set(re.findall(r"examples/\w+\.txt", README))
    assert named
    assert all((ROOT / name).exists() for name in named)
