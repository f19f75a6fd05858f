"""From tag scores to spans, and from spans and links to attributions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Run:
    """Words ``first`` to ``last`` (both included); ``begins``: tagged B, not a continuation."""

    first: int
    last: int
    begins: bool = True


@dataclass(frozen=True, slots=True)
class Linked:
    """An attribution as runs of words in one window."""

    source: Run | None
    cue: Run | None
    content: tuple[Run, ...]


def runs(tags: Sequence[int]) -> list[Run]:
    """Maximal runs of B (1) followed by I (2); an I that follows no B begins a run as well."""
    found: list[Run] = []
    first = -1
    begins = True
    for i, tag in enumerate(tags):
        if tag != 2 and first >= 0:
            found.append(Run(first, i - 1, begins))
            first = -1
        if tag == 1 or (tag == 2 and first < 0):
            first, begins = i, tag == 1
    if first >= 0:
        found.append(Run(first, len(tags) - 1, begins))
    return found


def best_tags(scores: Sequence[Sequence[float]]) -> list[int]:
    """The best sequence of O (0), B (1), I (2) in which no I follows an O.

    ``scores``: words x 3, unnormalised log-probabilities.  The first word may be I: a window
    may begin within a span.  Viterbi's algorithm.
    """
    if not scores:
        return []
    o, b, i = scores[0]
    back: list[tuple[int, int]] = []  # the tag before, of (O or B) and of I
    for so, sb, si in scores[1:]:
        before = max(o, b, i)
        any_before = 0 if before == o else (1 if before == b else 2)
        inside = 1 if b >= i else 2
        back.append((any_before, inside))
        o, b, i = before + so, before + sb, max(b, i) + si
    last = max(range(3), key=(o, b, i).__getitem__)
    tags = [last]
    for any_before, inside in reversed(back):
        last = inside if last == 2 else any_before
        tags.append(last)
    return tags[::-1]


def attributions(scores: NDArray[np.float32], links: NDArray[np.float32]) -> list[Linked]:
    """Attributions of a window.

    ``scores``: words x 9 (O, B, I of source, cue, content).  ``links``: words x words; the
    row of a cue's first word points to its source, that of a content's first word to its
    cue, or to itself where there is none.
    """
    layers = [best_tags(scores[:, 3 * k : 3 * k + 3].tolist()) for k in range(3)]
    sources, cues, contents = (runs(layer) for layer in layers)
    held: dict[int, list[Run]] = {k: [] for k in range(len(cues))}
    found: list[Linked] = []
    for content in contents:
        to = _best(links[content.first], cues, content.first)
        if to is None:
            found.append(Linked(None, None, (content,)))
        else:
            held[to].append(content)
    for k, cue in enumerate(cues):
        to = _best(links[cue.first], sources, cue.first)
        found.append(Linked(None if to is None else sources[to], cue, tuple(held[k])))
    return sorted(found, key=_start)


def _best(row: NDArray[np.float32], candidates: list[Run], own: int) -> int | None:
    """Index of the candidate that the row points to; None where it points to itself."""
    best, score = None, float(row[own])
    for k, run in enumerate(candidates):
        value = float(row[run.first])
        if run.first != own and value > score:
            best, score = k, value
    return best


def _start(item: Linked) -> int:
    return min(run.first for run in (item.source, item.cue, *item.content) if run is not None)
