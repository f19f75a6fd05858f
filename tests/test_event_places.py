"""Where events happened: which words tell it, and which homonym they mean."""

from __future__ import annotations

import pytest

from dragoman.coding.events import EventCoder
from dragoman.types import Event
from event_trees import codebook, context


def code(*blocks: str) -> list[Event]:
    return EventCoder(codebook(), None).code(context(*blocks))


def meeting(first: str, second: str, town: str) -> str:
    return f"""
    {first} _ PROPN 4 nsubj B-place
    and and CCONJ 3 cc
    {second} _ PROPN 1 conj B-place
    met meet VERB 0 root
    in in ADP 6 case
    {town} _ PROPN 4 obl B-place
    . . PUNCT 4 punct
    """


@pytest.mark.parametrize(
    ("first", "second", "town", "country"),
    [
        ("Canada", "Russia", "Geneva", "CHE"),
        ("Lebanon", "Syria", "Tripoli", "LBN"),
        ("Egypt", "Libya", "Tripoli", "LBY"),
        ("Japan", "India", "Paris", "FRA"),
    ],
)
def test_homonyms(first: str, second: str, town: str, country: str) -> None:
    [event] = code(meeting(first, second, town))
    assert event.place is not None
    assert (event.place.text, event.place.country) == (town, country)
    assert event.place.latitude is not None
    assert event.place.longitude is not None


def test_a_country_set_off_behind_the_town_decides() -> None:
    [event] = code("""
    Japan japan PROPN 4 nsubj B-place
    and and CCONJ 3 cc
    India india PROPN 1 conj B-place
    met meet VERB 0 root
    in in ADP 6 case
    Tripoli tripoli PROPN 4 obl B-place
    , , PUNCT 8 punct
    Lebanon lebanon PROPN 6 appos B-place
    . . PUNCT 4 punct
    """)
    assert event.place is not None
    assert (event.place.text, event.place.country) == ("Tripoli", "LBN")


def test_an_unknown_place_keeps_its_words_alone() -> None:
    [event] = code(meeting("Japan", "India", "Xyzzyville"))
    assert event.place is not None
    assert (event.place.name, event.place.country, event.place.latitude) == ("Xyzzyville", None, None)


def test_what_is_condemned_happened_elsewhere() -> None:
    events = code("""
    Japan japan PROPN 2 nsubj B-place
    condemned condemn VERB 0 root
    the the DET 4 det
    attack attack NOUN 2 obj
    in in ADP 6 case
    Lagos lagos PROPN 4 nmod B-place
    . . PUNCT 2 punct
    """)
    found = {e.type: e.place and e.place.text for e in events}
    assert found == {"ACCUSE": None, "ASSAULT": "Lagos"}


def test_a_town_attacked_is_the_place() -> None:
    [event] = code("""
    Russia russia PROPN 2 nsubj B-place
    shelled shell VERB 0 root
    Kharkiv kharkiv PROPN 2 obj B-place
    . . PUNCT 2 punct
    """)
    assert event.place is not None
    assert (event.place.text, event.place.country) == ("Kharkiv", "UKR")


def test_a_country_attacked_is_no_more_than_the_target() -> None:
    [event] = code("""
    Russia russia PROPN 2 nsubj B-place
    attacked attack VERB 0 root
    Georgia georgia PROPN 2 obj B-place
    . . PUNCT 2 punct
    """)
    assert event.place is None


def test_the_country_of_a_telling_and_its_town_are_one_place() -> None:
    first = """
    Russia russia PROPN 2 nsubj B-place
    attacked attack VERB 0 root
    Chad chad PROPN 2 obj B-place
    in in ADP 5 case
    {place} _ PROPN 2 obl B-place
    . . PUNCT 2 punct
    """
    assert len(code(first.format(place="Sudan"), first.format(place="Khartoum"))) == 1
    assert len(code(first.format(place="Nyala"), first.format(place="Khartoum"))) == 2
    [event] = code(first.format(place="Sudan"), first.format(place="Khartoum"))
    assert event.place is not None
    assert event.place.text == "Khartoum"
