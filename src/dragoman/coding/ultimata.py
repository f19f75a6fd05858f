"""Ultimatums: "do this or face that" is a demand and a threat."""

from __future__ import annotations

from dragoman.coding.drafts import Draft
from dragoman.coding.grammar import lemma
from dragoman.coding.phrases import following_nominal
from dragoman.coding.redlines import demanded_deed
from dragoman.coding.scene import Scene


def alternatives(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """ "Appear before the chamber or face a vote": a demand and a threat."""
    tree, words = scene.tree, scene.book.words
    found = []
    ors = [
        i
        for i, token in enumerate(tree.tokens[:-2])
        if token.text.lower() == "or" and lemma(tree, i + 1) in words["conditions.face"]
    ]
    for i in ors:
        demands = [d for d in drafts if d.force == "demand" and d.node < i]
        if not demands:
            continue
        draft = demands[-1]
        face = i + 1
        threat = Draft("threat", face, [i, face], draft.confidence, draft.holder, draft.speaker)
        threat.counterpart, threat.addressee = draft.counterpart, draft.addressee
        draft.content = [t for t in draft.content if t < i]
        if draft.content_head not in draft.content:
            draft.content_head = draft.content[0] if draft.content else None
        head = tree.child(face, "obj", "xcomp", "obl")
        following = following_nominal(tree, face)
        head = head if head is not None else following
        if head is not None:
            threat.content, threat.content_head = tree.subtree(head), head
        threat.borrowed = demanded_deed(tree, draft) if draft.content else None
        found.append(threat)
    return found
