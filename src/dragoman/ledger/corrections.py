"""What people put right in a reading, and how it holds when the report is read again.

A correction sets one field of an event, statement or act.  Ids within a reading change when it is read
again; the text does not.  So a correction is tied to the words that the record stands on (an event's or
act's trigger, a statement's cue), and to its number among the records on those words.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from dragoman.ledger.identity import day_range
from dragoman.types import EVENT_TYPES, FORCES, MODALITIES, Quoted, Reading

Kind = Literal["event", "statement", "act"]
Wire = dict[str, Any]

_LISTS: Final[dict[Kind, str]] = {"event": "events", "statement": "statements", "act": "acts"}


@dataclass(frozen=True, slots=True)
class Correction:
    """``value`` (wire form) for the ``field`` of the ``nth`` record (from 0) that stands on the characters
    ``start`` to ``end``; ``id``: that record's, None where the report's last reading has none."""

    kind: Kind
    id: str | None
    field: str
    value: Any
    start: int
    end: int
    nth: int


def correction(wire: Wire, id_: str, field: str, value: Any) -> Correction:
    """The correction of the record ``id_`` of the reading ``wire``.

    ``value``: in the wire form, or objects of ``dragoman.types``.  Raises ValueError, saying what is wrong,
    for a record or field that is not there and for a value that the field cannot have.
    """
    found = [(kind, record) for kind, name in _LISTS.items() for record in wire[name] if record["id"] == id_]
    if not found:
        raise ValueError(f"the report has no event, statement or act {id_!r}")
    kind, record = found[0]
    name = _LISTS[kind]
    rules = _RULES[kind]
    if field not in rules:
        raise ValueError(f"a field {field!r} of {kind} {id_} cannot be corrected; choose {', '.join(rules)}")
    try:
        value = json.loads(json.dumps(value, default=dataclasses.asdict, allow_nan=False))
    except (TypeError, ValueError) as error:
        raise ValueError(f"{field}: {value!r} is not in the wire form ({error})") from None
    complaint = rules[field](value, wire)
    if complaint:
        raise ValueError(f"{field} of {kind} {id_}: {value!r} is not {complaint}")
    start, end = _stand(kind, record)
    same = [r["id"] for r in wire[name] if _stand(kind, r) == (start, end)]
    made = Correction(kind, id_, field, value, start, end, same.index(id_))
    try:
        full = corrected(wire, [made])[0][name]
    except (KeyError, TypeError) as error:
        raise ValueError(f"{field} of {kind} {id_}: {value!r} is not in the wire form ({error})") from None
    return dataclasses.replace(made, value=next(r for r in full if r["id"] == id_)[field])


def corrected(wire: Wire, corrections: Sequence[Correction]) -> tuple[Wire, list[Correction]]:
    """``wire`` with ``corrections`` applied in order, and these with the ids of the records they apply to
    in it (None: to none)."""
    wire = wire | {name: [dict(record) for record in wire[name]] for name in _LISTS.values()}
    places = {
        kind: [(_stand(kind, record), record) for record in wire[name]] for kind, name in _LISTS.items()
    }
    applied = []
    for one in corrections:
        there = [record for stand, record in places[one.kind] if stand == (one.start, one.end)]
        record = there[one.nth] if one.nth < len(there) else None
        # what a correction refers to may be gone from a new reading
        if record is not None and _RULES[one.kind][one.field](one.value, wire) is None:
            record[one.field] = one.value
        else:
            record = None
        applied.append(dataclasses.replace(one, id=record["id"] if record else None))
    return Reading.from_dict(wire).to_dict(), applied


def value_of(wire: Wire, kind: Kind, stand: tuple[int, int], nth: int, field: str) -> Any:
    """What ``wire`` has in a field of the ``nth`` record that stands on these characters."""
    return [record for record in wire[_LISTS[kind]] if _stand(kind, record) == stand][nth][field]


def _stand(kind: Kind, record: Wire) -> tuple[int, int]:
    """The characters that a record stands on."""
    if kind == "statement":
        content = record["content"]
        span = record["cue"] or (content[0] if content else {"start": 0, "end": 0})
    else:
        span = record["trigger"]
    return span["start"], span["end"]


# --- what a field can have: each rule says what the value should be, or None if it is that ------------

_Rule = Callable[[Any, Wire], str | None]


def _one_of(values: Sequence[str]) -> _Rule:
    return lambda value, _: None if value in values else f"one of {', '.join(values)}"


def _text(value: Any, _: Wire) -> str | None:
    return None if value is None or (isinstance(value, str) and value) else "a text or None"


def _date(value: Any, _: Wire) -> str | None:
    valid = value is None or (isinstance(value, str) and day_range(value)[0] and day_range(value)[1])
    return None if valid else "a date (YYYY, YYYY-MM, YYYY-MM-DD or two of them with a slash) or None"


def _truth(value: Any, _: Wire) -> str | None:
    return None if isinstance(value, bool) else "True or False"


def _persons(value: Any, _: Wire) -> str | None:
    valid = value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0)
    return None if valid else "a number of persons or None"


def _goldstein(value: Any, _: Wire) -> str | None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return None if value is None or (number and -10 <= value <= 10) else "a number from -10 to 10 or None"


def _span(value: Any, wire: Wire) -> str | None:
    if value is None:
        return None
    start, end = (value.get(key) if isinstance(value, dict) else None for key in ("start", "end"))
    inside = isinstance(start, int) and isinstance(end, int) and 0 <= start < end
    if inside and wire["text"][start:end] == value.get("text"):
        return None
    return "a span of the report's text (text, start, end), or None"


def _spans(value: Any, wire: Wire) -> str | None:
    valid = isinstance(value, list) and all(one and _span(one, wire) is None for one in value)
    return None if valid else "a list of spans of the report's text (text, start, end)"


def _reference(name: str) -> _Rule:
    def rule(value: Any, wire: Wire) -> str | None:
        ids = [record["id"] for record in wire[name]]
        return None if value is None or value in ids else f"the id of one of the report's {name}, or None"

    return rule


_RULES: Final[dict[Kind, dict[str, _Rule]]] = {
    "event": {
        "type": _one_of(EVENT_TYPES), "mode": _text, "source": _spans, "target": _spans, "date": _date,
        "place": _span, "modality": _one_of(MODALITIES), "cameo": _text, "goldstein": _goldstein,
        "deaths": _persons, "injured": _persons, "arrested": _persons, "statement": _reference("statements"),
    },
    "statement": {
        "speaker": _span, "addressee": _span, "content": _spans, "quoted": _one_of(get_args(Quoted)),
        "via": _spans, "venue": _text, "date": _date,
    },
    "act": {
        "force": _one_of(FORCES), "holder": _span, "counterpart": _span, "content": _span,
        "condition": _span, "deadline": _span, "red_line": _truth, "statement": _reference("statements"),
        "content_event": _reference("events"), "condition_event": _reference("events"),
        "condition_negated": _truth,
    },
}  # fmt: skip
