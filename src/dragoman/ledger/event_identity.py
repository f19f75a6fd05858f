"""When two tellings are of one event."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import combinations
from typing import Any, Final

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.ledger.alike import REPORTS, days_apart, exact_day, odds, of_reports, reversed_roles
from dragoman.ledger.assignments import name_of
from dragoman.ledger.features import Profile
from dragoman.ledger.identity import day_range
from dragoman.ledger.leaders import Key, Telling
from dragoman.ledger.rows import codes
from dragoman.ledger.wording import wording
from dragoman.types import Event, Place, Reading

_VAGUE: Final = 31  # from so many days on, a date is only compared with the same
_BEFORE: Final = 5  # days before a report in which what it does not date may have happened
_SAME_PLACE, _ONE_REGION = 25.0, 100.0  # kilometres
_STATES: Final = 6

# What ``EventIdentity.evidence`` gives, in its order.
EVIDENCE: Final = (
    *REPORTS, "same type", "same mode", "other mode", "source shared", "source differs", "target shared",
    "target differs", "reversed", "day same", "day next", "day named", "day not named", "place same",
    "place near", "place far", "deaths same", "deaths near", "deaths differ", "both first", "one first",
)  # fmt: skip
_WEIGHTS: Final = (
    6.44,  # names
    16.59,  # words
    1.43,  # day shared
    0.0,  # day next
    -2.71,  # days apart
    0.87,  # first day same
    0.78,  # first day next
    -0.83,  # first days apart
    0.0,  # gap
    -4.54,  # long gap
    0.0,  # same type
    0.63,  # same mode
    0.0,  # other mode
    0.4,  # source shared
    -1.75,  # source differs
    0.77,  # target shared
    0.0,  # target differs
    -1.5,  # reversed
    0.09,  # day same
    -2.4,  # day next
    0.31,  # day named
    -1.04,  # day not named
    0.5,  # place same
    0.0,  # place near
    -1.5,  # place far
    3.25,  # deaths same
    0.14,  # deaths near
    -3.49,  # deaths differ
    0.35,  # both first
    0.2,  # one first
    -7.5,  # alone
)


class EventIdentity:
    """When two tellings are of one event; see ``leaders.settle``."""

    def __init__(self, book: CommitmentCodebook) -> None:
        """``book`` says which types of events reports confuse."""
        self._book = book

    def tellings(self, reading: Reading, profile: Profile) -> list[Telling]:
        """What is compared of each event of a reading."""
        told = [event for event in reading.events if event.modality == "asserted"]
        first = min(told, key=lambda event: event.trigger.start, default=None)
        states = list(dict.fromkeys(actor.code for actor in reading.actors if actor.code is not None))
        return [
            self._telling(event, reading, profile, n, event is first, states[:_STATES])
            for n, event in enumerate(reading.events)
        ]

    def _telling(
        self, event: Event, reading: Reading, profile: Profile, n: int, first: bool, states: list[str]
    ) -> Telling:
        report = reading.report
        day, window, vague = _when(event, profile.published)
        source, target = codes(event.source), codes(event.target)
        place = event.place
        begin, end = day_range(event.date)
        groups = self._book.confused_with(event.type)
        claimed = event.modality in ("asserted", "negated")
        facts: dict[str, Any] = {
            "rank": [
                -(2 * (day is not None) + 2 * (place is not None) + bool(source) + bool(target)
                  + (event.deaths is not None) + first),
                report.published.isoformat() if report.published else "9",
                report.id,
                n,
            ],
            **profile.facts(),
            "first": first,
            "type": event.type,
            "groups": groups,
            "either way": event.type in self._book.symmetric,
            "mode": event.mode,
            "day": day,
            "source": source,
            "target": target,
            "place": [place.name, place.country, place.latitude, place.longitude] if place else None,
            "deaths": event.deaths,
            "injured": event.injured,
            "arrested": event.arrested,
            "cameo": event.cameo,
            "goldstein": event.goldstein,
            "confidence": event.confidence,
            "modality": event.modality,
            "date": event.date,
            "date_from": begin.isoformat() if begin else None,
            "date_to": end.isoformat() if end else None,
        }  # fmt: skip
        key = (report.id, event.id)
        block = "claimed" if claimed else event.modality
        keys = _keys(event, {*source, *target}, states, place, profile.names)
        return Telling(
            key, name(key), (False, *facts["rank"], *key), f"{block} {event.date}" if vague else block,
            window[0] if window else None, window[1] if window else None,
            frozenset(f"{group} {key}" for group in groups for key in keys), facts,
        )  # fmt: skip

    def match(self, one: Telling, other: Telling) -> float | None:
        """The logarithm of the odds that the two tell one event; None where they cannot."""
        if days_apart(one.facts["day"], other.facts["day"]) > 1:
            return None
        return odds(self.evidence(one, other), _WEIGHTS)

    def evidence(self, one: Telling, other: Telling) -> list[float]:
        """The numbers named in ``EVIDENCE``."""
        a, b = one.facts, other.facts
        modes = a["mode"] is not None and b["mode"] is not None
        return [
            *of_reports(a, b),
            float(a["type"] == b["type"]),
            float(modes and a["mode"] == b["mode"]),
            float(modes and a["mode"] != b["mode"]),
            *_sides(a["source"], b["source"]),
            *_sides(a["target"], b["target"]),
            float(reversed_roles(a, b)),
            *_days(a, b),
            *_places(a["place"], b["place"]),
            *_figures(a["deaths"], b["deaths"]),
            float(a["first"] and b["first"]),
            float(a["first"] != b["first"]),
        ]


def name(key: Key) -> str:
    """The id of what the telling leads."""
    return name_of("v", key)


def _when(event: Event, published: int | None) -> tuple[tuple[int, int] | None, tuple[int, int] | None, bool]:
    """The event's day (first and last, if it is dated as exactly as that), the days within which others are
    compared with it, and whether its date is so vague that only the same one is."""
    first, last = day_range(event.date)
    if first is None or last is None:
        window = None if published is None else (published - _BEFORE, published + 1)
        return None, window, False
    days = first.toordinal(), last.toordinal()
    length = days[1] - days[0]
    around = days[0] - 1, days[1] + 1
    return exact_day(event), around, length >= _VAGUE


def _keys(
    event: Event, parties: set[str], states: list[str], place: Place | None, names: Iterable[str]
) -> set[str]:
    """What another telling of the event has one of: a pair of states, a place, a rare name.

    All states of the report count: a telling may leave out the side that another one names.
    """
    keys = {" ".join(sorted(pair)) for pair in combinations({*parties, *states}, 2) if parties & set(pair)}
    if not keys:
        keys = {*parties, *states}
    if place is not None:
        keys.add(f"@{wording(place.name)}")
    keys |= {f'"{wording(party.text)}' for party in (*event.source, *event.target) if party.code is None}
    return keys | {f"'{name}" for name in names} or {"?"}


def _sides(one: list[str], other: list[str]) -> tuple[float, float]:
    if not one or not other:
        return 0.0, 0.0
    shared = not set(one).isdisjoint(other)
    return float(shared), float(not shared)


def _days(a: dict[str, Any], b: dict[str, Any]) -> tuple[float, float, float, float]:
    """Dated the same, a day apart; the day of the one is, or is not, among those of the other's report."""
    if a["day"] and b["day"]:
        apart = days_apart(a["day"], b["day"])
        return float(apart == 0), float(apart == 1), 0.0, 0.0
    dated, undated = (a, b) if a["day"] else (b, a)
    if not dated["day"] or not undated["days"]:
        return 0.0, 0.0, 0.0, 0.0
    first, last = dated["day"]
    named = any(first <= day <= last for day in undated["days"])
    return 0.0, 0.0, float(named), float(not named)


def _places(a: list[Any] | None, b: list[Any] | None) -> tuple[float, float, float]:
    if a is None or b is None:
        return 0.0, 0.0, 0.0
    if wording(a[0]) == wording(b[0]):
        return 1.0, 0.0, 0.0
    if None in (*a[2:], *b[2:]):
        return 0.0, 0.0, 0.0
    apart = _kilometres(a[2], a[3], b[2], b[3])
    return 0.0, float(apart < _SAME_PLACE), float(apart >= _ONE_REGION)


def _figures(a: int | None, b: int | None) -> tuple[float, float, float]:
    """The same, nearly so (tolls rise), another."""
    if not a or not b:
        return 0.0, 0.0, 0.0
    near = abs(a - b) <= max(2, max(a, b) // 4)
    return float(a == b), float(a != b and near), float(not near)


def _kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """The distance on the sphere (haversine)."""
    p, q = math.radians(lat1), math.radians(lat2)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(h))
