"""Events told in other words than subject, verb, object: weapons as doers, outcomes, headlines, adverbs."""

from __future__ import annotations

import pytest

from dragoman.codebook.events import load_events
from dragoman.coding.events import EventCoder
from dragoman.types import Event
from event_trees import codebook, context


def code(*blocks: str) -> list[Event]:
    return EventCoder(codebook(), None).code(context(*blocks))


def brief(event: Event) -> tuple[str, str | None, tuple[str | None, ...], tuple[str | None, ...]]:
    return event.type, event.mode, tuple(p.code for p in event.source), tuple(p.code for p in event.target)


def test_whose_weapon_it_is_is_the_doer() -> None:
    [event] = code("""
    Sudanese sudanese ADJ 2 amod B-group
    mortars mortar NOUN 3 nsubj
    struck strike VERB 0 root
    a a DET 5 det
    clinic clinic NOUN 3 obj
    in in ADP 7 case
    Chad chad PROPN 5 nmod B-place
    . . PUNCT 3 punct
    """)
    assert brief(event) == ("ASSAULT", "heavy-weapons", ("SDN",), ("TCD",))
    assert event.trigger.text == "struck"


def test_what_lands_comes_from_where_it_was_fired() -> None:
    [event] = code("""
    Shells shell NOUN 5 nsubj
    fired fire VERB 1 acl
    from from ADP 4 case
    Sudan sudan PROPN 2 obl B-place
    fell fall VERB 0 root
    on on ADP 7 case
    Chad chad PROPN 5 obl B-place
    . . PUNCT 5 punct
    """)
    assert brief(event) == ("ASSAULT", "heavy-weapons", ("SDN",), ("TCD",))


def test_who_fired_what_hit_tells_one_attack() -> None:
    [event] = code("""
    A a DET 2 det
    rocket rocket NOUN 6 nsubj
    fired fire VERB 2 acl
    by by ADP 5 case
    Sudan sudan PROPN 3 obl:agent B-place
    hit hit VERB 0 root
    Chad chad PROPN 6 obj B-place
    . . PUNCT 6 punct
    """)
    assert brief(event) == ("ASSAULT", "heavy-weapons", ("SDN",), ("TCD",))


def test_no_weapon_is_meant_where_nobody_says_what_did_it() -> None:
    assert (
        code("""
    The the DET 2 det
    economy economy NOUN 6 nsubj:pass
    of of ADP 4 case
    Chad chad PROPN 2 nmod B-place
    was be AUX 6 aux:pass
    shaken shake VERB 0 root
    . . PUNCT 6 punct
    """)
        == []
    )


def test_the_dead_of_the_main_clause_are_those_of_the_attack_in_the_clause_of_time() -> None:
    [event] = code("""
    Four four NUM 2 nummod
    nurses nurse NOUN 4 nsubj:pass
    were be AUX 4 aux:pass
    killed kill VERB 0 root
    when when ADV 7 advmod
    Sudan sudan PROPN 7 nsubj B-place
    bombed bomb VERB 4 advcl
    Chad chad PROPN 7 obj B-place
    . . PUNCT 4 punct
    """)
    assert brief(event) == ("ASSAULT", "aerial", ("SDN",), ("TCD",))
    assert event.deaths == 4


def test_a_headline_leaves_out_the_auxiliary() -> None:
    [event] = code("""
    Two two NUM 2 nsubj
    killed kill VERB 0 root
    in in ADP 5 case
    Chad chad PROPN 5 compound B-place
    blast blast NOUN 2 obl
    """)
    assert (event.type, event.deaths) == ("ASSAULT", 2)
    assert [p.code for p in event.target] == ["TCD"]


def test_a_verb_of_killing_with_an_object_is_no_headline() -> None:
    [event] = code("""
    Sudan sudan PROPN 2 nsubj B-place
    killed kill VERB 0 root
    Chadian chadian ADJ 4 amod B-group
    soldiers soldier NOUN 2 obj
    . . PUNCT 2 punct
    """)
    assert brief(event)[2:] == (("SDN",), ("TCD",))


@pytest.mark.parametrize("relation", ["amod", "xcomp"])
def test_set_free_is_one_verb_however_it_is_parsed(relation: str) -> None:
    head = 4 if relation == "amod" else 2
    [event] = code(f"""
    Sudan sudan PROPN 2 nsubj B-place
    set set VERB 0 root
    free free ADJ {head} {relation}
    sailors sailor NOUN 2 obj
    from from ADP 6 case
    Chad chad PROPN 4 nmod B-place
    . . PUNCT 2 punct
    """)
    assert brief(event) == ("RETREAT", "release", ("SDN",), ("TCD",))


def test_the_talks_that_two_held() -> None:
    [event] = code("""
    The the DET 2 det
    talks talk NOUN 8 nsubj
    which which PRON 7 obj
    Sudan sudan PROPN 7 nsubj B-place
    and and CCONJ 6 cc
    Chad chad PROPN 4 conj B-place
    held hold VERB 2 acl:relcl
    ended end VERB 0 root
    . . PUNCT 8 punct
    """)
    assert (event.type, event.modality) == ("CONSULT", "asserted")
    assert brief(event)[2:] == (("SDN",), ("TCD",))


TOGETHER = """
Sudan sudan PROPN 4 nsubj B-place
and and CCONJ 3 cc
{other} _ PROPN 1 conj{mention}
counted count VERB 0 root
cranes crane NOUN 4 obj
together together ADV 4 advmod
. . PUNCT 4 punct
"""


def test_what_two_known_parties_do_together() -> None:
    [event] = code(TOGETHER.format(other="Chad", mention=" B-place"))
    assert brief(event) == ("COOPERATE", None, ("SDN",), ("TCD",))
    assert event.basis is not None
    assert "adverbs" in event.basis
    assert code(TOGETHER.format(other="Zork", mention="")) == []


def test_a_call_on_somebody_is_a_visit_and_a_call_on_him_to_act_a_request() -> None:
    block = """
    Sudan sudan PROPN 5 nmod:poss B-place
    's 's PART 1 case
    foreign foreign ADJ 5 amod
    _ _ PUNCT 5 punct
    minister minister NOUN 6 nsubj
    called call VERB 0 root
    on on ADP 9 case
    the the DET 9 det
    president president NOUN 6 obl
    of of ADP 11 case
    Chad chad PROPN 9 nmod B-place
    """
    [visit] = code(block)
    assert brief(visit) == ("CONSULT", "visit", ("SDN",), ("TCD",))
    [request, *_] = code(block + "    to to PART 13 mark\n    resign resign VERB 6 xcomp")
    assert request.type == "REQUEST"


def test_what_is_insisted_on_is_in_the_subjunctive() -> None:
    block = """
    Sudan sudan PROPN 2 nsubj B-place
    insisted insist VERB 0 root
    that that SCONJ 5 mark
    Chad chad PROPN 5 nsubj B-place
    {verb} leave VERB 2 ccomp
    . . PUNCT 2 punct
    """
    assert [brief(e)[0] for e in code(block.format(verb="leave"))] == ["REQUEST"]
    assert code(block.format(verb="left")) == []


def test_protesters_are_of_the_place_not_of_whom_they_protest_against() -> None:
    [event] = code("""
    Thousands thousand NOUN 2 nsubj
    protested protest VERB 0 root
    against against ADP 4 case
    Sudan sudan PROPN 2 obl B-place
    in in ADP 6 case
    Dakar dakar PROPN 2 obl B-place
    . . PUNCT 2 punct
    """)
    assert brief(event)[0] == "PROTEST"
    assert {p.code for p in event.source} <= {"SEN", None}
    assert [p.code for p in event.target] == ["SDN"]


def test_a_threat_is_to_who_would_bring_its_condition_about() -> None:
    events = code("""
    Sudan sudan PROPN 2 nsubj B-place
    said say VERB 0 root
    it it PRON 5 nsubj
    would would AUX 5 aux
    close close VERB 2 ccomp
    its its PRON 7 nmod:poss
    port port NOUN 5 obj
    if if SCONJ 10 mark
    Chad chad PROPN 10 nsubj B-place
    attacked attack VERB 5 advcl
    . . PUNCT 2 punct
    """)
    threat = next(e for e in events if e.type == "THREATEN")
    assert [p.code for p in threat.target] == ["TCD"]


def test_who_was_given_something_from_somebody() -> None:
    [event] = code("""
    Chadian chadian ADJ 2 amod B-group
    farmers farmer NOUN 4 nsubj:pass
    were be AUX 4 aux:pass
    given give VERB 0 root
    rice rice NOUN 4 obj
    from from ADP 7 case
    Japan japan PROPN 4 obl B-place
    . . PUNCT 4 punct
    """)
    assert (event.type, brief(event)[2:]) == ("AID", (("JPN",), ("TCD",)))


def test_adverb_entries_are_found_by_their_first_word() -> None:
    for first, entries in load_events().adverbs.items():
        assert all(entry.lemma.split()[0] == first for entry in entries)
