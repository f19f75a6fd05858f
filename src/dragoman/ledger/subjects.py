"""Which reports are mainly about one and the same event.

A report need not name the event in words that are coded: a portrait of a village after the shelling is
about the shelling.  So reports are compared as wholes: names, words, days, and the first event of each.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any, Final

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.ledger.alike import REPORTS, days_apart, exact_day, odds, of_reports, reversed_roles
from dragoman.ledger.assignments import name_of
from dragoman.ledger.features import Profile
from dragoman.ledger.leaders import Key, Telling
from dragoman.ledger.rows import codes
from dragoman.types import Event, Reading

BLOCK: Final = "subject"
_DAYS: Final = 5  # half of how many days two reports of one subject may lie apart
_STATES: Final = 6  # of a report whose pairs are looked for

# What ``SubjectIdentity.evidence`` gives, in its order.
EVIDENCE: Final = (*REPORTS, "same type", "near type", "other type", "reversed", "sides shared")
_WEIGHTS: Final = (
    6.08,  # names
    12.57,  # words
    1.88,  # day shared
    -0.05,  # day next
    -1.46,  # days apart
    0.76,  # first day same
    0.15,  # first day next
    -0.96,  # first days apart
    -0.94,  # gap
    -1.4,  # long gap
    0.0,  # same type
    0.23,  # near type
    -0.91,  # other type
    -0.37,  # reversed
    0.59,  # sides shared
    -6.05,  # alone
)


class SubjectIdentity:
    """When two reports have one subject; see ``leaders.settle``."""

    def __init__(self, book: CommitmentCodebook) -> None:
        """``book`` says which types of events reports confuse."""
        self._book = book

    def telling(self, reading: Reading, profile: Profile) -> Telling:
        """What is compared of the report."""
        report = reading.report
        told = [event for event in reading.events if event.modality == "asserted"]
        first = min(told, key=lambda event: event.trigger.start, default=None)
        facts: dict[str, Any] = {
            "rank": [-len(profile.text), f"{profile.published or 0:07}", report.id],
            **profile.facts(),
            **(self._main(first) if first else {"type": None, "day": None}),
        }
        key = (report.id, "")
        day = profile.published
        return Telling(
            key, name(key), (False, *facts["rank"], *key), BLOCK,
            day - _DAYS if day else None, day + _DAYS if day else None,
            frozenset([*profile.names, *_pairs(reading)]) or frozenset("?"), facts,
        )  # fmt: skip

    def _main(self, event: Event) -> dict[str, Any]:
        return {
            "type": event.type,
            "groups": self._book.confused_with(event.type),
            "either way": event.type in self._book.symmetric,
            "day": exact_day(event),
            "source": codes(event.source),
            "target": codes(event.target),
        }

    def match(self, one: Telling, other: Telling) -> float | None:
        """The logarithm of the odds that the two reports have one subject; None where they cannot."""
        if days_apart(one.facts["day"], other.facts["day"]) > 1:
            return None
        return odds(self.evidence(one, other), _WEIGHTS)

    def evidence(self, one: Telling, other: Telling) -> list[float]:
        """The numbers named in ``EVIDENCE``."""
        return [*of_reports(one.facts, other.facts), *_of_main(one.facts, other.facts)]


def name(key: Key) -> str:
    """What a subject is called that the report leads."""
    return name_of("u", key)


def is_subject(thing: str) -> bool:
    """Whether a name is one that ``name`` gives."""
    return thing.startswith("u")


def _pairs(reading: Reading) -> list[str]:
    """The pairs of states and organisations that the report speaks of, the first ones."""
    states = list(dict.fromkeys(actor.code for actor in reading.actors if actor.code is not None))[:_STATES]
    return [" ".join(sorted(pair)) for pair in combinations(states, 2)]


def _of_main(a: dict[str, Any], b: dict[str, Any]) -> list[float]:
    if a["type"] is None or b["type"] is None:
        return [0.0] * 5
    same = a["type"] == b["type"]
    near = not same and not set(a["groups"]).isdisjoint(b["groups"])
    shared = sum(not set(a[side]).isdisjoint(b[side]) for side in ("source", "target"))
    return [
        float(same),
        float(near),
        float(not same and not near),
        float(reversed_roles(a, b)),
        float(shared),
    ]
