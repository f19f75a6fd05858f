"""Light verbs: the clause in which a noun's event is told ("launched an attack", "clashes erupted")."""

from __future__ import annotations

from dragoman.codebook.events import EventCodebook
from dragoman.coding.control import PHRASAL, QUANTITY
from dragoman.coding.roles import patient
from dragoman.coding.shapes import bare_noun, deprel, lemma
from dragoman.coding.voice import passive
from dragoman.tree import Tree


def light_clause(tree: Tree, noun: int, book: EventCodebook) -> tuple[int, str]:
    """The light verb that tells the noun's event and its kind ("scene": a verb of happening); the
    noun itself where there is none."""
    for relative in tree.children(noun, "acl:relcl"):
        kind = book.light.get(lemma(tree, relative))
        if kind is not None and patient(tree, relative) == noun:
            return relative, kind  # "the talks that Chad held"
    node = noun
    for _ in range(4):
        token = tree.tokens[node]
        if token.head < 0:
            break
        base = deprel(tree, node)
        head = token.head
        if base == "nsubj" and lemma(tree, head) in book.modality.occurring:
            return head, "scene"  # "clashes erupted between ..."
        objectlike = base == "obj" or (base == "ccomp" and bare_noun(tree, node))
        if (objectlike or base == "nsubj") and tree.tokens[head].upos == "VERB":
            kind = book.light.get(lemma(tree, head))
            if kind is not None and (objectlike or passive(tree, head)):
                return head, kind
            break
        if base == "conj" or (base == "nmod" and lemma(tree, head) in QUANTITY):
            node = head
            continue
        if base in ("obl", "xcomp") and lemma(tree, head) in PHRASAL:
            case = tree.child(node, "case")
            word = "" if case is None else tree.tokens[case].text.lower()
            if word in ("under", "in", "into", "to", "on", ""):
                return head, "undergoer" if word == "under" else "doer"
        break
    return noun, ""
