"""How commitments stand on a day, and what their holders have made of earlier ones."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from dragoman.ledger.life import BROKEN, IN_FORCE, KEPT, State
from dragoman.ledger.moment import Moment

_KINDS: Final = {"threat": "threats", "promise": "promises", "assurance": "promises"}


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of a commitment, the day since which it is so, and why."""

    state: State
    since: str
    why: str


def standings(moment: Moment, ids: Collection[str]) -> dict[str, Standing]:
    """How each of these commitments stands as of the moment: what was known and had come about by its day."""
    if not ids:
        return {}
    rows = moment.fetch(
        "SELECT commitment, arg_max(state, n), arg_max(since, n), arg_max(why, n) FROM moves "
        "WHERE list_contains(?, commitment) AND known <= ? AND since <= ? GROUP BY commitment",
        [sorted(ids), moment.day, moment.day],
    )
    return {id_: Standing(state, since.isoformat(), why) for id_, state, since, why in rows}


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


def record(moment: Moment, holder: str | None) -> dict[str, Tally]:
    """A holder's threats, and its promises (with its assurances), as they stand at the moment."""
    counts = {kind: {"kept": 0, "broken": 0, "open": 0, "ended": 0} for kind in ("threats", "promises")}
    if holder is None:
        return {kind: Tally() for kind in counts}
    rows = moment.fetch(
        "SELECT force, state, count(*) FROM (SELECT l.id, any_value(l.force) AS force, "
        "arg_max(m.state, m.n) AS state "
        "FROM lives l JOIN moves m ON m.commitment = l.id "
        "WHERE l.holder = ? AND m.known <= ? AND m.since <= ? GROUP BY l.id) GROUP BY ALL",
        [holder, moment.day, moment.day],
    )
    for force, state, count in rows:
        if force in _KINDS:
            counts[_KINDS[force]][_outcome(state)] += count
    return {kind: Tally(**count) for kind, count in counts.items()}


def _outcome(state: State) -> str:
    if state in KEPT:
        return "kept"
    if state in BROKEN:
        return "broken"
    return "open" if state in IN_FORCE else "ended"
