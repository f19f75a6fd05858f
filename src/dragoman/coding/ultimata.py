"""Ultimatums: "do this or face that" is a demand and a threat."""

from __future__ import annotations

from dragoman.coding.antecedents import named
from dragoman.coding.clauses import surface_subject
from dragoman.coding.drafts import Draft
from dragoman.coding.grammar import case_words, is_infinitive, is_passive, lemma, negated
from dragoman.coding.holders import agent
from dragoman.coding.judgement import is_class
from dragoman.coding.phrases import clause_tokens, following_nominal
from dragoman.coding.redlines import demanded_deed
from dragoman.coding.scene import Scene
from dragoman.coding.speakers import same_side, speaker_of, speaks

_CONFIDENCE = 0.85


def time_given(scene: Scene, i: int) -> Draft | None:
    """ "Gave the rebels until Sunday to disarm", "they have until Sunday to disarm": a demand, a deadline."""
    tree, units = scene.tree, scene.book.words["deadlines.units"]
    if tree.tokens[i].upos != "VERB" or negated(tree, i):
        return None
    time = next(
        (
            c
            for c in tree.children(i, "obl", "obj")
            if c > i
            and ((lemma(tree, c) in units and tree.has(c, "nummod", "det")) or "until" in case_words(tree, c))
        ),
        None,
    )
    deed = next(
        (c for c in tree.children(i, "xcomp", "advcl", "acl", "ccomp") if is_infinitive(tree, c)), None
    )
    if time is None:
        return None
    if deed is None:
        deed = next((c for c in tree.children(time, "acl") if is_infinitive(tree, c)), None)
    if lemma(tree, i) == "have":
        return _time_had(scene, i, time, deed)
    holder = agent(scene, i)
    whom = next((c for c in tree.children(i, "iobj", "obj", "nsubj:pass") if c != time), None)
    if holder is not None and is_class(scene, holder, "verdicts"):
        return None
    if deed is None or whom is None or deed < time or not (is_passive(tree, i) or holder is not None):
        return None
    draft = Draft("demand", i, [i], _CONFIDENCE, counterpart=named(scene, whom))
    draft.holder = named(scene, holder) if holder is not None else None
    draft.content, draft.content_head, draft.clause = clause_tokens(tree, deed), deed, deed
    draft.deadline = [t for t in tree.subtree(time, "acl") if t < deed]
    return draft


def _time_had(scene: Scene, i: int, time: int, deed: int | None) -> Draft | None:
    """ "X has until Friday to pay, Y said": a demand of Y's."""
    tree = scene.tree
    whom, speaker = surface_subject(tree, i), speaker_of(scene, i)
    if deed is None or deed < time or whom is None or speaker is None or not speaks(scene, speaker):
        return None
    if "until" not in case_words(tree, time) or same_side(scene, whom, speaker, guess=False):
        return None
    draft = Draft("demand", i, [i], _CONFIDENCE, speaker.head, speaker.party, named(scene, whom))
    draft.content, draft.content_head, draft.clause = clause_tokens(tree, deed), deed, deed
    draft.deadline = [t for t in tree.subtree(time, "acl") if t < deed]
    return draft


def alternatives(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """ "Appear before the chamber or face a vote": a demand and a threat."""
    tree, words = scene.tree, scene.book.words
    found = []
    ors = [
        i
        for i, token in enumerate(tree.tokens[:-2])
        if token.text.lower() == "or"
        and (lemma(tree, i + 1) in words["conditions.face"] or _undergoes(scene, i + 1))
    ]
    for i in ors:
        demands = [d for d in drafts if d.force == "demand" and (d.node < i or i in d.content)]
        if not demands:
            continue
        draft = demands[-1]
        face = i + 1
        threat = Draft("threat", face, [i, face], draft.confidence, draft.holder, draft.speaker)
        threat.counterpart, threat.addressee = draft.counterpart, draft.addressee
        draft.content = [t for t in draft.content if t < i]
        if draft.content_head not in draft.content:
            draft.content_head = draft.content[0] if draft.content else None
        if lemma(tree, face) == "be":
            face += 1
            threat.trigger = [i, i + 1, face]
        head = face if face > i + 1 else tree.child(face, "obj", "xcomp", "obl")
        if head is None and tree.is_a(face, "compound", "amod"):
            head = tree.tokens[face].head  # "face" taken for a noun
        following = following_nominal(tree, face)
        head = head if head is not None else following
        if head is None and tree.tokens[face + 1].upos == "DET":
            # "face an offensive": objects that the parser hung on the verb before
            rest = range(face + 2, len(tree.tokens))
            head = next((t for t in rest if tree.is_a(t, "obj", "obl", "conj")), None)
        if head is not None:
            threat.content = [t for t in tree.subtree(head) if t > i + 1]
            threat.content_head = head
        threat.borrowed = demanded_deed(scene, draft) if draft.content else None
        threat.breached = True
        found.append(threat)
    return found


def _undergoes(scene: Scene, i: int) -> bool:
    """ "Or be attacked": a passive of harm."""
    tree, harm = scene.tree, scene.book.words["tone.harm"]
    passive = lemma(tree, i) == "be" and i + 1 < len(tree.tokens)
    return passive and tree.tokens[i + 1].upos == "VERB" and lemma(tree, i + 1) in harm
