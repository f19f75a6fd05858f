"""Who does what to whom where the tree does not say it in the plain way."""

from __future__ import annotations

from dragoman.coding.events import EventCoder
from dragoman.types import Event
from event_trees import codebook, context


def code(*blocks: str) -> list[Event]:
    return EventCoder(codebook(), None).code(context(*blocks))


def brief(event: Event) -> tuple[str, str | None, tuple[str | None, ...], tuple[str | None, ...], str]:
    return (
        event.type,
        event.mode,
        tuple(p.code for p in event.source),
        tuple(p.code for p in event.target),
        event.modality,
    )


def test_who_is_warned_is_the_one_to_act_whatever_the_infinitive_is_called() -> None:
    for relation in ("xcomp", "ccomp", "advcl"):
        warned, deployed = code(f"""
        Turkey turkey PROPN 2 nsubj B-place
        warned warn VERB 0 root
        Greece greece PROPN 2 iobj B-place
        not not PART 6 advmod
        to to PART 6 mark
        deploy deploy VERB 2 {relation}
        troops troop NOUN 6 obj
        in in ADP 9 case
        Cyprus cyprus PROPN 6 obl B-place
        . . PUNCT 2 punct
        """)
        assert brief(warned) == ("THREATEN", None, ("TUR",), ("GRC",), "asserted")
        assert brief(deployed) == ("MOBILIZE", "troops", ("GRC",), ("CYP",), "negated")


def test_coordination_of_two_modes_has_none() -> None:
    [event] = code("""
    Turkey turkey PROPN 2 nsubj B-place
    deployed deploy VERB 0 root
    troops troop NOUN 2 obj
    and and CCONJ 5 cc
    missiles missile NOUN 3 conj
    in in ADP 7 case
    Cyprus cyprus PROPN 2 obl B-place
    . . PUNCT 2 punct
    """)
    assert brief(event) == ("MOBILIZE", None, ("TUR",), ("CYP",), "asserted")


def test_what_is_moved_is_no_target() -> None:
    [event] = code("""
    Turkey turkey PROPN 2 nsubj B-place
    deployed deploy VERB 0 root
    troops troop NOUN 2 obj
    . . PUNCT 2 punct
    """)
    assert brief(event) == ("MOBILIZE", "troops", ("TUR",), (), "asserted")


def test_the_measured_noun_is_the_doer_and_its_place_the_target() -> None:
    [event] = code("""
    The the DET 2 det
    stationing stationing NOUN 12 nsubj
    of of ADP 5 case
    a a DET 5 det
    number number NOUN 2 nmod
    of of ADP 8 case
    Turkish turkish ADJ 8 amod B-group
    soldiers soldier NOUN 5 nmod
    near near ADP 10 case
    Greece greece PROPN 5 nmod B-place
    may may AUX 12 aux
    alarm alarm VERB 0 root
    neighbours neighbour NOUN 12 obj
    . . PUNCT 12 punct
    """)
    assert brief(event) == ("MOBILIZE", "troops", ("TUR",), ("GRC",), "asserted")


def test_no_in_an_object_denies_only_its_own_verb() -> None:
    [event] = code("""
    Turkey turkey PROPN 2 nsubj B-place
    has have VERB 0 root
    no no DET 4 det
    intention intention NOUN 2 obj
    , , PUNCT 6 punct
    accusing accuse VERB 2 advcl
    Greece greece PROPN 6 obj B-place
    . . PUNCT 2 punct
    """)
    assert brief(event) == ("ACCUSE", "allege", ("TUR",), ("GRC",), "asserted")


def test_an_offensive_read_as_an_adjective_is_an_attack() -> None:
    [event] = code("""
    Turkey turkey PROPN 2 nsubj B-place
    launches launch VERB 0 root
    an a DET 4 det
    offensive offensive ADJ 2 obj
    against against ADP 7 case
    Greek greek ADJ 7 amod B-group
    forces force NOUN 2 obl
    . . PUNCT 2 punct
    """)
    assert brief(event)[0] == "ASSAULT"
    assert brief(event)[2:] == (("TUR",), ("GRC",), "asserted")


def test_condemning_an_attack_is_not_accusing_its_victim() -> None:
    events = code("""
    Turkey turkey PROPN 2 nsubj B-place
    condemned condemn VERB 0 root
    the the DET 4 det
    attack attack NOUN 2 obj
    on on ADP 6 case
    Greece greece PROPN 4 nmod B-place
    . . PUNCT 2 punct
    """)
    [accused] = [e for e in events if e.type == "ACCUSE"]
    assert (accused.source[0].code, accused.target) == ("TUR", ())


def test_a_rejected_offer_is_that_of_who_offered() -> None:
    first = """
    Turkey turkey PROPN 2 nsubj B-place
    urged urge VERB 0 root
    Greece greece PROPN 2 obj B-place
    to to PART 5 mark
    disarm disarm VERB 2 xcomp
    . . PUNCT 2 punct
    """
    second = """
    Greece greece PROPN 2 nsubj B-place
    rejected reject VERB 0 root
    the the DET 4 det
    demand demand NOUN 2 obj
    . . PUNCT 2 punct
    """
    [rejected] = [e for e in code(first, second) if e.type == "REJECT"]
    assert brief(rejected)[2:4] == (("GRC",), ("TUR",))
    [alone] = [e for e in code(second) if e.type == "REJECT"]
    assert alone.target == ()


def test_the_one_told_of_a_hostile_deed_is_threatened() -> None:
    events = code("""
    Turkey turkey PROPN 2 nsubj B-place
    told tell VERB 0 root
    Greece greece PROPN 2 iobj B-place
    that that SCONJ 7 mark
    Ankara ankara PROPN 7 nsubj B-place
    would would AUX 7 aux
    suspend suspend VERB 2 ccomp
    the the DET 9 det
    treaty treaty NOUN 7 obj
    . . PUNCT 2 punct
    """)
    [threat] = [e for e in events if e.type == "THREATEN"]
    assert brief(threat)[2:] == (("TUR",), ("GRC",), "asserted")


def test_a_pronoun_gives_way_to_the_name_above_it() -> None:
    [attack] = code("""
    Turkey turkey PROPN 2 nsubj B-place
    said say VERB 0 root
    it it PRON 4 nsubj
    attacked attack VERB 2 ccomp
    Greece greece PROPN 4 obj B-place
    . . PUNCT 2 punct
    """)
    assert [p.text for p in attack.source] == ["Turkey"]


def test_an_accusation_names_the_doer_of_what_it_is_of() -> None:
    accused, armed = code("""
    Turkey turkey PROPN 2 nsubj B-place
    accuses accuse VERB 0 root
    Greece greece PROPN 2 obj B-place
    of of SCONJ 5 mark
    bombing bomb VERB 2 advcl
    Cyprus cyprus PROPN 5 obj B-place
    . . PUNCT 2 punct
    """)
    assert brief(accused)[2:4] == (("TUR",), ("GRC",))
    assert brief(armed) == ("ASSAULT", "aerial", ("GRC",), ("CYP",), "possible")
