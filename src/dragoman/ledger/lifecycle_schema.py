"""The table of commitments with their lives, and the views of it that people ask (docs/ledger.md).

``lives``: a commitment with its terms, the deeds that bear on it and its moves (JSON), its state before and
after its deadline (``due``) has passed, and what it is found by (``keys``, see ``clues``).
"""

from __future__ import annotations

from typing import Final

LIVES: Final[dict[str, str]] = {
    "id": "VARCHAR", "force": "VARCHAR", "holder": "VARCHAR", "counterpart": "VARCHAR", "content": "VARCHAR",
    "condition": "VARCHAR", "deadline": "VARCHAR", "due": "DATE", "red_line": "BOOLEAN",
    "tellings": "INTEGER", "first_made": "VARCHAR", "last_made": "VARCHAR",
    # what happened
    "state": "VARCHAR", "state_since": "DATE", "why": "VARCHAR",
    "late_state": "VARCHAR", "late_since": "DATE", "late_why": "VARCHAR", "early": "INTEGER",
    "ended": "BOOLEAN",
    # what it is computed from, and found by
    "made": "DATE", "until": "DATE", "spoken": "DATE", "least": "INTEGER", "keys": "UINTEGER[]",
    "terms": "VARCHAR", "deeds": "VARCHAR", "moves": "VARCHAR",
}  # fmt: skip

_MOVE: Final = (
    '{"n": "INTEGER", "state": "VARCHAR", "since": "DATE", "known": "DATE", "why": "VARCHAR", '
    '"event": "VARCHAR", "report": "VARCHAR", "telling": "VARCHAR", "start": "INTEGER", "end": "INTEGER", '
    '"text": "VARCHAR"}'
)

# Whether the deadline has passed by today.
_TURNED: Final = "due IS NOT NULL AND current_date > due"

COMMITMENTS: Final = f"""CREATE VIEW commitments AS
    SELECT id, force, holder, counterpart, content, condition, deadline, red_line,
           CASE WHEN {_TURNED} THEN late_state ELSE state END AS state,
           CASE WHEN first_made IS NOT NULL OR state_since > made
                THEN strftime(CASE WHEN {_TURNED} THEN late_since ELSE state_since END, '%Y-%m-%d')
           END AS state_since,
           tellings, first_made, last_made, due, CASE WHEN {_TURNED} THEN late_why ELSE why END AS why
    FROM lives"""

MOVES: Final = f"""CREATE VIEW moves AS
    SELECT commitment, move.*
    FROM (SELECT id AS commitment, early, due, unnest(from_json(moves, '[{_MOVE}]')) AS move FROM lives)
    WHERE move.since <= current_date AND (move.n < early OR {_TURNED})"""
