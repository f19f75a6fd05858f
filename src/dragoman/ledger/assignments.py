"""Which thing each telling in the ledger is of, and how that follows what is recorded."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from dragoman.ledger.leaders import Key, Match, Telling, settle
from dragoman.ledger.pool import Pool

Name = Callable[[Key], str]


def name_of(letter: str, key: Key) -> str:
    """The id of the thing that the telling ``key`` leads: a digest after ``letter``."""
    return letter + hashlib.sha256("\n".join(key).encode("utf8")).hexdigest()[:14]


@dataclass(frozen=True, slots=True)
class Place:
    """Where tellings of one kind are stored: a table and the columns that hold what ``Telling`` has."""

    table: str
    report: str
    telling: str
    whole: str
    block: str
    withdrawn: str
    where: str


@dataclass(frozen=True, slots=True)
class Changes:
    """``names`` of the things that are new, changed or gone; ``reports``: the others that this touched."""

    names: set[str]
    reports: set[str]


class Assignments:
    """The tellings of one kind; all methods run within the caller's transaction.

    What was looked up is kept in memory, so that reports that follow each other in time cost few
    queries.  After a transaction that failed, ``reset`` must be called.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, place: Place, name: Name, match: Match) -> None:
        """``name``: of the thing that a telling leads; ``match``: see ``leaders.settle``."""
        self._connection = connection
        self._place = place
        self._name = name
        self._match = match
        self.pool = Pool(self._fetch)
        self._has_undated: bool | None = None

    def reset(self) -> None:
        """Forget what was looked up."""
        self.pool = Pool(self._fetch)
        self._has_undated = None

    def add(self, tellings: Sequence[Telling]) -> Changes:
        """Settle new tellings, which the caller then stores, and store what that changes in others."""
        self.pool.look(tellings)
        for telling in tellings:
            self.pool.put(telling)
        changed = settle(tellings, self.pool, self._match)
        new = {telling.key for telling in tellings}
        self._update([telling for key, (telling, _) in changed.items() if key not in new])
        return Changes(_names(changed.values()), {report for report, _ in changed.keys() - new})

    def withdraw(self, report: str) -> Changes:
        """Let the report's tellings come after all others, which they no longer lead."""
        found = self._of(report)
        touched = self._without(found)
        for telling in found:
            telling.rank = (True, *telling.rank[1:])
            telling.leader = None
            self.pool.put(telling)
        changed = settle(found, self.pool, self._match)
        self._update(telling for telling, _ in changed.values())
        return Changes(touched.names | _names(changed.values()), touched.reports)

    def remove(self, report: str) -> Changes:
        """Settle all others as if the report were not there; the caller deletes its rows."""
        return self._without(self._of(report))

    def members(self, name: str) -> list[Telling]:
        """The tellings that count of what is called ``name``, the leading one first; none if it is gone."""
        leader = self.pool.leaders.get(name)
        if leader is None or leader.leader != name or leader.rank[0]:
            return []
        others = (t for t in self.pool.near(leader) if t.leader == name and not t.rank[0])
        return [leader, *sorted(others, key=lambda telling: telling.rank)]

    def _of(self, report: str) -> list[Telling]:
        found = self._select(f"{self._place.report} = ?", [report])
        self.pool.look(found)
        return [self.pool.tellings[telling.key] for telling in found]

    def _without(self, gone: Sequence[Telling]) -> Changes:
        """Settle those that ``gone`` led, as if it were not there."""
        names = {telling.name for telling in gone}
        keys = {telling.key for telling in gone}
        followers = {
            t.key: t for g in gone for t in self.pool.near(g) if t.leader in names and t.key not in keys
        }
        touched = {telling.leader for telling in gone if telling.leader is not None}
        for telling in gone:
            self.pool.drop(telling)
        changed = settle(followers.values(), self.pool, self._match)
        self._update(telling for telling, _ in changed.values())
        return Changes(touched | _names(changed.values()), {report for report, _ in changed})

    # --- the table ------------------------------------------------------------------------

    def _fetch(
        self, blocks: Sequence[str], codes: Sequence[str], window: tuple[int, int] | None
    ) -> list[Telling]:
        """The tellings of these blocks with one of these codes, undated or in ``window`` (all if None)."""
        common, parameters = "list_has_any(codes, ?)", [list(codes)]
        if self._place.block != "''":
            common, parameters = (
                f"list_contains(?, {self._place.block}) AND {common}",
                [list(blocks), *parameters],
            )
        if window is None:
            return self._select(common, parameters)
        low, high = window
        found = self._select(f'"first" <= {high} AND "last" >= {low} AND {common}', parameters)
        # asked apart: with OR, DuckDB would not skip the parts of the table that lie outside
        if self._undated():
            found += self._select(f'"first" IS NULL AND {common}', parameters)
        return found

    def _undated(self) -> bool:
        """Whether there are undated tellings; asked once, since those that come are kept in the pool."""
        if self._has_undated is None:
            p = self._place
            self._has_undated = bool(
                self._connection.execute(
                    f'SELECT 1 FROM {p.table} WHERE {p.where} AND "first" IS NULL LIMIT 1'
                ).fetchall()
            )
        return self._has_undated

    def _select(self, where: str, parameters: list[Any]) -> list[Telling]:
        p = self._place
        rows = self._connection.execute(
            f'SELECT {p.report}, {p.telling}, {p.whole}, {p.block}, "first", "last", codes, facts, '
            f"{p.withdrawn} FROM {p.table} WHERE {p.where} AND {where}",
            parameters,
        ).fetchall()
        return [self._telling(*row) for row in rows]

    def _telling(
        self, report: str, telling: str, whole: str, block: str, first: int | None, last: int | None,
        codes: list[str], facts: str, withdrawn: bool,
    ) -> Telling:  # fmt: skip
        key = (report, telling)
        known = json.loads(facts)
        rank = (withdrawn, *known["rank"], *key)
        return Telling(key, self._name(key), rank, block, first, last, frozenset(codes), known, whole)

    def _update(self, tellings: Iterable[Telling]) -> None:
        p = self._place
        for telling in tellings:
            leads = ", leads = ?" if p.table == "told" else ""
            values = [telling.leader, *([telling.leader == telling.name] if leads else [])]
            keys = [telling.key[0], *([telling.key[1]] if leads else [])]
            more = f" AND {p.telling} = ?" if leads else ""
            self._connection.execute(
                f"UPDATE {p.table} SET {p.whole} = ?{leads} WHERE {p.where} AND {p.report} = ?{more}",
                values + keys,
            )


def _names(changes: Iterable[tuple[Telling, str | None]]) -> set[str]:
    return {name for telling, was in changes for name in (telling.leader, was) if name is not None}
