"""Reading the codebook's TOML, and what is said of wrong files."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.codebook.actors import load_actors
from dragoman.codebook.files import merge, read_toml
from dragoman.errors import CodebookError


def write(folder: Path, relative: str, text: str) -> Path:
    path = folder / relative
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf8")
    return path


def test_package_file_alone() -> None:
    assert read_toml("actors/countries.toml")["countries"]["FRA"]["capital"] == ["Paris"]


def test_later_entries_win_and_the_rest_stays(tmp_path: Path) -> None:
    write(tmp_path, "actors/countries.toml", '[countries]\nFRA = { capital = ["Vichy"] }\n')
    table = read_toml("actors/countries.toml", tmp_path)["countries"]
    assert table["FRA"]["capital"] == ["Vichy"]
    assert "France" in table["FRA"]["names"]
    assert table["DEU"]["capital"] == ["Berlin"]


def test_wrong_toml_names_file_and_line(tmp_path: Path) -> None:
    path = write(tmp_path, "actors/roles.toml", "[generic]\nGOV = = 1\n")
    with pytest.raises(CodebookError) as caught:
        read_toml("actors/roles.toml", tmp_path)
    assert str(path) in str(caught.value)
    assert "line 2" in str(caught.value)


def test_file_that_is_nowhere(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="no such codebook file"):
        read_toml("actors/nowhere.toml", tmp_path)


def test_text_that_is_no_utf8(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "roles.toml").write_bytes(b"a = '\xff'\n")
    with pytest.raises(CodebookError, match="cannot be read"):
        read_toml("actors/roles.toml", tmp_path)


def test_a_table_cannot_become_a_text(tmp_path: Path) -> None:
    write(tmp_path, "actors/countries.toml", '# mine\ncountries = "all"\n')
    with pytest.raises(CodebookError, match=r"countries\.toml:2: 'countries' must be a table"):
        read_toml("actors/countries.toml", tmp_path)


def test_merge_replaces_lists() -> None:
    under = {"a": {"x": [1], "y": 2}}
    merge(under, {"a": {"x": [3]}, "b": 4}, Path("mine.toml"))
    assert under == {"a": {"x": [3], "y": 2}, "b": 4}


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("countries.toml", "[countries]\nQQQ = { names = 'Q' }\n", "countries.toml:2: 'QQQ': must be a list"),
        ("countries.toml", "[countries]\nqat = { names = ['Qatar'] }\n", "countries.toml:2: 'qat'"),
        ("countries.toml", "[countries]\nQAT = { town = ['Doha'] }\n", "unknown column 'town'"),
        ("countries.toml", "[seats]\nQAT-KING = ['Diwan']\n", "countries.toml:2: 'QAT-KING'"),
        ("organisations.toml", "[groups]\n'My Army' = ['QAT', 'ARMY']\n", "organisations.toml:2: 'My Army'"),
        ("organisations.toml", "[groups]\n'X' = ['QAT', 'REB', 'GOV 2001-02-31']\n", "toml:2: 'X'"),
        ("roles.toml", "[sectors.XYZ]\nroles = ['x']\n", "roles.toml:1: 'XYZ': no PLOVER sector"),
        ("officeholders.toml", "[QAT]\n'king' = ['A B 20x1']\n", "officeholders.toml:2"),
        ("officeholders.toml", "[QAT]\n'king' = ['A B 2001 2000']\n", "ends before it starts"),
        ("officeholders.toml", "[QAT]\n'jester' = ['A B 2001']\n", "officeholders.toml:2: 'jester'"),
        ("officeholders.toml", "[Nobody]\n'king' = ['A B 2001']\n", "officeholders.toml:1: 'Nobody'"),
    ],
)
def test_wrong_entries_are_named(tmp_path: Path, file: str, text: str, said: str) -> None:
    write(tmp_path, f"actors/{file}", text)
    with pytest.raises(CodebookError) as caught:
        load_actors(tmp_path)
    assert said in str(caught.value)
