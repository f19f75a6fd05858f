"""Nouns that hang on a word by a preposition."""

from __future__ import annotations

from dragoman.coding.control import DONE
from dragoman.coding.voice import antecedent
from dragoman.tree import Tree


def prepositions(tree: Tree, i: int) -> dict[str, list[int]]:
    """The nouns that hang on ``i`` by a preposition: preposition -> noun tokens."""
    found: dict[str, list[int]] = {}
    for child in tree.children(i):
        token = tree.tokens[child]
        base = token.deprel.partition(":")[0]
        if base == "nsubj" and child > tree.children(i, "nsubj")[0]:
            base = "obl"  # "shells from Malian guns fell", with two subjects
        if base not in ("obl", "nmod", "xcomp", "advmod", "advcl", "acl"):
            continue
        case = tree.child(child, "case")
        if case is None:
            if token.deprel == "nmod:poss":
                found.setdefault("poss", []).append(child)
                continue
            case = _case_before(tree, child) if token.deprel in ("nmod", "obl") else None
            if case is None:
                continue
        word = tree.tokens[case].text.lower()
        if word == "out" and tree.tokens[case + 1].text.lower() == "of":
            word = "of"
        found.setdefault(word, []).append(antecedent(tree, child))
    if tree.tokens[i].upos in ("NOUN", "PROPN"):
        # "an offer made by the rebels": what a participle says of the noun belongs to the noun
        for participle in tree.children(i, "acl"):
            if tree.tokens[participle].deprel == "acl" and tree.tokens[participle].text.lower() in DONE:
                for preposition, nouns in prepositions(tree, participle).items():
                    found.setdefault(preposition, []).extend(nouns)
    return found


def within_phrase(tree: Tree, thing: int, preposition: str) -> list[int]:
    """The last noun after ``preposition`` anywhere in the phrase of ``thing``: the parser often hangs
    what belongs to the verb on the noun before it ("returned a bust of the king to Peru")."""
    found: list[int] = []
    stack = [thing]
    while stack:
        node = stack.pop()
        for child in tree.children(node):
            if tree.tokens[child].deprel in ("acl:relcl", "ccomp", "appos", "conj", "punct"):
                continue
            stack.append(child)
            case = tree.child(child, "case")
            if case is not None and tree.tokens[case].text.lower() == preposition and child != thing:
                found.append(child)
    return sorted(found)[-1:]


def _case_before(tree: Tree, i: int) -> int | None:
    """The preposition in front of the phrase of ``i`` that hangs on a noun inside it instead
    ("of a number of soldiers", both read with "soldiers")."""
    first = min((c for c in tree.children(i, "det", "amod", "nummod", "compound") if c < i), default=i)
    before = first - 1
    if before < 0 or tree.tokens[before].deprel != "case":
        return None
    holder = tree.tokens[before].head
    return before if holder >= 0 and tree.tokens[holder].head == i else None
