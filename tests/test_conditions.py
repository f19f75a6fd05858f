"""Conditions and deadlines in trees made by hand."""

from __future__ import annotations

import pytest

import act_trees as trees
from dragoman.codebook.acts import load_acts
from dragoman.coding.absence import is_absent, is_failure
from dragoman.coding.conditions import Condition, find_conditions
from dragoman.coding.deadlines import find_deadline
from dragoman.coding.implied import agent_of_condition, answered, indefinite, subject_condition
from dragoman.tree import Tree

BOOK = load_acts()


def tree(text: str) -> Tree:
    return trees.context(text).trees[0]


def conditions(text: str) -> list[str]:
    made = tree(text)
    return [condition.span(made).text for condition in find_conditions(made, BOOK)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (trees.VOWED, ["unless Oslo apologises"]),
        (trees.OFFERED, ["in exchange for fuel"]),
        (trees.UNTIL, ["until Ankara pays"]),
        (trees.INVERTED, ["Should the talks fail"]),
        (trees.AS_LONG_AS, ["as long as Oslo negotiates"]),
        (trees.QUESTION, []),
        (trees.EVEN_IF, []),
        (trees.SHOULD, []),
        (
            # "only" belongs to the condition
            "Lima/PROPN/2/nsubj agreed/VERB/0/root/agree to/PART/4/mark leave/VERB/2/xcomp "
            "only/ADV/8/advmod if/SCONJ/8/mark "
            "Oslo/PROPN/8/nsubj pays/VERB/4/advcl/pay ./PUNCT/2/punct",
            ["only if Oslo pays"],
        ),
        (
            # the participle as marker
            "Lima/PROPN/2/nsubj agreed/VERB/0/root/agree to/PART/4/mark leave/VERB/2/xcomp "
            "provided/VERB/4/advcl/provide "
            "that/SCONJ/8/mark Oslo/PROPN/8/nsubj pays/VERB/5/ccomp/pay ./PUNCT/2/punct",
            ["provided that Oslo pays"],
        ),
        (
            # a point in time is no condition
            "Oslo/PROPN/2/nsubj refused/VERB/0/root/refuse to/PART/4/mark leave/VERB/2/xcomp "
            "until/ADP/6/case "
            "Friday/PROPN/4/obl ./PUNCT/2/punct",
            [],
        ),
        (
            # between a conjunction and its clause
            "Lima/PROPN/3/nsubj is/AUX/3/cop/be willing/ADJ/0/root to/PART/5/mark wait/VERB/3/xcomp "
            "but/CCONJ/11/cc "
            "if/SCONJ/9/mark Oslo/PROPN/9/nsubj attacks/VERB/11/advcl/attack ,/PUNCT/9/punct "
            "respond/VERB/3/conj ./PUNCT/3/punct",
            ["if Oslo attacks"],
        ),
    ],
)
def test_marked_conditions(text: str, wanted: list[str]) -> None:
    assert conditions(text) == wanted


def first(text: str) -> tuple[Tree, Condition]:
    made = tree(text)
    return made, find_conditions(made, BOOK)[0]


@pytest.mark.parametrize(
    ("text", "event", "wanted"),
    [
        (trees.VOWED, None, True),  # unless
        (trees.UNTIL, None, True),
        (trees.AS_LONG_AS, None, False),
        (trees.INVERTED, None, False),  # "should the talks fail": the failing comes about
        (trees.INVERTED, "talks", True),  # ... and the talks do not
        (trees.IF_NOT, None, True),
        (trees.IF_STOPS, "stops", False),
        (trees.IF_STOPS, "raids", True),
        (trees.UNLESS_STOPS, "stops", True),
        (trees.UNLESS_STOPS, "raids", False),  # denied twice
        (trees.IF_FAILS, None, True),
        (trees.IF_FAILS, "leave", True),
        (trees.IF_NO_DEAL, "deal", True),
        (trees.IF_NO_DEAL, "reached", True),
        (trees.NOT_ONLY, None, False),
    ],
)
def test_whether_the_event_must_not_come_about(text: str, event: str | None, wanted: bool) -> None:
    made, condition = first(text)
    words = [token.text for token in made.tokens]
    target = words.index(event) if event is not None else None
    assert is_absent(made, condition, target, BOOK) is wanted


def test_failing_is_a_failure_and_paying_is_none() -> None:
    assert is_failure(*first(trees.INVERTED), BOOK)
    assert is_failure(*first(trees.IF_FAILS), BOOK)
    assert not is_failure(*first(trees.AS_LONG_AS), BOOK)


def test_who_would_fulfil_it() -> None:
    made, unless = first(trees.VOWED)
    agent = agent_of_condition(made, unless)
    assert agent is not None
    assert made.tokens[agent].text == "Oslo"


def test_the_deed_that_is_answered() -> None:
    made = tree(trees.READY)
    condition = answered(made, 4, BOOK)
    assert condition is not None
    assert condition.span(made).text == "an attack by Oslo"
    agent = agent_of_condition(made, condition)
    assert agent is not None
    assert made.tokens[agent].text == "Oslo"


def test_a_definite_deed_has_happened_and_is_no_condition() -> None:
    made = tree(trees.READY.replace("an/DET", "the/DET"))
    assert answered(made, 4, BOOK) is None
    assert not indefinite(made, 8, BOOK)


def test_the_subject_of_would_is_a_condition_unless_definite() -> None:
    made = tree(trees.ANY_TEST)
    condition = subject_condition(made, 4, BOOK)
    assert condition is not None
    assert condition.span(made).text == "Any further test"
    definite = tree(trees.ANY_TEST.replace("Any/DET", "The/DET").replace("further/ADJ", "last/ADJ"))
    assert subject_condition(definite, 4, BOOK) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (trees.SHOULD, "by Friday"),
        (trees.ULTIMATUM, "within two days"),
        (trees.READY, None),
        (
            "Oslo/PROPN/2/nsubj agreed/VERB/0/root/agree to/PART/4/mark leave/VERB/2/xcomp the/DET/6/det "
            "bay/NOUN/4/obj "
            "this/DET/8/det month/NOUN/4/obl ./PUNCT/2/punct",
            "this month",
        ),
    ],
)
def test_deadlines(text: str, wanted: str | None) -> None:
    made = tree(text)
    found = find_deadline(made, set(range(len(made.tokens))), BOOK)
    assert (found.text if found else None) == wanted


def test_a_marker_is_never_cut_wherever_its_parts_hang() -> None:
    # "as long" on the main verb, the last "as" on the clause
    text = (
        "Lima/PROPN/2/nsubj offered/VERB/0/root/offer to/PART/4/mark leave/VERB/2/xcomp "
        "as/ADV/6/advmod long/ADV/4/advmod as/SCONJ/9/mark Oslo/PROPN/9/nsubj "
        "pays/VERB/4/advcl/pay ./PUNCT/2/punct"
    )
    assert conditions(text) == ["as long as Oslo pays"]


def test_a_marker_hung_too_deep_still_opens_its_clause() -> None:
    text = (
        "Lima/PROPN/3/nsubj will/AUX/3/aux wait/VERB/0/root until/ADP/9/case ransom/NOUN/7/nsubj:pass "
        "is/AUX/7/aux:pass/be paid/VERB/3/advcl/pay to/ADP/9/case families/NOUN/7/obl/family ./PUNCT/3/punct"
    )
    assert conditions(text) == ["until ransom is paid to families"]


def test_the_agent_of_a_deed_is_not_whom_it_hits() -> None:
    made = tree(
        "Lima/PROPN/3/nsubj will/AUX/3/aux answer/VERB/0/root a/DET/6/det Norwegian/ADJ/3/advmod "
        "attack/NOUN/3/obj on/ADP/8/case Ankara/PROPN/6/nmod ./PUNCT/3/punct"
    )
    deed = Condition((3, 5, 6, 7), 5, 2, "answer", "to")
    assert agent_of_condition(made, deed) == 4
