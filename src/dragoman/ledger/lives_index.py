"""Finds the commitments on which something may bear, whatever their number: an index in memory.

It is made of the table ``lives`` when it is first asked, and kept in step by whoever writes that.  One
process writes a ledger, and none while another reads it; so it is never out of date.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Set
from dataclasses import dataclass
from typing import Final

import duckdb
import numpy as np

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.ledger import clues
from dragoman.ledger.bearing import WINDOW, Deed
from dragoman.ledger.postings import Postings

_FRESH: Final = 200_000  # entries that came since the index was made, before it is made again


@dataclass(frozen=True, slots=True)
class Entry:
    """A commitment in the index: ``made`` and ``until`` are the first and last day on which something may
    bear on it, ``spoken`` the last on which it was made (days as ordinals); ``least``: ``clues.least``."""

    id: str
    made: int
    until: int
    spoken: int
    least: int


class LivesIndex:
    """The commitments of a ledger by their clues (``clues``)."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, book: CommitmentCodebook) -> None:
        """``connection`` to the ledger; nothing is read before the first question."""
        self._connection = connection
        self._book = book
        self.reset()

    def tidy(self) -> None:
        """Between two changes: make the index again if much has come since it was made."""
        if self._came > _FRESH:
            self.reset()

    def reset(self) -> None:
        """Forget everything: it is read again when it is needed."""
        self._stored: Postings | None = None
        self._entries: list[Entry | None] = []
        self._places: dict[str, int] = {}
        self._fresh: dict[int, list[int]] = defaultdict(list)
        self._came = 0

    def ids(self) -> Set[str]:
        """The ids of all commitments that there are."""
        self._load()
        return self._places.keys()

    def put(self, entry: Entry, keys: Collection[int]) -> None:
        """Take in a commitment, in place of what was known of it."""
        self.drop(entry.id)
        self._places[entry.id] = place = len(self._entries)
        self._entries.append(entry)
        for key in keys:
            self._fresh[key].append(place)
        self._came += len(keys)

    def drop(self, id_: str) -> None:
        """Take out a commitment, if it is there."""
        self._load()
        if id_ in self._places:
            self._entries[self._places.pop(id_)] = None

    def moved_by(self, names: Iterable[str]) -> set[str]:
        """The commitments on which these events or reports are known to bear."""
        return {entry.id for entry in self._of([clues.source(name) for name in names])}

    def near(self, deed: Deed, *, however_old: bool = False) -> set[str]:
        """The commitments on which a deed may bear (``however_old``: or might have)."""
        latest = max(deed.last or deed.known, deed.known).toordinal()
        earliest = 0 if however_old else deed.day.toordinal()
        return {entry.id for entry in self._touched(deed) if entry.made <= latest and entry.until >= earliest}

    def meant_by(self, remark: Deed) -> set[str]:
        """The commitments that a sentence may be about that says what became of one."""
        known = remark.known.toordinal()
        return {
            entry.id
            for entry in self._of(clues.of_remark(remark))
            if entry.made <= known and entry.spoken + WINDOW >= known
        }

    def having(self, key: int) -> set[str]:
        """The commitments that have a key."""
        return {entry.id for entry in self._of([key])}

    def held(self, holder: str, keys: Iterable[int], day: dt.date) -> set[str]:
        """What ``holder`` was bound to by ``day`` that has one of ``keys``."""
        own = {entry.id for entry in self._of([clues.held(holder)]) if entry.made <= day.toordinal()}
        return own & {entry.id for entry in self._of(list(keys))}

    def _touched(self, deed: Deed) -> Iterator[Entry]:
        if deed.event is not None:
            yield from self._of(clues.of_event(deed.event, self._book))
        heard = deed.heard
        if heard is None:
            return
        if heard.kind is not None:
            yield from self._of(clues.of_remark(deed))
            if heard.doer is not None:
                yield from self._of([clues.withheld(heard.doer)])
            return
        shared = Counter(self._rows([clues.word(base) for base in heard.words]))
        if not shared:
            return
        codes = deed.codes or deed.near
        named = set(self._rows([clues.party(code) for code in (*codes, None)])) if codes else shared.keys()
        for row in shared.keys() & named:
            entry = self._entries[row]
            if entry is not None and shared[row] >= entry.least:
                yield entry

    def _of(self, keys: Collection[int]) -> Iterator[Entry]:
        for row in set(self._rows(keys)):
            entry = self._entries[row]
            if entry is not None:
                yield entry

    def _rows(self, keys: Collection[int]) -> list[int]:
        stored = self._load()
        found: list[int] = stored.of(keys).tolist()
        for key in keys:
            found += self._fresh.get(key, ())
        return found

    def _load(self) -> Postings:
        if self._stored is not None:
            return self._stored
        rows = self._connection.execute(
            "SELECT rowid, id, made, until, spoken, least FROM lives ORDER BY rowid"
        ).fetchall()
        keys = self._connection.execute("SELECT rowid AS row, unnest(keys) AS key FROM lives").fetchnumpy()
        for _, id_, made, until, spoken, least in rows:
            self._places[id_] = len(self._entries)
            self._entries.append(Entry(id_, made.toordinal(), until.toordinal(), spoken.toordinal(), least))
        numbers = np.array([row[0] for row in rows], np.int64)
        self._stored = Postings(np.searchsorted(numbers, keys["row"]), keys["key"])
        return self._stored
