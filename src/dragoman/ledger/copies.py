"""Which reports are copies of another: syndicated, reprinted, hardly rewritten.

Reports are compared as sets of runs of four words (shingles).  Two are one text if the larger set shares
half of itself with the other (Jaccard), estimated by MinHash (Broder, 1997).
"""

from __future__ import annotations

import zlib
from typing import Final

import numpy as np

from dragoman.ledger.leaders import Key, Telling
from dragoman.ledger.wording import words_of
from dragoman.types import Report

_RUN = 4
_HASHES = 96
_BAND = 3
_ALIKE = 0.5
_DAYS = 30
_PRIME: Final = np.uint64((1 << 61) - 1)
_FACTORS: Final = np.random.default_rng(20240301).integers(1, 1 << 29, _HASHES, dtype=np.uint64) | np.uint64(
    1
)
_OFFSETS: Final = np.random.default_rng(20240302).integers(0, 1 << 60, _HASHES, dtype=np.uint64)


def report_telling(report: Report) -> Telling:
    """What is compared of a report."""
    hashes = _minhash(report.text)
    bands = frozenset(
        f"{n}:{zlib.crc32(hashes[n : n + _BAND].tobytes()):x}" for n in range(0, _HASHES // 2, _BAND)
    )
    day = report.published.toordinal() if report.published else None
    key = (report.id, "")
    rank = [report.published.isoformat() if report.published else "9", report.id]
    facts = {"rank": rank, "hashes": [int(h) for h in hashes]}
    return Telling(
        key, name(key), (False, *rank, *key), "",
        day - _DAYS if day else None, day + _DAYS if day else None, bands, facts,
    )  # fmt: skip


def name(key: Key) -> str:
    """An original is called by its report's id."""
    return key[0]


def match(one: Telling, other: Telling) -> float | None:
    """The estimated likeness (Jaccard) of two reports, None if they are two texts."""
    a, b = one.facts["hashes"], other.facts["hashes"]
    alike = sum(x == y for x, y in zip(a, b, strict=True)) / _HASHES
    return alike if alike >= _ALIKE else None


def _minhash(text: str) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    words = words_of(text)
    runs = {" ".join(words[n : n + _RUN]) for n in range(max(1, len(words) - _RUN + 1))}
    codes = np.array(sorted({zlib.crc32(run.encode()) for run in runs}), dtype=np.uint64)
    mixed = (codes[:, None] * _FACTORS[None, :] + _OFFSETS[None, :]) % _PRIME
    least: np.ndarray[tuple[int], np.dtype[np.uint32]] = (mixed.min(axis=0) & np.uint64(0xFFFFFFFF)).astype(
        np.uint32
    )
    return least
