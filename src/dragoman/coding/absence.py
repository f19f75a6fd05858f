"""Whether an act takes effect when a deed comes about, or when it does not.

The condition's words may deny its event more than once ("unless it stops the attacks"): each
denial between the condition's marker and the event turns the sense round.  Denials are markers
("unless", "until"), negations ("not", "no"), verbs and nouns of omission above the event ("fail
to withdraw", "stop the attacks", "a refusal to leave"), and verbs of failure whose subject the
event is ("if the talks collapse").
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.codebook.acts import ActCodebook
from dragoman.coding.conditions import Condition
from dragoman.coding.grammar import lemma, negations
from dragoman.tree import Tree
from dragoman.types import Party, Span


@dataclass(frozen=True, slots=True)
class Asked:
    """A deed that was demanded, to which a later condition points back.

    ``span``: its words without "to" and "not"; ``whom``: who was asked; ``head``: its head in
    ``tree``, the sentence of the demand; ``deadline``: by when it was to be done.
    """

    span: Span
    whom: Party | None
    tree: Tree
    head: int
    deadline: Span | None = None


def is_absent(tree: Tree, condition: Condition, event: int | None, book: ActCodebook) -> bool:
    """Whether the act takes effect if ``event`` does *not* come about.

    ``event``: the token of the event's trigger; None takes the deed that the condition's own
    predicate names ("withdraw" of "fails to withdraw").
    """
    target = event if event is not None else _deed(tree, condition.head, book)
    marked = condition.marker in book.words["conditions.without"]
    return marked != _denied(tree, target, condition.head, set(condition.tokens), book)


def is_failure(tree: Tree, condition: Condition, book: ActCodebook) -> bool:
    """Whether the condition is that somebody does not do something, or that something fails."""
    failing = book.words["conditions.failure"]
    return is_absent(tree, condition, None, book) or lemma(tree, condition.head) in failing


def is_forbidden(asked: Asked, book: ActCodebook) -> bool:
    """Whether the demand was *not* to do the deed."""
    target = _deed(asked.tree, asked.head, book)
    return _denied(asked.tree, target, asked.head, set(asked.tree.subtree(asked.head)), book)


def is_asked_absent(asked: Asked, event: int | None, breached: bool, book: ActCodebook) -> bool:
    """The same for a condition that points back to the deed ``asked``.

    ``breached``: the act takes effect if what was asked is not done ("its violation", "or face"),
    not if the deed is done ("this would bring").
    """
    tree = asked.tree
    target = event if event is not None else _deed(tree, asked.head, book)
    inside = set(tree.subtree(asked.head))
    if breached:
        return not _denied(tree, target, asked.head, inside, book)
    return _denied(tree, target, asked.head, inside - set(negations(tree, asked.head)), book)


def _deed(tree: Tree, head: int, book: ActCodebook) -> int:
    """What the predicate ``head`` is about, below words of omission: "to withdraw" of "fails to"."""
    while lemma(tree, head) in book.words["conditions.omit"]:
        inner = tree.child(head, "xcomp", "acl", "ccomp")
        if inner is None:
            return head
        head = inner
    return head


def _denied(tree: Tree, target: int, top: int, inside: set[int], book: ActCodebook) -> bool:
    """Whether an odd number of denials stands over ``target`` up to ``top``."""
    omit, collapse = book.words["conditions.omit"], book.words["conditions.collapse"]
    found: set[int] = set()
    node, below = target, -1
    while node in inside or node == top:
        found.update(n for n in negations(tree, node) if n in inside)
        word = lemma(tree, node)
        if below >= 0:
            subject = tree.is_a(below, "nsubj", "csubj")
            if word in (collapse if subject else omit):
                found.add(node)
        if node == top:
            break
        node, below = tree.tokens[node].head, node
    return len(found) % 2 == 1
