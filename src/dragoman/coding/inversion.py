"""Conditions that an auxiliary opens: "should talks fail", "were he to win", "had it agreed"."""

from __future__ import annotations

from dragoman.coding.condition_extent import extent
from dragoman.coding.grammar import is_infinitive, is_nominal
from dragoman.tree import Tree


def inverted(tree: Tree, texts: list[str], i: int, openers: frozenset[str]) -> tuple[list[int], int] | None:
    """Tokens and head of the clause that the auxiliary ``i`` opens; None where it opens none.

    ``texts``: the sentence's words in lower case; ``openers``: the auxiliaries that may do so.
    """
    if texts[i] not in openers or tree.tokens[i].head < 0:
        return None
    if texts[i] == "should" and (noun := _opened_by(tree, i)) is not None:
        return list(range(i, tree.subtree(noun)[-1] + 1)), noun
    clause = tree.tokens[i].head if tree.is_a(i, "aux", "cop", "mark") else i
    other = _infinitive_after(tree, i) if texts[i] == "were" else None
    clause = clause if other is None else other
    subject = tree.child(clause, "nsubj", "expl") if other is None else i + 1
    hung = tree.is_a(clause, "advcl", "ccomp", "parataxis") or (other is not None and clause != i)
    if subject is None or subject < i or not hung:
        return None
    before = [t for t in tree.subtree(clause) if t < i and tree.tokens[t].upos not in ("PUNCT", "CCONJ")]
    if before or (texts[i] != "were" and any(m != i for m in tree.children(clause, "mark"))):
        return None
    if (texts[i] == "were" and "to" not in texts[i : i + 8]) or tree.tokens[-1].text == "?":
        return None
    return extent(tree, clause, range(i, i + 1)), clause


def _opened_by(tree: Tree, i: int) -> int | None:
    """The phrase after ``i`` that the parser made of a clause: "would help should its navy *fire* on it"."""
    head = tree.tokens[i].head
    if head > i:
        return head if is_nominal(tree, head) and not tree.has(head, "nsubj", "cop") else None
    return next((c for c in tree.children(head) if c > i and tree.subtree(c)[0] == i + 1), None)


def _infinitive_after(tree: Tree, i: int) -> int | None:
    """The infinitive whose subject follows ``i`` ("were China to invade"), where "were" hangs elsewhere."""
    near = range(i + 1, min(i + 10, len(tree.tokens)))
    verb = next((t for t in near if tree.tokens[t].upos == "VERB"), None)
    if verb is None or not is_infinitive(tree, verb):
        return None
    subject, to = tree.child(verb, "nsubj"), tree.child(verb, "mark")
    opened = subject > i if subject is not None else to is not None and is_nominal(tree, to - 1)
    return verb if opened else None
