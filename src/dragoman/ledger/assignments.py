"""Which thing each telling in the ledger is of, and how that follows what is recorded."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import duckdb
import numpy as np

from dragoman.ledger.leaders import Choice, Key, Match, Telling, by_group, by_leader, settle
from dragoman.ledger.pool import Chunk, Pool, Stretch
from dragoman.ledger.postings import Postings

Name = Callable[[Key], str]

_EVER: Final = (0, 9_999_999)  # the days that an undated telling may be of


def name_of(letter: str, key: Key) -> str:
    """The id of the thing that the telling ``key`` leads: a digest after ``letter``."""
    return letter + hashlib.sha256("\n".join(key).encode("utf8")).hexdigest()[:14]


@dataclass(frozen=True, slots=True)
class Place:
    """Where tellings of one kind are stored: ``table``, ``where`` (SQL) it has them, and columns of it.

    ``where`` must not compare a plain column with a value: DuckDB uses the index of reports only where that
    is all that it can filter by.
    """

    table: str
    where: str
    report: str
    telling: str
    whole: str
    withdrawn: str
    vague_apart: bool = False  # see ``Pool``


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

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, place: Place, name: Name, match: Match,
        choice: Choice = by_leader,
    ) -> None:  # fmt: skip
        """``name``: of the thing that a telling leads; ``match``, ``choice``: see ``leaders``."""
        self._connection = connection
        self._place = place
        self._name = name
        self._match = match
        self._choice = choice
        self._key = f"{place.report}, {place.telling}"
        self.pool = Pool(self, self._place.vague_apart)

    def reset(self) -> None:
        """Forget what was looked up."""
        self.pool = Pool(self, self._place.vague_apart)

    def add(self, tellings: Sequence[Telling]) -> Changes:
        """Settle new tellings, which the caller then stores, and store what that changes in others."""
        self.pool.look(tellings)
        for telling in tellings:
            self.pool.put(telling)
        changed = self._settle(tellings)
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
        changed = self._settle(found)
        self._update(telling for telling, _ in changed.values())
        return Changes(touched.names | _names(changed.values()), touched.reports)

    def remove(self, report: str) -> Changes:
        """Settle all others as if the report were not there; the caller deletes its rows."""
        return self._without(self._of(report))

    def members(self, name: str) -> list[Telling]:
        """The tellings that count of what is called ``name``, the leading one first; none if it is gone.

        The leading one must have been looked at, as those are that a change touches.
        """
        leader = self.pool.leaders.get(name)
        if leader is None or leader.leader != name or leader.rank[0]:
            return []
        others = (t for t in self.pool.near(leader) if t.leader == name and not t.rank[0])
        return [leader, *sorted(others, key=lambda telling: telling.rank)]

    def _settle(self, dirty: Iterable[Telling]) -> dict[Key, tuple[Telling, str | None]]:
        return settle(dirty, self.pool, self._match, self._choice)

    def _of(self, report: str) -> list[Telling]:
        p = self._place
        keys = self._connection.execute(
            f"SELECT {self._key} FROM {p.table} WHERE {p.report} = ? AND {p.where}", [report]
        ).fetchall()
        return self.pool.get(keys)

    def _without(self, gone: Sequence[Telling]) -> Changes:
        """Settle those that ``gone`` led, as if it were not there."""
        names = {telling.name for telling in gone}
        keys = {telling.key for telling in gone}
        followers = {
            t.key: t
            for g in gone
            for t in self.pool.near(g)
            if (t.leader in names or (self._choice is by_group and t.rank > g.rank)) and t.key not in keys
        }
        touched = {telling.leader for telling in gone if telling.leader is not None}
        for telling in gone:
            self.pool.drop(telling)
        changed = self._settle(followers.values())
        self._update(telling for telling, _ in changed.values())
        return Changes(touched | _names(changed.values()), {report for report, _ in changed})

    # --- the table ------------------------------------------------------------------------

    def chunk(self, stretch: Stretch) -> Chunk:
        """The narrow part of the tellings of a stretch."""
        p, lasts = self._place, '"last" - "first"'
        if stretch.longest is None:
            days = f'("first" IS NULL OR {lasts} >= {stretch.shortest})'
        else:
            days = (
                f'"first" BETWEEN {stretch.since} AND {stretch.until} '
                f"AND {lasts} BETWEEN {stretch.shortest} AND {stretch.longest}"
            )
        rows = self._connection.execute(
            f'SELECT rowid, {self._key}, coalesce("first", {_EVER[0]}), coalesce("last", {_EVER[1]}) '
            f"FROM {p.table} WHERE {p.where} AND {days} ORDER BY rowid"
        ).fetchall()
        entries = self._connection.execute(
            f"SELECT rowid AS row, unnest(keys) AS key FROM {p.table} WHERE {p.where} AND {days}"
        ).fetchnumpy()
        numbers, first, last = (np.array([row[i] for row in rows], np.int64) for i in (0, 3, 4))
        places = np.searchsorted(numbers, entries["row"])
        return Chunk([(row[1], row[2]) for row in rows], first, last, Postings(places, entries["key"]))

    def sharing(self, keys: Collection[int]) -> list[Key]:
        """All stored tellings that have one of ``keys``."""
        p = self._place
        return self._connection.execute(
            f"SELECT {self._key} FROM {p.table} WHERE {p.where} AND list_has_any(keys, ?::UINTEGER[])",
            [sorted(keys)],
        ).fetchall()

    def tellings(self, wanted: Collection[Key]) -> list[Telling]:
        """Stored tellings in full."""
        p = self._place
        reports = sorted({report for report, _ in wanted})
        rows = self._connection.execute(
            f'SELECT {self._key}, {p.whole}, "first", "last", keys, facts, {p.withdrawn} FROM {p.table} '
            f"WHERE {p.report} IN ({', '.join('?' * len(reports))}) AND {p.where}"
            f" AND list_contains(?, concat_ws(' ', {self._key}))",
            [*reports, [" ".join(key) for key in wanted]],
        ).fetchall()
        return [self._telling(*row) for row in rows]

    def _telling(
        self, report: str, telling: str, whole: str, first: int | None, last: int | None,
        keys: list[int], facts: str, withdrawn: bool,
    ) -> Telling:  # fmt: skip
        key, known = (report, telling), json.loads(facts)
        return Telling(
            key, self._name(key), (withdrawn, *known["rank"], *key), "", first, last, (), known, whole,
            frozenset(keys),
        )  # fmt: skip

    def _update(self, tellings: Iterable[Telling]) -> None:
        """Store what tellings are of, one by one: seldom more than one changes."""
        p = self._place
        for telling in tellings:
            leads = "" if p.table == "readings" else f", leads = {telling.leader == telling.name}"
            self._connection.execute(
                f"UPDATE {p.table} SET {p.whole} = ?{leads} "
                f"WHERE {p.report} = ? AND {p.where} AND concat_ws(' ', {self._key}) = ?",
                [telling.leader, telling.key[0], " ".join(telling.key)],
            )


def _names(changes: Iterable[tuple[Telling, str | None]]) -> set[str]:
    return {name for telling, was in changes for name in (telling.leader, was) if name is not None}
