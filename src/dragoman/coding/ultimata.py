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
    """ "X has until Friday to pay, Y said", "you have two days": a demand of Y's."""
    tree = scene.tree
    whom, speaker = surface_subject(tree, i), speaker_of(scene, i)
    if deed is None or deed < time or whom is None or speaker is None or not speaks(scene, speaker):
        return None
    counted = lemma(tree, time) in scene.book.words["deadlines.units"] and tree.has(time, "nummod")
    if not (counted or "until" in case_words(tree, time)) or same_side(scene, whom, speaker, guess=False):
        return None
    draft = Draft("demand", i, [i], _CONFIDENCE, speaker.head, speaker.party, named(scene, whom))
    draft.content, draft.content_head, draft.clause = clause_tokens(tree, deed), deed, deed
    draft.deadline = [t for t in tree.subtree(time, "acl") if t < deed]
    return draft


def alternatives(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """ "Appear before the chamber or face a vote", "or else it would act": a demand and a threat."""
    found = []
    for i, face in _openers(scene):
        demands = [d for d in drafts if d.force == "demand" and (d.node < i or i in d.content)]
        if not demands:
            continue
        draft = demands[-1]
        threat = Draft("threat", face, [i, face], draft.confidence, draft.holder, draft.speaker)
        threat.counterpart, threat.addressee = draft.counterpart, draft.addressee
        if not (_suffers(scene, face, threat) or _announces(scene, face, draft, drafts, threat)):
            continue
        draft.content = [t for t in draft.content if t < i]
        if draft.content_head not in draft.content:
            draft.content_head = draft.content[0] if draft.content else None
        threat.borrowed = demanded_deed(scene, draft) if draft.content else None
        threat.breached = True
        found.append(threat)
    return found


def _openers(scene: Scene) -> list[tuple[int, int]]:
    """First tokens of "or", "or else", "failing which", each with the token that follows."""
    texts = [token.text.lower() for token in scene.tree.tokens]
    markers = scene.book.alternatives
    found: list[tuple[int, int]] = []
    for i in range(len(texts) - 2):
        size = next((len(m) for m in markers if tuple(texts[i : i + len(m)]) == m), 0)
        if size and i + size < len(texts):
            found.append((i, i + size))
    return found


def _suffers(scene: Scene, face: int, threat: Draft) -> bool:
    """ "Or face a vote", "or be attacked", "or see its funds frozen": content of ``threat``, if it is so."""
    tree, opened = scene.tree, face
    if lemma(tree, face) not in scene.book.words["conditions.face"] and not _undergoes(scene, face):
        return False
    if lemma(tree, face) == "be":
        face += 1
        threat.trigger = [threat.trigger[0], opened, face]
    head = face if face > opened else tree.child(face, "obj", "xcomp", "obl")
    if head is None and tree.is_a(face, "compound", "amod"):
        head = tree.tokens[face].head  # "face" taken for a noun
    head = head if head is not None else following_nominal(tree, face)
    if head is None and tree.tokens[face + 1].upos == "DET":
        # "face an offensive": objects that the parser hung on the verb before
        rest = range(face + 2, len(tree.tokens))
        head = next((t for t in rest if tree.is_a(t, "obj", "obl", "conj")), None)
    if head is not None:
        happening = tree.child(face, "xcomp") if lemma(tree, face) == "see" else None
        inside = {*tree.subtree(head), *(tree.subtree(happening) if happening is not None else ())}
        threat.content = sorted(t for t in inside if t > opened)
        threat.content_head = head
    return True


def _announces(scene: Scene, face: int, demand: Draft, drafts: list[Draft], threat: Draft) -> bool:
    """ "Or else it would close its ports": what the holder of ``demand`` will do, unless told already."""
    tree, words = scene.tree, scene.book.words
    nouns = range(face, min(face + 8, len(tree.tokens)))
    modal = next((t for t in nouns if tree.is_a(t, "aux") and _is_will(scene, t)), None)
    if modal is None:
        return False
    head = tree.tokens[modal].head
    subject = next((c for c in tree.children(head, "nsubj") if face <= c < modal), None)
    if head < modal or subject is None or any(d.node == head for d in drafts):
        return False
    pronoun = tree.tokens[subject].upos == "PRON" and lemma(tree, subject) not in words["conditions.pointing"]
    if not pronoun and named(scene, subject) != demand.holder:
        return False
    threat.node, threat.trigger = head, sorted({modal, head})
    threat.content, threat.content_head, threat.clause = tree.subtree(head), head, head
    threat.content = [t for t in threat.content if t >= head]
    return True


def _is_will(scene: Scene, i: int) -> bool:
    words = scene.book.words["modal.will"]
    return lemma(scene.tree, i) in words or scene.tree.tokens[i].text.lower() in words


def _undergoes(scene: Scene, i: int) -> bool:
    """ "Or be attacked": a passive."""
    tree = scene.tree
    return lemma(tree, i) == "be" and i + 1 < len(tree.tokens) and tree.is_a(i, "aux:pass")
