"""The views of a ledger, for those who write SQL (docs/ledger.md).

All leave out reports that are withdrawn; the tables keep them, for questions about the past.
"""

from __future__ import annotations

from typing import Final

from dragoman.ledger.columns import PARTY, PLACE, SPAN, nested
from dragoman.ledger.lifecycle_schema import COMMITMENTS, MOVES
from dragoman.types import QUAD_CLASSES

# The code of a party's actor, as ``dragoman.types.Actor.code``.
_CODE: Final = (
    "CASE WHEN {0}.actor.country IN ('IGO', 'NGO') AND {0}.actor.name <> '' THEN {0}.actor.name "
    "ELSE {0}.actor.country END"
)
_PARTY: Final = (
    '{0}."text" AS "text", {0}."start" AS "start", {0}."end" AS "end", {0}.actor.name AS name, '
    "{0}.actor.country AS country, {0}.actor.sector AS sector, {0}.actor.second_sector AS second_sector, "
    '{0}.actor.role AS "role", ' + _CODE + " AS code"
)


def _scalar(field: str, kind: str = "VARCHAR") -> str:
    return f"(body ->> '$.{field}')::{kind} AS \"{field}\""


_CLASSES: Final = " ".join(f"WHEN '{kind}' THEN '{quad}'" for kind, quad in QUAD_CLASSES.items())
_QUAD_CLASS: Final = f"CASE type {_CLASSES} END AS quad_class"
_COUNTS: Final = ", ".join(_scalar(field, "BIGINT") for field in ("deaths", "injured", "arrested"))

# The columns of the views of tellings, from ``told``.
TELLINGS: Final = {
    "event_tellings": f"""whole AS event, report, n, id, type, {_scalar("mode")}, {nested(SPAN, "trigger")},
               {nested(f"{PARTY}[]", "source")}, {nested(f"{PARTY}[]", "target")}, "date",
               {nested(PLACE, "place")}, modality, {_scalar("cameo")}, {_scalar("goldstein", "DOUBLE")},
               {_QUAD_CLASS},
               {_COUNTS}, {_scalar("confidence", "DOUBLE")},
               {_scalar("statement")}, {_scalar("basis")},
               source_codes, target_codes, date_from, date_to, leads""",
    "statement_tellings": f"""whole AS "same", report, n, id, {nested(PARTY, "speaker")},
               {nested(PARTY, "addressee")}, {nested(SPAN, "cue")}, {nested(f"{SPAN}[]", "content")},
               type AS quoted, {nested(f"{PARTY}[]", "via")}, {_scalar("venue")}, "date",
               source_codes[1] AS speaker_code, target_codes[1] AS addressee_code, date_from, date_to,
               leads""",
    "acts": f"""report, n, id, type AS force, {nested(SPAN, "trigger")}, {nested(PARTY, "holder")},
               {nested(PARTY, "counterpart")}, {nested(SPAN, "content")}, {nested(SPAN, "condition")},
               {nested(SPAN, "deadline")}, {_scalar("red_line", "BOOLEAN")}, {_scalar("statement")},
               {_scalar("content_event")}, {_scalar("condition_event")},
               {_scalar("condition_negated", "BOOLEAN")}, {_scalar("confidence", "DOUBLE")},
               source_codes[1] AS holder_code, target_codes[1] AS counterpart_code, "date" AS made,
               whole AS commitment, ends""",
}
_KINDS: Final = {"event_tellings": "event", "statement_tellings": "statement", "acts": "act"}

VIEWS: Final = (
    """CREATE VIEW reports AS
       SELECT id, title, source, url, published, known, recorded, origin, made_by, wire ->> '$.text' AS "text"
       FROM readings WHERE withdrawn IS NULL""",
    """CREATE VIEW sentences AS
       SELECT report, n - 1 AS n, ranges[n]."start" AS "start", ranges[n]."end" AS "end",
              substring("text", ranges[n]."start" + 1, ranges[n]."end" - ranges[n]."start") AS "text"
       FROM (SELECT report, "text", ranges, unnest(range(1, len(ranges) + 1)) AS n
             FROM (SELECT id AS report, wire ->> '$.text' AS "text",
                          from_json(wire -> '$.sentences', '[{"start": "INTEGER", "end": "INTEGER"}]')
                          AS ranges
                   FROM readings WHERE withdrawn IS NULL))""",
    *(
        f"CREATE VIEW {view} AS SELECT {columns} FROM told WHERE kind = '{_KINDS[view]}' AND NOT withdrawn"
        for view, columns in TELLINGS.items()
    ),
    """CREATE VIEW subjects AS
       WITH about AS (SELECT report, whole AS subject FROM told WHERE kind = 'subject' AND NOT withdrawn),
            firsts AS (SELECT subject, whole AS event, count(*) AS reports FROM about
                       JOIN told USING (report)
                       WHERE kind = 'event' AND NOT withdrawn AND (facts ->> '$.first')::BOOLEAN
                       GROUP BY subject, event),
            events AS (SELECT subject, first(event ORDER BY reports DESC, event) AS event FROM firsts
                       GROUP BY subject)
       SELECT report, subject, event FROM about LEFT JOIN events USING (subject)""",
    f"""CREATE VIEW events AS
        SELECT id, type, mode, modality, disputed, {nested(f"{PARTY}[]", "source")},
               {nested(f"{PARTY}[]", "target")}, source_codes, target_codes, "date", date_from, date_to,
               place, place_country, latitude, longitude, cameo, goldstein, {_QUAD_CLASS},
               deaths_min, deaths_max,
               injured_min, injured_max, arrested_min, arrested_max, confidence, tellings, reports,
               independent, known, recorded, report, telling, {nested(SPAN, "trigger")}
        FROM happenings""",
    """CREATE VIEW statements AS
       SELECT t."same" AS id, t.* EXCLUDE ("same", id, n, leads), t.id AS telling,
              c.tellings, c.reports, c.independent
       FROM statement_tellings t
       JOIN (SELECT whole, count(*) AS tellings, count(DISTINCT report) AS reports,
                    count(DISTINCT origin) AS independent
             FROM told JOIN readings ON readings.id = told.report
             WHERE kind = 'statement' AND NOT told.withdrawn GROUP BY whole) c ON c.whole = t."same"
       WHERE t.leads""",
    f"""CREATE VIEW event_parties AS
        SELECT event, report, telling, side, {_PARTY.format("party")}
        FROM (SELECT event, report, id AS telling, 'source' AS side, unnest(source) AS party
              FROM event_tellings
              UNION ALL SELECT event, report, id, 'target', unnest(target) FROM event_tellings)""",
    f"""CREATE VIEW statement_sources AS
        SELECT report, id AS statement, step, {_PARTY.format("via[step]")}
        FROM (SELECT report, id, via, unnest(range(1, len(via) + 1)) AS step FROM statement_tellings)""",
    """CREATE VIEW claims AS
       SELECT e.event, e.report, e.id AS telling, coalesce(s.speaker_code, s.speaker."text") AS claimant,
              r.source AS published_by, r.published, r.origin, e.modality, e.type, e.mode, e.source_codes,
              e.target_codes, e."date", e.place.name AS place, e.deaths, e.injured, e.arrested, e.trigger
       FROM event_tellings e JOIN readings r ON r.id = e.report
       LEFT JOIN statement_tellings s ON s.report = e.report AND s.id = e.statement""",
    """CREATE VIEW copies AS
       SELECT origin, id AS report, source, title, published FROM readings
       WHERE origin <> id AND withdrawn IS NULL""",
    """CREATE VIEW tellings AS
       SELECT a.commitment, a.report, a.id AS act, a.n, a.made, a.force, a.holder_code, a.counterpart_code,
              a.content."text" AS content, a.condition."text" AS condition, a.deadline."text" AS deadline,
              a.red_line, a.ends, a.content_event, a.condition_event, a.statement, a.trigger,
              r.title, r.source, r.url, r.published, r.known, r.recorded
       FROM acts a JOIN readings r ON r.id = a.report""",
    COMMITMENTS,
    MOVES,
)
