"""Readings as earlier versions stored them, in today's wire form."""

from __future__ import annotations

from typing import Any


def upgraded(wire: dict[str, Any]) -> dict[str, Any]:
    """``wire`` with places as spans: version 1 had the words alone, which first occur there in the text."""
    return wire | {"events": [event | {"place": _place(event["place"], wire)} for event in wire["events"]]}


def _place(place: Any, wire: dict[str, Any]) -> Any:
    if not isinstance(place, str):
        return place
    start = wire["text"].find(place)
    if start < 0:
        return None
    return {"text": place, "start": start, "end": start + len(place), "name": place}
