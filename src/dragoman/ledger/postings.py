"""Which rows have a key: lists of rows by key, in two arrays."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.int64]


class Postings:
    """An index from numbers (32 bits) to rows, made once; twelve bytes an entry."""

    def __init__(self, rows: npt.NDArray[np.integer], keys: npt.NDArray[np.integer]) -> None:
        """``rows[i]`` has ``keys[i]``."""
        order = np.argsort(keys, kind="stable")
        self._keys = keys[order].astype(np.uint32)
        self._rows = rows[order].astype(np.int64)

    def __len__(self) -> int:
        """The number of entries."""
        return len(self._keys)

    def of(self, keys: Collection[int]) -> Rows:
        """The rows that have one of ``keys``, once for each that they have."""
        wanted = np.fromiter(keys, np.uint32, len(keys))
        low, high = np.searchsorted(self._keys, wanted, "left"), np.searchsorted(self._keys, wanted, "right")
        found = [self._rows[a:b] for a, b in zip(low.tolist(), high.tolist(), strict=True) if a < b]
        return np.concatenate(found) if found else _NONE


_NONE: Rows = np.empty(0, np.int64)
