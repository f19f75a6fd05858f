"""Whom a party answers: "rejected the demand", "denied this", "marched against the decision".

The word answered names an earlier event ("demand" a REQUEST, "launch" a MOBILIZE: table
``answered`` of ``operators.toml``).  Whoever did that is the target of the answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.codebook.events import EventCodebook
from dragoman.coding.drafted import Drafted
from dragoman.coding.roles import patient
from dragoman.coding.shapes import content_head, lemma
from dragoman.tree import Tree
from dragoman.types import EventType

_ANSWERS = frozenset({"REJECT", "ACCUSE", "SUPPORT", "AGREE", "PROTEST"})
_POINTING = frozenset({"the", "this", "that", "these", "those", "such", "all"})
_PRONOUNS = frozenset({"it", "this", "that", "them", "these", "those"})
_SAID: tuple[EventType, ...] = ("ACCUSE", "REQUEST", "THREATEN", "AGREE")
_REACH = 4  # sentences


def answer(drafts: Sequence[Drafted], trees: Sequence[Tree], book: EventCodebook) -> None:
    """Gives each answer in ``drafts`` (in order of the text) that has no known target the one it answers."""
    for k, draft in enumerate(drafts):
        if draft.type not in _ANSWERS or draft.rule is None or draft.rule.pos != "verb":
            continue
        if any(p.actor for p in draft.target):
            continue
        codes = {p.code for p in draft.source if p.code}
        types = _answered(trees[draft.sentence], draft, book) if codes else ()
        if not types:
            continue
        for earlier in reversed(drafts[:k]):
            if draft.sentence - earlier.sentence > _REACH:
                break
            doers = {p.code for p in earlier.source if p.code}
            if earlier.type not in types or earlier.modality not in ("asserted", "future") or not doers:
                continue
            suffered = {p.code for p in earlier.target if p.code}
            verbal = earlier.type in _SAID
            if codes & doers or (verbal and suffered and not codes & suffered):
                continue
            draft.target = earlier.source
            break


def _answered(tree: Tree, draft: Drafted, book: EventCodebook) -> tuple[EventType, ...]:
    """Types of the event that the object of the answer goes back to; none where it is new."""
    thing = patient(tree, draft.token)
    if draft.target:
        thing = tree.head_of(draft.target[0].start, draft.target[0].end)
    if thing is None:
        return ()
    token = tree.tokens[thing]
    if token.upos in ("PRON", "DET") and token.text.lower() in _PRONOUNS:
        return _SAID
    types = book.answered.get(lemma(tree, content_head(tree, thing)), ())
    above = tree.tokens[draft.token]
    if above.deprel == "acl:relcl" and above.head == thing:
        return types  # "a charge that Israel denies" speaks of what was just told
    pointing = any(tree.tokens[d].text.lower() in _POINTING for d in tree.children(thing, "det"))
    return types if pointing else ()
