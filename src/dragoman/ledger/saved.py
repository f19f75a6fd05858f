"""Terms and what is heard as JSON, the form in which the ledger keeps them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

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
    return json.dumps(
        [
            [
                h.start, h.end, sorted(h.words), list(h.codes), h.doer,
                h.first.isoformat() if h.first else None, h.last.isoformat() if h.last else None,
                h.kind, sorted(h.forces), h.owner, h.named, h.denied,
            ]
            for h in found
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )  # fmt: skip


def heard_from_json(text: str) -> list[Heard]:
    """What ``heard_to_json`` gave."""
    return [
        Heard(
            start, end, frozenset(words), tuple(codes), doer,
            dt.date.fromisoformat(first) if first else None, dt.date.fromisoformat(last) if last else None,
            kind, frozenset(forces), owner, named, denied,
        )
        for (
            start, end, words, codes, doer, first, last, kind, forces, owner, named, denied
        ) in json.loads(text)
    ]  # fmt: skip
