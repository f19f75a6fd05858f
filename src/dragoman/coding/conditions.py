"""Conditions: the clauses and phrases that an act depends on.

Found once for a sentence, whatever act they belong to; :func:`governs` tells whether a
condition stands under an act.  Forms: marked clauses ("if", "unless", "until", "as long
as", "provided"), inverted clauses ("should X fail"), phrases ("in return for"), "or face",
subjects of "would" ("any further enlargement would ..."), and the deed that an answer is
announced to ("respond to an attack").  The words come from the codebook.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.codebook.acts import ActCodebook
from dragoman.coding.condition_extent import extended, extent
from dragoman.coding.grammar import has_modal, is_infinitive, is_nominal, is_past, lemma
from dragoman.coding.inversion import inverted
from dragoman.tree import Tree
from dragoman.types import Span

Kind = Literal["clause", "inverted", "phrase", "answer", "subject", "whoever"]


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition in a sentence: its tokens, its syntactic head and the word it depends on."""

    tokens: tuple[int, ...]
    head: int
    governor: int
    kind: Kind
    marker: str

    def span(self, tree: Tree) -> Span:
        """The condition with its marker."""
        return tree.span_of(list(self.tokens))


def find_conditions(tree: Tree, book: ActCodebook) -> list[Condition]:
    """All marked, inverted and phrasal conditions of the sentence, in text order."""
    texts = [token.text.lower() for token in tree.tokens]
    starts = book.marker_starts
    if starts.isdisjoint(texts):
        return []
    found: list[Condition] = []
    taken: set[int] = set()
    for i, text in enumerate(texts):
        if text not in starts or i in taken:
            continue
        condition = _marked(tree, texts, i, book) or _inverted(tree, texts, i, book)
        if condition is not None:
            found.append(condition)
            taken.update(condition.tokens[:6])
    return found


def _marked(tree: Tree, texts: list[str], i: int, book: ActCodebook) -> Condition | None:
    """The clause or phrase under the longest marker at ``i``."""
    clause, phrase = _sequence(texts, i, book.clause_markers), _sequence(texts, i, book.phrase_markers)
    if phrase is not None and (clause is None or len(phrase) > len(clause)):
        return _phrase(tree, texts, i, phrase, book)
    found = _clause(tree, texts, i, clause, book) if clause is not None else None
    return found or (_phrase(tree, texts, i, phrase, book) if phrase is not None else None)


def _sequence(texts: list[str], i: int, markers: tuple[tuple[str, ...], ...]) -> tuple[str, ...] | None:
    for marker in markers:
        if tuple(texts[i : i + len(marker)]) == marker:
            return marker
    return None


def _attach(tree: Tree, inside: range) -> tuple[int, int] | None:
    """Head of the clause that the marker ``inside`` opens, and the top of the whole condition.

    The marker may hang on the clause ("if it fails"), hold the clause ("provided that it
    fails"), or stand between ("as long as": "long" on the main clause, the clause on "long").
    """
    tokens = tree.tokens
    last = inside[-1]
    # "the moment it attacks", "in the event that it attacks": the noun holds the clause
    nouns = (t for t in inside if tokens[t].upos == "NOUN")
    clause = next((c for t in nouns for c in tree.children(t, "acl", "ccomp", "advcl") if c > last), None)
    if clause is None:
        clause = next((h for h in (tokens[t].head for t in reversed(inside)) if h > last), None)
    if clause is None:
        held = [c for t in inside for c in tree.children(t) if c > last]
        # "provided Oslo pays", where the clause was hung elsewhere
        beside = (
            c for c in range(last + 1, len(tokens)) if tree.has(c, "nsubj") and tree.subtree(c)[0] == last + 1
        )
        clause = held[0] if held else next(beside, None)
        if clause is None:
            return None
    while last < tokens[clause].head < clause:
        clause = tokens[clause].head  # the marker was hung too deep
    if tree.is_a(clause, "nsubj") and tokens[clause].head > clause:
        clause = tokens[clause].head  # "before the trial ends", hung on "trial"
    top = clause
    while tokens[top].head in inside:
        top = tokens[top].head
    return clause, top


def _clause(
    tree: Tree, texts: list[str], i: int, marker: tuple[str, ...], book: ActCodebook
) -> Condition | None:
    inside = range(i, i + len(marker))
    attached = _attach(tree, inside)
    if attached is None:
        return None
    clause, top = attached
    following = texts[inside[-1] + 1] if inside[-1] + 1 < len(texts) else ""
    bracketed = following == "," and marker[-1] in book.words["conditions.bracketing"]
    if {following, f"{texts[inside[-1]]} {following}"} & book.words["conditions.not_after"] and not bracketed:
        return None
    if i > 0 and texts[i - 1] in book.words["conditions.not_before"]:
        return None
    if bracketed:
        # "if, as expected, it wins": the clause goes on behind the bracket
        closing = next((t for t in range(inside[-1] + 2, len(texts)) if texts[t] == ","), -1)
        if clause < closing:
            clause = top = tree.tokens[clause].head
        if closing < 0 or clause <= closing:
            return None
    if not _is_clause(tree, clause, inside, book):
        return None
    relation = tree.tokens[top].deprel
    above = tree.tokens[top].head
    asked = 0 <= above < i and lemma(tree, above) in book.words["conditions.question"]
    if asked and marker[0] == "if" and relation.startswith(("ccomp", "csubj", "xcomp")):
        return None
    governor = tree.tokens[top].head
    while governor in inside:
        governor = tree.tokens[governor].head
    if governor < 0:
        # the parser took the condition for the main clause: its subordinate is the main one
        return _fragment(tree, texts, i, clause, marker)
    name = " ".join(marker)
    if name in book.words["conditions.temporal"] and not _open(tree, clause, governor):
        return None
    # the parser may hang parts of a fixed marker ("as long as") above the clause
    tokens = _bare_participle(tree, clause, extent(tree, top, inside))
    if governor < i and tokens[-1] >= clause:
        tokens = extended(tree, tokens, governor)
    if len(tokens) <= len(marker):
        return None
    governor = _coordinated(tree, i, tokens[-1], governor)
    return Condition(tuple(tokens), clause, governor, "clause", name)


def _bare_participle(tree: Tree, clause: int, tokens: list[int]) -> list[int]:
    """ "If elected *to make them pay*": an infinitive behind a participle alone goes with the main clause."""
    text = tree.tokens[clause].text.lower()
    if tree.has(clause, "nsubj", "aux") or not text.endswith(("ed", "en")):
        return tokens
    behind = [
        c for c in tree.children(clause, "xcomp", "advcl", "acl") if c > clause and is_infinitive(tree, c)
    ]
    return [t for t in tokens if not behind or t < tree.subtree(behind[0])[0]]


def _open(tree: Tree, clause: int, governor: int) -> bool:
    """Whether a clause of time lies ahead: "when it attacks", not "when it attacked"."""
    if not tree.has(clause, "nsubj", "csubj", "expl") or has_modal(tree, clause):
        return False
    return not is_past(tree, clause) or has_modal(tree, governor, frozenset(("would", "could")))


def _coordinated(tree: Tree, first: int, last: int, governor: int) -> int:
    """The governor of a condition between a conjunction and its clause: "..., but if X, Y will"."""
    before = first - 1
    while before >= 0 and tree.tokens[before].upos == "PUNCT":
        before -= 1
    if before >= 0 and tree.tokens[before].upos == "CCONJ" and governor < first:
        head = tree.tokens[before].head
        if head > last:
            return head
    return governor


def _fragment(tree: Tree, texts: list[str], i: int, clause: int, marker: tuple[str, ...]) -> Condition | None:
    """A condition headed by the root: up to the first comma, if a clause follows it."""
    later = [c for c in tree.children(clause, "parataxis", "conj", "ccomp", "advcl") if c > clause]
    for child in later:
        sub = tree.subtree(child)
        if sub[0] > clause and tree.has(child, "nsubj", "aux"):
            tokens = list(range(i, sub[0]))
            while tokens and tree.tokens[tokens[-1]].upos in ("PUNCT", "CCONJ"):
                tokens.pop()
            if len(tokens) > len(marker):
                return Condition(tuple(tokens), clause, child, "clause", " ".join(marker))
    return None


def _is_clause(tree: Tree, clause: int, inside: range, book: ActCodebook) -> bool:
    token = tree.tokens[clause]
    if token.lemma.lower() in book.words["conditions.fragment"] and not tree.has(clause, "nsubj"):
        return False
    if token.upos in ("VERB", "AUX") or tree.has(clause, "cop", "nsubj", "aux"):
        return True
    if any(tree.tokens[t].upos in ("VERB", "AUX") for t in range(inside[-1] + 1, clause)):
        return True  # "if elected president", "if he becomes the nominee"
    first = tree.tokens[inside[0]].text.lower()
    if (
        first in ("if", "unless")
        and token.text.lower() == f"{token.lemma.lower()}s"
        and tree.has(clause, "compound")
    ):
        return True  # "unless the fighting ends", where "ends" was taken for a noun
    return (
        first in ("until", "till", "pending")
        and is_nominal(tree, clause)
        and token.upos == "NOUN"
        and lemma(tree, clause) not in book.words["deadlines.units"]
    )


def _phrase(
    tree: Tree, texts: list[str], i: int, marker: tuple[str, ...], book: ActCodebook
) -> Condition | None:
    inside = range(i, i + len(marker))
    last = inside[-1]
    fronted = i == 0 or tree.tokens[i - 1].upos == "PUNCT"
    if texts[i] == "without" and not fronted:
        return None
    plain = len(marker) == 1 and texts[i] not in ("until", "till", "pending")
    if plain and not fronted and not tree.is_a(i, "case", "mark"):
        return None  # "absent", "failing" as adjective or verb
    if " ".join(marker) in book.words["conditions.alone"]:
        return Condition(tuple(inside), last, tree.tokens[last].head, "phrase", " ".join(marker))
    if last + 1 >= len(tree.tokens):
        return None
    head = tree.tokens[last].head
    top = head
    while top in inside:
        top = tree.tokens[top].head
    # climb from the phrase's noun through the marker's own words ("return" in "in return for")
    top = head if head > last else top
    node = top
    while node >= 0 and tree.tokens[node].head in inside:
        node = tree.tokens[node].head
    if node < 0 or top < 0:
        return None
    if marker[0] in ("until", "till", "pending") and lemma(tree, top) in book.words["deadlines.units"]:
        return None
    if marker[0] in ("until", "till") and texts[last + 1] in book.words["conditions.not_after"]:
        return None
    if marker[0] in ("until", "till") and (
        tree.tokens[top].upos in ("NUM", "PROPN", "ADV", "PRON") or top < i
    ):
        return None
    governor = tree.tokens[node].head
    if governor < 0:
        return None
    tokens = sorted({*extent(tree, node, inside), *(t for t in extent(tree, top, inside) if t > last)})
    if len(tokens) <= len(marker):
        return None
    return Condition(tuple(tokens), top, governor, "phrase", " ".join(marker))


def _inverted(tree: Tree, texts: list[str], i: int, book: ActCodebook) -> Condition | None:
    found = inverted(tree, texts, i, book.words["conditions.inverted"])
    if found is None:
        return None
    tokens, clause = found
    return Condition(tuple(tokens), clause, tree.tokens[clause].head, "inverted", texts[i])
