"""Mistakes that parsers make with clauses of speech and datelines, mended before acts are read.

Outside a quotation nothing depends on what stands inside it; a finite verb without modal is not
coordinated with one under "will" or "to", but with the verb of speech above; a subject behind a
conjunction is that of the clause it opens.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.coding.grammar import has_modal, is_infinitive, lemma
from dragoman.tree import Tree

_DASHES = frozenset(("-", "--", "–", "—"))
_DATELINE = 12  # tokens
_EACH = frozenset(("each", "both", "all"))
_QUOTES = frozenset(('"', "“", "”", "''", "``", "«", "»"))


def rehung(tree: Tree) -> Tree:
    """``tree`` with such clauses hung on the verb of speech; the same object where there are none."""
    moved = {i: head for i in range(len(tree.tokens)) if (head := _speech_above(tree, i)) is not None}
    tokens = list(tree.tokens)
    for i, head in moved.items():
        tokens[i] = replace(tokens[i], head=head)
    for i, verb in _swallowed(tree):
        moved[i] = verb
        tokens[i] = replace(tokens[i], head=verb, deprel="obj")
    if (swapped := _dateline(tree)) is not None:
        place, subject = swapped
        verb = tokens[place].head
        tokens[subject] = replace(tokens[subject], head=verb, deprel=tokens[place].deprel)
        tokens[place] = replace(tokens[place], deprel="dep")
    elif not moved:
        return tree
    return Tree(replace(tree.sentence, tokens=tuple(tokens)), tree.text)


def _swallowed(tree: Tree) -> list[tuple[int, int]]:
    """Objects taken for a subject of the inverted clause behind them, each with its verb.

    "Ruled out *action* should talks fail": the clause has its subject behind "should".
    """
    found = []
    for i, token in enumerate(tree.tokens):
        if token.text.lower() != "should" or not tree.is_a(i, "aux"):
            continue
        clause = token.head
        verb = tree.tokens[clause].head
        subjects = tree.children(clause, "nsubj")
        quantifier = subjects and tree.tokens[subjects[-1]].text.lower() in _EACH  # "both should each pay"
        if (
            not quantifier
            and len(subjects) > 1
            and subjects[0] < i < subjects[-1]
            and 0 <= verb < subjects[0]
        ):
            found.append((subjects[0], verb))
    return found


def _dateline(tree: Tree) -> tuple[int, int] | None:
    """The place that opens the sentence and is taken for its subject, and the subject behind the dash.

    "Harare - The opposition leader ... said": the parser made an apposition of the subject.
    """
    texts = [token.text for token in tree.tokens[:_DATELINE]]
    dash = next((k for k, text in enumerate(texts) if text in _DASHES), None)
    if not dash or any(tree.tokens[k].upos not in ("PROPN", "PUNCT", "NUM", "X") for k in range(dash)):
        return None
    place = next((k for k in range(dash) if tree.is_a(k, "nsubj") and tree.tokens[k].head > dash), None)
    if place is None:
        return None
    behind = [c for c in tree.children(place, "appos", "dep", "parataxis", "flat", "list") if c > dash]
    return (place, behind[0]) if behind else None


def _speech_above(tree: Tree, i: int) -> int | None:
    """The verb that ``i`` should hang on, if it hangs wrongly."""
    head = tree.tokens[i].head
    if head < 0:
        return None
    if tree.is_a(i, "nsubj"):
        return _clause_around(tree, i, head)
    if tree.is_a(i, "conj"):
        return _fellow_above(tree, i, head)
    if tree.is_a(i, "obl", "advcl") and head < i:
        return _outside(tree, i, head)
    return None


def _clause_around(tree: Tree, i: int, head: int) -> int | None:
    """ "It came after *the envoy* urged them to leave": a subject behind a conjunction is of its clause."""
    marks = (t for t in range(head + 1, i) if tree.is_a(t, "mark"))
    around = next((tree.tokens[t].head for t in marks if tree.tokens[t].head > i), None)
    if around is None or tree.tokens[around].upos != "VERB" or tree.has(around, "nsubj", "expl"):
        return None
    return around


def _fellow_above(tree: Tree, i: int, head: int) -> int | None:
    """ "Vowed that it would march and *demanded*": the verb with "demanded" is "vowed"."""
    token = tree.tokens[i]
    text = token.text.lower()
    finite = token.upos == "VERB" and text != token.lemma.lower() and not text.endswith("ing")
    if not finite or tree.has(i, "nsubj", "aux", "cop") or not tree.has(i, "cc"):
        return None
    if not (has_modal(tree, head) or is_infinitive(tree, head)) or tree.has(head, "aux:pass"):
        return None
    if any(lemma(tree, a) == "have" for a in tree.children(head, "aux")):
        return None  # "would have met and asked"
    above = tree.tokens[head].head
    spoken = tree.is_a(head, "ccomp", "xcomp") and 0 <= above < head
    return above if spoken and tree.tokens[above].upos == "VERB" else None


def _outside(tree: Tree, i: int, head: int) -> int | None:
    """ "'We will leave,' he said *after talks collapsed*": what follows the verb of speech is outside."""
    node = head
    for above in tree.ancestors(head):
        if head < above < i and tree.is_a(node, "ccomp", "parataxis"):
            first = tree.subtree(i)[0]
            closed = any(tree.tokens[t].text in _QUOTES for t in range(head, above))
            reopened = any(tree.tokens[t].text in _QUOTES for t in range(above, max(first, above) + 1))
            return above if closed and not reopened and first > above else None
        node = above
    return None
