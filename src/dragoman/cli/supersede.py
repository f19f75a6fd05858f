"""``dragoman supersede``: let a corrected report take the place of another."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from dragoman.cli.reading import Readings, codebook_option, published_option


@click.command(
    short_help="Let a corrected report take the place of another.",
    epilog="""\b
Examples:
  dragoman supersede crisis.duckdb 1f0c3a5b7d9e2468 corrected.txt

\b
Exit codes: 0 superseded; 1 there is no such report, FILE can't be read as one report, or the ledger can't
be written; 2 wrong usage.""",
)
@click.argument("ledger")
@click.argument("report")
@click.argument("file")
@published_option
@codebook_option
def supersede(ledger: str, report: str, file: str, published: dt.date | None, codebook: Path | None) -> int:
    """Let the report in FILE take the place of REPORT (an id) in LEDGER, and what rested on it follow.

    REPORT stays for questions about the past. FILE is as for "dragoman code", with one report.
    """
    from dragoman.ledger import Ledger
    from dragoman.ledger.versions import versions

    readings = Readings([file], published, codebook)
    found = list(readings)
    if readings.exit_code:
        return readings.exit_code
    if len(found) != 1:
        raise click.UsageError(f"{file}: {len(found)} reports; give a file with one")
    with Ledger(ledger) as book:
        book.supersede(report, found[0], versions(codebook))
    click.echo(f"report {report} superseded by {found[0].report.id}")
    return 0
