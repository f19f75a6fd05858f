"""Schema version 1, as it was: what ledgers made then hold.  It never changes."""

from __future__ import annotations

from typing import Final

STATEMENTS: Final = (
    """CREATE TABLE meta (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)""",
    """CREATE TABLE readings (id VARCHAR PRIMARY KEY, title VARCHAR, source VARCHAR, url VARCHAR,
        published DATE, known DATE NOT NULL, recorded TIMESTAMP NOT NULL, wire VARCHAR NOT NULL)""",
    """CREATE TABLE statements (report VARCHAR NOT NULL REFERENCES readings (id), "n" INTEGER, "id"
        VARCHAR, "speaker" STRUCT("text" VARCHAR, "start" INTEGER, "end" INTEGER, actor STRUCT(name
        VARCHAR, country VARCHAR, sector VARCHAR, role VARCHAR)), "addressee" STRUCT("text" VARCHAR,
        "start" INTEGER, "end" INTEGER, actor STRUCT(name VARCHAR, country VARCHAR, sector VARCHAR,
        role VARCHAR)), "cue" STRUCT("text" VARCHAR, "start" INTEGER, "end" INTEGER), "content"
        STRUCT("text" VARCHAR, "start" INTEGER, "end" INTEGER)[], "quoted" VARCHAR, "via"
        STRUCT("text" VARCHAR, "start" INTEGER, "end" INTEGER, actor STRUCT(name VARCHAR, country
        VARCHAR, sector VARCHAR, role VARCHAR))[], "venue" VARCHAR, "date" VARCHAR, "speaker_code"
        VARCHAR, "addressee_code" VARCHAR, "date_from" DATE, "date_to" DATE, PRIMARY KEY (report,
        id))""",
    """CREATE TABLE events (report VARCHAR NOT NULL REFERENCES readings (id), "n" INTEGER, "id"
        VARCHAR, "type" VARCHAR, "mode" VARCHAR, "trigger" STRUCT("text" VARCHAR, "start" INTEGER,
        "end" INTEGER), "source" STRUCT("text" VARCHAR, "start" INTEGER, "end" INTEGER, actor
        STRUCT(name VARCHAR, country VARCHAR, sector VARCHAR, role VARCHAR))[], "target"
        STRUCT("text" VARCHAR, "start" INTEGER, "end" INTEGER, actor STRUCT(name VARCHAR, country
        VARCHAR, sector VARCHAR, role VARCHAR))[], "date" VARCHAR, "place" VARCHAR, "modality"
        VARCHAR, "cameo" VARCHAR, "goldstein" DOUBLE, "deaths" BIGINT, "confidence" DOUBLE,
        "statement" VARCHAR, "source_codes" VARCHAR[], "target_codes" VARCHAR[], "date_from" DATE,
        "date_to" DATE, PRIMARY KEY (report, id))""",
    """CREATE TABLE acts (report VARCHAR NOT NULL REFERENCES readings (id), "n" INTEGER, "id"
        VARCHAR, "force" VARCHAR, "trigger" STRUCT("text" VARCHAR, "start" INTEGER, "end" INTEGER),
        "holder" STRUCT("text" VARCHAR, "start" INTEGER, "end" INTEGER, actor STRUCT(name VARCHAR,
        country VARCHAR, sector VARCHAR, role VARCHAR)), "counterpart" STRUCT("text" VARCHAR,
        "start" INTEGER, "end" INTEGER, actor STRUCT(name VARCHAR, country VARCHAR, sector VARCHAR,
        role VARCHAR)), "content" STRUCT("text" VARCHAR, "start" INTEGER, "end" INTEGER),
        "condition" STRUCT("text" VARCHAR, "start" INTEGER, "end" INTEGER), "deadline" STRUCT("text"
        VARCHAR, "start" INTEGER, "end" INTEGER), "red_line" BOOLEAN, "statement" VARCHAR,
        "content_event" VARCHAR, "condition_event" VARCHAR, "confidence" DOUBLE, "holder_code"
        VARCHAR, "counterpart_code" VARCHAR, "made" VARCHAR, "commitment" VARCHAR, "ends" BOOLEAN,
        PRIMARY KEY (report, id))""",
    """CREATE INDEX acts_of_commitment ON acts (commitment)""",
    """CREATE VIEW reports AS
       SELECT id, title, source, url, published, known, recorded,
              wire ->> '$.text' AS "text" FROM readings""",
    """CREATE VIEW sentences AS
       SELECT report, n - 1 AS n, ranges[n]."start" AS "start", ranges[n]."end" AS "end",
              substring("text", ranges[n]."start" + 1, ranges[n]."end" - ranges[n]."start") AS "text"
       FROM (SELECT report, "text", ranges, unnest(range(1, len(ranges) + 1)) AS n
             FROM (SELECT id AS report, wire ->> '$.text' AS "text",
                          from_json(wire -> '$.sentences', '[{"start": "INTEGER", "end": "INTEGER"}]')
                          AS ranges
                   FROM readings))""",
    """CREATE VIEW event_parties AS
       SELECT report, id AS event, side, party."text" AS "text", party."start" AS "start",
              party."end" AS "end", party.actor.name AS name, party.actor.country AS country,
              party.actor.sector AS sector, party.actor.role AS "role",
        CASE WHEN party.actor.country IN ('IGO', 'NGO') AND party.actor.name <> '' THEN
        party.actor.name
                   ELSE party.actor.country END AS code
       FROM (SELECT report, id, 'source' AS side, unnest(source) AS party FROM events
             UNION ALL SELECT report, id, 'target' AS side, unnest(target) AS party FROM events)""",
    """CREATE VIEW statement_sources AS
       SELECT report, id AS statement, step, via[step]."text" AS "text", via[step]."start" AS "start",
              via[step]."end" AS "end", via[step].actor.name AS name, via[step].actor.country AS country
       FROM (SELECT report, id, via, unnest(range(1, len(via) + 1)) AS step FROM statements)""",
    """CREATE VIEW tellings AS
        SELECT a.commitment, a.report, a.id AS act, a.n, a.made, a.force, a.holder_code,
        a.counterpart_code,
        a.content."text" AS content, a.condition."text" AS condition, a.deadline."text" AS deadline,
              a.red_line, a.ends, a.content_event, a.condition_event, a.statement, a.trigger,
              r.title, r.source, r.url, r.published, r.known
       FROM acts a JOIN readings r ON r.id = a.report""",
    """CREATE VIEW commitments AS
       SELECT commitment AS id, any_value(force) AS force,
              any_value(holder_code) AS holder, any_value(counterpart_code) AS counterpart,
        first(content ORDER BY made NULLS LAST, report, n) AS content, first(condition ORDER BY made
        NULLS LAST, report, n) AS condition,
        first(deadline ORDER BY made NULLS LAST, report, n) FILTER (deadline IS NOT NULL) AS
        deadline,
              bool_or(red_line) AS red_line,
              CASE WHEN bool_or(condition IS NOT NULL OR condition_event IS NOT NULL) THEN 'conditional'
                   WHEN any_value(force) = 'demand' THEN 'open'
                   ELSE 'detached' END AS state,
        min(made) AS state_since, count(*) AS tellings, min(made) AS first_made, max(made) AS
        last_made
       FROM tellings GROUP BY commitment""",
)
