"""The tellings that recording has looked up, in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from dragoman.ledger.leaders import Key, Telling

# (blocks, codes, window or None) -> all stored tellings of a block with a code that lie in the window
# or are undated
Fetch = Callable[[Sequence[str], Sequence[str], tuple[int, int] | None], list[Telling]]

_CELL = 8  # days
_AROUND = 10  # days that are looked up before and after those that are asked for
_APART = 60  # days between windows that are looked up on their own


class Pool:
    """All stored tellings that are near those that were looked for, and the new ones; one object each."""

    def __init__(self, fetch: Fetch) -> None:
        """``fetch`` asks the ledger."""
        self._fetch = fetch
        self.tellings: dict[Key, Telling] = {}
        self.leaders: dict[str, Telling] = {}
        self._cells: dict[tuple[str, str, int | None], dict[Key, Telling]] = defaultdict(dict)
        self._known: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        self._everywhere: set[Key] = set()  # undated ones that were looked for
        self._dropped: set[Key] = set()

    def __len__(self) -> int:
        """The number of tellings in memory."""
        return len(self.tellings)

    def look(self, tellings: Iterable[Telling]) -> None:
        """Fetch what is near ``tellings`` and not here yet."""
        missing: dict[tuple[int, int] | None, list[Telling]] = defaultdict(list)
        for telling in tellings:
            if telling.first is None or telling.last is None:
                if telling.key not in self._everywhere:
                    missing[None].append(telling)
                    self._everywhere.add(telling.key)
            elif not self._covered(telling):
                missing[telling.first, telling.last].append(telling)
        for telling_window, group in _merged(missing):
            blocks = sorted({t.block for t in group})
            codes = sorted({code for t in group for code in t.codes})
            window = telling_window
            if window is not None:
                window = (window[0] - _AROUND, window[1] + _AROUND)
                for block in blocks:
                    for code in codes:
                        self._known[block, code].append(window)
            for found in self._fetch(blocks, codes, window):
                if found.key not in self.tellings and found.key not in self._dropped:
                    self.put(found)

    def _covered(self, telling: Telling) -> bool:
        first, last = telling.first, telling.last
        assert first is not None
        assert last is not None
        return all(
            any(low <= first and last <= high for low, high in self._known.get((telling.block, code), ()))
            for code in telling.codes
        )

    def put(self, telling: Telling) -> None:
        """Take in a telling; one that was dropped is there again."""
        self.tellings[telling.key] = telling
        self.leaders[telling.name] = telling
        self._dropped.discard(telling.key)
        for cell in _cells(telling):
            self._cells[cell][telling.key] = telling

    def drop(self, telling: Telling) -> None:
        """Take out a telling, whether or not the ledger still has it."""
        self.tellings.pop(telling.key, None)
        self.leaders.pop(telling.name, None)
        self._dropped.add(telling.key)
        for cell in _cells(telling):
            self._cells[cell].pop(telling.key, None)

    def near(self, telling: Telling) -> list[Telling]:
        """All tellings but itself that ``telling.near``."""
        self.look([telling])
        cells = list(_cells(telling))
        if telling.first is None:
            wanted = {(block, code) for block, code, _ in cells}
            cells = [cell for cell in self._cells if cell[:2] in wanted]
        else:
            cells += [(telling.block, code, None) for code in telling.codes]
        found = {
            key: other
            for cell in cells
            if cell in self._cells
            for key, other in self._cells[cell].items()
            if key != telling.key and telling.near(other)
        }
        return list(found.values())


def _cells(telling: Telling) -> Iterator[tuple[str, str, int | None]]:
    days: Iterable[int | None] = (None,)
    if telling.first is not None and telling.last is not None:
        days = range(telling.first // _CELL, telling.last // _CELL + 1)
    for day in days:
        for code in telling.codes:
            yield telling.block, code, day


def _merged(
    missing: dict[tuple[int, int] | None, list[Telling]],
) -> Iterator[tuple[tuple[int, int] | None, list[Telling]]]:
    """The windows with their tellings, those that lie near each other as one."""
    if None in missing:
        yield None, missing.pop(None)
    current: tuple[int, int] | None = None
    group: list[Telling] = []
    for window in sorted(w for w in missing if w is not None):
        if current is not None and window[0] - current[1] <= _APART:
            current = (current[0], max(current[1], window[1]))
            group += missing[window]
            continue
        if current is not None:
            yield current, group
        current, group = window, list(missing[window])
    if current is not None:
        yield current, group
