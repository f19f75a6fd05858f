"""The columns of ``told``, which holds what each report tells, and the wire form's nested types."""

from __future__ import annotations

from typing import Final

SPAN: Final = 'STRUCT("text" VARCHAR, "start" INTEGER, "end" INTEGER)'
ACTOR: Final = "STRUCT(name VARCHAR, country VARCHAR, sector VARCHAR, role VARCHAR, second_sector VARCHAR)"
PARTY: Final = f'STRUCT("text" VARCHAR, "start" INTEGER, "end" INTEGER, actor {ACTOR})'
PLACE: Final = (
    'STRUCT("text" VARCHAR, "start" INTEGER, "end" INTEGER, name VARCHAR, country VARCHAR, '
    "latitude DOUBLE, longitude DOUBLE)"
)

# One row an event, statement or act of a report.  Inserting costs by the column, so nested values stay
# in ``body`` (the wire form, JSON) until a view is asked for them.
TOLD: Final[dict[str, str]] = {
    "report": "VARCHAR",
    "kind": "VARCHAR",
    "id": "VARCHAR",
    "n": "INTEGER",
    # identity: what it is a telling of, and what is compared (see leaders.py)
    "whole": "VARCHAR",
    "leads": "BOOLEAN",
    "withdrawn": "BOOLEAN",
    "block": "VARCHAR",
    "first": "INTEGER",
    "last": "INTEGER",
    "codes": "VARCHAR[]",
    "facts": "VARCHAR",
    # what queries filter by
    "type": "VARCHAR",
    "mode": "VARCHAR",
    "modality": "VARCHAR",
    "statement": "VARCHAR",
    "source_codes": "VARCHAR[]",
    "target_codes": "VARCHAR[]",
    "date": "VARCHAR",
    "date_from": "DATE",
    "date_to": "DATE",
    "content_event": "VARCHAR",
    "condition_event": "VARCHAR",
    "ends": "BOOLEAN",
    "body": "VARCHAR",
}


def nested(kind: str, field: str) -> str:
    """SQL for a field of ``body`` that is of type ``kind``."""
    return f"CAST(body::JSON -> '$.{field}' AS {kind}) AS \"{field}\""
