"""How likely two reports tell of one thing: the evidence and its weights.

Evidence is a row of numbers, and its weighted sum the logarithm of the odds.  The weights were learnt
(logistic regression) from reports of known events; ``benchmarks/identity.py`` learns them again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from dragoman.ledger.features import unpacked
from dragoman.ledger.identity import day_range
from dragoman.types import Event

_LONG_AGO: Final = 4  # days between two reports after which they seldom tell the same
_FAR: Final = 10
_EXACT: Final = 1  # days between the first and the last of a date that is as good as a day

# What ``of_reports`` gives, in its order.
REPORTS: Final = (
    "names", "words", "day shared", "day next", "days apart", "first day same", "first day next",
    "first days apart", "gap", "long gap",
)  # fmt: skip


def of_reports(a: dict[str, Any], b: dict[str, Any]) -> list[float]:
    """The evidence that two reports give by themselves (facts of ``Profile``)."""
    (names, words), (other_names, other_words) = unpacked(a["text"]), unpacked(b["text"])
    gap = 0
    if a["published"] is not None and b["published"] is not None:
        gap = abs(a["published"] - b["published"])
    return [
        names.alike(other_names),
        words.alike(other_words),
        *_days(a["days"], b["days"]),
        min(gap, _FAR) / _FAR,
        float(gap > _LONG_AGO),
    ]


def _days(a: Sequence[int], b: Sequence[int]) -> list[float]:
    if not a or not b:
        return [0.0] * 6
    apart = min(abs(day - other) for day in a for other in b)
    first = abs(a[0] - b[0])
    return [float(n) for x in (apart, first) for n in (x == 0, x == 1, x > 1)]


def exact_day(event: Event) -> tuple[int, int] | None:
    """The first and last day (ordinals) of an event whose date is as good as a day; None if it is not."""
    first, last = day_range(event.date)
    if first is None or last is None or (last - first).days > _EXACT:
        return None
    return first.toordinal(), last.toordinal()


def days_apart(a: Sequence[int] | None, b: Sequence[int] | None) -> int:
    """Days between two exact dates; 0 if one is not known."""
    return max(a[0] - b[1], b[0] - a[1], 0) if a and b else 0


def reversed_roles(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Whether the one does to the other what the other does to it, where that makes a difference."""
    if a["either way"] or not (a["target"] and b["target"] and a["source"] and b["source"]):
        return False
    crossed = set(a["source"]) & set(b["target"]) and set(a["target"]) & set(b["source"])
    return bool(crossed) and not set(a["source"]) & set(b["source"])


def odds(evidence: Sequence[float], weights: Sequence[float]) -> float:
    """The logarithm of the odds; the last of the ``weights`` stands alone."""
    return sum(map(float.__mul__, evidence, weights), weights[-1])
