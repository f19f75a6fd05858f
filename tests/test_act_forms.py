"""Forms of threats, ultimata and conditions: own sentences, with the trees a parser gave them."""

from __future__ import annotations

import pytest

import act_trees as trees
from dragoman.codebook.acts import load_acts
from dragoman.coding.acts import ActCoder

CODER = ActCoder(load_acts())
Told = tuple[str, str | None, str | None, str | None, str | None, str | None]

HAVE_TO = (
    "Ankara/PROPN/2/nsubj/Ankara told/VERB/0/root/tell Lima/PROPN/2/iobj/Lima that/SCONJ/8/mark "
    "its/PRON/6/nmod:poss envoy/NOUN/8/nsubj would/AUX/8/aux have/VERB/2/ccomp to/PART/10/mark "
    "leave/VERB/8/xcomp if/SCONJ/16/mark the/DET/13/det shelling/NOUN/16/nsubj did/AUX/16/aux/do "
    "not/PART/16/advmod stop/VERB/10/advcl ./PUNCT/2/punct"
)
LEFT_WITHOUT = (
    "Ankara/PROPN/2/nsubj/Ankara repeated/VERB/0/root/repeat that/SCONJ/7/mark "
    "Lima/PROPN/7/nsubj:pass/Lima would/AUX/7/aux be/AUX/7/aux:pass left/VERB/2/ccomp/leave "
    "without/ADP/9/case power/NOUN/7/obl once/SCONJ/12/mark it/PRON/12/nsubj "
    "closed/VERB/7/advcl/close the/DET/14/det port/NOUN/12/obj ./PUNCT/2/punct"
)
COLON = (
    "Ankara/PROPN/2/nsubj/Ankara went/VERB/0/root/go further/ADV/2/advmod/far :/PUNCT/7/punct "
    "it/PRON/7/nsubj would/AUX/7/aux close/VERB/2/parataxis the/DET/9/det port/NOUN/7/obj "
    "if/SCONJ/14/mark Lima/PROPN/14/nsubj/Lima did/AUX/14/aux/do not/PART/14/advmod pay/VERB/7/advcl "
    "./PUNCT/2/punct"
)
WENT_ON = (
    "If/SCONJ/3/mark Lima/PROPN/3/nsubj/Lima paid/VERB/11/advcl/pay ,/PUNCT/3/punct "
    "Ankara/PROPN/6/nsubj/Ankara went/VERB/11/advcl/go on/ADV/6/compound:prt ,/PUNCT/3/punct "
    "it/PRON/11/nsubj would/AUX/11/aux open/VERB/0/root the/DET/13/det port/NOUN/11/obj "
    "./PUNCT/11/punct"
)
RED_AND = (
    "Any/DET/2/det drone/NOUN/7/nsubj over/ADP/5/case the/DET/5/det port/NOUN/2/nmod would/AUX/7/aux "
    "cross/VERB/18/ccomp a/DET/10/det red/ADJ/10/amod line/NOUN/7/obj and/CCONJ/14/cc "
    "would/AUX/14/aux be/AUX/14/aux:pass shot/VERB/7/conj/shoot down/ADP/14/compound:prt "
    ",/PUNCT/18/punct Ankara/PROPN/18/nsubj/Ankara said/VERB/0/root/say ./PUNCT/18/punct"
)
RED_ANSWERED = (
    "The/DET/2/det arrest/NOUN/8/nsubj of/ADP/4/case sailors/NOUN/2/nmod/sailor was/AUX/8/cop/be "
    "a/DET/8/det red/ADJ/8/amod line/NOUN/11/ccomp ,/PUNCT/11/punct Ankara/PROPN/11/nsubj/Ankara "
    "said/VERB/0/root/say ,/PUNCT/16/punct and/CCONJ/16/cc it/PRON/16/nsubj would/AUX/16/aux "
    "answer/VERB/11/ccomp this/PRON/16/obj by/SCONJ/19/mark closing/VERB/16/advcl/close "
    "the/DET/21/det port/NOUN/19/obj ./PUNCT/11/punct"
)
ANSWER_BY = (
    "Ankara/PROPN/2/nsubj/Ankara said/VERB/0/root/say it/PRON/5/nsubj would/AUX/5/aux "
    "respond/VERB/2/ccomp to/ADP/8/case any/DET/8/det raid/NOUN/5/obl by/SCONJ/10/mark "
    "closing/VERB/5/advcl/close the/DET/12/det port/NOUN/10/obj ./PUNCT/2/punct"
)
WHOEVER = (
    "Ankara/PROPN/2/nsubj/Ankara threatened/VERB/0/root/threaten to/PART/4/mark sink/VERB/2/xcomp "
    "any/DET/6/det ship/NOUN/4/obj that/PRON/8/nsubj enters/VERB/6/acl:relcl/enter the/DET/10/det "
    "port/NOUN/8/obj ./PUNCT/2/punct"
)
REMAIN = (
    "Ankara/PROPN/2/nsubj/Ankara threatened/VERB/0/root/threaten to/PART/4/mark sink/VERB/2/xcomp "
    "any/DET/6/det ships/NOUN/4/obj/ship that/PRON/8/nsubj remain/VERB/6/acl:relcl in/ADP/11/case "
    "the/DET/11/det port/NOUN/8/obl ./PUNCT/2/punct"
)
ANSWERED = (
    "Oslo/PROPN/2/nsubj/Oslo rejected/VERB/0/root/reject a/DET/4/det demand/NOUN/2/obj by/ADP/6/case "
    "Lima/PROPN/4/nmod/Lima to/PART/8/mark leave/VERB/4/acl the/DET/10/det port/NOUN/8/obj "
    "./PUNCT/2/punct"
)
RELEASED = (
    "Ankara/PROPN/2/nsubj/Ankara released/VERB/0/root/release Oslo/PROPN/2/obj/Oslo from/ADP/6/case "
    "its/PRON/6/nmod:poss pledge/NOUN/2/obl to/PART/8/mark send/VERB/6/acl ships/NOUN/8/obj/ship "
    "./PUNCT/2/punct"
)
LINKED = (
    "Oslo/PROPN/2/nsubj/Oslo linked/VERB/0/root/link its/PRON/4/nmod:poss support/NOUN/2/obj "
    "to/ADP/7/case the/DET/7/det release/NOUN/4/nmod of/ADP/10/case the/DET/10/det "
    "sailors/NOUN/7/nmod/sailor ./PUNCT/2/punct"
)
CONDITIONAL = (
    "Oslo/PROPN/2/nsubj/Oslo made/VERB/0/root/make its/PRON/4/nmod:poss support/NOUN/2/obj "
    "conditional/VERB/2/xcomp on/ADP/8/case the/DET/8/det release/NOUN/5/obl of/ADP/11/case "
    "the/DET/11/det sailors/NOUN/8/nmod/sailor ./PUNCT/2/punct"
)
NOT_UP_FOR = (
    "Oslo/PROPN/2/nsubj/Oslo said/VERB/0/root/say a/DET/4/det withdrawal/NOUN/9/nsubj "
    "was/AUX/9/cop/be out/ADP/9/case of/ADP/9/case the/DET/9/det question/NOUN/2/ccomp "
    "./PUNCT/2/punct"
)
NO_TALKS = (
    "There/PRON/3/expl will/AUX/3/aux be/VERB/15/ccomp no/DET/5/det talks/NOUN/3/nsubj/talk "
    "as/ADV/7/advmod long/ADV/3/advmod as/SCONJ/10/mark Lima/PROPN/10/nsubj/Lima "
    "holds/VERB/7/advcl/hold the/DET/12/det sailors/NOUN/10/obj/sailor ,/PUNCT/15/punct "
    "Oslo/PROPN/15/nsubj/Oslo said/VERB/0/root/say ./PUNCT/15/punct"
)
YOU_HAVE = (
    '"/PUNCT/3/punct You/PRON/3/nsubj have/VERB/11/ccomp two/NUM/5/nummod days/NOUN/3/obj/day '
    'to/PART/7/mark leave/VERB/5/acl ,/PUNCT/3/punct "/PUNCT/3/punct Ankara/PROPN/11/nsubj/Ankara '
    'told/VERB/0/root/tell Oslo/PROPN/11/iobj/Oslo ,/PUNCT/18/punct "/PUNCT/18/punct or/CCONJ/18/cc '
    "we/PRON/18/nsubj will/AUX/18/aux close/VERB/3/conj the/DET/20/det port/NOUN/18/obj "
    './PUNCT/3/punct "/PUNCT/3/punct'
)
GONE_BACK = (
    "Oslo/PROPN/2/nsubj/Oslo failed/VERB/0/root/fail to/PART/4/mark deliver/VERB/2/xcomp "
    "the/DET/6/det rice/NOUN/4/obj that/PRON/10/obj it/PRON/10/nsubj had/AUX/10/aux/have "
    "promised/VERB/6/acl:relcl/promise ./PUNCT/2/punct"
)
LOAN = (
    "Oslo/PROPN/2/nsubj/Oslo pledged/VERB/0/root/pledge a/DET/4/det loan/NOUN/2/obj of/ADP/8/case "
    "two/NUM/7/compound million/NUM/8/nummod dollars/NOUN/4/nmod/dollar to/PART/10/mark "
    "buy/VERB/4/acl fuel/NOUN/10/obj ./PUNCT/2/punct"
)
NO_LONGER = (
    "Oslo/PROPN/2/nsubj/Oslo said/VERB/0/root/say it/PRON/7/nsubj would/AUX/7/aux no/ADV/6/advmod "
    "longer/ADV/7/advmod/long pay/VERB/2/ccomp the/DET/9/det rent/NOUN/7/obj ./PUNCT/2/punct"
)
MEASURES = (
    "Ankara/PROPN/2/nsubj/Ankara said/VERB/0/root/say it/PRON/5/nsubj would/AUX/5/aux "
    "take/VERB/2/ccomp resolute/ADJ/7/amod measures/NOUN/5/obj/measure if/SCONJ/10/mark "
    "Lima/PROPN/10/nsubj/Lima attacked/VERB/5/advcl/attack the/DET/12/det port/NOUN/10/obj "
    "./PUNCT/2/punct"
)
IF_ELECTED = (
    "Lima/PROPN/2/nsubj/Lima promised/VERB/0/root/promise to/PART/4/mark act/VERB/2/xcomp "
    "if/SCONJ/6/mark elected/VERB/4/advcl/elect to/PART/8/mark make/VERB/6/xcomp the/DET/10/det "
    "banks/NOUN/8/obj/bank pay/VERB/8/xcomp ./PUNCT/2/punct"
)
SHOULD_NOUN = (
    "Oslo/PROPN/4/nsubj/Oslo did/AUX/4/aux/do not/PART/4/advmod rule/VERB/0/root "
    "out/ADP/4/compound:prt military/ADJ/7/amod action/NOUN/10/nsubj should/AUX/10/aux "
    "talks/NOUN/10/nsubj/talk fail/VERB/4/advcl ./PUNCT/4/punct"
)
ALL_OF = (
    "Oslo/PROPN/4/nsubj/Oslo will/AUX/4/aux not/PART/4/advmod stop/VERB/16/ccomp the/DET/6/det "
    "strikes/NOUN/4/obj/strike until/SCONJ/13/mark all/DET/13/nsubj:pass of/ADP/11/case "
    "its/PRON/11/nmod:poss goals/NOUN/8/nmod/goal are/AUX/13/aux:pass/be "
    "achieved/VERB/4/advcl/achieve ,/PUNCT/16/punct it/PRON/16/nsubj said/VERB/0/root/say "
    "./PUNCT/16/punct"
)
SUFFER = (
    "Oslo/PROPN/2/nsubj/Oslo said/VERB/0/root/say the/DET/4/det sailors/NOUN/6/nsubj/sailor "
    "could/AUX/6/aux stay/VERB/2/ccomp if/SCONJ/9/mark Lima/PROPN/9/nsubj/Lima "
    "agreed/VERB/6/advcl/agree ./PUNCT/2/punct"
)
TWO_WAYS = (
    "Oslo/PROPN/3/nsubj/Oslo will/AUX/3/aux pay/VERB/12/ccomp but/CCONJ/7/cc will/AUX/7/aux "
    "not/PART/7/advmod sign/VERB/3/conj the/DET/9/det treaty/NOUN/7/obj ,/PUNCT/12/punct "
    "it/PRON/12/nsubj said/VERB/0/root/say ./PUNCT/12/punct"
)


def told(tree: str) -> list[Told]:
    """Force, holder, counterpart, content, condition and deadline of each act."""
    return [
        (
            act.force,
            act.holder.text if act.holder else None,
            act.counterpart.text if act.counterpart else None,
            act.content.text if act.content else None,
            act.condition.text if act.condition else None,
            act.deadline.text if act.deadline else None,
        )
        for act in CODER.code(trees.context(tree), [], [])[0]
    ]


@pytest.mark.parametrize(
    ("tree", "wanted"),
    [
        (HAVE_TO, [("threat", "Ankara", None, "leave", "if the shelling did not stop", None)]),
        (LEFT_WITHOUT, [("threat", "Ankara", "Lima", "left without power", "once it closed the port", None)]),
        (COLON, [("threat", "Ankara", "Lima", "close the port", "if Lima did not pay", None)]),
        (WENT_ON, [("promise", "Ankara", "Lima", "open the port", "If Lima paid", None)]),
        (RED_AND, [("threat", "Ankara", None, "would be shot down", "Any drone over the port", None)]),
        (RED_ANSWERED, [("threat", "Ankara", None, "closing the port", "The arrest of sailors", None)]),
        (ANSWER_BY, [("threat", "Ankara", None, "closing the port", "any raid", None)]),
        (
            WHOEVER,
            [
                (
                    "threat",
                    "Ankara",
                    None,
                    "to sink any ship that enters the port",
                    "any ship that enters the port",
                    None,
                )
            ],
        ),
        (REMAIN, [("threat", "Ankara", None, "to sink any ships that remain in the port", None, None)]),
        (
            ANSWERED,
            [
                ("refusal", "Oslo", "Lima", "a demand by Lima to leave the port", None, None),
                ("demand", "Lima", "Oslo", "to leave the port", None, None),
            ],
        ),
        (RELEASED, [("promise", "Oslo", "Ankara", "to send ships", None, None)]),
        (LINKED, [("promise", "Oslo", None, "its support", "to the release of the sailors", None)]),
        (CONDITIONAL, [("promise", "Oslo", None, "its support", "on the release of the sailors", None)]),
        (NOT_UP_FOR, [("refusal", "Oslo", None, "a withdrawal", None, None)]),
        (NO_TALKS, [("refusal", "Oslo", "Lima", "no talks", "as long as Lima holds the sailors", None)]),
        (
            YOU_HAVE,
            [
                ("demand", "Ankara", None, "to leave", None, "two days"),
                ("threat", "Ankara", None, "close the port", "leave", "two days"),
            ],
        ),
        (GONE_BACK, []),
        (LOAN, [("promise", "Oslo", None, "a loan of two million dollars to buy fuel", None, None)]),
        (NO_LONGER, [("refusal", "Oslo", None, "pay the rent", None, None)]),
        (
            MEASURES,
            [("threat", "Ankara", "Lima", "take resolute measures", "if Lima attacked the port", None)],
        ),
        (IF_ELECTED, [("promise", "Lima", None, "to act", "if elected", None)]),
        (SHOULD_NOUN, [("threat", "Oslo", None, "military action", "should talks fail", None)]),
        (
            ALL_OF,
            [("refusal", "Oslo", None, "stop the strikes", "until all of its goals are achieved", None)],
        ),
        (SUFFER, [("promise", "Oslo", "Lima", "stay", "if Lima agreed", None)]),
        (
            TWO_WAYS,
            [
                ("promise", "Oslo", None, "pay", None, None),
                ("refusal", "Oslo", None, "sign the treaty", None, None),
            ],
        ),
    ],
)
def test_acts(tree: str, wanted: list[Told]) -> None:
    assert told(tree) == wanted
