"""``dragoman withdraw``: let a report count no more."""

from __future__ import annotations

import click


@click.command(
    short_help="Let a report count no more.",
    epilog="""\b
Examples:
  dragoman withdraw crisis.duckdb 1f0c3a5b7d9e2468 "retracted by its publisher"

\b
Exit codes: 0 withdrawn; 1 there is no such report, or the ledger can't be written; 2 wrong usage.""",
)
@click.argument("ledger")
@click.argument("report")
@click.argument("reason")
def withdraw(ledger: str, report: str, reason: str) -> None:
    """Let REPORT (its id) in LEDGER count no more, and what rested on it follow.

    It stays for questions about the past.
    """
    from dragoman.ledger import Ledger

    with Ledger(ledger) as book:
        book.withdraw(report, reason)
    click.echo(f"report {report} withdrawn")
