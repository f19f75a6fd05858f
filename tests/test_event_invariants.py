"""Whatever the tree, event coding ends, invents no text, and says the same twice."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.coding.events import EventCoder
from event_trees import codebook, context

WORDS = [
    (text, upos, mention)
    for text, upos, mention in (
        item.split("/")
        for item in [
            "Iran/PROPN/B-place",
            "Iraqi/ADJ/B-group",
            "soldiers/NOUN/",
            "attack/VERB/",
            "attack/NOUN/",
            "met/VERB/",
            "talks/NOUN/",
            "suspended/VERB/",
            "aid/NOUN/",
            "agreed/VERB/",
            "withdraw/VERB/",
            "it/PRON/",
            "who/PRON/",
            "not/PART/",
            "will/AUX/",
            "if/SCONJ/",
            "between/ADP/",
            "with/ADP/",
            "and/CCONJ/",
            "twelve/NUM/",
            "killed/VERB/",
            "threat/NOUN/",
            "ready/ADJ/",
            ",/PUNCT/",
        ]
    )
]
RELATIONS = [
    "nsubj",
    "nsubj:pass",
    "obj",
    "iobj",
    "obl",
    "obl:agent",
    "nmod",
    "nmod:poss",
    "amod",
    "compound",
    "conj",
    "cc",
    "case",
    "mark",
    "aux",
    "aux:pass",
    "advmod",
    "xcomp",
    "ccomp",
    "advcl",
    "acl",
    "acl:relcl",
    "appos",
    "flat",
    "nummod",
    "det",
    "punct",
    "parataxis",
    "csubj",
]
LEMMAS = {"soldiers": "soldier", "met": "meet", "suspended": "suspend", "agreed": "agree", "killed": "kill"}


@st.composite
def blocks(draw: st.DrawFn) -> str:
    """A random tree: every word hangs on a word before or after it, without cycles."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14))
    order = draw(st.permutations(range(len(words))))
    heads = {order[0]: 0}
    for place, word in enumerate(order[1:], 1):
        heads[word] = order[draw(st.integers(0, place - 1))] + 1
    lines = []
    for i, (text, upos, mention) in enumerate(words):
        relation = "root" if heads[i] == 0 else draw(st.sampled_from(RELATIONS))
        lemma = LEMMAS.get(text, text.lower())
        lines.append(f"{text} {lemma} {upos} {heads[i]} {relation} {mention}")
    return "\n".join(lines)


@settings(max_examples=150, deadline=None)
@given(st.lists(blocks(), min_size=1, max_size=3))
def test_any_tree(sentences: list[str]) -> None:
    found = context(*sentences)
    text = found.document.report.text
    events = EventCoder(codebook(), None).code(found)
    for number, event in enumerate(events, 1):
        assert event.id == f"e{number}"
        assert event.source or event.target or {event.deaths, event.injured, event.arrested} != {None}
        spans = [(event.trigger.start, event.trigger.end, event.trigger.text)]
        spans += [(p.start, p.end, p.text) for p in (*event.source, *event.target)]
        for start, end, said in spans:
            assert text[start:end] == said
            assert said
        assert 0 < event.confidence <= 1
        assert event.goldstein is not None
        assert -10 <= event.goldstein <= 10
    assert EventCoder(codebook(), None).code(found) == events
