"""The subject and the prepositional complements of a clause."""

from __future__ import annotations

from dragoman.coding.grammar import case_words, is_nominal
from dragoman.coding.phrases import following_nominal
from dragoman.tree import Tree, matches

RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
PERSONAL = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "him",
        "her",
        "them",
        "his",
        "its",
        "their",
        "hers",
        "theirs",
        "himself",
        "herself",
        "itself",
        "themselves",
    ]
)
FIRST = frozenset({"i", "we", "me", "us", "my", "our", "myself", "ourselves"})


def obliques(tree: Tree, i: int, preposition: str) -> list[int]:
    """Nominals and gerunds that depend on ``i`` with ``preposition``."""
    found = []
    for child in tree.children(i, "obl", "nmod", "obj", "advcl", "acl", "xcomp", "ccomp"):
        if not is_nominal(tree, child) and tree.has(child, "nsubj"):
            continue
        opens = is_nominal(tree, child) and tree.tokens[tree.subtree(child)[0]].text.lower() == preposition
        if (opens or preposition in case_words(tree, child)) and not (
            preposition == "to" and not _noun_to(tree, child)
        ):
            found.append(child)
    return found


def _noun_to(tree: Tree, i: int) -> bool:
    """Whether the "to" of ``i`` is a preposition, not an infinitive's marker."""
    return tree.is_a(i, "obl", "nmod") or tree.tokens[i].text.lower().endswith("ing")


def relative_head(tree: Tree, i: int) -> int | None:
    """The noun that the relative clause around the verb ``i`` modifies."""
    node = i
    while node >= 0:
        token = tree.tokens[node]
        if token.deprel in ("acl:relcl", "acl") and token.head >= 0:
            return token.head
        if not matches(token.deprel, ("conj", "xcomp")):
            return None
        node = token.head
    return None


def surface_subject(tree: Tree, i: int) -> int | None:
    """The subject that stands with the clause of ``i``, or that it shares with its governor.

    Relative pronouns are replaced by the noun they stand for.
    """
    seen = 0
    node = i
    while node >= 0 and seen < 12:
        seen += 1
        subject = _own_subject(tree, node)
        if subject is not None:
            if tree.tokens[subject].text.lower() in RELATIVE and tree.tokens[subject].upos in (
                "PRON",
                "DET",
                "SCONJ",
            ):
                noun = relative_head(tree, node)
                return noun if noun is not None else _noun_before(tree, subject)
            return _possessed(tree, subject)
        token = tree.tokens[node]
        if token.head < 0:
            return None
        if (shared := _shared_subject(tree, node)) is not None:
            return _possessed(tree, shared)
        if token.deprel.startswith("acl"):
            return token.head
        if matches(token.deprel, ("xcomp",)):
            controller = tree.child(token.head, "obj")
            if (
                controller is not None
                and tree.tokens[token.head].upos == "VERB"
                and not is_nominal(tree, node)
            ):
                return controller
        elif not matches(
            token.deprel, ("conj", "advcl", "ccomp", "parataxis", "cop", "aux", "dep", "advmod")
        ):
            return None
        node = token.head
    return None


def _own_subject(tree: Tree, node: int) -> int | None:
    """The subject of the clause; one without a preposition ("according to X, Y said") goes before, and
    of several before the verb the last: what comes first is a dateline or a topic."""
    subjects = tree.children(node, "nsubj")
    before = [s for s in subjects if s < node and is_nominal(tree, s) and not tree.has(s, "case")]
    if len(before) > 1:
        return before[-1]
    return next((s for s in subjects if not tree.has(s, "case")), subjects[0] if subjects else None)


def _shared_subject(tree: Tree, node: int) -> int | None:
    """The subject that a clause after "and" shares with its fellow: "said that X had met Y and had asked"."""
    token = tree.tokens[node]
    if tree.is_a(node, "conj") and tree.has(node, "aux") and tree.tokens[token.head].text.endswith("ing"):
        # "as saying that X had met Y and had asked": a finite verb goes with the clause, not the participle
        before = [c for c in tree.children(token.head, "ccomp") if c < node]
        return _own_subject(tree, before[-1]) if before else None
    if not (tree.is_a(node, "ccomp", "advcl") and tree.has(node, "cc")):
        return None
    for fellow in reversed(tree.children(token.head, token.deprel)):
        if fellow < node and (subject := _own_subject(tree, fellow)) is not None:
            return None if tree.tokens[subject].text.lower() in RELATIVE else subject
    return None


def _possessed(tree: Tree, subject: int) -> int:
    """For a subject followed by a genitive mark ("Sudan's army"): the noun that is possessed."""
    if subject + 2 < len(tree.tokens) and tree.tokens[subject + 1].text in ("'s", "’s", "'", "’"):
        found = following_nominal(tree, subject + 1)
        if found is not None:
            return found
    return subject


def _noun_before(tree: Tree, pronoun: int) -> int:
    """The head of the noun phrase that ends right before a relative pronoun; else the pronoun."""
    j = pronoun - 1
    while j >= 0 and tree.tokens[j].upos in ("PUNCT", "ADP"):
        j -= 1
    if j < 0 or not is_nominal(tree, j):
        return pronoun
    while 0 <= tree.tokens[j].head < pronoun and is_nominal(tree, tree.tokens[j].head):
        if tree.is_a(j, "nsubj", "obl", "obj"):
            break
        j = tree.tokens[j].head
    return j
