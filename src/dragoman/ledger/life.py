"""The life of a commitment: the states it goes through, and what moves it from one to the next.

After Singh (1999) and Telang and Singh (2012): a commitment is *conditional* until its condition comes
about, then *detached*; it ends *satisfied* (the content came about), *violated* (it did not, or its
contrary did), *expired* (its condition can no longer come about), *cancelled* (by its holder) or *released*
(by its counterpart).  A demand is *open* until it is *met*, *refused* or *lapsed* (its deadline passed).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.ledger.bearing import Deed, condition_refused, later, meets, stops, tells_absence, undoes
from dragoman.ledger.identity import days_after
from dragoman.ledger.terms import Terms

State = Literal[
    "conditional", "detached", "satisfied", "violated", "expired", "cancelled", "released",
    "open", "met", "refused", "lapsed",
]  # fmt: skip
IN_FORCE: Final[frozenset[State]] = frozenset(("conditional", "detached", "open"))
KEPT: Final[frozenset[State]] = frozenset(("satisfied",))
BROKEN: Final[frozenset[State]] = frozenset(("violated",))
_FOR_GOOD: Final[frozenset[State]] = frozenset(("satisfied", "violated", "met"))
_GRACE: Final = 1  # days
_RENEWABLE: Final[frozenset[State]] = frozenset(("cancelled", "expired", "released", "lapsed", "refused"))


@dataclass(frozen=True, slots=True)
class Move:
    """A commitment's coming into ``state`` on the day ``since``.

    ``known``: the day from which a reader knew; ``why`` in words; ``deed``: what moved it, None for its
    making and for the passing of time.
    """

    state: State
    since: dt.date
    known: dt.date
    why: str
    deed: Deed | None = None


def life(
    terms: Terms, deeds: Collection[Deed], spoken: Collection[Deed], today: dt.date, book: CommitmentCodebook
) -> tuple[Move, ...]:
    """The states of a commitment up to ``today``, from its making on.

    ``deeds``: whatever happened that bears on it; ``spoken``: those of them that are said of this
    commitment itself.  Only deeds of one place and day are taken in the order in which they are given.
    """
    return _Life(terms, deeds, spoken, book).run(sorted(deeds, key=lambda deed: deed.order), today)


def end(moves: Sequence[Move], terms: Terms) -> dt.date | None:
    """The last day of which a deed may move a commitment that has gone through ``moves``; None: any day.

    What is satisfied, met or violated stays so; but what is only overdue may still be waived.
    """
    last = moves[-1]
    if last.state not in _FOR_GOOD or (last.state == "violated" and last.since == terms.due):
        return None
    return max(last.since, last.deed.day) if last.deed is not None else days_after(last.since, _GRACE)


class _Life:
    """One commitment on its way."""

    def __init__(
        self, terms: Terms, found: Collection[Deed], spoken: Collection[Deed], book: CommitmentCodebook
    ) -> None:
        self._terms = terms
        self._book = book
        self._spoken = frozenset(spoken)
        self._moves: list[Move] = []
        self._passed = False
        self._lapse = self._tells_of_lapse(found)
        self._begin(terms.made, "made")

    def run(self, deeds: Sequence[Deed], today: dt.date) -> tuple[Move, ...]:
        terms = self._terms
        renewals = list(terms.renewed)
        for deed in deeds:
            if deed.day > today or not later(deed, terms):
                continue
            while renewals and renewals[0] < deed.day:
                self._pass_until(renewals[0])
                self._renew(renewals.pop(0))
            if not self._in_time(deed):
                self._pass_until(deed.day)
            self._meet(deed)
        for day in renewals:
            self._pass_until(day)
            self._renew(day)
        self._pass_until(today)
        return tuple(self._moves)

    def _tells_of_lapse(self, found: Collection[Deed]) -> Deed | None:
        """The first that says that the time ran out, or that what was due by then had not come about."""
        lapses = [d for d in self._spoken if d.heard is not None and d.heard.kind == "lapsed"]
        if not lapses and self._terms.due is not None:
            due = self._terms.due
            lapses = [d for d in found if d.known >= due and tells_absence(d, self._terms, self._book)]
        return min(lapses, key=lambda deed: deed.order, default=None)

    def _in_time(self, deed: Deed) -> bool:
        """Whether what is told without its day, just after the deadline, may have been in time."""
        due = self._terms.due
        return deed.first is None and due is not None and deed.known <= days_after(due, _GRACE)

    @property
    def _state(self) -> State:
        return self._moves[-1].state

    def _go(self, state: State, day: dt.date, why: str, deed: Deed | None = None) -> None:
        known = deed.known if deed is not None else day
        # what is learned late still came about when it did, but never before what came before
        self._moves.append(
            Move(state, max(day, self._moves[-1].since) if self._moves else day, known, why, deed)
        )

    def _begin(self, day: dt.date, why: str) -> None:
        state: State = "open" if self._terms.force == "demand" else "detached"
        self._go("conditional" if self._terms.condition is not None else state, day, why)

    def _renew(self, day: dt.date) -> None:
        if (
            self._state in _RENEWABLE
            and day > self._moves[-1].since
            and (self._terms.due is None or day <= self._terms.due)
        ):
            self._begin(day, "made again")

    # --- the passing of time ----------------------------------------------------------------

    def _pass_until(self, day: dt.date) -> None:
        """Let the deadline pass if ``day`` lies after it."""
        due = self._terms.due
        if due is not None and day > due and not self._passed:
            self._pass_deadline(due, self._lapse)

    def _pass_deadline(self, day: dt.date, deed: Deed | None) -> None:
        self._passed = True
        terms, state = self._terms, self._state
        if state not in IN_FORCE:
            return
        passed = f"its deadline, {day.isoformat()}, passed"
        if terms.force == "demand":
            self._go("met" if terms.content.negated else "lapsed", day, passed, deed)
        elif state == "conditional":
            if terms.condition is not None and terms.condition.negated and terms.due_bounds_condition:
                self._go("detached", day, f"{passed} and its condition had not come about", deed)
            else:
                self._go("expired", day, f"{passed} and its condition had not come about", deed)
        elif not terms.due_bounds_condition:
            if terms.force == "warning":
                self._go("expired", day, passed, deed)
            elif terms.content.negated:
                self._go("satisfied", day, f"{passed} and it was kept", deed)
            else:
                self._go("violated", day, f"{passed} and it was not done", deed)

    # --- what happens ---------------------------------------------------------------------------

    def _meet(self, deed: Deed) -> None:
        terms, book = self._terms, self._book
        if deed.heard is not None and deed.heard.kind is not None:
            if deed in self._spoken:
                self._hear(deed)
            elif self._state == "conditional" and condition_refused(deed, terms, book):
                self._go("detached", deed.day, "its condition was refused", deed)
            return
        content = meets(deed, terms.content, terms, book)
        condition = meets(deed, terms.condition, terms, book) if terms.condition is not None else 0.0
        if self._state == "conditional" and condition and condition >= content:
            assert terms.condition is not None
            if terms.condition.negated:
                self._go("expired", deed.day, "what it was to prevent or force came about", deed)
            else:
                self._go(
                    "open" if terms.force == "demand" else "detached",
                    deed.day,
                    "its condition came about",
                    deed,
                )
        elif content and content >= condition:
            self._done(deed)
        elif (
            self._state == "detached"
            and not terms.content.negated
            and terms.force in ("promise", "assurance")
            and (undoes(deed, terms, book) or stops(deed, terms, book))
        ):
            self._go("violated", deed.day, "the contrary was done", deed)

    def _done(self, deed: Deed) -> None:
        """The content came about."""
        terms, state = self._terms, self._state
        if terms.force == "demand":
            if terms.content.negated:
                if state == "open":
                    self._go("refused", deed.day, "it was done all the same", deed)
            elif state in ("open", "conditional", "refused", "lapsed"):
                late = " late" if state == "lapsed" else ""
                self._go("met", deed.day, f"what was demanded was done{late}", deed)
        elif terms.content.negated:
            if state == "detached":
                self._go("violated", deed.day, "it was done all the same", deed)
        elif state in ("conditional", "detached"):
            why = "it came about" if terms.force == "warning" else "it was carried out"
            self._go("satisfied", deed.day, why, deed)

    def _hear(self, deed: Deed) -> None:
        """A report says what became of it."""
        assert deed.heard is not None
        kind, state, terms = deed.heard.kind, self._state, self._terms
        if kind == "lapsed":
            if not self._passed:
                self._pass_deadline(min(deed.day, terms.due) if terms.due else deed.day, deed)
        elif kind == "cancelled" and state in IN_FORCE:
            self._go("cancelled", deed.day, "its holder took it back", deed)
        elif kind == "released" and (state in IN_FORCE or self._overdue()):
            self._go("released", deed.day, "its counterpart waived it", deed)
        elif kind == "refused" and state in IN_FORCE:
            if terms.force == "demand":
                self._go("refused", deed.day, "its counterpart refused", deed)
            elif terms.force == "promise":
                self._go("released", deed.day, "its counterpart turned it down", deed)
        elif terms.force == "demand":
            if kind == "met" and state in ("open", "conditional", "refused", "lapsed"):
                self._go("met", deed.day, "it is said to have been met", deed)
        elif kind == "kept" and state in IN_FORCE:
            self._go("satisfied", deed.day, "it is said to have been kept", deed)
        elif kind == "broken" and state in IN_FORCE:
            self._go("violated", deed.day, "it is said to have been broken", deed)

    def _overdue(self) -> bool:
        """Whether the commitment is held to be broken for no other reason than that its time ran out."""
        last = self._moves[-1]
        return last.state == "violated" and last.deed is self._lapse and last.since == self._terms.due
