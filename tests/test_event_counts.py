"""How many were killed, wounded and arrested, on hand-made trees."""

from __future__ import annotations

import pytest

from dragoman.coding.counts import Counts, contradict, filled
from dragoman.coding.events import EventCoder
from dragoman.types import Event
from event_trees import codebook, context


def code(*blocks: str) -> list[Event]:
    return EventCoder(codebook(), None).code(context(*blocks))


def counts(event: Event) -> tuple[int | None, int | None, int | None]:
    return event.deaths, event.injured, event.arrested


def attack(outcome: str) -> str:
    """ "Rebels attacked Mali, ..." with an outcome whose words count from 5."""
    return f"""
    Rebels rebel NOUN 2 nsubj
    attacked attack VERB 0 root
    Mali mali PROPN 2 obj B-place
    , , PUNCT 5 punct
    {outcome}
    """


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (
            """killing kill VERB 2 advcl
            12 12 NUM 7 nummod
            people people NOUN 5 obj
            and and CCONJ 9 cc
            wounding wound VERB 5 conj
            30 30 NUM 9 obj""",
            (12, 30, None),
        ),
        (
            """killing kill VERB 2 advcl
            dozens dozen NOUN 5 obj""",
            (None, None, None),
        ),
        (
            """injuring injure VERB 2 advcl
            two two NUM 7 compound
            thousand thousand NUM 8 nummod
            people people NOUN 5 obj""",
            (None, 2000, None),
        ),
        (
            """leaving leave VERB 2 advcl
            at at ADP 8 case
            least least ADJ 6 fixed
            4 4 NUM 9 nsubj
            dead dead ADJ 5 xcomp
            and and CCONJ 12 cc
            12 12 NUM 12 nsubj
            injured injured ADJ 9 conj""",
            (4, 12, None),
        ),
        (
            """wounding wound VERB 2 advcl
            a a DET 7 det
            soldier soldier NOUN 5 obj""",
            (None, 1, None),
        ),
        (
            """wounding wound VERB 2 advcl
            a a DET 7 det
            crowd crowd NOUN 5 obj""",
            (None, None, None),
        ),
    ],
)
def test_outcome_of_an_attack(outcome: str, expected: tuple[int | None, ...]) -> None:
    [event] = code(attack(outcome))
    assert (event.type, event.trigger.text) == ("ASSAULT", "attacked")
    assert counts(event) == expected


def test_wounding_alone_is_an_assault() -> None:
    [event] = code("""
    A a DET 2 det
    soldier soldier NOUN 4 nsubj:pass
    was be AUX 4 aux:pass
    wounded wound VERB 0 root
    by by ADP 7 case
    sniper sniper NOUN 7 compound
    fire fire NOUN 4 obl:agent
    . . PUNCT 4 punct
    """)
    assert (event.type, event.mode, event.injured) == ("ASSAULT", "firearms", 1)


def test_wounded_in_an_accident_is_nothing() -> None:
    assert (
        code("""
    A a DET 2 det
    soldier soldier NOUN 4 nsubj:pass
    was be AUX 4 aux:pass
    wounded wound VERB 0 root
    in in ADP 7 case
    a a DET 7 det
    crash crash NOUN 4 obl
    . . PUNCT 4 punct
    """)
        == []
    )


def test_killed_and_wounded_are_one_event() -> None:
    [event] = code("""
    Four four NUM 2 nummod
    Malians malian PROPN 4 nsubj:pass B-group
    were be AUX 4 aux:pass
    killed kill VERB 0 root
    and and CCONJ 7 cc
    six six NUM 7 nsubj:pass
    wounded wound VERB 4 conj
    . . PUNCT 4 punct
    """)
    assert counts(event) == (4, 6, None)


def test_a_toll_that_rose() -> None:
    [event] = code("""
    The the DET 3 det
    death death NOUN 3 compound
    toll toll NOUN 4 nsubj
    rose rise VERB 0 root
    to to ADP 6 case
    40 40 NUM 4 obl
    . . PUNCT 4 punct
    """)
    assert counts(event) == (40, None, None)


def test_the_arrested_are_counted_once() -> None:
    events = code("""
    Chadian chadian ADJ 2 amod B-group
    police police NOUN 3 nsubj
    shot shoot VERB 0 root
    two two NUM 5 nummod
    protesters protester NOUN 3 obj
    and and CCONJ 7 cc
    arrested arrest VERB 3 conj
    30 30 NUM 9 nummod
    students student NOUN 7 obj
    . . PUNCT 3 punct
    """)
    found = {e.type: counts(e) for e in events}
    assert found == {"ASSAULT": (2, None, None), "COERCE": (None, None, 30)}


def test_filling_and_contradiction() -> None:
    assert filled(Counts(deaths=3), Counts(deaths=4, injured=5)) == Counts(3, 5, None)
    assert contradict(Counts(deaths=3), Counts(deaths=4))
    assert not contradict(Counts(deaths=3), Counts(injured=4))
    assert not Counts()
    assert Counts(arrested=0)
