"""Event coding on hand-made trees."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from dragoman.codebook.events import load_events
from dragoman.coding.counts import number
from dragoman.coding.events import EventCoder
from dragoman.errors import CodebookError
from dragoman.types import EVENT_TYPES, Document, Event
from event_trees import codebook, context

ATTACK = """
Iran iran PROPN 2 nsubj B-place
attacked attack VERB 0 root
Iraq iraq PROPN 2 obj B-place
. . PUNCT 2 punct
"""


def code(*blocks: str) -> list[Event]:
    return EventCoder(codebook(), None).code(context(*blocks))


def brief(event: Event) -> tuple[str, tuple[str | None, ...], tuple[str | None, ...], str]:
    return (
        event.type,
        tuple(p.code for p in event.source),
        tuple(p.code for p in event.target),
        event.modality,
    )


def test_subject_is_source_and_object_target() -> None:
    [event] = code(ATTACK)
    assert brief(event) == ("ASSAULT", ("IRN",), ("IRQ",), "asserted")
    assert (event.id, event.trigger.text, event.statement) == ("e1", "attacked", None)
    assert event.goldstein is not None
    assert event.goldstein < -8


def test_passive_turns_the_roles() -> None:
    [event] = code("""
    Iraq iraq PROPN 3 nsubj:pass B-place
    was be AUX 3 aux:pass
    attacked attack VERB 0 root
    by by ADP 5 case
    Iran iran PROPN 3 obl:agent B-place
    . . PUNCT 3 punct
    """)
    assert brief(event) == ("ASSAULT", ("IRN",), ("IRQ",), "asserted")


def test_nominalisation_with_nationality_and_preposition() -> None:
    [event] = code("""
    An a DET 3 det
    Iranian iranian ADJ 3 amod B-group
    attack attack NOUN 6 nsubj
    on on ADP 5 case
    Iraq iraq PROPN 3 nmod B-place
    failed fail VERB 0 root
    . . PUNCT 6 punct
    """)
    assert brief(event)[:3] == ("ASSAULT", ("IRN",), ("IRQ",))


def test_light_verb_lends_its_subject() -> None:
    [event] = code("""
    Iran iran PROPN 2 nsubj B-place
    launched launch VERB 0 root
    an a DET 4 det
    offensive offensive NOUN 2 obj
    against against ADP 7 case
    Iraqi iraqi ADJ 7 amod B-group
    forces force NOUN 4 nmod
    . . PUNCT 2 punct
    """)
    assert brief(event) == ("ASSAULT", ("IRN",), ("IRQ",), "asserted")
    assert event.trigger.text == "launched an offensive"


def test_meeting_of_two_is_one_event_with_both_sides() -> None:
    [event] = code("""
    Egypt egypt PROPN 4 nsubj B-place
    and and CCONJ 3 cc
    Jordan jordan PROPN 1 conj B-place
    met meet VERB 0 root
    . . PUNCT 4 punct
    """)
    assert brief(event) == ("CONSULT", ("EGY",), ("JOR",), "asserted")


def test_control_gives_the_object_as_subject() -> None:
    events = code("""
    Egypt egypt PROPN 2 nsubj B-place
    urged urge VERB 0 root
    Israel israel PROPN 2 obj B-place
    to to PART 5 mark
    attack attack VERB 2 xcomp
    Syria syria PROPN 5 obj B-place
    . . PUNCT 2 punct
    """)
    found = [brief(e) for e in events]
    assert ("ASSAULT", ("ISR",), ("SYR",), "demanded") in found
    assert not any(kind == "ASSAULT" and modality == "asserted" for kind, _, _, modality in found)


def test_two_tellings_are_one_event_and_other_dates_are_not() -> None:
    said = """
    Iran iran PROPN 2 nsubj B-place
    attacked attack VERB 0 root
    Iraq iraq PROPN 2 obj B-place
    in in ADP 5 case
    {year} _ NUM 2 obl
    . . PUNCT 2 punct
    """
    once = code(said.format(year=2014), ATTACK)
    assert [e.date for e in once] == ["2014"]
    twice = code(said.format(year=2014), said.format(year=2016))
    assert [e.date for e in twice] == ["2014", "2016"]


def test_deaths_are_counted_without_parties() -> None:
    [event] = code("""
    The the DET 2 det
    war war NOUN 3 nsubj
    killed kill VERB 0 root
    more more ADJ 6 advmod
    than than ADP 4 fixed
    1,200 1,200 NUM 7 nummod
    people people NOUN 3 obj
    . . PUNCT 3 punct
    """)
    assert (event.type, event.deaths) == ("ASSAULT", 1200)


MET_TO_WARN = """
Egypt egypt PROPN 2 nsubj B-place
met meet VERB 0 root
Israel israel PROPN 2 obj B-place
to to PART 5 mark
warn warn VERB 2 advcl
it it PRON 5 obj
. . PUNCT 2 punct
"""
WARNED_IN_GENEVA = """
Egypt egypt PROPN 2 nsubj B-place
warned warn VERB 0 root
Israel israel PROPN 2 obj B-place
in in ADP 5 case
Geneva geneva PROPN 2 obl B-place
in in ADP 7 case
2019 2019 NUM 2 obl
. . PUNCT 2 punct
"""


def test_events_of_one_occasion_share_date_and_place() -> None:
    events = code(MET_TO_WARN, WARNED_IN_GENEVA)
    assert [(e.type, e.modality, e.date, e.place and e.place.text) for e in events] == [
        ("CONSULT", "asserted", "2019", "Geneva"),
        ("THREATEN", "asserted", "2019", "Geneva"),
    ]


def test_the_warned_party_is_the_one_not_to_deploy() -> None:
    events = code("""
    Egypt egypt PROPN 2 nsubj B-place
    warned warn VERB 0 root
    Israel israel PROPN 2 obj B-place
    not not PART 6 advmod
    to to PART 6 mark
    deploy deploy VERB 2 xcomp
    troops troop NOUN 6 obj
    in in ADP 9 case
    Lebanon lebanon PROPN 6 obl B-place
    . . PUNCT 2 punct
    """)
    assert [brief(e)[:3] for e in events] == [
        ("THREATEN", ("EGY",), ("ISR",)),
        ("MOBILIZE", ("ISR",), ("LBN",)),
    ]
    assert [e.modality == "asserted" for e in events] == [True, False]


def test_the_war_that_killed_names_no_doer() -> None:
    [event] = code("""
    The the DET 2 det
    war war NOUN 5 nsubj
    in in ADP 4 case
    Mali mali PROPN 2 nmod B-place
    killed kill VERB 0 root
    ninety ninety NUM 7 nummod
    people people NOUN 5 obj
    . . PUNCT 5 punct
    """)
    assert (event.source, event.deaths) == ((), 90)


def test_suspended_aid_is_a_sanction_and_no_aid() -> None:
    events = code("""
    Norway norway PROPN 2 nsubj B-place
    suspended suspend VERB 0 root
    aid aid NOUN 2 obj
    to to ADP 5 case
    Ethiopia ethiopia PROPN 3 nmod B-place
    . . PUNCT 2 punct
    """)
    assert [brief(e) for e in events] == [("SANCTION", ("NOR",), ("ETH",), "asserted")]


def test_speech_and_attitude_are_no_events() -> None:
    assert (
        code("""
    Egypt egypt PROPN 2 nsubj B-place
    said say VERB 0 root
    Israel israel PROPN 4 nsubj B-place
    believes believe VERB 2 ccomp
    Syria syria PROPN 4 obj B-place
    . . PUNCT 2 punct
    """)
        == []
    )


class Typer:
    """A model that is sure of one type."""

    def __init__(self, name: str, share: float) -> None:
        self.name, self.share = name, share

    def type_pairs(
        self, document: Document, sentence: int, pairs: list[tuple[tuple[int, int], tuple[int, int]]]
    ) -> list[dict[str, float]]:
        return [{self.name: self.share, "OTHER": 1 - self.share} for _ in pairs]


UNKNOWN = ATTACK.replace("attacked attack", "flummoxed flummox")


@pytest.mark.parametrize(("share", "types"), [(0.99, ["RETREAT"]), (0.6, [])])
def test_model_speaks_only_where_the_codebook_is_silent_and_it_is_sure(
    share: float, types: list[str]
) -> None:
    coder = EventCoder(codebook(), Typer("YIELD", share))
    assert [e.type in ("RETREAT", "CONCEDE") for e in coder.code(context(UNKNOWN))] == [True] * len(types)
    assert [e.type for e in coder.code(context(ATTACK))] == ["ASSAULT"]


def test_split_yield() -> None:
    coder = EventCoder(codebook(), None)
    withdrew = context(ATTACK.replace("attacked attack", "withdrew withdraw")).document
    assert coder.split_yield(withdrew, "YIELD") == "RETREAT"
    assert coder.split_yield(context(UNKNOWN).document, "YIELD") == "CONCEDE"
    assert coder.split_yield(withdrew, "AID") == "AID"


@pytest.mark.parametrize(
    ("text", "value"),
    [("13,200", 13200), ("twenty-three", 23), ("a dozen", 12), ("two thousand and five", 2005),
     ("several", None), ("1.5 million", 1_500_000), ("a hundred", 100)],
)  # fmt: skip
def test_number(text: str, value: int | None) -> None:
    assert number(text) == value


def test_codebook_covers_every_type_with_examples() -> None:
    book = codebook()
    assert set(book.kinds) == set(EVENT_TYPES)
    for kind in book.kinds.values():
        assert kind.examples
        assert kind.definition
        assert any(
            e.type == kind.type for table in (book.verbs, book.nouns) for row in table.values() for e in row
        )
        for example in kind.examples:
            assert example.source in example.text
            assert example.target in example.text
    assert sum(len(rows) for rows in book.verbs.values()) > 800


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("[[verbs]]", '[[verbs]]\nlemma = "x"', "lemma"),
        ('"@talks"', '"@nonsense"', "@nonsense"),
        ("goldstein = 1.0", "goldstein = 11.0", "goldstein"),
        ('mode = "visit"', 'mode = "tourism"', "tourism"),
    ],
)
def test_wrong_codebook_names_the_file(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    packaged = Path(str(load_events.__code__.co_filename)).parent / "data" / "events" / "consult.toml"
    text = packaged.read_text(encoding="utf8")
    assert old in text
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "consult.toml").write_text(text.replace(old, new, 1), encoding="utf8")
    with pytest.raises(CodebookError, match=r"consult\.toml") as caught:
        load_events(tmp_path)
    assert complaint in str(caught.value)


def test_events_are_frozen() -> None:
    [event] = code(ATTACK)
    with pytest.raises(dataclasses.FrozenInstanceError):
        event.type = "AID"  # type: ignore[misc]
