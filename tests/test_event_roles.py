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
    assert accused.source[0].code == "TUR"
    assert [(p.text, p.actor) for p in accused.target] == [("the attack on Greece", None)]


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


def test_a_town_before_a_noun_is_where_and_no_doer() -> None:
    [event] = code("""
    The the DET 3 det
    Boston boston PROPN 3 compound B-place
    bombing bombing NOUN 4 nsubj
    wounded wound VERB 0 root
    260 260 NUM 6 nummod
    people people NOUN 4 obj
    . . PUNCT 4 punct
    """)
    assert (event.source, event.injured) == ((), 260)


def test_who_claims_an_attack_did_it_and_its_means_did_not() -> None:
    [event] = code("""
    Hamas hamas PROPN 2 nsubj B-organisation
    claimed claim VERB 0 root
    responsibility responsibility NOUN 2 obj
    for for ADP 7 case
    a a DET 7 det
    drone drone NOUN 7 compound
    attack attack NOUN 3 nmod
    on on ADP 9 case
    Israel israel PROPN 7 nmod B-place
    . . PUNCT 2 punct
    """)
    assert [p.text for p in event.source] == ["Hamas"]
    assert (event.mode, event.modality) == ("drone", "asserted")


def test_who_is_punished_for_an_invasion_invaded() -> None:
    events = code("""
    Canada canada PROPN 2 nsubj B-place
    sanctioned sanction VERB 0 root
    Iraq iraq PROPN 2 obj B-place
    over over ADP 6 case
    its its PRON 6 nmod:poss
    invasion invasion NOUN 2 obl
    of of ADP 8 case
    Kuwait kuwait PROPN 6 nmod B-place
    . . PUNCT 2 punct
    """)
    [invasion] = [e for e in events if e.type == "ASSAULT"]
    assert brief(invasion)[2:4] == (("IRQ",), ("KWT",))


def test_them_are_those_whom_the_clause_above_names() -> None:
    events = code("""
    Canada canada PROPN 2 nsubj B-place
    sanctioned sanction VERB 0 root
    Iraq iraq PROPN 2 obj B-place
    , , PUNCT 5 punct
    accusing accuse VERB 2 advcl
    it it PRON 5 obj
    of of SCONJ 8 mark
    arming arm VERB 5 advcl
    Syria syria PROPN 8 obj B-place
    . . PUNCT 2 punct
    """)
    [accusing] = [e for e in events if e.type == "ACCUSE"]
    assert brief(accusing)[2:4] == (("CAN",), ("IRQ",))


def test_the_line_of_place_and_date_does_nothing() -> None:
    [event] = code("""
    Lima lima PROPN 8 nsubj B-place
    , , PUNCT 3 punct
    May may PROPN 1 nmod:unmarked
    3 3 NUM 3 nummod
    - - PUNCT 1 punct
    Chilean chilean ADJ 7 amod B-group
    soldiers soldier NOUN 1 appos
    attacked attack VERB 0 root
    Peru peru PROPN 8 obj B-place
    . . PUNCT 8 punct
    """)
    assert brief(event)[2:4] == (("CHL",), ("PER",))


def test_a_by_phrase_read_with_the_victim_is_the_doer() -> None:
    [event] = code("""
    The the DET 2 det
    arrest arrest NOUN 9 nsubj
    of of ADP 5 case
    two two NUM 5 nummod
    Malians malian PROPN 2 nmod B-group
    by by ADP 8 case
    Nigerian nigerian ADJ 8 amod B-group
    police police NOUN 5 nmod
    continued continue VERB 0 root
    . . PUNCT 9 punct
    """)
    assert event.type == "COERCE"
    assert [p.text for p in event.source] == ["Nigerian police"]
    assert [p.text for p in event.target] == ["two Malians"]


def test_what_comes_after_another_event_has_not_its_date() -> None:
    events = code("""
    Iran iran PROPN 2 nsubj B-place
    attacked attack VERB 0 root
    Iraq iraq PROPN 2 obj B-place
    after after SCONJ 6 mark
    Egypt egypt PROPN 6 nsubj B-place
    invaded invade VERB 2 advcl
    Sudan sudan PROPN 6 obj B-place
    in in ADP 9 case
    2014 2014 NUM 6 obl
    . . PUNCT 2 punct
    """)
    assert {e.trigger.text: e.date for e in events} == {"attacked": None, "invaded": "2014"}


def test_a_later_telling_gives_the_mode_with_its_code() -> None:
    attacked = """
    Iran iran PROPN 2 nsubj B-place
    {verb} PROPN 2 obj B-place
    . . PUNCT 2 punct
    """
    plain = attacked.format(verb="attacked attack VERB 0 root\n    Iraq iraq")
    bombed = attacked.format(verb="bombed bomb VERB 0 root\n    Iraq iraq")
    [event] = code(plain, bombed)
    assert (event.mode, event.cameo, event.goldstein) == ("aerial", "195", -10.0)
