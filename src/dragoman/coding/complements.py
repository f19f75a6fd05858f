"""The clauses that complete a verb."""

from __future__ import annotations

from dragoman.coding.control import OBJECT_CONTROL
from dragoman.coding.shapes import deprel, infinitive, lemma
from dragoman.tree import Tree


def complements(tree: Tree, i: int) -> list[int]:
    """Heads of the clauses that complete ``i`` (also infinitives read as purpose)."""
    found = tree.children(i, "xcomp", "ccomp")
    found.extend(c for c in tree.children(i, "advcl", "acl") if infinitive(tree, c) and c not in found)
    for thing in tree.children(i, "obj", "iobj"):
        # "ordered the envoy to leave", where the infinitive is read with the envoy
        found.extend(c for c in tree.children(thing, "acl") if commanded(tree, thing, c))
    out = []
    for child in found:
        out.append(child)
        out.extend(c for c in tree.children(child, "conj") if tree.tokens[c].upos == "VERB")
    return out


def commanded(tree: Tree, thing: int, clause: int) -> bool:
    """Whether ``thing`` is told to do the infinitive ``clause`` that hangs on it."""
    verb = tree.tokens[thing].head
    if verb < 0 or not infinitive(tree, clause) or deprel(tree, thing) not in ("obj", "iobj"):
        return False
    return lemma(tree, verb) in OBJECT_CONTROL or lemma(tree, verb) == "order"
