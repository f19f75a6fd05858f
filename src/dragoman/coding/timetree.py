"""Where an expression of time stands in the tree: what it dates, and whether that lies ahead."""

from __future__ import annotations

from typing import Final

from dragoman.codebook.text import load_text
from dragoman.coding.timex import may_date
from dragoman.tree import matches
from dragoman.types import Token

_TABLE: Final = load_text("dates")
_WILL: Final = frozenset(_TABLE["future"]["auxiliaries"])
_AHEAD: Final = frozenset(_TABLE["future"]["heads"])
_BY: Final = frozenset(_TABLE["future"]["prepositions"])
_BEFORE: Final = frozenset(_TABLE["future"]["before"])
_BOUNDS: Final = frozenset(_TABLE["bounds"])
_AT: Final = frozenset(_TABLE["occasions"])
_WITHIN: Final = frozenset(_TABLE["within"])
_CLAUSAL: Final = ("root", "advcl", "acl", "ccomp", "xcomp", "csubj", "parataxis", "conj", "reparandum")
_PASSES_UP: Final = ("obj", "obl", "nmod", "iobj")


def head_of(tokens: tuple[Token, ...], inside: list[int]) -> int:
    """The syntactic head of the tokens ``inside``: the first that hangs on one outside."""
    members = set(inside)
    outside = [i for i in inside if tokens[i].head not in members and tokens[i].upos not in ("PUNCT", "ADP")]
    return outside[0] if outside else inside[0]


def governor_of(tokens: tuple[Token, ...], head: int) -> tuple[int, bool]:
    """The token that an expression with that head dates, and whether it dates nothing above it."""
    token = tokens[head]
    up = token.head
    if up < 0 or (matches(token.deprel, _CLAUSAL) and not matches(token.deprel, ("conj",))):
        return head, False
    while (
        up >= 0
        and matches(tokens[head].deprel, ("flat", "appos", "conj", "goeswith", "nummod"))
        and (
            may_date(tokens[up].text) and tokens[up].upos in ("PROPN", "NUM", "NOUN") and _is_time(tokens[up])
        )
    ):
        head, up = up, tokens[up].head  # "Thursday, the second of December"
    if up < 0:
        return head, False
    deprel = tokens[head].deprel
    premodifier = head < up and matches(deprel, ("compound", "nummod", "amod", "nmod", "det", "flat"))
    while (
        tokens[up].head >= 0
        and not matches(tokens[up].deprel, _CLAUSAL)
        and (tokens[up].lemma in _WITHIN or tokens[up].upos == "ADV")
    ):
        premodifier = premodifier and tokens[up].deprel in ("compound", "nmod:poss")
        head, up = up, tokens[up].head
    of = any(t.head == head and t.deprel == "case" and t.lemma == "of" for t in tokens)
    return up, premodifier or of


def introduces(tokens: tuple[Token, ...], head: int, marker: int) -> bool:
    """Whether "after" in "a day after" has something to follow it."""
    if tokens[marker].head > marker:
        return True
    return any(
        tokens[i].head in (head, marker) and tokens[i].upos != "PUNCT" for i in range(marker + 1, len(tokens))
    )


def is_bound(tokens: tuple[Token, ...], head: int) -> bool:
    """Whether the expression bounds what it is said of ("after May 3") and does not date it."""
    return any(t.head == head and t.deprel == "case" and t.lemma in _BOUNDS for t in tokens)


def is_since(tokens: tuple[Token, ...], head: int) -> bool:
    """Whether the expression begins a stretch of time that goes on ("since the beginning of the year")."""
    up = tokens[head].head
    if up >= 0 and tokens[up].lemma in _WITHIN:
        head = up
    return any(t.head == head and t.deprel == "case" and t.lemma == "since" for t in tokens)


def happens_at(tokens: tuple[Token, ...], noun: int) -> bool:
    """Whether ``noun`` is the occasion of its verb ("met at a June summit")."""
    return any(t.head == noun and t.deprel == "case" and t.lemma in _AT for t in tokens)


def _is_time(token: Token) -> bool:
    return may_date(token.text) and not token.text.isdigit()


def reaches(tokens: tuple[Token, ...], j: int, i: int) -> bool:
    """Whether ``i`` is reached from its object or oblique ``j`` without crossing another clause."""
    for _ in range(6):
        if j < 0 or not matches(tokens[j].deprel, _PASSES_UP) or j < i:
            return False
        j = tokens[j].head
        if j == i:
            return True
    return False


def is_under(tokens: tuple[Token, ...], j: int, i: int) -> bool:
    """Whether ``j`` is ``i`` or stands below it."""
    while j >= 0:
        if j == i:
            return True
        j = tokens[j].head
    return False


def _is_past(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether the verb ``i`` tells of the past."""
    auxiliaries = [t for t in tokens if t.head == i and t.deprel.startswith("aux")]
    if auxiliaries:
        return any(t.text.lower() in ("was", "were", "had", "did") for t in auxiliaries)
    return tokens[i].upos == "VERB" and tokens[i].text.lower().endswith("ed")


def is_ahead(tokens: tuple[Token, ...], head: int) -> bool:
    """Whether the clause in which ``head`` stands lies ahead: "will meet on Friday", "by Friday"."""
    node = tokens[head].head
    if any(t.head == head and t.deprel == "case" and t.lemma in _BY for t in tokens):
        return node < 0 or not _is_past(tokens, node)
    while node >= 0:
        token = tokens[node]
        for child in tokens:
            if child.head != node:
                continue
            relation = child.deprel
            if relation.startswith("aux") and child.lemma in _WILL:
                return True
            if relation == "mark" and child.lemma == "to" and child.upos == "PART":
                return True
            if relation == "case" and child.lemma in _BEFORE and token.upos in ("NOUN", "PROPN"):
                return True
        if token.lemma in _AHEAD:
            # "threatened on Thursday to go": what stands before the complement dates the verb itself
            return not any(t.head == node and matches(t.deprel, ("xcomp", "ccomp")) for t in tokens[head:])
        if matches(token.deprel, _CLAUSAL):
            return False
        node = token.head
    return False
