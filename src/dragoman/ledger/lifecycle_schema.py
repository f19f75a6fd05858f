"""The tables of the lives of commitments, and the view that people ask (docs/ledger.md).

``heard``: of each report what its sentences tell in words (``hearing.Heard`` as JSON), with all words and
codes to find it by.  ``lives``: a commitment with its terms (JSON), what it is found by, and its state before
and after its deadline (``due``) has passed.  ``moves``: every change of state with what moved it.
"""

from __future__ import annotations

from typing import Final

from dragoman.ledger import agreements

HEARD: Final = (
    "report VARCHAR, known DATE, recorded TIMESTAMP, withdrawn TIMESTAMP, kinds VARCHAR[], codes VARCHAR[], "
    "words VARCHAR[], body VARCHAR"
)
LIVES: Final = (
    "id VARCHAR, force VARCHAR, holder VARCHAR, counterpart VARCHAR, content VARCHAR, condition VARCHAR, "
    "deadline VARCHAR, due DATE, red_line BOOLEAN, state VARCHAR, state_since DATE, why VARCHAR, "
    "late_state VARCHAR, late_since DATE, late_why VARCHAR, tellings INTEGER, first_made VARCHAR, "
    "last_made VARCHAR, made DATE, until DATE, codes VARCHAR[], types VARCHAR[], words VARCHAR[], "
    "least INTEGER, terms VARCHAR"
)
MOVES: Final = (
    "commitment VARCHAR, n INTEGER, state VARCHAR, since DATE, known DATE, why VARCHAR, event VARCHAR, "
    'report VARCHAR, telling VARCHAR, "start" INTEGER, "end" INTEGER, "text" VARCHAR'
)

LIFECYCLE: Final[tuple[str, ...]] = (
    f"CREATE TABLE heard ({HEARD}, FOREIGN KEY (report) REFERENCES readings (id))",
    f"CREATE TABLE lives ({LIVES})",
    f"CREATE TABLE moves ({MOVES})",
    "CREATE INDEX heard_report ON heard (report)",
    "CREATE INDEX lives_id ON lives (id)",
    "CREATE INDEX moves_commitment ON moves (commitment)",
    agreements.TABLE,
)

# Whether the deadline has passed by today.
_TURNED: Final = "due IS NOT NULL AND current_date > due AND late_state IS NOT NULL"

COMMITMENTS: Final = f"""CREATE VIEW commitments AS
    SELECT id, force, holder, counterpart, content, condition, deadline, red_line,
           CASE WHEN {_TURNED} THEN late_state ELSE state END AS state,
           CASE WHEN first_made IS NOT NULL OR state_since > made
                THEN strftime(CASE WHEN {_TURNED} THEN late_since ELSE state_since END, '%Y-%m-%d')
           END AS state_since,
           tellings, first_made, last_made, due, CASE WHEN {_TURNED} THEN late_why ELSE why END AS why
    FROM lives"""
