"""Voice and relative pronouns: whether a verb is passive, and what "who" or "which" stands for."""

from __future__ import annotations

from dragoman.coding.control import UNDERGONE
from dragoman.coding.shapes import RELATIVE, infinitive, lemma
from dragoman.tree import Tree


def passive(tree: Tree, i: int) -> bool:
    """Whether the verb ``i`` is passive: its surface subject undergoes it."""
    auxiliaries = [lemma(tree, c) for c in tree.children(i, "aux")]
    if auxiliaries and set(auxiliaries) <= {"have", "will", "would"} and not tree.has(i, "aux:pass"):
        return False  # "have deported", whatever its subject is read as
    if not auxiliaries and _headlined(tree, i):
        return True
    for child in tree.children(i):
        relation = tree.tokens[child].deprel
        if relation in ("nsubj:pass", "aux:pass", "csubj:pass"):
            return True
        if relation.startswith(("nsubj", "aux", "cop")):
            return False
    token = tree.tokens[i]
    text = token.text.lower()
    if token.upos != "VERB" or text.endswith("ing") or infinitive(tree, i) or text == token.lemma.lower():
        return False
    relation = token.deprel
    if relation in ("acl", "advcl", "amod"):
        return not tree.has(i, "obj")
    if relation == "conj":
        return not tree.has(i, "obj") and token.head >= 0 and passive(tree, token.head)
    return False


def _headlined(tree: Tree, i: int) -> bool:
    """Whether ``i`` is a passive without its auxiliary, as headlines have it ("Two killed in blast")."""
    return (
        lemma(tree, i) in UNDERGONE
        and tree.tokens[i].text.lower().endswith(("ed", "en", "in"))
        and tree.has(i, "nsubj")
        and not tree.has(i, "obj", "ccomp", "xcomp", "advmod")
    )


def antecedent(tree: Tree, i: int) -> int:
    """``i``, or what it stands for when it is a relative pronoun."""
    token = tree.tokens[i]
    if token.upos in ("PRON", "DET", "SCONJ") and token.text.lower() in RELATIVE:
        for above in tree.ancestors(i):
            if tree.tokens[above].deprel == "acl:relcl" and tree.tokens[above].head >= 0:
                return tree.tokens[above].head
    return i


def has_relative(tree: Tree, i: int) -> bool:
    """Whether clause ``i`` has a relative pronoun."""
    return any(tree.tokens[c].text.lower() in RELATIVE for c in tree.children(i))
