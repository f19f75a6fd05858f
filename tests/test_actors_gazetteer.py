"""Places by name: which one is meant, where it is, and the user's own."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.codebook.files import read_toml
from dragoman.codebook.gazetteer import load_gazetteer
from dragoman.errors import CodebookError

GAZETTEER = load_gazetteer()


@pytest.mark.parametrize(
    ("name", "country", "latitude", "longitude"),
    [
        ("Bucha", "UKR", 50.5, 30.2), ("Bakhmut", "UKR", 48.6, 38.0), ("Artemivsk", "UKR", 48.6, 38.0),
        ("Kiev", "UKR", 50.5, 30.5), ("Rafah", "PSE", 31.3, 34.2), ("Khan Younis", "PSE", 31.3, 34.3),
        ("Khan Yunis", "PSE", 31.3, 34.3), ("Goma", "COD", -1.7, 29.2), ("El Fasher", "SDN", 13.6, 25.3),
        ("al-Fashir", "SDN", 13.6, 25.3), ("Srebrenica", "BIH", 44.1, 19.3),
        ("Tskhinvali", "GEO", 42.2, 44.0),
        ("Stepanakert", "AZE", 39.8, 46.8), ("Donbas", "UKR", 48.3, 38.0), ("Crimea", "UKR", 45.2, 34.2),
        ("Darfur", "SDN", 13.5, 24.5), ("Kashmir", "IND", 33.6, 74.9), ("Gaza Strip", "PSE", 31.4, 34.4),
        ("Cabo Delgado", "MOZ", -12.7, 40.1), ("Brasília", "BRA", -15.8, -47.9),
        ("Rangoon", "MMR", 16.8, 96.2),
        ("Peru", "PER", -10.5, -76.0),
    ],
)  # fmt: skip
def test_places(name: str, country: str, latitude: float, longitude: float) -> None:
    found = GAZETTEER.find(name)
    assert found is not None
    assert found.country == country
    assert found.latitude == pytest.approx(latitude, abs=0.7)
    assert found.longitude == pytest.approx(longitude, abs=0.7)


def test_the_same_name_in_several_countries() -> None:
    def country(name: str, *near: str) -> str:
        found = GAZETTEER.find(name, frozenset(near))
        assert found is not None
        return found.country

    assert country("Tripoli") == "LBY"
    assert country("Tripoli", "LBN") == "LBN"
    assert country("Georgia") == "GEO"
    assert country("Georgia", "USA") == "USA"
    assert country("Tripoli", "PER") == "LBY"


def test_a_city_and_its_province() -> None:
    for name, kind in (("Donetsk", "city"), ("Donetsk region", "region"), ("the city of Donetsk", "city")):
        found = GAZETTEER.find(name)
        assert found is not None, name
        assert found.kind == kind, name


def test_what_surrounds_a_name() -> None:
    plain = GAZETTEER.find("Kharkiv")
    assert plain is not None
    assert GAZETTEER.find("the besieged northern city of Kharkiv") == plain
    assert GAZETTEER.find("the northern city") is None


@pytest.mark.parametrize("name", ["", " ", "the", "Xyzzyville", "province", "—"])
def test_no_place(name: str) -> None:
    assert GAZETTEER.find(name) is None


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30), st.frozensets(st.sampled_from(["USA", "UKR", "PER"])))
def test_any_text(name: str, near: frozenset[str]) -> None:
    found = GAZETTEER.find(name, near)
    assert found is None or (abs(found.latitude) <= 90 and abs(found.longitude) <= 180)
    assert found == GAZETTEER.find(name.upper(), near)


def test_every_capital_of_the_actor_codebook_is_there() -> None:
    countries = read_toml("actors/countries.toml")["countries"]
    for code, row in countries.items():
        for name in row.get("capital", ()):
            found = GAZETTEER.find(name, frozenset((code,)))
            assert found is not None, name
            assert found.country == code, name


def test_loading_is_fast() -> None:
    from dragoman.codebook.gazetteer import Gazetteer, _text, _words

    began = time.perf_counter()
    Gazetteer(_text(), _words())
    assert time.perf_counter() - began < 1.0  # 0.06 s on an idle core


def user(folder: Path, text: str) -> Path:
    (folder / "places").mkdir()
    (folder / "places" / "gazetteer.tsv").write_text(text, encoding="utf8")
    return folder


def test_the_users_places_go_over_the_packages(tmp_path: Path) -> None:
    user(
        tmp_path,
        "# mine\nStrelsau\tRUR\tcapital\t50.1\t14.2\t90000\tStrelzau|Štrelzava\n"
        "Paris\tRUR\tcity\t50\t15\t7\n",
    )
    own = load_gazetteer(tmp_path)
    for name in ("Strelsau", "Strelzava", "the city of Strelzau"):
        found = own.find(name)
        assert found is not None, name
        assert (found.name, found.country, found.population) == ("Strelsau", "RUR", 90000)
    paris, lyon = own.find("Paris"), own.find("Lyon")
    assert [p.country for p in (paris, lyon) if p is not None] == ["RUR", "FRA"]
    assert GAZETTEER.find("Strelsau") is None


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Strelsau\tRUR", "must have 7 columns"),
        ("—\tRUR\tcity\t1\t1\t1\t", "is no name"),
        ("Strelsau\tRu\tcity\t1\t1\t1\t", "three capitals"),
        ("Strelsau\tRUR\thamlet\t1\t1\t1\t", "a kind is one of"),
        ("Strelsau\tRUR\tcity\tnorth\t1\t1\t", "north"),
        ("Strelsau\tRUR\tcity\t91\t1\t1\t", "out of range"),
        ("Strelsau\tRUR\tcity\tnan\t1\t1\t", "out of range"),
        ("Strelsau\tRUR\tcity\t1\t1\t-1\t", "out of range"),
    ],
)
def test_wrong_rows_are_named(tmp_path: Path, row: str, said: str) -> None:
    user(tmp_path, f"# mine\n{row}\n")
    with pytest.raises(CodebookError) as caught:
        load_gazetteer(tmp_path)
    assert "gazetteer.tsv:2: " in str(caught.value)
    assert said in str(caught.value)
