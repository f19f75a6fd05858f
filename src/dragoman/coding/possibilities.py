"""What is announced by "may", "might", "can" and "could"."""

from __future__ import annotations

from dragoman.coding.drafts import Draft
from dragoman.coding.force import bad, consequence, decide, gains, narrow, withhold
from dragoman.coding.grammar import is_passive, lemma, negated
from dragoman.coding.modal_clauses import clause_draft, clause_subject, hold
from dragoman.coding.scene import Scene
from dragoman.coding.speakers import is_observer, same_side, speaker_of, speaks
from dragoman.coding.tone import harmful
from dragoman.types import Force


def possible(scene: Scene, modal: int, head: int, restricted: set[int]) -> Draft | None:
    """ "Said it could quit", "may help if asked": a harm of the speaker's own, or what hangs on a condition.

    ``restricted``: as for :func:`future`.
    """
    tree, words = scene.tree, scene.book.words
    speaker = speaker_of(scene, head)
    subject = clause_subject(scene, modal, head)
    if speaker is None or subject is None or not speaks(scene, speaker):
        return None
    draft = clause_draft(scene, head, modal, speaker)
    if withhold(scene, draft):
        return draft
    own, harm = same_side(scene, subject, speaker), harmful(tree, head, scene.book)
    if negated(tree, head):
        hypothetical = "could" in (lemma(tree, modal), tree.tokens[modal].text.lower())
        denied = _denied(scene, head, hypothetical) if own else None
        if denied is None:
            return None
        draft.force = denied
        return hold(scene, draft, subject, speaker)
    draft.confidence = 0.5
    if consequence(scene, head) and not own and scene.is_party(subject):
        # "could face sanctions"
        draft.force = "threat"
        narrow(scene, draft, head)
        return draft
    hangs = head in restricted and not is_observer(scene, speaker)
    if is_passive(tree, head):
        # "could be restored if"
        draft.force = "promise"
        return draft if hangs and lemma(tree, head) in words["modal.granted"] else None
    if not harm and head not in restricted:
        return None
    if not own:
        # "the war could spread if", "they can stay if"
        gained = gains(scene, head)
        draft.force = "promise" if gained else "warning"
        return draft if hangs and (gained or scene.is_party(subject) or bad(scene, head)) else None
    if not harm and (lemma(tree, head) in words["modal.inert"] or tree.has(head, "cop")):
        return None
    draft.force = decide("tone", harm, False)
    return hold(scene, draft, subject, speaker)


def _denied(scene: Scene, head: int, hypothetical: bool) -> Force | None:
    """The force of "cannot accept the terms", "cannot guarantee their safety"."""
    word, words = lemma(scene.tree, head), scene.book.words
    if word in words["modal.vouch"]:
        return "warning"
    return "refusal" if word in words["modal.grant"] and not hypothetical else None
