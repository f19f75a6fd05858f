"""``dragoman recode``: read the reports of a ledger again."""

from __future__ import annotations

import json
from pathlib import Path

import click

from dragoman.cli.changes import counted, lines
from dragoman.cli.formats import format_option
from dragoman.cli.reading import codebook_option
from dragoman.cli.terminal import complain, painter, progress, width
from dragoman.types import Report


@click.command(
    short_help="Read the reports of a ledger again.",
    epilog="""\b
Examples:
  dragoman recode crisis.duckdb                           after an update of dragoman
  dragoman recode crisis.duckdb --codebook my-codebook    after a change of the codebook

\b
Exit codes: 0 all are read again; 1 some could not be (they stay as they were), or the ledger could not
be written; 2 wrong usage.""",
)
@click.argument("ledger")
@codebook_option
@click.option("--all", "every", is_flag=True, help="Also reports that this version has read already.")
@format_option("A list to read, or one JSON object a line.", "json")
def recode(ledger: str, codebook: Path | None, every: bool, form: str) -> int:
    """Read the reports in LEDGER again with the present model and codebook, and show what changes.

    Corrections made by people hold; former readings are kept in the table former_readings. A run
    that is broken off can be begun again.
    """
    from dragoman.evaluate.differences import compare
    from dragoman.ledger import Ledger

    failed: list[str] = []

    def broken(report: Report, error: Exception) -> None:
        failed.append(report.id)
        complain(
            f"report {report.id}: dragoman failed on it ({type(error).__name__}: {error}); it stays as it "
            "was; please report this with the text"
        )

    paint, columns = painter(), width()
    reports = 0
    found = []
    with Ledger(ledger) as book:
        done = book.recode(codebook, all=every, on_error=broken)
        for recoded in progress(done, "Recoding", None):
            reports += 1
            for one in recoded.lost:
                complain(
                    f"report {recoded.after.report.id}: a correction ({one.kind}, {one.field}) has nothing "
                    "that it applies to in the new reading; it is kept"
                )
            for change in compare(recoded.before, recoded.after):
                found.append(change)
                if form == "json":
                    click.echo(json.dumps(change.to_dict(), ensure_ascii=False))
                else:
                    click.echo("\n".join(lines(change, paint, columns)))
    if form == "text":
        click.echo("\n".join(counted(found)))
        click.echo(f"{reports} report{'' if reports == 1 else 's'} read again")
    return 1 if failed else 0
