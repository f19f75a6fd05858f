"""Rows with named columns as text, CSV or JSON.

Cells may be plain values, or what a ledger gives: a span ``{text, start, end}``, a party
(the same with ``actor``), or a list of either.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from dragoman.export.layout import Paint, shortened, unpainted

Rows = Sequence[Mapping[str, Any]]

_GAP = "  "
_NARROWEST = 8
_EMPTY = "·"
_SEPARATOR = "; "
_LONGEST_CELL = 10_000


def as_json(rows: Rows) -> str:
    """A JSON list of objects, nothing left out; dates as ISO 8601 text."""
    return json.dumps([dict(row) for row in rows], ensure_ascii=False, indent=1, default=_plain)


def as_csv(rows: Rows, columns: Sequence[str]) -> str:
    """CSV (RFC 4180) with a header; null is an empty field.

    A span column ``x`` becomes ``x``, ``x_start``, ``x_end``; a party column has ``x_code``
    as well, a place ``x_name``, ``x_country``, ``x_latitude``, ``x_longitude``; several in one
    cell are separated by "; ".
    """
    makers: dict[str, Callable[[Mapping[str, Any]], str]] = {}
    for column in columns:
        # A ledger gives the codes of some parties itself.
        makers.update(
            {name: make for name, make in _columns(rows, column) if name == column or name not in columns}
        )
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(makers)
    for row in rows:
        writer.writerow([make(row) for make in makers.values()])
    return out.getvalue().rstrip("\r\n")


def as_text(rows: Rows, columns: Sequence[str], *, width: int | None = 80, paint: Paint = unpainted) -> str:
    """An aligned table; cells are cut to fit ``width`` characters, or not at all if it is None.

    Columns that are null in every row are left out, so that the others have room.
    """
    cells = [[shortened(_cell(row.get(c)), _LONGEST_CELL) for c in columns] for row in rows]
    shown = [i for i in range(len(columns)) if any(line[i] for line in cells)]
    if not shown:
        return "(nothing recorded)"
    widths = [max(len(columns[i]), *(len(line[i]) for line in cells)) for i in shown]
    if width is not None:
        widths = _fitted(widths, width - len(_GAP) * (len(shown) - 1))

    def line(parts: Sequence[str]) -> str:
        cut = (shortened(part or _EMPTY, size).ljust(size) for part, size in zip(parts, widths, strict=True))
        return _GAP.join(cut).rstrip()

    lines = (line([cell[i] for i in shown]) for cell in cells)
    return "\n".join([paint(line([columns[i] for i in shown]), "heading"), *lines])


def _fitted(widths: Sequence[int], room: int) -> list[int]:
    """``widths`` made narrower, the widest first, until they fill ``room`` (or nothing gives)."""
    fitted = list(widths)
    while sum(fitted) > room and max(fitted) > _NARROWEST:
        widest = max(fitted)
        floor = max((w for w in fitted if w < widest), default=_NARROWEST)
        floor = max(floor, _NARROWEST)
        among = [i for i, w in enumerate(fitted) if w == widest]
        cut = min(widest - floor, -(-(sum(fitted) - room) // len(among)))
        for i in among:
            fitted[i] -= cut
    return fitted


def _columns(rows: Rows, column: str) -> Iterator[tuple[str, Callable[[Mapping[str, Any]], str]]]:
    """The CSV columns that ``column`` becomes, each with what makes its cell of a row."""
    sample = next((span for row in rows for span in _spans(row.get(column))), None)
    if sample is None:
        yield column, lambda row: _cell(row.get(column))
        return

    def joined(part: Callable[[Mapping[str, Any]], Any]) -> Callable[[Mapping[str, Any]], str]:
        return lambda row: _SEPARATOR.join(_cell(part(span)) for span in _spans(row.get(column)))

    yield column, joined(lambda span: span["text"])
    if "actor" in sample:
        yield f"{column}_code", joined(party_code)
    yield f"{column}_start", joined(lambda span: span["start"])
    yield f"{column}_end", joined(lambda span: span["end"])
    for field in ("name", "country", "latitude", "longitude"):
        if field in sample:
            yield f"{column}_{field}", joined(lambda span, field=field: span[field])  # type: ignore[misc]


def _spans(value: Any) -> list[Mapping[str, Any]]:
    """The spans in a cell; none if it holds something else."""
    items = value if isinstance(value, (list, tuple)) else [value]
    return [item for item in items if isinstance(item, Mapping) and {"text", "start", "end"} <= item.keys()]


def party_code(span: Mapping[str, Any]) -> str | None:
    """The code of the actor of a party in wire form (as ``dragoman.types.Actor.code``)."""
    actor: Mapping[str, str | None] = span.get("actor") or {}
    name, country = actor.get("name"), actor.get("country")
    return name if name and country in ("IGO", "NGO") else country


def _cell(value: Any) -> str:
    """A value in one cell, for a reader."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return _SEPARATOR.join(map(_cell, value))
    if isinstance(value, Mapping):
        if not _spans(value):
            return json.dumps(dict(value), ensure_ascii=False, default=_plain)
        text, code = str(value["text"]), party_code(value)
        return f"{text} ({code})" if code and code != text else text
    return str(_plain(value))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (dt.date, dt.datetime)) else str(value)
