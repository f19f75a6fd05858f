"""Commitments that cannot both be kept, and conditions that somebody has announced to bring about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.ledger.answer import Evidence, evidence
from dragoman.ledger.bearing import meets
from dragoman.ledger.contrary import clash
from dragoman.ledger.deeds import deeds_of
from dragoman.ledger.life import IN_FORCE, State
from dragoman.ledger.lifecycle import Lived, at
from dragoman.ledger.moment import Moment
from dragoman.ledger.terms import Terms
from dragoman.types import Force

_MANY: Final = 2000  # commitments that share a word which is then too common to compare by


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two commitments of a tension."""

    commitment: str
    force: Force
    holder: str | None
    counterpart: str | None
    content: str | None
    condition: str | None
    state: State
    evidence: Evidence

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {name: getattr(self, name) for name in Side.__slots__} | {"evidence": self.evidence.to_dict()}


@dataclass(frozen=True, slots=True)
class Tension:
    """Two commitments that were in force at one time and cannot both be kept; or, where ``why`` is
    "announced", the content of ``other`` is what the condition of ``one`` speaks of.

    ``why``: "contrary", "opposed" or "refused" (see ``contrary.clash``), or "announced"; ``open``: both are
    still in force.
    """

    why: str
    open: bool
    one: Side
    other: Side

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {"why": self.why, "open": self.open, "one": self.one.to_dict(), "other": self.other.to_dict()}


def tensions(moment: Moment, book: CommitmentCodebook) -> list[Tension]:
    """All tensions as of the moment: those still open first, then by the day of the later commitment."""
    lived = sorted(at(moment, book), key=lambda life: (life.terms.made, life.terms.id))
    found: list[tuple[str, Lived, Lived]] = []
    for one, other in _pairs(lived, book):
        why = clash(one.terms, other.terms, book) if _together(one, other) else None
        if why is not None:
            found.append((why, one, other))
            continue
        for conditional, announced in ((one, other), (other, one)):
            if _together(one, other) and _announced(conditional.terms, announced.terms, moment, book):
                found.append(("announced", conditional, announced))
    made = [
        Tension(why, _in_force(one) and _in_force(other), _side(one, moment), _side(other, moment))
        for why, one, other in found
    ]
    return sorted(made, key=lambda tension: not tension.open)


def _pairs(lived: list[Lived], book: CommitmentCodebook) -> Iterator[tuple[Lived, Lived]]:
    """The pairs that share a party and a telling word or an event type, each once, in order."""
    places: dict[tuple[str, str], list[int]] = {}
    for n, life in enumerate(lived):
        keys = life.terms.words(book) | {f"{kind}!" for kind in life.terms.types(book)}
        for code in life.terms.involved:
            for key in keys:
                places.setdefault((code, key), []).append(n)
    pairs = {
        (a, b)
        for together in places.values()
        if len(together) <= _MANY
        for b in together
        for a in together
        if a < b
    }
    for a, b in sorted(pairs):
        yield lived[a], lived[b]


def _in_force(life: Lived) -> bool:
    return life.moves[-1].state in IN_FORCE


def _together(one: Lived, other: Lived) -> bool:
    """Whether there was a time at which both were in force."""
    return any(a < d and c < b for a, b in _spells(one) for c, d in _spells(other))


def _spells(life: Lived) -> list[tuple[float, float]]:
    """The stretches of time in which the commitment was in force (in days; the end is not within)."""
    found: list[tuple[float, float]] = []
    for n, move in enumerate(life.moves):
        if move.state in IN_FORCE:
            later = life.moves[n + 1].since.toordinal() if n + 1 < len(life.moves) else float("inf")
            found.append((move.since.toordinal(), later + 0.5))
    return found


def _announced(conditional: Terms, announced: Terms, moment: Moment, book: CommitmentCodebook) -> bool:
    """Whether the one's condition is what another party has bound itself to do."""
    condition = conditional.condition
    if condition is None or condition.negated or announced.content.negated:
        return False
    if announced.force not in book.own_deed or announced.holder in (None, conditional.holder):
        return False
    return any(meets(deed, condition, conditional, book) for deed in deeds_of(announced, moment.day, book))


def _side(life: Lived, moment: Moment) -> Side:
    one, told = life.terms, life.promise.tellings[0]
    return Side(
        one.id, one.force, one.holder, one.counterpart, told.act.content.text if told.act.content else None,
        told.act.condition.text if told.act.condition else None, life.moves[-1].state, evidence(told, moment),
    )  # fmt: skip
