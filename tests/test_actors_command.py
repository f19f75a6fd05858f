"""``dragoman actors``: whom a mention stands for, and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.cli.main import main


class Command:
    """Runs ``dragoman actors`` and gives status and output."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self.capture = capture

    def __call__(self, *arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as stop:
            main(["actors", *arguments])
        assert isinstance(stop.value.code, int)
        return stop.value.code, self.capture.readouterr().out


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(capsys)


def test_text_names_entries_and_rules(run: Command) -> None:
    status, output = run("Nairobi riot police")
    assert status == 0
    assert "KEN" in output
    assert "COP" in output
    assert "countries.toml" in output
    assert "roles.toml" in output


def test_nobody(run: Command) -> None:
    status, output = run("a dog called Rex")
    assert status == 0
    assert "none" in output


def test_json_on_a_date_and_in_a_context(run: Command) -> None:
    status, output = run("the Russian foreign minister", "--on", "1997-05-01", "--format", "json")
    assert status == 0
    assert json.loads(output)["actor"]["name"] == "Yevgeny Primakov"
    status, output = run("riot police", "--context", "Riots broke out in Nairobi.", "--format", "json")
    told = json.loads(output)
    assert told["actor"]["country"] == "KEN"
    assert "from the context" in told["rules"]


def test_the_users_codebook(run: Command, tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    own = tmp_path / "actors" / "roles.toml"
    own.write_text('[sectors.AGR]\nroles = ["snailherd"]\n', encoding="utf8")
    status, output = run("Peruvian snailherds", "--codebook", str(tmp_path), "--format", "json")
    assert status == 0
    told = json.loads(output)
    assert told["actor"]["sector"] == "AGR"
    assert str(own) in [p["file"] for p in told["phrases"]]


def test_a_wrong_codebook_and_a_wrong_date(run: Command, tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "roles.toml").write_text("[sectors.XXX]\n", encoding="utf8")
    assert run("police", "--codebook", str(tmp_path))[0] == 1
    assert run("police", "--on", "soon")[0] == 2
