"""``dragoman record``: read reports into a ledger."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from dragoman.cli.reading import Readings, codebook_option, files_argument, published_option
from dragoman.cli.terminal import progress
from dragoman.intake import count


@click.command(
    short_help="Read reports into a ledger.",
    epilog="""\b
Examples:
  dragoman record crisis.duckdb examples/*.txt
  dragoman record crisis.duckdb --published 2021-12-02 report.txt

\b
Exit codes: 0 all recorded; 1 some could not be read (the rest is recorded), or the ledger
could not be written; 2 wrong usage.""",
)
@click.argument("ledger")
@files_argument
@published_option
@codebook_option
def record(ledger: str, files: tuple[str, ...], published: dt.date | None, codebook: Path | None) -> int:
    """Read reports and record them in LEDGER, a DuckDB file that is made if it isn't there.

    A report that is there already changes nothing. FILE is as for "dragoman code".
    """
    from dragoman.ledger import Ledger
    from dragoman.ledger.versions import versions

    readings = Readings(files, published, codebook)
    new = known = 0
    with Ledger(ledger) as book:
        for reading in progress(readings, "Recording", count(files)):
            if book.record(reading, versions(codebook)):
                new += 1
            else:
                known += 1
    there = f", {known} already there" if known else ""
    click.echo(f"{new} report{'' if new == 1 else 's'} recorded in {ledger}{there}")
    return readings.exit_code
