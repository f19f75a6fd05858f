"""Who: people nobody knows, bodies of unnamed states, and parties meant by what a report said before."""

from __future__ import annotations

import datetime as dt

import pytest

from dragoman.pipeline import default
from dragoman.types import Party, Report, Span

ON = dt.date(2031, 3, 6)


def parties(text: str, mention: str, nth: int = 0) -> tuple[Party, ...]:
    """Whom the ``nth`` occurrence of ``mention`` in a report means."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(mention, at + 1)
    pipeline = default()
    document = pipeline.reader.read(Report(text, published=ON))
    return pipeline.resolver.document(document).parties(Span(mention, at, at + len(mention)))


def codes(text: str, mention: str, nth: int = 0) -> list[str]:
    """Their codes and sectors, "PER.GOV"."""
    actors = [p.actor for p in parties(text, mention, nth)]
    return [f"{a.code}.{a.sector}" if a is not None else "-" for a in actors]


LIMA = (
    "LIMA, March 6 - President Inés Vargas-Luna ordered troops to the border on Thursday. "
    "She said Bolivia had moved its army.\n\n"
    "In La Paz, Foreign Minister Ramiro Quisbert rejected the charge. He offered talks. "
    "The minister said both countries had much to lose, and its neighbour knew it."
)


@pytest.mark.parametrize(
    ("mention", "nth", "wanted"),
    [
        ("President Inés Vargas-Luna", 0, ["PER.GOV"]),
        ("troops", 0, ["PER.MIL"]),
        ("She", 0, ["PER.GOV"]),
        ("its army", 0, ["BOL.MIL"]),
        ("Foreign Minister Ramiro Quisbert", 0, ["BOL.GOV"]),
        ("He", 0, ["BOL.GOV"]),
        ("The minister", 0, ["BOL.GOV"]),
        ("both countries", 0, ["PER.GOV", "BOL.GOV"]),
    ],
)
def test_officials_whom_nobody_knows_are_of_where_the_report_brings_them_in(
    mention: str, nth: int, wanted: list[str]
) -> None:
    assert sorted(codes(LIMA, mention, nth)) == sorted(wanted)


def test_an_official_is_of_the_state_that_acts_in_the_sentence_before() -> None:
    text = "Norway closed a border post on Friday. Justice Minister Kari Solberg said Russia had been told."
    assert codes(text, "Justice Minister Kari Solberg") == ["NOR.GOV"]


def test_a_description_tells_later_of_which_state_an_official_is() -> None:
    text = (
        "President Rosa Ayala arrived on Monday. She laid a wreath. "
        "The Paraguayan president spoke of peace.\n\nAyala left on Tuesday."
    )
    assert codes(text, "Ayala", 1) == ["PRY.GOV"]


@pytest.mark.parametrize(
    ("text", "mention", "wanted"),
    [
        ("Chad accused Libya of lying. Chad said its neighbour would pay.", "its neighbour", "LBY.GOV"),
        ("Chad signed a truce with Libya. Chad said the other side had asked.", "the other side", "LBY.GOV"),
        ("Sudan fought Chad for years. Both have signed a truce.", "Both", "SDN.GOV TCD.GOV"),
        ("Japan urged both Koreas to talk.", "both Koreas", "KOR.GOV PRK.GOV"),
        ("North Korea fired shells. The South said it would answer.", "The South", "KOR.GOV"),
    ],
)  # fmt: skip
def test_the_other_of_two_and_both(text: str, mention: str, wanted: str) -> None:
    assert " ".join(sorted(codes(text, mention))) == wanted


@pytest.mark.parametrize(
    ("text", "mention", "wanted"),
    [
        ("NATO met on Monday. Its secretary general left early.", "Its secretary general", "NATO.IGO"),
        ("The African Union met. Its chairman, Idrissa Kone, left.", "Its chairman, Idrissa Kone", "AU.IGO"),
        ("The ELN killed two soldiers. Its chief negotiator left.", "Its chief negotiator", "COL.REB"),
        ("Togo denied it on Monday. Its commander in Accra left.", "Its commander in Accra", "TGO.MIL"),
    ],
)
def test_those_who_speak_for_a_body_are_of_it(text: str, mention: str, wanted: str) -> None:
    assert codes(text, mention) == [wanted]


def test_an_acronym_without_a_bracket_is_that_of_the_name_before() -> None:
    text = "Shells fell on a camp of the Rapid Support Forces. The RSF said ten men had died."
    assert codes(text, "The RSF") == ["SDN.REB"]


def test_a_body_that_many_states_have_is_of_the_reports_country() -> None:
    abroad = "TEGUCIGALPA, March 6 - Congress swore in a judge on Monday, and Honduras cheered."
    assert codes(abroad, "Congress") == ["HND.LEG"]
    assert codes("The United States waited. Congress met on Monday.", "Congress") == ["USA.LEG"]


def test_rebels_are_not_of_the_state_that_arms_them() -> None:
    text = "NDJAMENA, March 6 - Chad accused Sudan of arming rebels near Adre."
    assert codes(text, "rebels") == ["TCD.REB"]


def test_state_media_are_of_the_country_that_is_spoken_of() -> None:
    text = "YANGON, March 6 - Soldiers left Myanmar's capital. State television showed the trucks."
    assert codes(text, "State television") == ["MMR.JRN"]


def test_two_of_one_surname_first_are_two() -> None:
    text = "North Korean leader Kim Il Sung wrote to South Korean President Kim Young-sam on Monday."
    assert codes(text, "South Korean President Kim Young-sam")[0].startswith("KOR")


@pytest.mark.parametrize(
    "thing",
    ["the English Channel", "the Korean War", "Chinese New Year", "Venetian blinds", "the Suez Canal"],
)
def test_names_of_waters_wars_and_wares_are_nobody(thing: str) -> None:
    assert default().resolver.resolve(thing) is None


def test_many_of_a_number_are_those_who_are_counted() -> None:
    actor = default().resolver.resolve("tens of thousands of Kenyan demonstrators")
    assert actor is not None
    assert (actor.country, actor.sector) == ("KEN", "OPP")
