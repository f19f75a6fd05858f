"""What parsers and reporters do to clauses of speech: own sentences, with the trees a parser gave them."""

from __future__ import annotations

import pytest

import act_trees as trees
from dragoman.codebook.acts import load_acts
from dragoman.coding.acts import ActCoder
from dragoman.coding.rehang import rehung

CODER = ActCoder(load_acts())
Told = tuple[str, str | None, str | None, str | None, str | None]

DEMANDED_TOO = (
    "Ankara/PROPN/2/nsubj/Ankara vowed/VERB/0/root/vow to/PART/4/mark march/VERB/2/xcomp "
    "on/ADP/7/case the/DET/7/det port/NOUN/4/obl if/SCONJ/13/mark the/DET/10/det "
    "siege/NOUN/13/nsubj:pass was/AUX/13/aux:pass/be not/PART/13/advmod lifted/VERB/4/advcl/lift "
    "and/CCONJ/15/cc demanded/VERB/4/conj/demand that/SCONJ/18/mark Oslo/PROPN/18/nsubj/Oslo "
    "withdraw/VERB/15/ccomp its/PRON/20/nmod:poss troops/NOUN/18/obj/troop immediately/ADV/18/advmod "
    "./PUNCT/2/punct"
)
OUTSIDE = (
    '"/PUNCT/8/punct Unless/SCONJ/4/mark Lima/PROPN/4/nsubj/Lima pays/VERB/8/advcl/pay '
    ",/PUNCT/4/punct we/PRON/8/nsubj will/AUX/8/aux close/VERB/14/ccomp the/DET/10/det "
    'port/NOUN/8/obj ,/PUNCT/8/punct "/PUNCT/8/punct Ankara/PROPN/14/nsubj/Ankara '
    "told/VERB/0/root/tell reporters/NOUN/14/iobj/reporter after/ADP/18/case two/NUM/18/nummod "
    "days/NOUN/21/nsubj/day of/ADP/20/case talks/NOUN/18/nmod/talk collapsed/VERB/8/advcl/collapse "
    "./PUNCT/14/punct"
)
OR_ELSE = (
    "Ankara/PROPN/2/nsubj/Ankara gave/VERB/0/root/give Oslo/PROPN/2/obj/Oslo until/ADP/5/case "
    "Friday/PROPN/2/obl/Friday to/PART/7/mark open/VERB/2/advcl the/DET/9/det crossing/NOUN/7/obj "
    ",/PUNCT/13/punct or/CCONJ/13/cc else/ADV/13/advmod see/VERB/2/conj its/PRON/15/nmod:poss "
    "funds/NOUN/13/obj/fund frozen/VERB/13/xcomp/freeze ./PUNCT/2/punct"
)
FAILING_WHICH = (
    "Ankara/PROPN/2/nsubj/Ankara gave/VERB/0/root/give Oslo/PROPN/2/obj/Oslo until/ADP/5/case "
    "midnight/NOUN/2/obl to/PART/7/mark leave/VERB/2/xcomp the/DET/9/det town/NOUN/7/obj "
    ",/PUNCT/11/punct failing/VERB/2/advcl/fail which/PRON/15/obj it/PRON/15/nsubj would/AUX/15/aux "
    "shell/VERB/11/ccomp the/DET/17/det port/NOUN/15/obj ./PUNCT/2/punct"
)
CROSSING = (
    "Ankara/PROPN/2/nsubj/Ankara said/VERB/0/root/say that/SCONJ/9/mark any/DET/5/det "
    "arrest/NOUN/9/nsubj of/ADP/7/case sailors/NOUN/5/nmod/sailor would/AUX/9/aux cross/VERB/2/ccomp "
    "a/DET/12/det red/ADJ/12/amod line/NOUN/9/obj ./PUNCT/2/punct"
)
UNDER_THREAT = (
    "Oslo/PROPN/2/nsubj/Oslo said/VERB/0/root/say Ankara/PROPN/4/nsubj/Ankara acted/VERB/2/ccomp/act "
    "under/ADP/7/case the/DET/7/det threat/NOUN/4/obl of/ADP/9/case force/NOUN/7/nmod "
    "./PUNCT/2/punct"
)
BECOMES = (
    "Oslo/PROPN/2/nsubj/Oslo swore/VERB/0/root/swear that/SCONJ/6/mark it/PRON/6/nsubj "
    "would/AUX/6/aux support/VERB/2/ccomp the/DET/8/det senator/NOUN/6/obj if/SCONJ/13/mark "
    "he/PRON/11/nsubj becomes/AUX/6/advcl the/DET/13/det nominee/NOUN/6/advcl ./PUNCT/2/punct"
)
BRACKET = (
    "If/SCONJ/7/mark ,/PUNCT/7/punct when/ADV/7/advmod ,/PUNCT/7/punct Lima/PROPN/7/nsubj:pass/Lima "
    "is/AUX/7/aux:pass/be attacked/VERB/11/advcl/attack ,/PUNCT/7/punct Oslo/PROPN/11/nsubj/Oslo "
    "will/AUX/11/aux close/VERB/16/ccomp the/DET/13/det port/NOUN/11/obj ,/PUNCT/16/punct "
    "Oslo/PROPN/16/nsubj/Oslo said/VERB/0/root/say ./PUNCT/16/punct"
)
UNABLE = (
    "If/SCONJ/3/mark we/PRON/3/nsubj wait/VERB/9/advcl ,/PUNCT/3/punct we/PRON/9/nsubj "
    "will/AUX/9/aux not/PART/9/advmod be/AUX/9/cop able/ADJ/16/ccomp to/PART/11/mark "
    "stop/VERB/9/xcomp the/DET/13/det famine/NOUN/11/obj ,/PUNCT/16/punct Oslo/PROPN/16/nsubj/Oslo "
    "said/VERB/0/root/say ./PUNCT/16/punct"
)
RULING = (
    "Oslo/PROPN/2/nsubj/Oslo said/VERB/0/root/say it/PRON/6/nsubj would/AUX/6/aux not/PART/6/advmod "
    "rule/VERB/2/ccomp out/ADP/6/compound:prt talks/NOUN/6/obj/talk with/ADP/10/case "
    "Lima/PROPN/8/nmod/Lima ./PUNCT/2/punct"
)
SIGNED = (
    "Lima/PROPN/2/nsubj/Lima welcomed/VERB/0/root/welcome the/DET/4/det agreement/NOUN/2/obj "
    "signed/VERB/4/acl/sign by/ADP/7/case Oslo/PROPN/5/obl:agent/Oslo to/PART/9/mark "
    "withdraw/VERB/5/xcomp its/PRON/11/nmod:poss troops/NOUN/9/obj/troop ./PUNCT/2/punct"
)
CALLS = (
    "Oslo/PROPN/2/nsubj/Oslo rejected/VERB/0/root/reject Lima/PROPN/4/nsubj/Lima "
    "calls/VERB/2/ccomp/call for/ADP/7/case a/DET/7/det truce/NOUN/4/obl ./PUNCT/2/punct"
)
COURT = (
    "A/DET/2/det court/NOUN/3/nsubj rejected/VERB/0/root/reject the/DET/5/det appeal/NOUN/3/obj "
    "of/ADP/7/case Oslo/PROPN/5/nmod/Oslo ./PUNCT/3/punct"
)
PROTECT = (
    "Oslo/PROPN/3/nsubj/Oslo will/AUX/3/aux continue/VERB/10/ccomp to/PART/5/mark "
    "protect/VERB/3/xcomp the/DET/7/det refugees/NOUN/5/obj/refugee ,/PUNCT/10/punct "
    "Oslo/PROPN/10/nsubj/Oslo said/VERB/0/root/say ./PUNCT/10/punct"
)
RIP = (
    "Oslo/PROPN/2/nsubj/Oslo said/VERB/0/root/say it/PRON/6/nsubj would/AUX/6/aux not/PART/6/advmod "
    "rip/VERB/2/ccomp up/ADP/6/compound:prt the/DET/9/det deal/NOUN/6/obj ./PUNCT/2/punct"
)
ASSURES = (
    "Oslo/PROPN/3/nmod:poss/Oslo 's/PART/1/case minister/NOUN/4/nsubj assured/VERB/0/root/assure "
    "Lima/PROPN/4/iobj/Lima that/SCONJ/8/mark Oslo/PROPN/8/nsubj/Oslo has/VERB/4/ccomp/have "
    "no/DET/10/det plans/NOUN/8/obj/plan to/PART/12/mark close/VERB/10/acl the/DET/14/det "
    "port/NOUN/12/obj ./PUNCT/4/punct"
)


def told(tree: str) -> list[Told]:
    """Force, holder, content, condition and deadline of each act."""
    return [
        (
            act.force,
            act.holder.text if act.holder else None,
            act.content.text if act.content else None,
            act.condition.text if act.condition else None,
            act.deadline.text if act.deadline else None,
        )
        for act in CODER.code(trees.context(tree), [], [])[0]
    ]


@pytest.mark.parametrize(
    ("tree", "wanted"),
    [
        (
            DEMANDED_TOO,
            [
                ("threat", "Ankara", "to march on the port", "if the siege was not lifted", None),
                ("demand", "Ankara", "Oslo withdraw its troops immediately", None, "immediately"),
            ],
        ),
        (OUTSIDE, [("threat", "Ankara", "close the port", "Unless Lima pays", None)]),
        (
            OR_ELSE,
            [
                ("demand", "Ankara", "to open the crossing", None, "until Friday"),
                ("threat", "Ankara", "its funds frozen", "open the crossing", "until Friday"),
            ],
        ),
        (
            FAILING_WHICH,
            [
                ("demand", "Ankara", "to leave the town", None, "until midnight"),
                ("threat", "Ankara", "shell the port", "leave the town", "until midnight"),
            ],
        ),
        (CROSSING, [("threat", "Ankara", "a red line", "any arrest of sailors", None)]),
        (UNDER_THREAT, []),
        (BECOMES, [("promise", "Oslo", "it would support the senator", "if he becomes the nominee", None)]),
        (BRACKET, [("threat", "Oslo", "close the port", "If, when, Lima is attacked", None)]),
        (UNABLE, [("warning", "Oslo", "be able to stop the famine", "If we wait", None)]),
        (RULING, []),
        (SIGNED, [("promise", "Oslo", "to withdraw its troops", None, None)]),
        (
            CALLS,
            [
                ("refusal", "Oslo", "Lima calls for a truce", None, None),
                ("demand", "Lima", "a truce", None, None),
            ],
        ),
        (COURT, []),
        (PROTECT, [("assurance", "Oslo", "continue to protect the refugees", None, None)]),
        (RIP, [("assurance", "Oslo", "rip up the deal", None, None)]),
        (ASSURES, [("assurance", "Oslo's minister", "to close the port", None, None)]),
    ],
)
def test_acts(tree: str, wanted: list[Told]) -> None:
    assert told(tree) == wanted


def test_an_alternative_takes_effect_if_the_demand_is_not_met() -> None:
    for tree in (OR_ELSE, FAILING_WHICH):
        _, threat = CODER.code(trees.context(tree), [], [])[0]
        assert threat.condition_negated


def test_what_follows_the_verb_of_speech_hangs_on_it() -> None:
    [parsed] = trees.context(OUTSIDE).trees
    mended = rehung(parsed)
    moved = [i for i, t in enumerate(mended.tokens) if t.head != parsed.tokens[i].head]
    assert moved
    assert {mended.tokens[mended.tokens[i].head].text for i in moved} == {"told"}


def test_a_tree_without_such_clauses_is_left_alone() -> None:
    [parsed] = trees.context(trees.VOWED).trees
    assert rehung(parsed) is parsed
