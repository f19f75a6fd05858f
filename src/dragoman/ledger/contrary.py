"""When two commitments cannot both be kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.ledger.gist import Gist, likeness, reversed_verbs, strength
from dragoman.ledger.matching import satisfies
from dragoman.ledger.terms import Clause, Terms
from dragoman.types import Event

Why = Literal["contrary", "opposed", "refused"]

_ALIKE = 0.6
_LEAST = 1.5
_THING = 1.0


def clash(one: Terms, other: Terms, book: CommitmentCodebook) -> Why | None:
    """Why two commitments cannot both be kept; None if they can.

    - "contrary": one is to do what the other is not to do, or what undoes it; or two demand so of one party;
    - "opposed": their deeds undo each other (aid and sanctions for the same party);
    - "refused": one demands what the other, by the party asked, is not to do (or to do, if it is to stop).
    Conditions are compatible unless one is that of the other negated.
    """
    if _excluded(one, other, book):
        return None
    doers = one.content.doer, other.content.doer
    if doers[0] is None or doers[0] != doers[1]:
        return None
    demands = (one.force == "demand") + (other.force == "demand")
    against: Why = "refused" if demands == 1 else "contrary"
    if one.content.negated != other.content.negated:
        return against if same_deed(one.content, other.content, book) else None
    if one.content.negated:
        return None
    if any(_reversed(a, b, book) for a in one.content.told for b in other.content.told):
        return against
    pairs = ((a, b) for a in one.content.events for b in other.content.events)
    return "opposed" if not demands and any(_opposed(a, b, book) for a, b in pairs) else None


def _reversed(one: Gist, other: Gist, book: CommitmentCodebook) -> bool:
    """Whether two wordings name one thing and verbs that undo each other ("withdraw", "stay")."""
    verbs = reversed_verbs(one, other, book)
    if verbs is None or (one.codes and other.codes and one.codes.isdisjoint(other.codes)):
        return False
    rest, others = (replace(told, words=told.words - set(verbs)) for told in (one, other))
    return (
        likeness(rest, others, book) >= _ALIKE and min(strength(rest, book), strength(others, book)) >= _THING
    )


def same_deed(one: Clause, other: Clause, book: CommitmentCodebook) -> bool:
    """Whether two contents or conditions speak of the same deed, as coded or in words."""
    if any(
        likeness(a, b, book) >= _ALIKE and min(strength(a, book), strength(b, book)) >= _LEAST
        and (not a.codes or not b.codes or a.codes & b.codes)
        for a in one.told for b in other.told
    ):  # fmt: skip
        return True
    return any(
        a.type not in book.broad and (_within(a, b, book) or _within(b, a, book)) and a.source and a.target
        for a in one.events for b in other.events
    )  # fmt: skip


def _within(one: Event, other: Event, book: CommitmentCodebook) -> bool:
    return satisfies(replace(one, modality="asserted"), replace(other, modality="conditional"), book)


def _opposed(one: Event, other: Event, book: CommitmentCodebook) -> bool:
    if other.type not in book.opposed_to(one.type) or not one.target or not other.target:
        return False
    return _within(replace(one, type=other.type, mode=None), replace(other, mode=None), book)


def _excluded(one: Terms, other: Terms, book: CommitmentCodebook) -> bool:
    """Whether the one holds only if the other does not."""
    a, b = one.condition, other.condition
    return a is not None and b is not None and a.negated != b.negated and same_deed(a, b, book)
