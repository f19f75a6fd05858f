"""Who: second sectors, dated seats and states, officeholders, the gazetteer's places, whose deed it is."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.codebook.actors import load_actors
from dragoman.coding.actors import Resolver
from dragoman.errors import CodebookError
from dragoman.types import Actor

RESOLVER = Resolver(load_actors())


def ask(text: str, on: str | None = None, context: str | None = None) -> Actor | None:
    return RESOLVER.resolve(text, dt.date.fromisoformat(on) if on else None, context)


def code(text: str, on: str | None = None) -> str | None:
    actor = ask(text, on)
    return f"{actor.country} {actor.sector}" if actor else None


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("opposition students", "OPP", "EDU"),
        ("Kenyan opposition lawmakers", "LEG", "OPP"),
        ("rebel commander", "REB", None),
        ("a police officer", "COP", None),
    ],
)
def test_second_sector(text: str, first: str, second: str | None) -> None:
    actor = ask(text)
    assert actor is not None
    assert (actor.sector, actor.second_sector) == (first, second)


@pytest.mark.parametrize(
    ("text", "on", "wanted"),
    [
        ("Bonn", "1988-03-01", "DEU GOV"),
        ("Moscow", "1987-05-01", "SUN GOV"),
        ("Moscow", "1999-05-01", "RUS GOV"),
        ("the Kremlin", "1987-05-01", "SUN GOV"),
        ("Zaire", "1990-01-01", "COD GOV"),
        ("the Taliban", "1998-01-01", "AFG GOV"),
        ("the Taliban", "2010-01-01", "AFG REB"),
    ],
)
def test_seats_and_states_on_a_date(text: str, on: str, wanted: str) -> None:
    assert code(text, on) == wanted


@pytest.mark.parametrize(
    ("text", "on", "wanted"),
    [
        ("Todor Zhivkov", "1987-01-01", "BGR GOV"),
        ("Lula da Silva", "2005-01-01", "BRA GOV"),
        ("Lula da Silva", "2015-01-01", "BRA ELI"),
        ("Kim Dae-jung", "1987-06-01", "KOR OPP"),
        ("Kim Dae Jung", "2000-06-01", "KOR GOV"),
        ("Ban Ki-moon", "2005-01-01", "KOR GOV"),
        ("Ban Ki-moon", "2010-01-01", "IGO IGO"),
        ("John Garang", "1995-01-01", "SDN REB"),
        ("President Gorbachev", "1990-06-01", "SUN GOV"),
        ("Angela Merkel", "2023-01-01", "DEU ELI"),
    ],
)
def test_officeholders_on_a_date(text: str, on: str, wanted: str) -> None:
    assert code(text, on) == wanted


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bashar Assad", "Bashar al-Assad"),
        ("Barack H. Obama", "Barack Obama"),
        ("Moammar el-Qaddafi", "Muammar Gaddafi"),
        ("Alexander Lukashenko", "Alexander Lukashenko"),
        ("François Mitterrand", "Francois Mitterrand"),
    ],
)
def test_spellings_of_a_name(text: str, name: str) -> None:
    actor = ask(text)
    assert actor is not None
    assert actor.name == name


def test_initials_alone_are_no_full_name() -> None:
    assert ask("B. H.") is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("the Peruvian president's decision", "PER GOV"),
        ("support from Turkish generals", "TUR MIL"),
        ("the refusal of the Danish government", "DNK GOV"),
        ("the president's dog", None),
        ("a decision", None),
        ("cooks employed by the United Nations", "IGO IGO"),
        ("Rep. Pat Quill (D-Mich.)", "USA LEG"),
        ("vitamins (D-3)", None),
    ],
)
def test_whose_it_is(text: str, wanted: str | None) -> None:
    assert code(text) == wanted


def test_a_city_of_the_gazetteer_and_its_namesakes() -> None:
    assert code("Gothenburg dockers") == "SWE LAB"
    assert code("police in Rockhampton") == "AUS COP"
    there = ask("police in Hamilton", context="CAN")
    elsewhere = ask("police in Hamilton", context="NZL")
    assert there is not None
    assert elsewhere is not None
    assert (there.country, elsewhere.country) == ("CAN", "NZL")


@pytest.mark.parametrize(
    "text", ["a nice day", "Reading a book", "a mobile phone", "Hope", "a dog called Rex"]
)
def test_ordinary_words_are_no_places(text: str) -> None:
    assert ask(text) is None


def test_the_users_officeholders(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "officeholders.toml").write_text(
        '[PER]\n"foreign minister" = ["Ana Quispe 2001-01-01 2002-01-01"]\n', encoding="utf8"
    )
    resolver = Resolver(load_actors(tmp_path))
    found = resolver.resolve("the Peruvian foreign minister", dt.date(2001, 6, 1))
    assert found is not None
    assert found.name == "Ana Quispe"
    after = resolver.resolve("Ana Quispe", dt.date(2005, 6, 1))
    assert after is not None
    assert after.sector == "ELI"


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("officeholders", '[PER]\n"foreign ministr" = ["Ana Quispe 2001"]\n', "2: 'foreign ministr'"),
        ("officeholders", '[PER]\n"president" = ["Ana Quispe 2002 2001"]\n', "2: 'Ana Quispe 2002 2001'"),
        ("officeholders", '[Nowhere]\n"president" = ["Ana Quispe 2002"]\n', "1: 'Nowhere'"),
        ("countries", '[countries]\nPERU = { names = ["Peru"] }\n', "2: 'PERU'"),
        ("countries", '[countries]\nPER = { name = ["Peru"] }\n', "2: 'PER'"),
        ("roles", '[sectors.XXX]\nroles = ["beekeeper"]\n', "1: 'XXX'"),
        ("organisations", '[groups]\n"Blue Band" = ["PER", "XYZ"]\n', "2: 'Blue Band'"),
        ("organisations", '[groups]\n"Blue Band" = ["PER", "REB", "GOV 2001-99-01"]\n', "2: 'Blue Band'"),
        ("names", '[spellings]\nanna = ["Ana", 3]\n', "2: 'anna'"),
    ],
)
def test_what_is_wrong_in_a_users_file_is_named(tmp_path: Path, file: str, text: str, said: str) -> None:
    (tmp_path / "actors").mkdir()
    path = tmp_path / "actors" / f"{file}.toml"
    path.write_text(text, encoding="utf8")
    with pytest.raises(CodebookError) as error:
        load_actors(tmp_path)
    assert f"{path}:{said}" in str(error.value)


_WORDS = (
    "the",
    "Peruvian",
    "police",
    "of",
    "(D-",
    "Lima",
    "'s",
    "decision",
    ",",
    "and",
    "by",
    "employed",
    "x",
)


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(st.sampled_from(_WORDS)).map(" ".join)), st.dates() | st.none())
def test_resolving_any_text_never_raises_and_is_the_same_again(text: str, on: dt.date | None) -> None:
    once = RESOLVER.resolve(text, on)
    assert once == Resolver(RESOLVER.codebook).resolve(text, on)


def test_a_surname_that_is_an_ordinary_word_means_its_bearer_only_in_office() -> None:
    assert code("May", "2017-01-01") == "GBR GOV"
    assert code("May", "2001-01-01") is None
    assert code("Law") is None
