"""The extent of phrases: noun phrases, clauses, and what stands next to a word."""

from __future__ import annotations

from dragoman.coding.grammar import lemma
from dragoman.tree import Tree, matches

_BREAKS = ("acl:relcl", "appos", "parataxis", "acl", "discourse", "dep", "list")
_EDGES = frozenset(",;:.-–—")
_OPENERS = {")": "(", "]": "[", "”": "“", "’": "‘"}


def left_nominal(tree: Tree, i: int) -> int | None:
    """The nearest noun to the left of the finite verb ``i`` that stands under no preposition.

    A stand-in for a subject that the parser hung elsewhere; None across another verb.
    """
    for j in range(i - 1, -1, -1):
        token = tree.tokens[j]
        if token.upos in ("VERB", "SCONJ", "CCONJ"):
            return None
        if (
            token.upos not in ("NOUN", "PROPN")
            or tree.has(j, "case")
            or tree.is_a(j, "compound", "obl:unmarked", "nmod:unmarked")
        ):
            continue
        return j
    return None


def following_nominal(tree: Tree, i: int) -> int | None:
    """The head of the noun phrase that begins right after ``i``, wherever the parser hung it."""
    found: int | None = None
    for j in range(i + 1, min(i + 10, len(tree.tokens))):
        token = tree.tokens[j]
        if token.upos in ("NOUN", "PROPN"):
            if found is not None and tree.is_a(found, "flat") is False and tree.is_a(j, "flat", "appos"):
                continue
            found = j
        elif token.upos == "PART" and token.text in ("'s", "’s", "'", "’"):
            found = None
        elif token.text in '-“"':
            continue
        elif found is not None or token.upos not in ("DET", "ADJ", "NUM", "ADV", "PRON"):
            break
    return found


def nominal_tokens(tree: Tree, i: int) -> list[int]:
    """The contiguous tokens around ``i`` that make its noun phrase (see :func:`noun_phrase`)."""
    if tree.tokens[i].upos == "PRON":
        return [i]
    keep = {i}
    stack = [i]
    while stack:
        node = stack.pop()
        for child in tree.children(node):
            token = tree.tokens[child]
            relation = token.deprel
            if (relation in _BREAKS and not _names(tree, node, child)) or matches(
                relation, ("cop", "nsubj", "aux", "mark", "advcl", "acl", "orphan", "csubj", "ccomp")
            ):
                continue
            if node == i and (
                matches(relation, ("case", "punct", "obl"))
                or (matches(relation, ("cc", "advmod")) and child < i)
            ):
                continue
            if matches(relation, ("conj",)) and token.upos in ("VERB", "AUX"):
                continue
            keep.add(child)
            stack.append(child)
    keep |= _brackets(tree, keep)
    # contiguous run around the head
    first = last = i
    while first - 1 in keep or (first - 1 >= 0 and first - 2 in keep and _joins(tree, first - 1)):
        first -= 1
    while last + 1 in keep or (last + 2 in keep and _joins(tree, last + 1)):
        last += 1
    while first < i and tree.tokens[first].text in _EDGES:
        first += 1
    while last > i and tree.tokens[last].text in _EDGES:
        last -= 1
    return list(range(first, last + 1))


def _names(tree: Tree, noun: int, child: int) -> bool:
    """Whether the apposition ``child`` follows without a stop and names the noun: "the group JNIM"."""
    named = tree.is_a(child, "appos") and tree.tokens[child].upos == "PROPN"
    return named and child > noun and tree.tokens[tree.subtree(child)[0] - 1].upos != "PUNCT"


def _joins(tree: Tree, i: int) -> bool:
    return tree.tokens[i].upos in ("PUNCT", "CCONJ") and tree.tokens[i].text not in (";", ":")


def _brackets(tree: Tree, keep: set[int]) -> set[int]:
    """A short bracket right after a kept token belongs to the phrase ("(MDC)")."""
    extra: set[int] = set()
    for i in keep:
        if i + 2 < len(tree.tokens) and tree.tokens[i + 1].text == "(":
            for j in range(i + 2, min(i + 5, len(tree.tokens))):
                if tree.tokens[j].text == ")":
                    extra.update(range(i + 1, j + 1))
                    break
    return extra


def clause_tokens(tree: Tree, i: int) -> list[int]:
    """All tokens under ``i``, without a leading "that" or conjunction and without edge punctuation."""
    inside = tree.subtree(i)
    while len(inside) > 1 and (
        tree.tokens[inside[0]].text in _EDGES
        or (
            inside[0] != i
            and tree.tokens[inside[0]].upos in ("SCONJ", "CCONJ")
            and lemma(tree, inside[0]) in ("that", "and", "but", "or")
        )
    ):
        inside.pop(0)
    return inside


def without_asides(tree: Tree, i: int, inside: list[int], words: frozenset[str]) -> list[int]:
    """``inside`` without closing clauses that only comment on the clause ``i``: "..., while", "as it said",
    ", casting doubt on"; ``words``: the conjunctions that open such clauses."""
    dropped: set[int] = set()
    for host in (i, *tree.children(i, "xcomp", "conj", "obj", "obl")):
        for child in tree.children(host, "advcl", "parataxis"):
            if child < i:
                continue
            tokens = tree.subtree(child)
            first = tree.tokens[tokens[0]]
            comma = tokens[0] > 0 and tree.tokens[tokens[0] - 1].text == ","
            participle = tree.tokens[child].text.lower().endswith("ing") and not tree.has(child, "mark")
            fixed = tokens[0] + 1 < len(tree.tokens) and tree.tokens[tokens[0] + 1].text.lower() in (
                "long",
                "soon",
            )
            opened = first.text.lower() in words and not fixed
            if first.text == ",":
                comma, participle = True, participle
                second = tree.tokens[tokens[1]].text.lower() if len(tokens) > 1 else ""
                opened = second in words
            if opened or (comma and participle):
                dropped.update(tokens)
    kept = [t for t in inside if t not in dropped]
    return kept if i in kept else inside


def trim(tree: Tree, inside: list[int], head: int) -> list[int]:
    """The contiguous run of ``inside`` around ``head`` without edge punctuation.

    Punctuation alone does not break a run; an unpaired quotation mark or bracket at an
    edge is dropped.
    """
    members = set(inside)
    if head not in members:
        return []
    tokens = tree.tokens
    first = last = head
    while first > 0:
        if first - 1 in members:
            first -= 1
        elif (
            tokens[first - 1].upos == "PUNCT"
            and first - 2 in members
            and tokens[first - 1].text not in ",;:–—"
        ):
            first -= 2
        else:
            break
    while last + 1 < len(tokens):
        if last + 1 in members:
            last += 1
        elif (
            tokens[last + 1].upos == "PUNCT" and last + 2 in members and tokens[last + 1].text not in ",;:–—"
        ):
            last += 2
        else:
            break
    while first < head and tokens[first].text in _EDGES:
        first += 1
    while last > head and tokens[last].text in _EDGES:
        last -= 1
    return _unpaired(tree, first, last)


def _unpaired(tree: Tree, first: int, last: int) -> list[int]:
    tokens = tree.tokens
    texts = [tokens[k].text for k in range(first, last + 1)]
    while last > first:
        end = texts[last - first]
        start = texts[0]
        if (
            (end in ("”", ")", "]") and _OPENERS[end] not in texts)
            or end in ("“", "(", "[", "‘", ",")
            or (end == '"' and texts.count('"') % 2 == 1)
        ):
            last -= 1
        elif (start in ("“", "(", "[") and {"“": "”", "(": ")", "[": "]"}[start] not in texts) or (
            start == '"' and texts.count('"') % 2 == 1
        ):
            first += 1
        else:
            break
        texts = [tokens[k].text for k in range(first, last + 1)]
    return list(range(first, last + 1))
