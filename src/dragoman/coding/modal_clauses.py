"""The clause of a modal as a draft: its subject, and what it announces or asks for."""

from __future__ import annotations

from dragoman.coding.clauses import surface_subject
from dragoman.coding.drafts import Draft
from dragoman.coding.grammar import is_nominal, lemma, negated
from dragoman.coding.phrases import without_asides
from dragoman.coding.scene import Scene
from dragoman.coding.speakers import Speaker

SAID, NARRATED = 0.7, 0.6


def clause_subject(scene: Scene, modal: int, head: int) -> int | None:
    """The clause's subject; where it has none of its own, the noun right before the modal."""
    tree = scene.tree
    if not tree.has(head, "nsubj") and not tree.is_a(head, "conj"):
        j = modal - 1
        while j >= 0 and (
            tree.tokens[j].upos == "ADV" or tree.tokens[j].text.lower() in ("each", "both", "all")
        ):
            j -= 1
        if j >= 0 and is_nominal(tree, j):
            while (
                is_nominal(tree, tree.tokens[j].head)
                and tree.tokens[j].head < modal
                and tree.tokens[j].head >= 0
            ):
                j = tree.tokens[j].head
            return j
    return surface_subject(tree, head)


def clause_draft(scene: Scene, head: int, modal: int, speaker: Speaker | None) -> Draft:
    """What the clause of ``head`` announces, told by ``speaker``; its force is left open."""
    tree = scene.tree
    negation = [c for c in tree.children(head, "advmod") if lemma(tree, c) in ("not", "n't", "never")]
    trigger = sorted({modal, *negation, *tree.children(head, "cop", "aux:pass"), head})
    draft = Draft("threat", head, trigger, SAID if speaker else NARRATED, modal=True)
    outside = {
        modal,
        *negation,
        *tree.children(
            head, "aux", "nsubj", "csubj", "mark", "cc", "parataxis", "discourse", "expl", "punct"
        ),
    }
    keep = {head}
    for child in tree.children(head):
        if child not in outside and not (tree.is_a(child, "conj") and tree.has(child, "nsubj")):
            keep.update(tree.subtree(child))
    aside = scene.book.words["contents.aside"]
    draft.content = without_asides(tree, head, sorted(keep), aside)
    draft.content_head = draft.clause = head
    draft.content_negated = bool(negation) or negated(tree, head)
    if speaker is not None:
        draft.holder, draft.speaker = speaker.head, speaker.party
    return draft
