"""Overlap of spans and of strings, and precision, recall, F1."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of a task: ``right`` of ``found`` items, meeting ``met`` of ``wanted``."""

    right: int
    found: int
    met: int
    wanted: int

    def to_dict(self) -> dict[str, float | int]:
        """Precision, recall, F1 (0 to 1) and the counts."""
        precision = self.right / self.found if self.found else 0.0
        recall = self.met / self.wanted if self.wanted else 0.0
        both = precision + recall
        return {
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "f1": round(2 * precision * recall / both if both else 0.0, 4),
            "found": self.found,
            "wanted": self.wanted,
        }


def words_overlap(a: str, b: str) -> float:
    """Dice over lower-cased words as multisets, 0 to 1."""
    left, right = (Counter(_WORD.findall(x.lower())) for x in (a, b))
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0


def characters(spans: Iterable[Sequence[int]]) -> set[int]:
    """Offsets covered by (start, end) ranges."""
    return {i for start, end in spans for i in range(start, end)}


def spans_overlap(a: set[int], b: set[int]) -> float:
    """Dice over characters, 0 to 1."""
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0
