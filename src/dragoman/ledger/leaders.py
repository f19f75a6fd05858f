"""Which tellings are of one thing, whatever the order in which they come.

Tellings have a total order (``rank``: the fullest first).  In that order each joins the leader that
it matches best, or becomes a leader itself.  So the outcome is a function of the set of tellings, no
chain of weak likenesses ties two things together (all that belong together match one leader),
and what is vague (late in the order) joins its best match only.

How well it matches a leader is either the match with the leader alone (``by_leader``), or the average over
all that have joined that leader before it (``by_group``), where no single likeness says enough.

A change is followed from where it happens: a telling's place depends on those before it that match it,
so only those after it that match it can be touched by its change.
"""

from __future__ import annotations

import heapq
import zlib
from collections.abc import Callable, Iterable
from dataclasses import InitVar, dataclass, field
from typing import Any, Protocol

Key = tuple[str, str]  # report, id of the telling within it


@dataclass(slots=True, eq=False)
class Telling:
    """A telling with what is compared of it.

    ``name``: what the thing is called if this telling leads; ``leader``: the name of its leader (None:
    not settled yet).  ``block``: only tellings of one block are compared, and of them those that share one
    of ``codes`` and whose days ``first`` to ``last`` (ordinals; None: unknown) overlap.  ``keys``: block and
    codes as numbers (CRC-32), which is what is kept and compared.
    """

    key: Key
    name: str
    rank: tuple[Any, ...]
    block: InitVar[str]
    first: int | None
    last: int | None
    codes: InitVar[Iterable[str]]
    facts: Any
    leader: str | None = None
    keys: frozenset[int] = frozenset()
    scores: dict[Telling, float | None] = field(default_factory=dict, repr=False)

    def __post_init__(self, block: str, codes: Iterable[str]) -> None:
        """Turn block and codes into keys, unless these are given."""
        if not self.keys:
            self.keys = frozenset(zlib.crc32(f"{block}\n{code}".encode()) for code in codes)

    def near(self, other: Telling) -> bool:
        """Whether the two are compared at all."""
        if self.keys.isdisjoint(other.keys):
            return False
        if self.first is None or self.last is None or other.first is None or other.last is None:
            return True
        return self.first <= other.last and other.first <= self.last


class Pool(Protocol):
    """Where the tellings are."""

    def near(self, telling: Telling) -> Iterable[Telling]:
        """All tellings but itself that ``telling.near``; one object a telling."""
        ...


# Symmetric; None: these are two things.
Match = Callable[[Telling, Telling], float | None]
# The name of the leader that a telling joins, given what is near it; its own if none.
Choice = Callable[[Telling, Iterable[Telling], Match], str]


def settle(
    dirty: Iterable[Telling], pool: Pool, match: Match, choice: Choice
) -> dict[Key, tuple[Telling, str | None]]:
    """Give each of the ``dirty`` (new, or with a neighbour gone) its leader, and all that this touches.

    Returns those whose leader changed, with the leader they had.
    """
    waiting = {telling.key: telling for telling in dirty}
    heap = [(telling.rank, telling.key) for telling in waiting.values()]
    heapq.heapify(heap)
    changed: dict[Key, tuple[Telling, str | None]] = {}
    while heap:
        telling = waiting.pop(heapq.heappop(heap)[1])
        near = list(pool.near(telling))
        leader = choice(telling, near, match)
        was, telling.leader = telling.leader, leader
        if leader == was:
            continue
        changed.setdefault(telling.key, (telling, was))
        for other in near:
            if other.rank < telling.rank or other.key in waiting:
                continue
            if (_regroups if choice is by_group else _touched)(telling, was, other, match):
                waiting[other.key] = other
                heapq.heappush(heap, (other.rank, other.key))
    return changed


def _touched(telling: Telling, was: str | None, other: Telling, match: Match) -> bool:
    """Whether ``other`` may choose another leader, now that ``telling``, once led by ``was``, has changed."""
    if was == telling.name:
        return other.leader == telling.name
    return telling.leader == telling.name and match(telling, other) is not None


def _regroups(telling: Telling, was: str | None, other: Telling, match: Match) -> bool:
    """The same where groups are chosen: a new member changes the choice of those in its group, and of those
    that it speaks for joining it."""
    if was is not None:
        return True
    if other.key[0] == telling.key[0]:
        return False
    score = _remembered(other, telling, match)
    return other.leader == telling.leader or (score is not None and score > 0)


def by_leader(telling: Telling, near: Iterable[Telling], match: Match) -> str:
    """The best match among the leaders before ``telling``."""
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


def by_group(telling: Telling, near: Iterable[Telling], match: Match) -> str:
    """The leader of the group before ``telling`` whose average match is the best, if it is above 0.

    No group whose leader is not near; none with a member that is another thing, or with the leader of
    the same report, in which the two are told apart already.
    """
    groups: dict[str, list[Telling]] = {}
    for other in near:
        if other.rank < telling.rank and other.leader is not None:
            groups.setdefault(other.leader, []).append(other)
    best: tuple[float, tuple[Any, ...]] | None = None
    leader = telling.name
    for name, members in groups.items():
        first = min(members, key=lambda member: member.rank)
        if first.name != name or first.key[0] == telling.key[0]:
            continue
        average = _average(telling, members, match)
        if average is None or average <= 0:
            continue
        if best is None or average > best[0] or (average == best[0] and first.rank < best[1]):
            best, leader = (average, first.rank), name
    return leader


def _average(telling: Telling, members: Iterable[Telling], match: Match) -> float | None:
    scores: list[float] = []
    for member in sorted(members, key=lambda member: member.rank):
        if member.key[0] == telling.key[0]:
            continue
        score = _remembered(telling, member, match)
        if score is None:
            return None
        scores.append(score)
    return sum(scores) / len(scores)


def _remembered(telling: Telling, other: Telling, match: Match) -> float | None:
    if other not in telling.scores:
        telling.scores[other] = match(telling, other)
    return telling.scores[other]
