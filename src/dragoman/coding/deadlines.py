"""Deadlines: by when what an act announces or demands must or will happen."""

from __future__ import annotations

from dragoman.codebook.acts import ActCodebook
from dragoman.coding.grammar import lemma
from dragoman.tree import Tree
from dragoman.types import Span


def find_deadline(tree: Tree, inside: set[int], book: ActCodebook) -> Span | None:
    """The first deadline among the tokens ``inside``: "by May 1", "within 10 days", "on Sunday", "this year".

    ``inside`` are the tokens of an act's content and condition and of its trigger's own adverbials.
    """
    words = book.words
    units, prepositions = words["deadlines.units"], words["deadlines.prepositions"]
    tokens = tree.tokens
    for i in sorted(inside):
        text = tokens[i].text.lower()
        if text in prepositions:
            head = tokens[i].head
            dated = words["deadlines.occasions"] if text in ("by", "before") else frozenset()
            if head <= i or not _is_time(tree, head, units, dated):
                continue
            if text == "in" and not _has_number(tree, head):
                continue
            above = tokens[head].head
            if text == "on" and not (above < i and tokens[above].upos == "VERB"):
                continue
            if text in ("after", "on") and not _is_date(tree, head, units):
                continue
            return tree.span_of(_phrase(tree, i, head, inside))
        if text in words["deadlines.determiners"] and i + 1 < len(tokens) and i + 1 in inside:
            nxt = tokens[i + 1]
            if nxt.lemma.lower() in units and tokens[i].head == i + 1:
                before = i - 1 if i and tokens[i - 1].text.lower() in ("later", "by", "before") else i
                return tree.span(max(before, 0) if before in inside else i, i + 1)
        if text in words["deadlines.bare"] and tokens[i].upos in ("ADV", "NOUN"):
            first = i - 1 if i and tokens[i - 1].text.lower() == "very" else i
            return tree.span(first, i)
    return None


def _is_time(tree: Tree, head: int, units: frozenset[str], occasions: frozenset[str]) -> bool:
    token = tree.tokens[head]
    if lemma(tree, head) in units or token.text.lower() in units:
        return True
    if lemma(tree, head) in occasions and token.upos in ("NOUN", "PROPN"):
        return True
    if token.upos == "NUM":
        return token.text.isdigit() and (
            len(token.text) == 4 or any(_unit(tree, c, units) for c in tree.children(head))
        )
    return False


def _is_date(tree: Tree, head: int, units: frozenset[str]) -> bool:
    return _has_number(tree, head) or tree.tokens[head].upos in ("PROPN", "NUM")


def _unit(tree: Tree, i: int, units: frozenset[str]) -> bool:
    return lemma(tree, i) in units or tree.tokens[i].text.lower() in units


def _has_number(tree: Tree, head: int) -> bool:
    return any(
        tree.tokens[c].upos == "NUM" or lemma(tree, c) in ("a", "few", "several", "next", "coming")
        for c in tree.children(head)
    )


def _phrase(tree: Tree, first: int, head: int, inside: set[int]) -> list[int]:
    """From the preposition to the end of its noun phrase (without clauses)."""
    keep = [t for t in tree.subtree(head, "acl", "advcl", "acl:relcl") if t >= first and t in inside]
    run = [first]
    for t in keep:
        if t == first:
            continue
        if t - run[-1] > 1:
            break
        run.append(t)
    return run if run[-1] >= head else list(range(first, head + 1))
