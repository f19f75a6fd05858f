"""Two mistakes that parsers make with clauses of speech, mended before acts are read.

Outside a quotation nothing depends on what stands inside it, and a finite verb without modal is
not coordinated with one under "will" or "to", but with the verb of speech above.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.coding.grammar import has_modal, is_infinitive, lemma
from dragoman.tree import Tree

_QUOTES = frozenset(('"', "“", "”", "''", "``", "«", "»"))


def rehung(tree: Tree) -> Tree:
    """``tree`` with such clauses hung on the verb of speech; the same object where there are none."""
    moved = {i: head for i in range(len(tree.tokens)) if (head := _speech_above(tree, i)) is not None}
    if not moved:
        return tree
    tokens = tuple(
        replace(token, head=moved[i]) if i in moved else token for i, token in enumerate(tree.tokens)
    )
    return Tree(replace(tree.sentence, tokens=tokens), tree.text)


def _speech_above(tree: Tree, i: int) -> int | None:
    """The verb that ``i`` should hang on, if it hangs wrongly."""
    head = tree.tokens[i].head
    if head < 0:
        return None
    if tree.is_a(i, "conj"):
        return _fellow_above(tree, i, head)
    if tree.is_a(i, "obl", "advcl") and head < i:
        return _outside(tree, i, head)
    return None


def _fellow_above(tree: Tree, i: int, head: int) -> int | None:
    """ "Vowed that it would march and *demanded*": the verb with "demanded" is "vowed"."""
    token = tree.tokens[i]
    text = token.text.lower()
    finite = token.upos == "VERB" and text != token.lemma.lower() and not text.endswith("ing")
    if not finite or tree.has(i, "nsubj", "aux", "cop") or not tree.has(i, "cc"):
        return None
    if not (has_modal(tree, head) or is_infinitive(tree, head)) or tree.has(head, "aux:pass"):
        return None
    if any(lemma(tree, a) == "have" for a in tree.children(head, "aux")):
        return None  # "would have met and asked"
    above = tree.tokens[head].head
    spoken = tree.is_a(head, "ccomp", "xcomp") and 0 <= above < head
    return above if spoken and tree.tokens[above].upos == "VERB" else None


def _outside(tree: Tree, i: int, head: int) -> int | None:
    """ "'We will leave,' he said *after talks collapsed*": what follows the verb of speech is outside."""
    node = head
    for above in tree.ancestors(head):
        if head < above < i and tree.is_a(node, "ccomp", "parataxis"):
            first = tree.subtree(i)[0]
            closed = any(tree.tokens[t].text in _QUOTES for t in range(head, above))
            reopened = any(tree.tokens[t].text in _QUOTES for t in range(above, max(first, above) + 1))
            return above if closed and not reopened and first > above else None
        node = above
    return None
