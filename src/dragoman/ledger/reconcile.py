"""What the tellings of one event amount to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dragoman.ledger.leaders import Telling

COUNTS: Final = ("deaths", "injured", "arrested")


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of the report of a telling: its original, when it was known and recorded (ISO 8601)."""

    origin: str
    known: str
    recorded: str


def reconciled(tellings: Sequence[Telling], sources: dict[str, Source]) -> dict[str, Any]:
    """The row of ``happenings`` for an event, but for ``body``; ``tellings``: the leading one first.

    Fields are those of the leading telling, which is the fullest; what it does not say comes from the
    next that does.  The date is the earliest exact one.  Figures are ranges.
    """
    lead = tellings[0]
    facts = [telling.facts for telling in tellings]
    reports = {telling.key[0] for telling in tellings}
    dated = [f for f in facts if f["date_from"]]
    exact = [f for f in dated if f["day"]]
    date = min(exact or dated, key=lambda f: (f["date_from"], f["date_to"], f["date"]), default=None)
    place = _first(facts, "place") or [None] * 4
    modalities = {f["modality"] for f in facts}
    row = {
        "id": lead.name,
        **{field: _first(facts, field) for field in ("type", "mode", "cameo", "goldstein")},
        "source_codes": _first(facts, "source") or [],
        "target_codes": _first(facts, "target") or [],
        "modality": "asserted" if "asserted" in modalities else lead.facts["modality"],
        "disputed": {"asserted", "negated"} <= modalities,
        "date": date and date["date"], "date_from": date and date["date_from"],
        "date_to": date and date["date_to"],
        "place": place[0], "place_country": place[1], "latitude": place[2], "longitude": place[3],
        "confidence": max(f["confidence"] for f in facts),
        "tellings": len(tellings), "reports": len(reports),
        "independent": len({sources[report].origin for report in reports}),
        "known": min(sources[report].known for report in reports),
        "recorded": min(sources[report].recorded for report in reports),
        "report": lead.key[0], "telling": lead.key[1],
    }  # fmt: skip
    for count in COUNTS:
        given = [f[count] for f in facts if f[count] is not None]
        row |= {f"{count}_min": min(given, default=None), f"{count}_max": max(given, default=None)}
    return row


def _first(facts: Sequence[dict[str, Any]], field: str) -> Any:
    return next((f[field] for f in facts if f[field] not in (None, [])), None)
