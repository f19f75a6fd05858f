"""Demands in the imperative, in direct speech: “Lay down your arms,” the general told the rebels."""

from __future__ import annotations

from dragoman.coding.drafts import Draft
from dragoman.coding.grammar import lemma, negated
from dragoman.coding.phrases import clause_tokens, without_asides
from dragoman.coding.quotation import DOUBLE
from dragoman.coding.scene import Scene
from dragoman.coding.speakers import Speaker, speaker_of, speaks
from dragoman.tree import Tree

_CONFIDENCE = 0.6
_OPENERS = frozenset({"please", "do", "not", "don’t", "don't", "n't", "n’t", "and", "so", "now", "just"})


def imperatives(tree: Tree) -> list[int]:
    """The verbs that may be imperatives: base forms that open a sentence or a quotation."""
    found = []
    for i, token in enumerate(tree.tokens):
        if token.upos != "VERB" or token.text.lower() != token.lemma.lower():
            continue
        first = i
        while first > 0 and tree.tokens[first - 1].text.lower() in _OPENERS:
            first -= 1
        before = tree.tokens[first - 1].text if first > 0 else "."
        capital = tree.tokens[first].text[:1].isupper()
        opens = before == ":" or (capital and (before in DOUBLE or before == "." or first == 0))
        if opens and not tree.has(i, "nsubj", "mark", "cop", "csubj", "expl"):
            found.append(i)
    return found


def draft_imperative(scene: Scene, i: int) -> Draft | None:
    """The demand that the imperative ``i`` makes; None where nobody is told to speak."""
    tree, words = scene.tree, scene.book.words
    if lemma(tree, i) in words["modal.idle"] or tree.tokens[-1].text == "?":
        return None
    speaker = speaker_of(scene, i) if scene.statement_at(i) is not None else None
    if speaker is None and scene.last is not None:
        speaker = Speaker(scene.last, None, None)  # "issued an ultimatum: leave by dawn"
    if speaker is None or not speaks(scene, speaker):
        return None
    draft = Draft("demand", i, [i], _CONFIDENCE, holder=speaker.head, speaker=speaker.party)
    own = [c for c in tree.children(i, "conj", "parataxis") if tree.has(c, "nsubj", "aux")]
    other = {t for c in own for t in tree.subtree(c)}
    inside = [t for t in clause_tokens(tree, i) if t not in other]
    draft.content = without_asides(tree, i, inside, words["contents.aside"])
    draft.content_head = draft.clause = i
    draft.content_negated = negated(tree, i)
    return draft
