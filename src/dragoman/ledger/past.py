"""The events of a ledger as they were told by a day, or by a moment."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from typing import Any, Final

import duckdb

from dragoman.ledger.columns import PARTY, SPAN
from dragoman.ledger.event_identity import name
from dragoman.ledger.leaders import Telling
from dragoman.ledger.moment import counted
from dragoman.ledger.reconcile import Source, reconciled
from dragoman.ledger.views import TELLINGS
from dragoman.types import QUAD_CLASSES

# The columns of the view ``events``.
EVENTS: Final = (
    f"id VARCHAR, type VARCHAR, mode VARCHAR, modality VARCHAR, disputed BOOLEAN, source {PARTY}[], "
    f'target {PARTY}[], source_codes VARCHAR[], target_codes VARCHAR[], "date" VARCHAR, date_from DATE, '
    "date_to DATE, place VARCHAR, place_country VARCHAR, latitude DOUBLE, longitude DOUBLE, cameo VARCHAR, "
    "goldstein DOUBLE, quad_class VARCHAR, "
    "deaths_min BIGINT, deaths_max BIGINT, injured_min BIGINT, injured_max BIGINT, "
    "arrested_min BIGINT, arrested_max BIGINT, confidence DOUBLE, tellings INTEGER, reports INTEGER, "
    f"independent INTEGER, known DATE, recorded TIMESTAMP, report VARCHAR, telling VARCHAR, trigger {SPAN}"
)


def acts_as_of(as_of: dt.date | dt.datetime) -> str:
    """SQL: the rows of ``acts`` from the reports that counted then."""
    return f"SELECT {TELLINGS['acts']} FROM ({_told('act', as_of)})"


def statements_as_of(as_of: dt.date | dt.datetime) -> str:
    """SQL: the rows of ``statements`` from the reports that counted then; where the leading telling is not
    among theirs, the first that was known speaks for it."""
    return f"""
        SELECT "same" AS id, * EXCLUDE ("same", id, n, leads, nth, tellings, reports, independent),
               id AS telling, tellings, reports, independent
        FROM (SELECT {TELLINGS["statement_tellings"]},
                     row_number() OVER (PARTITION BY whole ORDER BY leads DESC, known, report, n) AS nth,
                     count(*) OVER (PARTITION BY whole) AS tellings,
                     count(DISTINCT report) OVER (PARTITION BY whole) AS reports,
                     count(DISTINCT origin) OVER (PARTITION BY whole) AS independent
              FROM ({_told("statement", as_of)}))
        WHERE nth = 1"""


def _told(kind: str, as_of: dt.date | dt.datetime) -> str:
    return (
        "SELECT t.*, r.known, r.origin FROM told t JOIN readings r ON r.id = t.report "
        f"WHERE t.kind = '{kind}' AND {counted(as_of)}"
    )


def event_rows(connection: duckdb.DuckDBPyConnection, as_of: dt.date | dt.datetime) -> list[dict[str, Any]]:
    """The rows of ``events`` from the reports that counted then.

    Which tellings are of one event is what is known today; an event keeps today's id.
    """
    groups: dict[str, list[Telling]] = defaultdict(list)
    sources: dict[str, Source] = {}
    bodies: dict[tuple[str, str], Any] = {}
    for report, id_, whole, facts, body, origin, known, recorded in connection.execute(
        f"""SELECT t.report, t.id, t.whole, t.facts, t.body, r.origin, r.known, r.recorded
            FROM told t JOIN readings r ON r.id = t.report WHERE t.kind = 'event' AND {counted(as_of)}"""
    ).fetchall():
        key, said = (report, id_), json.loads(facts)
        groups[whole].append(
            Telling(key, name(key), (*said["rank"], *key), "", None, None, frozenset(), said)
        )
        sources[report] = Source(origin, known.isoformat(), recorded.isoformat(sep=" "))
        bodies[key] = body
    found = []
    for event, tellings in groups.items():
        tellings.sort(key=lambda telling: telling.rank)
        row = reconciled(tellings, sources) | {"id": event}
        row["quad_class"] = QUAD_CLASSES[row["type"]]
        body = json.loads(bodies[tellings[0].key])
        found.append(row | {field: body[field] for field in ("source", "target", "trigger")})
    return found
