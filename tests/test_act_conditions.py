"""Acts whose condition is told by another clause, or whose force the condition's words settle."""

from __future__ import annotations

import pytest

import act_trees as trees
from dragoman.codebook.acts import load_acts
from dragoman.coding.acts import ActCoder
from dragoman.types import Act, Event, Span, Statement

CODER = ActCoder(load_acts())


def acts(*sentences: str) -> list[Act]:
    return CODER.code(trees.context(*sentences), [], [])[0]


def told(act: Act) -> tuple[str, str | None, str | None, bool]:
    """Force, content, condition, and whether the condition's event must not come about."""
    return (
        act.force,
        act.content.text if act.content else None,
        act.condition.text if act.condition else None,
        act.condition_negated,
    )


@pytest.mark.parametrize(
    ("tree", "negated"),
    [
        (trees.VOWED, True),  # unless
        (trees.UNTIL, True),
        (trees.HELD_UNTIL, True),  # not before
        (trees.AS_LONG_AS, False),
        (trees.OFFERED, False),  # in exchange for
        (trees.ANY_TEST, False),
        (trees.READY, False),  # the deed that is answered
        (trees.IF_NOT, True),
        (trees.IF_FAILS, True),
        (trees.ASSURED, False),  # without a condition
    ],
)
def test_condition_negated(tree: str, negated: bool) -> None:
    found = CODER.code(trees.context(_said(tree)), [], [])[0]
    assert [act.condition_negated for act in found] == [negated]


def _said(tree: str) -> str:
    """Trees that only narrate what somebody will do, put into the mouth of their subject."""
    if tree not in (trees.IF_NOT, trees.IF_FAILS):
        return tree
    return tree.replace("Ankara/PROPN/3/nsubj", "We/PRON/3/nsubj")


def test_the_flag_follows_the_event_that_was_coded() -> None:
    tree = trees.UNLESS_STOPS.replace("Ankara/PROPN/3/nsubj", "We/PRON/3/nsubj")
    context = trees.context(tree)
    text = context.document.report.text
    for word, negated in (("stops", True), ("raids", False)):
        start = text.index(word)
        event = Event("e1", "ASSAULT", None, Span(word, start, start + len(word)), (), ())
        [act], _ = CODER.code(context, [], [event])
        assert (act.condition_event, act.condition_negated) == ("e1", negated)


def test_do_this_or_we_will() -> None:
    context = trees.context(trees.MUST_OR)
    text = context.document.report.text
    end = text.index(" said")
    spoken = Statement("s1", None, None, None, (Span(text[:end], 0, end),), "direct")
    demand, threat = CODER.code(context, [spoken], [])[0]
    assert told(demand)[:2] == ("demand", "Leave the bay")
    assert told(threat) == ("threat", "attack", "Leave the bay", True)
    assert demand.holder is not None
    assert demand.holder.text == "Ankara"


def test_or_face_takes_effect_if_the_demand_is_not_met() -> None:
    assert told(acts(trees.ULTIMATUM)[1]) == ("threat", "an assault", "disarm within two days", True)


@pytest.mark.parametrize(
    ("before", "sentence", "negated"),
    [
        (trees.LAST_BREACH, trees.OTHERWISE, True),
        (trees.NOT_TO, trees.OTHERWISE, False),  # not to leave, or else: if it leaves
        (trees.NOT_TO, trees.THIS_WOULD, False),
    ],
)
def test_a_condition_carried_over_from_the_sentence_before(before: str, sentence: str, negated: bool) -> None:
    demand, threat = acts(before, sentence)
    assert demand.force == "demand"
    assert (threat.force, threat.condition_negated) == ("threat", negated)
    assert threat.condition is not None
    assert threat.condition.text == "leave the bay"
    assert threat.counterpart is not None
    assert threat.counterpart.text == "Oslo"


def test_a_breach_of_what_was_not_to_be_done_is_the_deed() -> None:
    _, threat = acts(trees.RED_LINE)
    assert told(threat) == ("threat", "a harsh response", "station jets near its border", False)


@pytest.mark.parametrize(
    ("tree", "force", "content"),
    [
        (trees.RULED_OUT, "assurance", "an attack"),
        (
            trees.RULED_OUT.replace("an/DET/5/det attack/NOUN", "a/DET/5/det summit/NOUN"),
            "refusal",
            "a summit",
        ),
        (trees.NEEDS, "demand", "to leave"),
        (trees.GOING, "threat", "to attack Oslo"),
        (trees.SAFETY, "assurance", "to protect their rights"),
        (
            trees.SAFETY.replace("rights/NOUN/4/obj/right", "harbour/NOUN/4/obj"),
            "promise",
            "to protect their harbour",
        ),
        (trees.IN_RETURN, "promise", "to mediate"),
    ],
)
def test_force(tree: str, force: str, content: str) -> None:
    [act] = acts(tree)
    assert told(act)[:2] == (force, content)


def test_what_would_be_taken_for_war_is_the_condition() -> None:
    [act] = acts(trees.HOSTILE)
    assert (act.force, act.condition and act.condition.text) == ("threat", "any blockade")


def test_what_will_not_go_unanswered_is_the_condition() -> None:
    [act] = acts(trees.UNANSWERED)
    assert (act.force, act.condition and act.condition.text) == ("threat", "Any raid")


def test_in_return_is_a_condition_of_its_own() -> None:
    [act] = acts(trees.IN_RETURN)
    assert act.condition is not None
    assert act.condition.text == "in return"


def test_this_after_a_demand_to_end_something_points_at_nothing_certain() -> None:
    assert told(acts(trees.LAST_BREACH, trees.THIS_WOULD)[1])[2] is None


def test_of_two_conditions_the_one_that_sets_it_off_is_kept() -> None:
    [act] = acts(trees.IF_AND_UNTIL)
    assert act.condition is not None
    assert act.condition.text == "If Oslo attacks"
    swapped = trees.IF_AND_UNTIL.replace("If/", "Until/").replace("until/", "if/")
    [act] = acts(swapped)
    assert act.condition is not None
    assert act.condition.text == "if Lima intervenes"


@pytest.mark.parametrize(
    ("tree", "force"),
    [
        ("Ankara/PROPN/4/nsubj will/AUX/4/aux not/PART/4/advmod mislead/VERB/7/ccomp ", "assurance"),
        ("Ankara/PROPN/4/nsubj will/AUX/4/aux not/PART/4/advmod rest/VERB/7/ccomp ", "promise"),
        ("Ankara/PROPN/4/nsubj will/AUX/4/aux not/PART/4/advmod attend/VERB/7/ccomp ", "refusal"),
    ],
)
def test_what_will_not_be_done(tree: str, force: str) -> None:
    said = tree + ",/PUNCT/7/punct Ankara/PROPN/7/nsubj said/VERB/0/root/say ./PUNCT/7/punct"
    assert [act.force for act in acts(said)] == [force]


def test_what_is_vital_is_demanded_by_whoever_speaks() -> None:
    [act] = acts(
        "Ankara/PROPN/2/nsubj said/VERB/0/root/say it/PRON/5/expl is/AUX/5/cop/be vital/ADJ/2/ccomp "
        "that/SCONJ/8/mark Oslo/PROPN/8/nsubj leave/VERB/5/csubj ./PUNCT/2/punct"
    )
    assert (act.force, act.content and act.content.text) == ("demand", "Oslo leave")
    assert act.holder is not None
    assert act.holder.text == "Ankara"
