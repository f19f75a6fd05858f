"""Futures without a modal: "is going to", "has no choice but to"."""

from __future__ import annotations

from dragoman.coding.clauses import surface_subject
from dragoman.coding.drafts import Draft
from dragoman.coding.force import decide
from dragoman.coding.grammar import denied_noun, is_infinitive, lemma, negated
from dragoman.coding.modal_clauses import SAID, hold
from dragoman.coding.phrases import clause_tokens
from dragoman.coding.scene import Scene
from dragoman.coding.speakers import Speaker, is_observer, same_side, speaker_of, speaks
from dragoman.coding.tone import harmful
from dragoman.tree import Tree


def draft_going(scene: Scene, i: int) -> Draft | None:
    """ "We are going to hit them": a future without a modal; token ``i`` is "going"."""
    tree, words = scene.tree, scene.book.words
    deed = tree.child(i, "xcomp")
    if deed is None or not is_infinitive(tree, deed) or tree.tokens[i].text.lower() != "going":
        return None
    subject, speaker = surface_subject(tree, i), speaker_of(scene, i)
    supposed = any(lemma(tree, c) in ("if", "unless") for c in tree.children(i, "mark"))
    if subject is None or supposed or tree.is_a(i, "acl"):
        return None
    if speaker is None and tree.tokens[subject].text.lower() in ("we", "i"):
        speaker = Speaker(subject, None, None)
    if speaker is None or not speaks(scene, speaker) or is_observer(scene, speaker):
        return None
    denied, harm = negated(tree, i), harmful(tree, deed, scene.book)
    idle = (lemma(tree, deed) in words["modal.inert"] or tree.has(deed, "cop")) and not harm
    passive = idle or not same_side(scene, subject, speaker)
    feared = passive and denied and _supposed(tree, i)  # "if we wait, we are not going to have a country"
    if passive and not feared:
        return None
    draft = Draft("threat", i, [i], SAID, modal=True)
    draft.content, draft.content_head, draft.clause = clause_tokens(tree, deed), deed, deed
    draft.content_negated = denied
    draft.force = "warning" if feared else decide("tone", harm, denied)
    return hold(scene, draft, subject, speaker)


def _supposed(tree: Tree, i: int) -> bool:
    """Whether the clause of ``i`` hangs on an "if" or "unless"."""
    marks = (m for c in tree.children(i, "advcl") for m in tree.children(c, "mark"))
    return any(lemma(tree, m) in ("if", "unless") for m in marks)


def draft_no_choice(scene: Scene, i: int) -> Draft | None:
    """ "It had no choice but to respond": what the holder will do."""
    tree, words = scene.tree, scene.book.words
    noun = tree.child(i, "obj")
    if noun is None or lemma(tree, noun) not in words["tone.choice"] or not denied_noun(tree, noun):
        return None
    deed = next((c for h in (noun, i) for c in tree.children(h, "acl", "xcomp", "advcl") if c > noun), None)
    subject, speaker = surface_subject(tree, i), speaker_of(scene, i)
    if deed is None or subject is None or speaker is None or not speaks(scene, speaker):
        return None
    if not is_infinitive(tree, deed) or not same_side(scene, subject, speaker):
        return None
    draft = Draft("threat", i, list(range(i, noun + 1)), SAID)
    draft.content = [t for t in clause_tokens(tree, deed) if lemma(tree, t) != "but"]
    draft.content_head = draft.clause = deed
    draft.force = decide("tone", harmful(tree, deed, scene.book), False)
    return hold(scene, draft, subject, speaker)
