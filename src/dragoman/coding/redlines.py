"""Red lines, and conditions that a clause before has named ("its violation would trigger ...")."""

from __future__ import annotations

from dragoman.coding.antecedents import named
from dragoman.coding.clauses import surface_subject
from dragoman.coding.conditions import Condition
from dragoman.coding.drafts import Draft
from dragoman.coding.grammar import lemma, possessor
from dragoman.coding.phrases import trim
from dragoman.coding.scene import Scene
from dragoman.coding.speakers import speaker_of
from dragoman.tree import Tree
from dragoman.types import Span

_CONFIDENCE = 0.85
_POINTING = frozenset({"this", "that", "it", "which", "these", "those"})


def draft_red_line(scene: Scene, i: int) -> Draft | None:
    """ "X is a red line (for Y)", "a red line for Y" as apposition: token ``i`` is "line"."""
    tree = scene.tree
    reds = [c for c in tree.children(i, "amod", "compound") if lemma(tree, c) == "red"]
    if not reds or (tree.is_a(i, "obj") and lemma(tree, tree.tokens[i].head) == "cross"):
        return None
    trigger = [*reds, i]
    draft = Draft("threat", i, trigger, _CONFIDENCE, red_line=True, noun=True)
    determiners = [c for c in tree.children(i, "det") if c < i]
    if any(lemma(tree, d) == "no" for d in determiners):
        return None
    draft.content, draft.content_head = sorted([*determiners, *trigger]), i
    for child in tree.children(i, "nmod", "obl"):
        if any(lemma(tree, c) == "for" for c in tree.children(child, "case")):
            draft.holder = named(scene, child)
    if draft.holder is None and (owner := possessor(tree, i)) is not None:
        draft.holder = named(scene, owner)
    if draft.holder is None and tree.is_a(i, "obj") and tree.tokens[i].head >= 0:
        subject = surface_subject(tree, tree.tokens[i].head)
        draft.holder = named(scene, subject) if subject is not None else None
    if draft.holder is None and (speaker := speaker_of(scene, i)) is not None:
        draft.holder, draft.speaker = speaker.head, speaker.party
    if draft.holder is None and draft.speaker is None:
        return None
    draft.condition = _crossed(tree, i)
    return draft


def _crossed(tree: Tree, i: int) -> Condition | None:
    """What must not happen: the subject of "is a red line", or the noun it stands beside."""
    if tree.has(i, "cop"):
        subject = tree.child(i, "nsubj", "csubj")
    elif tree.is_a(i, "appos"):
        subject = tree.tokens[i].head
    else:
        subject = tree.child(i, "nsubj")
    if subject is None:
        return None
    inside = tree.subtree(subject)
    if i in inside:
        inside = [t for t in inside if t < tree.subtree(i)[0]]
    return Condition(tuple(inside), subject, i, "subject", "") if inside else None


def points_back(scene: Scene, condition: Condition) -> bool:
    """Whether the condition only points at something named before ("this", "its violation")."""
    tree = scene.tree
    head = condition.head
    if tree.tokens[head].text.lower() in _POINTING:
        return True
    if lemma(tree, head) not in scene.book.words["conditions.breach"]:
        return False
    owner = possessor(tree, head)
    if owner is not None:
        return tree.tokens[owner].upos == "PRON"
    objects = [*tree.children(head, "obj", "nmod"), head]
    return any(
        tree.tokens[o].text.lower() in _POINTING
        or any(lemma(tree, d) in _POINTING for d in tree.children(o, "det"))
        or (lemma(tree, o) == "line" and any(lemma(tree, a) == "red" for a in tree.children(o, "amod")))
        for o in objects
    )


def demanded_deed(tree: Tree, draft: Draft) -> Span | None:
    """What a demand is about, without "to" and "not": "deploy troops" of "not to deploy troops"."""
    inside = trim(tree, draft.content, draft.content_head) if draft.content_head is not None else []
    while len(inside) > 1 and (
        tree.tokens[inside[0]].upos in ("PART", "SCONJ", "PUNCT")
        or tree.tokens[inside[0]].text.lower() in ("not", "to", "against", "that")
    ):
        inside.pop(0)
    return tree.span_of(inside) if inside else None


def merge_red_lines(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """One act where a red line and the consequence of crossing it stand together."""
    lines = [d for d in drafts if d.red_line and d.noun]
    if not lines:
        return drafts
    line = lines[0]
    for other in drafts:
        if other is line or other.force != "threat" or not other.modal or other.condition is None:
            continue
        if points_back(scene, other.condition):
            line.content, line.content_head = other.content, other.content_head
            drafts = [d for d in drafts if d is not other]
            if line.condition is None:
                line.condition = other.condition
            break
    return drafts
