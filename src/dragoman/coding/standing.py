"""Whether a trigger is said to have been performed at all."""

from __future__ import annotations

from dragoman.coding.clauses import FIRST, surface_subject
from dragoman.coding.grammar import case_words, is_infinitive, is_over, is_passive, lemma, modals, negated
from dragoman.coding.scene import Scene
from dragoman.coding.speakers import same_side, speaker_of
from dragoman.tree import Tree


def stands(scene: Scene, i: int) -> bool:
    """Whether the act of verb or adjective ``i`` is said to have been performed.

    It is not where it is denied, only possible, intended, a condition, or itself what
    another act asks for.
    """
    tree, words = scene.tree, scene.book.words
    if negated(tree, i):
        return False
    helpers = modals(tree, i, words["modal.may"] | words["modal.must"])
    if helpers:
        return False
    if modals(tree, i, words["modal.will"]):
        plain = lemma(tree, i) not in words["modal.unspoken"] and not is_passive(tree, i)
        return plain and own_future(scene, i)
    if _supposed(tree, i) or _accused(scene, i):
        return False
    token = tree.tokens[i]
    node = i
    while token.deprel.partition(":")[0] in ("conj", "xcomp", "ccomp") and token.head >= 0:
        governor = token.head
        if token.deprel.startswith("xcomp") or (
            token.deprel.startswith("ccomp") and is_infinitive(tree, node)
        ):
            if lemma(tree, governor) in words["parties.aspect"]:
                if negated(tree, governor):
                    return False
            elif (
                lemma(tree, governor) in words["parties.intend"] | words["parties.deny"]
                or governor in scene.governors
            ):
                return False
        elif token.deprel.startswith("ccomp") and lemma(tree, governor) in words["parties.deny"]:
            return False
        elif token.deprel.startswith("conj") and not tree.has(node, "nsubj") and not tree.has(node, "aux"):
            # shares the auxiliaries and the marker of its first conjunct
            if modals(tree, governor, words["modal.may"] | words["modal.must"]):
                return False
            if _supposed(tree, governor):
                return False
        node = governor
        token = tree.tokens[node]
    return True


def _supposed(tree: Tree, i: int) -> bool:
    """Whether the clause of ``i`` is a condition, or a clause of time that lies ahead."""
    opened = {lemma(tree, c) for c in tree.children(i, "mark", "advmod")}
    if opened & {"if", "unless", "until", "till", "once"}:
        return True
    ahead = tree.is_a(i, "advcl") and not is_over(tree, i) and not tree.tokens[i].text.lower().endswith("ing")
    return ahead and bool(opened & {"when", "whenever", "before"})


def _accused(scene: Scene, i: int) -> bool:
    """ "Accused the army of planning to": what another is charged with."""
    tree, above = scene.tree, scene.tree.tokens[i].head
    charged = above >= 0 and bool(case_words(tree, i) & {"of", "for", "with"})
    return charged and lemma(tree, above) in scene.book.words["parties.accuse"]


def foretold(scene: Scene, i: int) -> bool:
    """Whether the trigger itself stands under "will" or "would"."""
    return bool(modals(scene.tree, i, scene.book.words["modal.will"]))


def own_future(scene: Scene, i: int) -> bool:
    """ "Said it will demand": a future trigger binds already where its subject is the speaker."""
    subject = surface_subject(scene.tree, i)
    if subject is None:
        return False
    if scene.tree.tokens[subject].text.lower() in FIRST:
        return True
    speaker = speaker_of(scene, i)
    return speaker is not None and same_side(scene, subject, speaker)
