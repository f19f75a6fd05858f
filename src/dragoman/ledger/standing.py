"""How commitments stand on a day, and what their holders have made of earlier ones."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.ledger import clues
from dragoman.ledger.life import BROKEN, IN_FORCE, KEPT, State
from dragoman.ledger.lifecycle import at
from dragoman.ledger.moment import Moment, counted
from dragoman.ledger.stored import Stored, StoredLives
from dragoman.ledger.terms import Terms

_KINDS: Final = {"threat": "threats", "promise": "promises", "assurance": "promises"}


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of a commitment, the day since which it is so, and why."""

    state: State
    since: str
    why: str


@dataclass(frozen=True, slots=True)
class Bound:
    """A commitment with its terms and how it stands."""

    terms: Terms
    standing: Standing


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were kept, broken, still in force, and ended in another way (expired, cancelled, released)."""

    kept: int = 0
    broken: int = 0
    open: int = 0
    ended: int = 0

    def to_dict(self) -> dict[str, int]:
        """As JSON."""
        return {"kept": self.kept, "broken": self.broken, "open": self.open, "ended": self.ended}


class Standings:
    """How commitments stand as of a moment: as they are stored, or for an earlier one computed again."""

    def __init__(self, moment: Moment, lives: StoredLives, book: CommitmentCodebook) -> None:
        """``moment`` says which reports count, and which day it is."""
        self._moment = moment
        self._lives = lives
        self._book = book
        self._past: dict[str, Bound | None] = {}
        self._withdrawn: set[str] | None = None

    def of(self, ids: Collection[str]) -> dict[str, Bound]:
        """Those of these commitments that there were, and how they stood."""
        if self._moment.as_of is None:
            return {id_: _present(one, self._moment.day) for id_, one in self._lives.get(ids).items()}
        missing = [id_ for id_ in ids if id_ not in self._past]
        if missing:
            found = {lived.terms.id: lived for lived in at(self._moment, self._book, missing)}
            for id_ in missing:
                lived = found.get(id_)
                last = lived.moves[-1] if lived is not None else None
                self._past[id_] = (
                    Bound(lived.terms, Standing(last.state, last.since.isoformat(), last.why))
                    if lived is not None and last is not None
                    else None
                )
        return {id_: bound for id_ in sorted(ids) if (bound := self._past[id_]) is not None}

    def gone_since(self) -> set[str]:
        """The commitments that were there and may be no more: those of reports withdrawn since."""
        if self._withdrawn is None:
            rows = self._moment.fetch(
                "SELECT DISTINCT a.whole FROM told a JOIN readings r ON r.id = a.report WHERE a.kind = 'act' "
                f"AND r.withdrawn IS NOT NULL AND {counted(self._moment.as_of)}"
            ) if self._moment.as_of is not None else []  # fmt: skip
            self._withdrawn = {id_ for (id_,) in rows}
        return self._withdrawn

    def record(self, holder: str | None) -> dict[str, Tally]:
        """A holder's threats, and its promises (with its assurances), as they stand."""
        counts = {kind: {"kept": 0, "broken": 0, "open": 0, "ended": 0} for kind in ("threats", "promises")}
        for force, state in self._held(holder) if holder is not None else ():
            if force in _KINDS:
                counts[_KINDS[force]][_outcome(state)] += 1
        return {kind: Tally(**count) for kind, count in counts.items()}

    def _held(self, holder: str) -> Iterator[tuple[str, State]]:
        ids = self._lives.index.having(clues.held(holder))
        if self._moment.as_of is None:
            for one in self._lives.get(ids).values():
                yield one.row["force"], _standing(one, self._moment.day).state
            return
        for bound in self.of(ids | self.gone_since()).values():
            if bound.terms.holder == holder:
                yield bound.terms.force, bound.standing.state


def _present(one: Stored, day: dt.date) -> Bound:
    return Bound(one.terms, _standing(one, day))


def _standing(one: Stored, day: dt.date) -> Standing:
    """The last move that had come about, and was known, by the day: deadlines pass at the end of a day."""
    row, today = one.row, day.isoformat()
    turned = row["due"] is not None and row["due"] < today
    moves = [
        move
        for move in json.loads(row["moves"])
        if max(move["known"], move["since"]) <= today and (turned or move["n"] < row["early"])
    ]
    last = moves[-1] if moves else json.loads(row["moves"])[0]
    return Standing(last["state"], last["since"], last["why"])


def _outcome(state: State) -> str:
    if state in KEPT:
        return "kept"
    if state in BROKEN:
        return "broken"
    return "open" if state in IN_FORCE else "ended"
