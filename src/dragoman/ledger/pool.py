"""The tellings that recording has looked up, in memory.

The narrow part of tellings, which says what they are compared with, is fetched for whole stretches of time
and kept as arrays (``Chunk``); of their facts only those that are near what is recorded.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from dragoman.ledger.leaders import Key, Telling
from dragoman.ledger.postings import Postings

# Tellings are kept apart by the length of their stretch of days: up to so many, and those that are longer or
# undated.  So what lasts a day is looked for in a few days, however long others last.
_LENGTHS: Final = (6, 16, 64, 256)
_LONG: Final = len(_LENGTHS)
_LOOKED: Final = 2  # lengths that are fetched at once

Slot = tuple[int, int]  # class of length, number


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tellings by their days: those of ``shortest`` to ``longest`` days (last less first) that begin from
    ``since`` to ``until`` (ordinals); ``longest`` None: all that are longer, and the undated."""

    shortest: int
    longest: int | None
    since: int = 0
    until: int = 0


@dataclass(frozen=True, slots=True)
class Chunk:
    """The stored tellings of a stretch: whose they are and their days, in order, and which of them has a key.

    An undated telling lasts for ever.
    """

    tellings: Sequence[Key]
    first: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]
    rows: Postings

    def near(self, keys: Collection[int], first: int, last: int) -> Iterator[Key]:
        """Those that have one of ``keys`` and a day in ``first`` to ``last``."""
        rows = self.rows.of(keys)
        rows = rows[(self.first[rows] <= last) & (self.last[rows] >= first)]
        return (self.tellings[row] for row in rows.tolist())


class Store(Protocol):
    """Where the tellings are stored."""

    def chunk(self, stretch: Stretch) -> Chunk:
        """The narrow part of the tellings of a stretch."""
        ...

    def sharing(self, keys: Collection[int]) -> list[Key]:
        """All stored tellings that have one of ``keys``."""
        ...

    def tellings(self, wanted: Collection[Key]) -> list[Telling]:
        """Stored tellings in full."""
        ...


class Pool:
    """All stored tellings that are near those that were looked for, and the new ones; one object each."""

    def __init__(self, store: Store, vague_apart: bool) -> None:
        """``store`` is asked for what is not here yet; ``vague_apart``: what is dated no better than to a
        year is compared only with its like."""
        self._store = store
        self._vague_apart = vague_apart
        self.tellings: dict[Key, Telling] = {}
        self.leaders: dict[str, Telling] = {}
        self._chunks: dict[Slot, Chunk] = {}
        self._cells: dict[tuple[int, Slot], list[Telling]] = defaultdict(list)  # those put in
        self._everywhere: dict[Key, list[Key]] = {}  # what is stored near undated ones
        self._dropped: set[Key] = set()
        self._size = 0

    def __len__(self) -> int:
        """The tellings in memory, in full or (twenty entries count as one) in part."""
        return len(self.tellings) + self._size // 20

    def look(self, tellings: Iterable[Telling]) -> None:
        """Have what is near ``tellings`` in memory."""
        self.get({key for telling in tellings for key in self._stored_near(telling)})

    def get(self, keys: Collection[Key]) -> list[Telling]:
        """The tellings with these keys that are stored or were put in, and not dropped."""
        missing = [key for key in keys if key not in self.tellings and key not in self._dropped]
        if missing:
            for found in self._store.tellings(missing):
                self._hold(found)
        return [self.tellings[key] for key in keys if key in self.tellings]

    def put(self, telling: Telling) -> None:
        """Take in a telling; one that was dropped is there again."""
        if self.tellings.get(telling.key) is telling:
            return
        self._hold(telling)
        self._dropped.discard(telling.key)
        for cell in _cells(telling):
            self._cells[cell].append(telling)

    def drop(self, telling: Telling) -> None:
        """Take out a telling, whether or not the ledger still has it."""
        self.tellings.pop(telling.key, None)
        self.leaders.pop(telling.name, None)
        self._dropped.add(telling.key)
        for cell in _cells(telling):
            self._cells[cell] = [other for other in self._cells[cell] if other is not telling]

    def near(self, telling: Telling) -> list[Telling]:
        """All tellings but itself that ``telling.near``."""
        found = {other.key: other for other in self.get(self._stored_near(telling))}
        found |= {other.key: other for cell in self._around(telling) for other in self._cells.get(cell, ())}
        return [other for key, other in found.items() if key != telling.key and telling.near(other)]

    def _hold(self, telling: Telling) -> None:
        self.tellings[telling.key] = telling
        self.leaders[telling.name] = telling

    def _stored_near(self, telling: Telling) -> set[Key]:
        """The stored tellings that may be near, and more."""
        days = self._days(telling)
        if days is None:
            if telling.key not in self._everywhere:
                self._everywhere[telling.key] = self._store.sharing(telling.keys)
            return set(self._everywhere[telling.key])
        found: set[Key] = set()
        for slot in _slots(*days, _LOOKED):
            found.update(self._chunk(slot).near(telling.keys, *days))
        return found

    def _days(self, telling: Telling) -> tuple[int, int] | None:
        """The days of the tellings that a telling is compared with; None: all."""
        first, last = telling.first, telling.last
        if first is None or last is None or (last - first > _LENGTHS[-1] and not self._vague_apart):
            return None
        return first, last

    def _chunk(self, slot: Slot) -> Chunk:
        if slot not in self._chunks:
            kind, number = slot
            if kind == _LONG:
                stretch = Stretch(_LENGTHS[-1] + 1, None)
            else:
                size = _LENGTHS[kind] * _LOOKED
                shortest = _LENGTHS[kind - 1] + 1 if kind else 0
                stretch = Stretch(shortest, _LENGTHS[kind], number * size, (number + 1) * size - 1)
            self._chunks[slot] = self._store.chunk(stretch)
            self._size += len(self._chunks[slot].rows)
        return self._chunks[slot]

    def _around(self, telling: Telling) -> Iterable[tuple[int, Slot]]:
        """The cells in which those that are near lie."""
        days = self._days(telling)
        if days is None:
            return [cell for cell in self._cells if cell[0] in telling.keys]
        slots = list(_slots(*days, 1))
        return ((key, slot) for key in telling.keys for slot in slots)


def _slots(first: int, last: int, lengths: int) -> Iterator[Slot]:
    """Where tellings lie that have a day in ``first`` to ``last``; ``lengths``: the size of a slot."""
    for kind, longest in enumerate(_LENGTHS if last - first <= _LENGTHS[-1] else ()):
        size = longest * lengths
        for number in range((first - longest) // size, last // size + 1):
            yield kind, number
    yield _LONG, 0


def _cells(telling: Telling) -> Iterator[tuple[int, Slot]]:
    """Where a telling lies."""
    slot = (_LONG, 0)
    if telling.first is not None and telling.last is not None:
        kind = bisect_left(_LENGTHS, telling.last - telling.first)
        if kind < _LONG:
            slot = (kind, telling.first // _LENGTHS[kind])
    for key in telling.keys:
        yield key, slot
