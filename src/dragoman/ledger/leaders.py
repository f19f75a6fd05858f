"""Which tellings are of one thing, whatever the order in which they come.

Tellings have a total order (``rank``: the fullest first).  In that order each joins the leader that
it matches best, or becomes a leader itself.  So the outcome is a function of the set of tellings, no
chain of weak likenesses ties two things together (all that belong together match one leader),
and what is vague (late in the order) joins its best match only.

A change is followed from where it happens: a telling's place depends on those before it that match it,
so only those after it that match it can be touched by its change.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

Key = tuple[str, str]  # report, id of the telling within it


@dataclass(slots=True, eq=False)
class Telling:
    """A telling with what is compared of it.

    ``name``: what the thing is called if this telling leads; ``leader``: the name of its leader (None:
    not settled yet).  ``block``: only tellings of one block are compared, and of them those that share one
    of ``codes`` and whose days ``first`` to ``last`` (ordinals; None: unknown) overlap.
    """

    key: Key
    name: str
    rank: tuple[Any, ...]
    block: str
    first: int | None
    last: int | None
    codes: frozenset[str]
    facts: Any
    leader: str | None = None
    serial: int = 0

    def near(self, other: Telling) -> bool:
        """Whether the two are compared at all."""
        if self.block != other.block or self.codes.isdisjoint(other.codes):
            return False
        if self.first is None or self.last is None or other.first is None or other.last is None:
            return True
        return self.first <= other.last and other.first <= self.last


class Pool(Protocol):
    """Where the tellings are."""

    def near(self, telling: Telling) -> Iterable[Telling]:
        """All tellings but itself that ``telling.near``; one object a telling."""
        ...


Match = Callable[[Telling, Telling], float | None]


def settle(dirty: Iterable[Telling], pool: Pool, match: Match) -> dict[Key, tuple[Telling, str | None]]:
    """Give each of the ``dirty`` (new, or with a neighbour gone) its leader, and all that this touches.

    ``match`` is symmetric; None: these are two things.  Returns those whose leader changed, with the
    leader they had.
    """
    waiting = {telling.key: telling for telling in dirty}
    heap = [(telling.rank, telling.key) for telling in waiting.values()]
    heapq.heapify(heap)
    changed: dict[Key, tuple[Telling, str | None]] = {}
    while heap:
        telling = waiting.pop(heapq.heappop(heap)[1])
        near = list(pool.near(telling))
        leader = _leader(telling, near, match)
        was, telling.leader = telling.leader, leader
        if leader == was:
            continue
        changed.setdefault(telling.key, (telling, was))
        for other in near:
            if other.rank < telling.rank or other.key in waiting:
                continue
            if (
                (other.leader == telling.name)
                if was == telling.name
                else (leader == telling.name and match(telling, other) is not None)
            ):
                waiting[other.key] = other
                heapq.heappush(heap, (other.rank, other.key))
    return changed


def _leader(telling: Telling, near: Iterable[Telling], match: Match) -> str:
    """The name of the best match among the leaders before ``telling``; its own if there is none."""
    best: tuple[float, tuple[Any, ...]] | None = None
    leader = telling.name
    for other in near:
        if other.leader != other.name or other.rank > telling.rank:
            continue
        score = match(telling, other)
        if score is None:
            continue
        if best is None or score > best[0] or (score == best[0] and other.rank < best[1]):
            best, leader = (score, other.rank), other.name
    return leader
