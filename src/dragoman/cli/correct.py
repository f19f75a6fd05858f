"""``dragoman correct``: put a field of a record right."""

from __future__ import annotations

import json
from typing import Any

import click


@click.command(
    short_help="Put a field of a record right.",
    epilog="""\b
Examples:
  dragoman correct crisis.duckdb 1f0c3a5b7d9e2468 e2 deaths 14 --reason "the ministry's count"
  dragoman correct crisis.duckdb 1f0c3a5b7d9e2468 e2 modality possible
  dragoman correct crisis.duckdb 1f0c3a5b7d9e2468 a1 deadline null
  dragoman correct crisis.duckdb 1f0c3a5b7d9e2468 a1 deadline --undo
  dragoman sql crisis.duckdb "SELECT report, telling, type, trigger.text FROM claims"    find the ids

\b
Exit codes: 0 corrected; 1 there is no such report, record or field, the field cannot have the value, or
the ledger can't be written; 2 wrong usage.""",
)
@click.argument("ledger")
@click.argument("report")
@click.argument("record")
@click.argument("field")
@click.argument("value", required=False)
@click.option("--reason", metavar="TEXT", help="Why; kept with the correction.")
@click.option("--undo", is_flag=True, help="Take back the last correction of FIELD; without VALUE.")
def correct(
    ledger: str, report: str, record: str, field: str, value: str | None, reason: str | None, undo: bool
) -> None:
    """Set FIELD of RECORD (an event, statement or act by its id in the report, as "e2") of REPORT in LEDGER
    to VALUE: JSON in the wire form, or plain text.

    All that rests on it follows, and it holds when the report is read again. "dragoman corrections"
    lists what was corrected.
    """
    from dragoman.ledger import Ledger

    if undo == (value is not None):
        raise click.UsageError("give a VALUE, or --undo without one")
    with Ledger(ledger) as book:
        if value is None:
            book.uncorrect(report, record, field)
        else:
            book.correct(report, record, field, _value(value), reason)
    click.echo(f"report {report}: {field} of {record} {'as it was' if undo else 'corrected'}")


def _value(text: str) -> Any:
    """The JSON value that ``text`` holds, else the text itself."""
    try:
        return json.loads(text)
    except ValueError:
        return text
