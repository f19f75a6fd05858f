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

# One row an event, statement or act of a report, and one for what its sentences tell in words.
# Inserting costs by the column, so nested values stay
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
    "first": "INTEGER",
    "last": "INTEGER",
    "keys": "UINTEGER[]",
    "facts": "VARCHAR",
    # what queries filter by
    "type": "VARCHAR",
    "modality": "VARCHAR",
    "source_codes": "VARCHAR[]",
    "target_codes": "VARCHAR[]",
    "date": "VARCHAR",
    "date_from": "DATE",
    "date_to": "DATE",
    "ends": "BOOLEAN",
    "body": "VARCHAR",
}

# One row an event, however many reports tell it.
HAPPENINGS: Final = {
    "id": "VARCHAR", "type": "VARCHAR", "mode": "VARCHAR", "modality": "VARCHAR", "disputed": "BOOLEAN",
    "source_codes": "VARCHAR[]", "target_codes": "VARCHAR[]", "date": "VARCHAR", "date_from": "DATE",
    "date_to": "DATE", "place": "VARCHAR", "place_country": "VARCHAR", "latitude": "DOUBLE",
    "longitude": "DOUBLE", "cameo": "VARCHAR", "goldstein": "DOUBLE", "deaths_min": "BIGINT",
    "deaths_max": "BIGINT", "injured_min": "BIGINT", "injured_max": "BIGINT", "arrested_min": "BIGINT",
    "arrested_max": "BIGINT", "confidence": "DOUBLE", "tellings": "INTEGER", "reports": "INTEGER",
    "independent": "INTEGER", "known": "DATE", "recorded": "TIMESTAMP", "report": "VARCHAR",
    "telling": "VARCHAR", "body": "VARCHAR",
}  # fmt: skip

# One row a mention of an agreement.
AGREEMENTS_TOLD: Final = {
    "report": "VARCHAR", "start": "INTEGER", "end": "INTEGER", "name": "VARCHAR", "key": "VARCHAR",
    "date": "VARCHAR", "parties": "VARCHAR[]", "acts": "VARCHAR[]", "events": "VARCHAR[]",
}  # fmt: skip


def nested(kind: str, field: str) -> str:
    """SQL for a field of ``body`` that is of type ``kind``."""
    return f"CAST(body::JSON -> '$.{field}' AS {kind}) AS \"{field}\""
