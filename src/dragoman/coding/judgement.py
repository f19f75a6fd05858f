"""Whether a frame's demands on its content are met, and the force that follows."""

from __future__ import annotations

from dragoman.codebook.acts import Frame
from dragoman.coding.antecedents import named
from dragoman.coding.drafts import Draft
from dragoman.coding.force import consequence, decide, narrow, protects, warned
from dragoman.coding.grammar import lemma, modals, negated
from dragoman.coding.implied import subject_condition
from dragoman.coding.phrases import nominal_tokens
from dragoman.coding.redlines import is_red, refused_deed
from dragoman.coding.scene import Scene
from dragoman.coding.speakers import Speaker, same_side
from dragoman.coding.tone import deed_of, harmful, wrongful


def judge(scene: Scene, draft: Draft, frame: Frame, head: int | None, tokens: list[int]) -> bool:
    """Set force and content of ``draft``; False where the frame's demands are not met."""
    tree = scene.tree
    if head is None:
        draft.force = decide(frame.force, False, False)
        return True
    own = True
    if frame.own and draft.holder is not None:
        subject = tree.child(head, "nsubj")
        own = subject is not None and same_side(scene, subject, Speaker(draft.holder, None, draft.node))
        if not own:
            return False
    denied = negated(tree, head)
    if draft.content_negated:
        denied = not denied if draft.noun else True
    bad = (wrongful if denied else harmful)(tree, head, scene.book)
    if frame.harmful and not bad:
        return False
    draft.content, draft.content_head, draft.clause = tokens, head, head
    draft.content_negated = denied
    if denied and own and is_red(scene, head) and frame.force in ("warn", "tone"):
        # "issued a warning that it would not tolerate raids"
        draft.force, draft.red_line = "threat", True
        draft.condition = refused_deed(tree, head)
        return True
    if frame.force == "warn" and (asked := _owing(scene, draft, head)) is not None:
        # "must disarm, it warned"
        draft.force = "demand"
        draft.counterpart = asked if scene.is_party(asked) else draft.counterpart
    elif frame.force == "warn":
        force = warned(scene, draft, head)
        if force is None:
            return False
        draft.force, draft.warned = force, True
        if force == "threat" and consequence(scene, head):
            narrow(scene, draft, head)
        if (
            draft.condition is None
            and force in ("threat", "warning")
            and modals(tree, head, scene.book.words["modal.will"])
        ):
            draft.condition = subject_condition(tree, head, scene.book)
    else:
        draft.toned = frame.force == "tone"
        rule = frame.negated if denied and frame.negated is not None else frame.force
        draft.force = decide(rule, bad, denied)
        if draft.force == "promise" and not denied:
            if protects(tree, head, scene.book):
                draft.force = "assurance"
            elif lemma(tree, deed_of(tree, head, scene.book)) in scene.book.words["tone.punish"]:
                draft.force = "threat"
    return True


def _owing(scene: Scene, draft: Draft, head: int) -> int | None:
    """The subject, another than the holder, of a clause with "must" or "should"."""
    subject = scene.tree.child(head, "nsubj")
    if subject is None or not modals(scene.tree, head, scene.book.words["modal.must"]):
        return None
    return (
        None if same_side(scene, subject, Speaker(draft.holder, None, draft.node)) else named(scene, subject)
    )


def is_class(scene: Scene, head: int, name: str) -> bool:
    """Whether a word of the noun phrase of ``head`` belongs to the word class ``name``."""
    words = scene.book.classes[name]
    return any(lemma(scene.tree, t) in words for t in nominal_tokens(scene.tree, head))
