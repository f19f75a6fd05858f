"""Version 2 of the tables; its views are left out, since version 3 makes them anew."""

from __future__ import annotations

from typing import Final

STATEMENTS: Final = (
    "DROP VIEW IF EXISTS commitments",
    "DROP VIEW IF EXISTS tellings",
    "DROP VIEW IF EXISTS statement_sources",
    "DROP VIEW IF EXISTS event_parties",
    "DROP VIEW IF EXISTS sentences",
    "DROP VIEW IF EXISTS reports",
    "DROP TABLE acts",
    "DROP TABLE events",
    "DROP TABLE statements",
    "ALTER TABLE readings ADD COLUMN made_by VARCHAR",
    "ALTER TABLE readings ADD COLUMN withdrawn TIMESTAMP",
    "ALTER TABLE readings ADD COLUMN reason VARCHAR",
    "ALTER TABLE readings ADD COLUMN superseded_by VARCHAR",
    "ALTER TABLE readings ADD COLUMN origin VARCHAR",
    'ALTER TABLE readings ADD COLUMN "first" INTEGER',
    'ALTER TABLE readings ADD COLUMN "last" INTEGER',
    "ALTER TABLE readings ADD COLUMN codes VARCHAR[]",
    "ALTER TABLE readings ADD COLUMN facts VARCHAR",
    (
        "CREATE TABLE former_readings (report VARCHAR NOT NULL REFERENCES readings (id), replaced "
        "TIMESTAMP NOT NULL, wire VARCHAR NOT NULL, made_by VARCHAR)"
    ),
    (
        "CREATE TABLE corrections (report VARCHAR NOT NULL REFERENCES readings (id), n INTEGER NOT NULL,"
        ' kind VARCHAR NOT NULL, id VARCHAR, field VARCHAR NOT NULL, "value" VARCHAR NOT NULL, "start" '
        'INTEGER NOT NULL, "end" INTEGER NOT NULL, nth INTEGER NOT NULL, reason VARCHAR, made TIMESTAMP '
        "NOT NULL)"
    ),
    (
        'CREATE TABLE told ("report" VARCHAR, "kind" VARCHAR, "id" VARCHAR, "n" INTEGER, "whole" '
        'VARCHAR, "leads" BOOLEAN, "withdrawn" BOOLEAN, "block" VARCHAR, "first" INTEGER, "last" '
        'INTEGER, "codes" VARCHAR[], "facts" VARCHAR, "type" VARCHAR, "mode" VARCHAR, "modality" '
        'VARCHAR, "statement" VARCHAR, "source_codes" VARCHAR[], "target_codes" VARCHAR[], "date" '
        'VARCHAR, "date_from" DATE, "date_to" DATE, "content_event" VARCHAR, "condition_event" VARCHAR, '
        '"ends" BOOLEAN, "body" VARCHAR, PRIMARY KEY (report, kind, id), FOREIGN KEY (report) REFERENCES'
        " readings (id))"
    ),
    (
        "CREATE TABLE happenings ( id VARCHAR PRIMARY KEY, type VARCHAR, mode VARCHAR, modality VARCHAR,"
        ' disputed BOOLEAN, source_codes VARCHAR[], target_codes VARCHAR[], "date" VARCHAR, date_from '
        "DATE, date_to DATE, place VARCHAR, place_country VARCHAR, latitude DOUBLE, longitude DOUBLE, "
        "cameo VARCHAR, goldstein DOUBLE, deaths_min BIGINT, deaths_max BIGINT, injured_min BIGINT, "
        "injured_max BIGINT, arrested_min BIGINT, arrested_max BIGINT, confidence DOUBLE, tellings "
        "INTEGER, reports INTEGER, independent INTEGER, known DATE, recorded TIMESTAMP, report VARCHAR, "
        "telling VARCHAR, body VARCHAR)"
    ),
    (
        "CREATE TABLE heard (report VARCHAR, known DATE, recorded TIMESTAMP, withdrawn TIMESTAMP, kinds "
        "VARCHAR[], codes VARCHAR[], words VARCHAR[], body VARCHAR, FOREIGN KEY (report) REFERENCES "
        "readings (id))"
    ),
    (
        "CREATE TABLE lives (id VARCHAR, force VARCHAR, holder VARCHAR, counterpart VARCHAR, content "
        "VARCHAR, condition VARCHAR, deadline VARCHAR, due DATE, red_line BOOLEAN, state VARCHAR, "
        "state_since DATE, why VARCHAR, late_state VARCHAR, late_since DATE, late_why VARCHAR, tellings "
        "INTEGER, first_made VARCHAR, last_made VARCHAR, made DATE, until DATE, codes VARCHAR[], types "
        "VARCHAR[], words VARCHAR[], least INTEGER, terms VARCHAR)"
    ),
    (
        "CREATE TABLE moves (commitment VARCHAR, n INTEGER, state VARCHAR, since DATE, known DATE, why "
        'VARCHAR, event VARCHAR, report VARCHAR, telling VARCHAR, "start" INTEGER, "end" INTEGER, "text"'
        " VARCHAR)"
    ),
    "CREATE INDEX heard_report ON heard (report)",
    "CREATE INDEX lives_id ON lives (id)",
    "CREATE INDEX moves_commitment ON moves (commitment)",
    (
        'CREATE TABLE agreements_told ( report VARCHAR NOT NULL REFERENCES readings (id), "start" '
        'INTEGER, "end" INTEGER, name VARCHAR, key VARCHAR, "date" VARCHAR, parties VARCHAR[], acts '
        "VARCHAR[], events VARCHAR[])"
    ),
)
