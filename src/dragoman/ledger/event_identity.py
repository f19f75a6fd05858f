"""When two tellings are of one event."""

from __future__ import annotations

import math
from typing import Any, Final

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.ledger.assignments import name_of
from dragoman.ledger.identity import day_range
from dragoman.ledger.leaders import Key, Telling
from dragoman.ledger.rows import codes
from dragoman.ledger.wording import stems, wording
from dragoman.types import Event, Reading

_THRESHOLD: Final = 1.0
# Reports of different events of one crisis share about this much of their words, and what more weighs.
_COMMON: Final = 0.17
_WORDS: Final = 25.0


def event_tellings(reading: Reading, book: CommitmentCodebook) -> list[Telling]:
    """What is compared of each event of a reading."""
    report = reading.report
    words = sorted(stems(f"{report.title or ''}. {report.text}"))
    return [_telling(event, reading, words, n, book) for n, event in enumerate(reading.events)]


def _telling(event: Event, reading: Reading, words: list[int], n: int, book: CommitmentCodebook) -> Telling:
    report = reading.report
    claimed = event.modality in ("asserted", "negated")
    kind = "claimed" if claimed else event.modality
    first, last = day_range(event.date)
    published = report.published
    block = f"{kind} {book.confused.get(event.type, event.type)}"
    exact = first is not None and last is not None and (last - first).days <= 4
    window: tuple[int, int] | None = None
    if first is not None and last is not None:
        if exact:
            window = first.toordinal() - 1, last.toordinal() + 1
        else:
            block += f" {event.date}"
            window = first.toordinal(), last.toordinal()
    elif published is not None:
        window = published.toordinal() - 4, published.toordinal() + 1
    source, target = codes(event.source), codes(event.target)
    place = event.place
    keys = {*source, *target} | ({f"@{wording(place.name)}"} if place else set())
    # who else is in the report: a telling may leave out the side that another one names
    keys |= {actor.code for actor in reading.actors if actor.code is not None}
    keys |= {f'"{wording(party.text)}' for party in (*event.source, *event.target) if party.code is None}
    facts: dict[str, Any] = {
        "rank": [
            -(2 * exact + 2 * (place is not None) + bool(source) + bool(target) + (event.deaths is not None)),
            published.isoformat() if published else "9",
            report.id,
            n,
        ],
        "type": event.type,
        "mode": event.mode,
        "day": [first.toordinal(), last.toordinal()] if exact and first and last else None,
        "published": published.toordinal() if published else None,
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
        "date_from": first.isoformat() if first else None,
        "date_to": last.isoformat() if last else None,
        "words": words,
    }
    key = (report.id, event.id)
    return Telling(
        key, name(key), (False, *facts["rank"], *key), block,
        window[0] if window else None, window[1] if window else None, frozenset(keys or {"?"}), facts,
    )  # fmt: skip


def name(key: Key) -> str:
    """The id of what the telling leads."""
    return name_of("v", key)


def match(one: Telling, other: Telling) -> float | None:
    """How well two tellings agree; None where they tell two events."""
    if one.key[0] == other.key[0]:
        return None  # within a report, the coder has told events apart already
    a, b = one.facts, other.facts
    parts = [_days(a, b), _places(a["place"], b["place"]), _sides(a, b)]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    score = sum(known) + _WORDS * (_share(a["words"], b["words"]) - _COMMON)
    score += 0.5 * (a["mode"] is not None and a["mode"] == b["mode"])
    if a["deaths"] is not None and b["deaths"] is not None:
        score += 1 if a["deaths"] == b["deaths"] else -0.3
    return score if score >= _THRESHOLD else None


def _days(a: dict[str, Any], b: dict[str, Any]) -> float | None:
    if a["day"] and b["day"]:
        apart = max(a["day"][0] - b["day"][1], b["day"][0] - a["day"][1], 0)
        return {0: 1.5, 1: 0.5}.get(apart)
    if a["day"] or b["day"]:
        return 0.3
    if a["published"] and b["published"]:
        return 0.3 if abs(a["published"] - b["published"]) <= 4 else None
    return 0.0


def _places(a: list[Any] | None, b: list[Any] | None) -> float | None:
    if a is None or b is None:
        return 0.0
    if wording(a[0]) == wording(b[0]):
        return 2.0
    if None not in (*a[2:], *b[2:]):
        apart = _kilometres(a[2], a[3], b[2], b[3])
        return 1.5 if apart < 25 else 0.0 if apart < 100 else None
    return -0.5


def _sides(a: dict[str, Any], b: dict[str, Any]) -> float | None:
    score = 0.0
    for side in ("source", "target"):
        one, other = a[side], b[side]
        if one and other:
            score += 1.0 if set(one) & set(other) else -1.5
    return score


def _share(a: list[int], b: list[int]) -> float:
    """How much of the smaller set is in the larger."""
    return len(set(a) & set(b)) / max(1, min(len(a), len(b)))


def _kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """The distance on the sphere (haversine)."""
    p, q = math.radians(lat1), math.radians(lat2)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(h))
