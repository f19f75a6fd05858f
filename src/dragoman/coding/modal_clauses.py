"""The clause of a modal as a draft: its subject, and what it announces or asks for."""

from __future__ import annotations

from dragoman.codebook.acts import ActCodebook
from dragoman.coding.antecedents import named
from dragoman.coding.clauses import surface_subject
from dragoman.coding.drafts import Draft
from dragoman.coding.grammar import case_words, is_infinitive, is_nominal, is_passive, lemma, negated
from dragoman.coding.phrases import without_asides
from dragoman.coding.scene import Scene
from dragoman.coding.speakers import Speaker, is_mouthpiece
from dragoman.tree import Tree

_DENIALS = frozenset(("not", "n't", "n’t", "never", "longer"))
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


def stands_apart(tree: Tree, head: int, child: int) -> bool:
    """Whether ``child`` is coordinated with the clause ``head``, but an act of its own.

    It has its own subject, or is denied where ``head`` is not ("will pay but will not send troops").
    """
    if not tree.is_a(child, "conj"):
        return False
    turned = tree.has(child, "aux") and negated(tree, child) != negated(tree, head)
    return tree.has(child, "nsubj") or turned


def _means(tree: Tree, head: int, book: ActCodebook) -> int | None:
    """What an answer consists in: "closing" of "would respond to it by closing the border"."""
    if lemma(tree, head) not in book.words["conditions.answer"]:
        return None
    return next(
        (
            c
            for c in tree.children(head, "advcl", "obl")
            if "by" in case_words(tree, c) and _is_gerund(tree, c)
        ),
        None,
    )


def _is_gerund(tree: Tree, i: int) -> bool:
    return tree.tokens[i].text.lower().endswith("ing") and not tree.has(i, "det")


def forced_deed(tree: Tree, head: int, book: ActCodebook) -> int | None:
    """The infinitive under "have to" or "be forced to"; None where the clause ``head`` has no such verb."""
    words = book.words["modal.forced" if is_passive(tree, head) else "modal.need"]
    inner = tree.child(head, "xcomp") if lemma(tree, head) in words else None
    return inner if inner is not None and inner > head and is_infinitive(tree, inner) else None


def clause_draft(scene: Scene, head: int, modal: int, speaker: Speaker | None) -> Draft:
    """What the clause of ``head`` announces, told by ``speaker``; its force is left open."""
    tree = scene.tree
    negation = [c for c in tree.children(head, "advmod") if tree.tokens[c].text.lower() in _DENIALS]
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
        if child not in outside and not stands_apart(tree, head, child):
            keep.update(tree.subtree(child))
    aside = scene.book.words["contents.aside"]
    draft.content = without_asides(tree, head, sorted(keep), aside)
    draft.content_head = draft.clause = head
    if (means := _means(tree, head, scene.book)) is not None:
        draft.content, draft.content_head = [t for t in tree.subtree(means) if t >= means], means
    draft.content_negated = bool(negation) or negated(tree, head)
    if speaker is not None:
        draft.holder, draft.speaker = speaker.head, speaker.party
    return draft


def hold(scene: Scene, draft: Draft, subject: int, speaker: Speaker) -> Draft:
    """The holder is who speaks; where only an office or a source is told to speak, whom it speaks for."""
    tree = scene.tree
    target = named(scene, subject)
    # "President Silva will visit Oslo, her minister said"
    another = scene.kind(target) == "person" and tree.has(target, "flat", "nmod:desc")
    if speaker.verb is not None and target in tree.children(speaker.verb, "nsubj"):
        another = False
    verb = speaker.verb
    if verb is None and speaker.head is not None:
        verb = tree.tokens[speaker.head].head
    if verb is not None and verb >= 0 and any(lemma(tree, m) == "as" for m in tree.children(verb, "mark")):
        another = True  # "as its envoy announced, Oslo will pay": told in the writer's words
    spoken = (
        speaker.head is not None
        and speaker.head != target
        and not another
        and not is_mouthpiece(scene, speaker.head)
        and lemma(tree, speaker.head) not in scene.book.words["parties.media"]
    )
    if not spoken and tree.tokens[target].upos in ("NOUN", "PROPN") and scene.is_party(target):
        draft.holder, draft.speaker = target, None
    elif speaker.head is not None:
        draft.holder = speaker.head
    elif speaker.party is None:
        draft.holder = target
    return draft
