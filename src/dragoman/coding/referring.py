"""Conditions that only point at what was demanded just before: "otherwise", "if not", "or we will"."""

from __future__ import annotations

from dragoman.coding.absence import Asked, is_forbidden
from dragoman.coding.drafts import Draft
from dragoman.coding.grammar import is_nominal, lemma
from dragoman.coding.redlines import demanded_deed, is_breach, points_back
from dragoman.coding.scene import Scene

_BOUND = ("threat", "warning", "refusal", "promise")


def carry_over(scene: Scene, drafts: list[Draft], before: Asked | None) -> Asked | None:
    """Give the drafts whose condition points back the deed demanded last, in place.

    ``before``: the last demand of the sentence before.  Returns the last of this one.
    """
    last = before
    fresh: Asked | None = None
    for draft in drafts:
        if last is not None and draft.borrowed is None and draft.force in _BOUND:
            breached = _points(scene, draft, last)
            if breached is not None:
                draft.borrowed, draft.breached, draft.addressee = last, breached, last.whom
                draft.content = _without_pointer(scene, draft)
        if draft.force == "demand" and _names_deed(scene, draft):
            deed = demanded_deed(scene, draft)
            if deed is not None:
                last = fresh = deed
    return fresh


def _names_deed(scene: Scene, draft: Draft) -> bool:
    return draft.content_head is not None and not is_nominal(scene.tree, draft.content_head)


def _points(scene: Scene, draft: Draft, last: Asked) -> bool | None:
    """Whether the draft's condition is that the deed is not done (True) or done (False); None: neither."""
    condition = draft.condition
    if condition is not None:
        if condition.kind != "subject" or not points_back(scene, condition):
            return None
        return is_breach(scene, condition)
    tree, words = scene.tree, scene.book.words
    head = draft.clause if draft.clause is not None else draft.node
    above = tree.tokens[head].head if tree.is_a(head, "ccomp") else -1
    for child in (c for h in (head, above) if h >= 0 for c in tree.children(h, "advmod", "cc")):
        if lemma(tree, child) in words["conditions.otherwise"]:
            return True
        if lemma(tree, child) == "or" and tree is last.tree and last.head < child:
            return True
    subject = tree.child(head, "nsubj")
    if subject is not None and tree.tokens[subject].text.lower() in words["conditions.pointing"]:
        # "not to attack: this would trigger ..."; after "urged to leave", "this" may be what is to end
        threatened = draft.force in ("threat", "warning")
        return False if threatened == is_forbidden(last, scene.book) else None
    opening = " ".join(token.text.lower() for token in tree.tokens[max(0, tree.subtree(head)[0] - 3) : head])
    padded = f" {opening} "
    if any(f" {marker} " in padded for marker in words["conditions.failing"]):
        return True
    return False if any(f" {marker} " in padded for marker in words["conditions.granted"]) else None


def _without_pointer(scene: Scene, draft: Draft) -> list[int]:
    """The content without the words that point back ("If not, we will attack")."""
    tree = scene.tree
    if draft.clause is None or not draft.warned:
        return draft.content
    subject = tree.child(draft.clause, "nsubj", "expl")
    if subject is None:
        return draft.content
    first = tree.subtree(subject)[0]
    return [t for t in draft.content if t >= first]
