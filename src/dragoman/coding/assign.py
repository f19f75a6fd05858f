"""Which act of the sentence a condition belongs to."""

from __future__ import annotations

from dragoman.codebook.acts import ActCodebook
from dragoman.coding.absence import is_failure
from dragoman.coding.conditions import Condition
from dragoman.coding.drafts import Draft
from dragoman.coding.grammar import is_over, is_past, lemma
from dragoman.coding.scene import Scene
from dragoman.coding.tone import harmful
from dragoman.tree import Tree


def assign_conditions(
    tree: Tree, book: ActCodebook, drafts: list[Draft], conditions: list[Condition]
) -> None:
    """Give each condition to the act on which it hangs, in place.

    A condition hangs on the act whose trigger or content is its nearest governor; where the parser
    hung it on a verb of saying above, on the nearest act beside it.  An act takes one condition: of
    several, what sets it off goes before what only ends it ("if attacked, will fight until"), and
    among equals the nearest to its content.
    """
    given: list[Draft] = []
    for condition in conditions:
        if any(d.condition is condition for d in drafts):
            continue
        inside = set(condition.tokens)
        able = [d for d in drafts if d.node not in inside and not d.borrowed]
        draft = _owner(tree, book, [d for d in able if d.condition is None], condition)
        if draft is None:
            draft = _owner(tree, book, [d for d in able if d in given], condition)
            if draft is None or _rank(draft, draft.condition, book) <= _rank(draft, condition, book):
                continue
        draft.condition = condition
        given.append(draft)


def _rank(draft: Draft, condition: Condition | None, book: ActCodebook) -> tuple[bool, int]:
    """How far a condition stands back behind another of the same act: less is better."""
    if condition is None:
        return True, 0
    ends = condition.marker in book.words["conditions.holding"] and draft.force != "refusal"
    at = draft.content_head if draft.content_head is not None else draft.node
    return ends, min(abs(condition.tokens[0] - at), abs(condition.tokens[-1] - at))


def _owner(tree: Tree, book: ActCodebook, free: list[Draft], condition: Condition) -> Draft | None:
    if condition.marker == "before":
        # only what is withheld is withheld until then
        free = [d for d in free if d.force == "refusal" or d.content_negated]
    temporal = condition.marker in book.words["conditions.temporal"]
    if temporal:
        free = [d for d in free if d.force != "demand"]
    if not free:
        return None
    hits: list[Draft] = []
    node = condition.governor
    blocked = False
    while node >= 0:
        for draft in free:
            if draft not in hits and node in (draft.node, draft.content_head, draft.clause):
                hits.append(draft)
        if not hits:
            for draft in free:
                if draft.content_head is not None and node in tree.children(
                    draft.content_head, "conj", "cop"
                ):
                    hits.append(draft)
        token = tree.tokens[node]
        if token.deprel == "acl:relcl" and not (is_over(tree, node) and not is_past(tree, condition.head)):
            blocked = not hits
            break
        if token.deprel.startswith("ccomp") and lemma(tree, token.head) in book.words["modal.say"] and hits:
            break
        node = token.head
    if hits:
        if condition.marker in book.words["conditions.holding"]:
            for draft in hits:
                if draft.force == "refusal" or draft.content_negated:
                    return draft
        return hits[0]
    if blocked or temporal:
        return None
    return _beside(tree, free, condition)


def _beside(tree: Tree, free: list[Draft], condition: Condition) -> Draft | None:
    """The act next to a condition that hangs above it: the last before, or the first after."""
    below = [d for d in free if condition.governor in tree.ancestors(d.node)]
    before = [d for d in below if d.trigger[0] < condition.tokens[0]]
    after = [d for d in below if d.trigger[0] > condition.tokens[-1]]
    if before:
        return before[-1]
    return after[0] if after else None


def _harms(scene: Scene, draft: Draft) -> bool:
    head = draft.content_head
    return head is not None and harmful(scene.tree, head, scene.book)


def mend_force(scene: Scene, draft: Draft) -> None:
    """What the condition tells of the force.

    "Warned that it will not end the strike until" is a refusal, not a threat; what somebody
    will do "unless" or if another fails to do something is a threat, unless it helps.
    """
    if draft.condition is None:
        return
    words = scene.book.words
    held = draft.condition.marker in words["conditions.holding"]
    if draft.warned and draft.force == "threat" and draft.content_negated and held:
        draft.force = "refusal"
    weighed = draft.modal or draft.toned or _harms(scene, draft)
    if weighed and draft.force == "promise" and draft.content_head is not None:
        marker = draft.condition.marker
        granting = marker in words["conditions.granting"] or marker.startswith("only")
        against = marker == "unless" or (
            marker not in words["conditions.holding"]
            and not granting
            and not scene.tree.has(draft.condition.head, "cop")
            and is_failure(scene.tree, draft.condition, scene.book)
        )
        if against and lemma(scene.tree, draft.content_head) not in words["tone.help"]:
            draft.force = "threat"
