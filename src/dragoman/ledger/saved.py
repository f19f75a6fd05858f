"""Terms and what is heard as JSON, the form in which the ledger keeps them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

from dragoman.ledger.bearing import Deed
from dragoman.ledger.gist import Gist
from dragoman.ledger.hearing import Heard
from dragoman.ledger.terms import Clause, Terms
from dragoman.types import Event, Reading, Report


def terms_to_json(terms: Terms) -> str:
    """``terms`` as JSON."""
    return json.dumps(
        {
            "id": terms.id,
            "force": terms.force,
            "holder": terms.holder,
            "counterpart": terms.counterpart,
            "content": _clause(terms.content),
            "condition": _clause(terms.condition) if terms.condition else None,
            "made": terms.made.isoformat(),
            "renewed": [day.isoformat() for day in terms.renewed],
            "reports": sorted(terms.reports),
            "due": terms.due.isoformat() if terms.due else None,
            "bounds": terms.due_bounds_condition,
            "red_line": terms.red_line,
            "places": sorted(terms.places),
            "acts": terms.acts,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def terms_from_json(text: str) -> Terms:
    """The terms whose ``terms_to_json`` is ``text``."""
    data = json.loads(text)
    return Terms(
        data["id"], data["force"], data["holder"], data["counterpart"], _clause_of(data["content"]),
        _clause_of(data["condition"]) if data["condition"] else None, dt.date.fromisoformat(data["made"]),
        tuple(map(dt.date.fromisoformat, data["renewed"])), frozenset(data["reports"]),
        dt.date.fromisoformat(data["due"]) if data["due"] else None, data["bounds"], data["red_line"],
        frozenset((report, start) for report, start in data["places"]),
        tuple((report, act) for report, act in data["acts"]),
    )  # fmt: skip


def _clause(clause: Clause) -> dict[str, Any]:
    return {
        "told": [[sorted(g.words), sorted(g.codes), g.negated, sorted(g.names), g.verb] for g in clause.told],
        "events": _wires(clause.events),
        "negated": clause.negated,
        "doer": clause.doer,
    }


def _clause_of(data: dict[str, Any]) -> Clause:
    return Clause(
        tuple(
            Gist(frozenset(words), frozenset(codes), negated, frozenset(names), verb)
            for words, codes, negated, names, verb in data["told"]
        ),
        events_of(data["events"]),
        data["negated"],
        data["doer"],
    )


def _wires(events: tuple[Event, ...]) -> list[dict[str, Any]]:
    wires: list[dict[str, Any]] = Reading(Report(""), (), (), events, ()).to_dict()["events"]
    return wires


def events_of(wires: Iterable[dict[str, Any]]) -> tuple[Event, ...]:
    """The events of their wire forms."""
    empty: dict[str, Any] = Reading(Report(""), (), (), (), ()).to_dict()
    return Reading.from_dict(empty | {"events": list(wires)}).events


def heard_to_json(found: Iterable[Heard]) -> str:
    """What a report's sentences tell as JSON."""
    return _dumps([_heard(heard) for heard in found])


def heard_from_json(text: str) -> list[Heard]:
    """What ``heard_to_json`` gave."""
    return [_heard_of(data) for data in json.loads(text)]


def deeds_to_json(deeds: Iterable[tuple[Deed, bool]]) -> str:
    """The deeds that bear on a commitment as JSON, each with whether it is said of that commitment."""
    return _dumps([[_deed(deed), said] for deed, said in deeds])


def deeds_from_json(text: str) -> list[tuple[Deed, bool]]:
    """What ``deeds_to_json`` gave."""
    return [(_deed_of(data), said) for data, said in json.loads(text)]


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _heard(h: Heard) -> list[Any]:
    return [
        h.start, h.end, sorted(h.words), list(h.codes), h.doer, _iso(h.first), _iso(h.last), h.kind,
        sorted(h.forces), h.owner, h.named, h.denied,
    ]  # fmt: skip


def _heard_of(data: list[Any]) -> Heard:
    start, end, words, codes, doer, first, last, kind, forces, owner, named, denied = data
    return Heard(
        start, end, frozenset(words), tuple(codes), doer, _day(first), _day(last), kind, frozenset(forces),
        owner, named, denied,
    )  # fmt: skip


def _deed(d: Deed) -> list[Any]:
    return [
        d.report, d.telling, d.start, d.end, _iso(d.first), _iso(d.last), _iso(d.known), d.id,
        _wires((d.event,))[0] if d.event is not None else None,
        _heard(d.heard) if d.heard is not None else None,
        sorted(d.words), sorted(d.codes), sorted(d.reports), sorted(d.near),
    ]  # fmt: skip


def _deed_of(data: list[Any]) -> Deed:
    (
        report, telling, start, end, first, last, known, id_, event, heard, words, codes, reports, near
    ) = data  # fmt: skip
    return Deed(
        report, telling, start, end, _day(first), _day(last), dt.date.fromisoformat(known), id_,
        events_of([event])[0] if event is not None else None, _heard_of(heard) if heard is not None else None,
        frozenset(words), frozenset(codes), frozenset(reports), frozenset(near),
    )  # fmt: skip


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text is not None else None
