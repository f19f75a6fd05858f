"""Who answers for what a noun names: who is accused of it, who claims it."""

from __future__ import annotations

from dragoman.coding.control import GERUND_CONTROL
from dragoman.coding.roles import agent, controlled, patient
from dragoman.coding.shapes import lemma
from dragoman.tree import Tree


def accused_of(tree: Tree, noun: int) -> int | None:
    """Who is accused of, or blamed for, what ``noun`` names ("accused Israel of genocide")."""
    case, head = tree.child(noun, "case"), tree.tokens[noun].head
    if case is None or head < 0 or tree.tokens[case].text.lower() not in ("of", "for"):
        return None
    if tree.tokens[head].upos == "VERB" and lemma(tree, head) in GERUND_CONTROL:
        return patient(tree, head)
    return head if controlled(tree, head) else None


def claimed_by(tree: Tree, noun: int) -> int | None:
    """Who claims, or denies, responsibility for what ``noun`` names."""
    case = tree.child(noun, "case")
    if case is None or tree.tokens[case].text.lower() != "for":
        return None
    for above in tree.ancestors(noun):
        if tree.tokens[above].upos == "VERB":
            thing = patient(tree, above)
            claimed = thing is not None and lemma(tree, thing) in ("responsibility", "credit")
            return agent(tree, above) if claimed else None
        if lemma(tree, above) not in ("responsibility", "credit"):
            return None
    return None
