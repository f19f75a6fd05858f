"""The modality of an attack: only a fact is an asserted attack."""

from __future__ import annotations

import pytest

from dragoman.coding.events import EventCoder
from dragoman.types import Modality
from event_trees import codebook, context

SENTENCES: dict[str, tuple[Modality, str]] = {
    "did not attack": (
        "negated",
        """
        Iran iran PROPN 4 nsubj B-place
        did do AUX 4 aux
        not not PART 4 advmod
        attack attack VERB 0 root
        Iraq iraq PROPN 4 obj B-place
        """,
    ),
    "neither of two attacked": (
        "negated",
        """
        Neither neither CCONJ 2 cc:preconj
        Iran iran PROPN 5 nsubj B-place
        nor nor CCONJ 4 cc
        Egypt egypt PROPN 2 conj B-place
        attacked attack VERB 0 root
        Iraq iraq PROPN 5 obj B-place
        """,
    ),
    "has yet to attack": (
        "negated",
        """
        Iran iran PROPN 2 nsubj B-place
        has have VERB 0 root
        yet yet ADV 2 advmod
        to to PART 5 mark
        attack attack VERB 2 xcomp
        Iraq iraq PROPN 5 obj B-place
        """,
    ),
    "nearly attacked": (
        "negated",
        """
        Iran iran PROPN 3 nsubj B-place
        nearly nearly ADV 3 advmod
        attacked attack VERB 0 root
        Iraq iraq PROPN 3 obj B-place
        """,
    ),
    "decided against attacking": (
        "negated",
        """
        Iran iran PROPN 2 nsubj B-place
        decided decide VERB 0 root
        against against SCONJ 4 mark
        attacking attack VERB 2 advcl
        Iraq iraq PROPN 4 obj B-place
        """,
    ),
    "an attack is unlikely": (
        "possible",
        """
        An a DET 3 det
        Iranian iranian ADJ 3 amod B-group
        attack attack NOUN 7 nsubj
        on on ADP 5 case
        Iraq iraq PROPN 3 nmod B-place
        is be AUX 7 cop
        unlikely unlikely ADJ 0 root
        """,
    ),
    "the aim is to attack": (
        "future",
        """
        Iran iran PROPN 2 nsubj B-place
        is be AUX 4 cop
        to to PART 4 mark
        attack attack VERB 0 root
        Iraq iraq PROPN 4 obj B-place
        """,
    ),
    "the goal of attacking": (
        "future",
        """
        Iran iran PROPN 2 nsubj B-place
        has have VERB 0 root
        the the DET 4 det
        goal goal NOUN 2 obj
        of of SCONJ 6 mark
        attacking attack VERB 4 acl
        Iraq iraq PROPN 6 obj B-place
        """,
    ),
    "refused to speak when it attacked": (
        "asserted",
        """
        Egypt egypt PROPN 2 nsubj B-place
        refused refuse VERB 0 root
        to to PART 4 mark
        speak speak VERB 2 xcomp
        when when SCONJ 7 mark
        Iran iran PROPN 7 nsubj B-place
        attacked attack VERB 4 advcl
        Iraq iraq PROPN 7 obj B-place
        """,
    ),
    "will attack": (
        "future",
        """
        Iran iran PROPN 3 nsubj B-place
        will will AUX 3 aux
        attack attack VERB 0 root
        Iraq iraq PROPN 3 obj B-place
        """,
    ),
    "may attack": (
        "possible",
        """
        Iran iran PROPN 3 nsubj B-place
        may may AUX 3 aux
        attack attack VERB 0 root
        Iraq iraq PROPN 3 obj B-place
        """,
    ),
    "if it attacks": (
        "conditional",
        """
        If if SCONJ 3 mark
        Iran iran PROPN 3 nsubj B-place
        attacks attack VERB 8 advcl
        Iraq iraq PROPN 3 obj B-place
        , , PUNCT 8 punct
        Egypt egypt PROPN 8 nsubj B-place
        will will AUX 8 aux
        respond respond VERB 0 root
        """,
    ),
    "should it attack": (
        "conditional",
        """
        Should should AUX 3 aux
        Iran iran PROPN 3 nsubj B-place
        attack attack VERB 8 advcl
        Iraq iraq PROPN 3 obj B-place
        , , PUNCT 8 punct
        Egypt egypt PROPN 8 nsubj B-place
        will will AUX 8 aux
        respond respond VERB 0 root
        """,
    ),
    "threatened to attack": (
        "future",
        """
        Iran iran PROPN 2 nsubj B-place
        threatened threaten VERB 0 root
        to to PART 4 mark
        attack attack VERB 2 xcomp
        Iraq iraq PROPN 4 obj B-place
        """,
    ),
    "accused of attacking": (
        "possible",
        """
        Egypt egypt PROPN 2 nsubj B-place
        accused accuse VERB 0 root
        Iran iran PROPN 2 obj B-place
        of of SCONJ 5 mark
        attacking attack VERB 2 advcl
        Iraq iraq PROPN 5 obj B-place
        """,
    ),
    "denied attacking": (
        "negated",
        """
        Iran iran PROPN 2 nsubj B-place
        denied deny VERB 0 root
        attacking attack VERB 2 xcomp
        Iraq iraq PROPN 3 obj B-place
        """,
    ),
    "called for an attack": (
        "demanded",
        """
        Egypt egypt PROPN 2 nsubj B-place
        called call VERB 0 root
        for for ADP 6 case
        an a DET 6 det
        Iranian iranian ADJ 6 amod B-group
        attack attack NOUN 2 obl
        on on ADP 8 case
        Iraq iraq PROPN 6 nmod B-place
        """,
    ),
    "said it attacked": (
        "asserted",
        """
        Egypt egypt PROPN 2 nsubj B-place
        said say VERB 0 root
        Iran iran PROPN 4 nsubj B-place
        attacked attack VERB 2 ccomp
        Iraq iraq PROPN 4 obj B-place
        """,
    ),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_attack(name: str) -> None:
    expected, block = SENTENCES[name]
    events = EventCoder(codebook(), None).code(context(block))
    attacks = [e for e in events if e.type == "ASSAULT"]
    assert [e.modality for e in attacks] == [expected]


def test_the_threat_itself_is_a_fact() -> None:
    events = EventCoder(codebook(), None).code(context(SENTENCES["threatened to attack"][1]))
    assert [(e.type, e.modality) for e in events if e.type == "THREATEN"] == [("THREATEN", "asserted")]
