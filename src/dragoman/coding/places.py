"""Where an event happened: the place phrase of its clause."""

from __future__ import annotations

from dragoman.coding.sides import Sides
from dragoman.tree import Tree


def place_of(tree: Tree, i: int, sides: Sides, prepositions: frozenset[str]) -> str | None:
    """The name of the place that an "in" or "at" phrase of ``i`` gives, or a place name before
    the noun ("the Stockholm meeting"); None where there is none."""
    nouns = tree.children(i, "obl", "nmod")
    for thing in tree.children(i, "obj"):
        # "issued a warning to the minister in Lima": where a proper name was, the event was
        nouns.extend(c for c in tree.children(thing, "nmod") if tree.tokens[c].upos == "PROPN")
    for child in nouns:
        for node in (child, *tree.children(child, "nmod")):
            case = tree.child(node, "case")
            if case is None or tree.tokens[case].text.lower() not in prepositions:
                continue
            name = sides.place(node)
            if name is not None:
                return name
    if tree.tokens[i].upos in ("NOUN", "PROPN"):
        for child in tree.children(i, "compound"):
            name = sides.place(child)
            if name is not None:
                return name
    return None
