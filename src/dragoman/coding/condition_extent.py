"""How far a condition reaches: from its marker to the end of its clause or phrase."""

from __future__ import annotations

from dragoman.coding.grammar import has_modal, is_infinitive
from dragoman.tree import Tree


def extent(tree: Tree, top: int, marker: range) -> list[int]:
    """The marker and the subtree of ``top`` from there on; a leading "only" belongs to it."""
    first = marker[0]
    inside = sorted({*marker, *(t for t in tree.subtree(top) if t >= first)})
    if top > marker[-1]:
        # a subject or copula that the parser hung above its predicate ("if he becomes the nominee")
        inside = sorted({*inside, *range(first, top)})
    for child in tree.children(top, "conj"):
        if is_infinitive(tree, child) and not is_infinitive(tree, top):
            # "if it attacks and to persuade it": the infinitive goes with something above
            foreign = set(tree.subtree(child))
            inside = [t for t in inside if t not in foreign]
        elif not tree.has(top, "nsubj", "expl") and tree.has(child, "obj") and not tree.has(top, "obj"):
            # "said it would strike if provoked and called them foes": so does a finite verb
            foreign = set(tree.subtree(child))
            inside = [t for t in inside if t not in foreign]
    if first > 0 and tree.tokens[first - 1].text.lower() in ("only", "except"):
        inside.insert(0, first - 1)
    run = [inside[0]]
    for t in inside[1:]:
        if t - run[-1] > 2 and any(tree.tokens[g].upos != "PUNCT" for g in range(run[-1] + 1, t)):
            break
        run.append(t)
    while len(run) > 1 and tree.tokens[run[-1]].text in ',;:.-–—”"':
        if tree.tokens[run[-1]].text in '”"' and _opened(tree, run):
            break
        run.pop()
    return run


def _opened(tree: Tree, run: list[int]) -> bool:
    texts = [tree.tokens[t].text for t in run]
    return "“" in texts or texts.count('"') == 2


def extended(tree: Tree, tokens: list[int], governor: int) -> list[int]:
    """A closing condition runs on to the next stop, conjunction or subject of another clause.

    "It will not end until A is done and B is banned": a clause without the modal of ``governor``
    goes with the condition, though the parser coordinated it with the main clause.
    """
    run = list(tokens)
    for fellow in tree.children(governor, "conj"):
        inside = tree.subtree(fellow)
        joined = inside[0] == run[-1] + 1 and tree.has(fellow, "nsubj")
        if joined and has_modal(tree, governor) and not has_modal(tree, fellow):
            run += inside
            while tree.tokens[run[-1]].upos == "PUNCT":
                run.pop()
    members = set(run)
    for t in range(run[-1] + 1, len(tree.tokens)):
        token = tree.tokens[t]
        if token.upos in ("PUNCT", "CCONJ", "SCONJ"):
            break
        if tree.is_a(t, "nsubj", "mark", "expl") and token.head not in members:
            break
        run.append(t)
        members.add(t)
    return run
