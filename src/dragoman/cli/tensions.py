"""``dragoman tensions``: what cannot both be kept."""

from __future__ import annotations

import datetime as dt
import json

import click

from dragoman.cli.formats import format_option
from dragoman.cli.reading import day
from dragoman.cli.terminal import painter, width
from dragoman.export.tensions import tensions as as_text


@click.command(
    short_help="Show commitments that cannot both be kept.",
    epilog="""\b
Examples:
  dragoman tensions crisis.duckdb
  dragoman tensions crisis.duckdb --as-of 2024-03-31 --format json

\b
Exit codes: 0 all well; 1 the ledger can't be read; 2 wrong usage.""",
)
@click.argument("ledger")
@click.option("--as-of", callback=day, metavar="DATE", help="As the ledger stood on that day.")
@format_option("Text to read, or JSON.", "json")
def tensions(ledger: str, as_of: dt.date | None, form: str) -> None:
    """Show pairs of commitments in LEDGER that cannot both be kept.

    Also conditions that another party has announced to bring about.
    """
    from dragoman.ledger import Ledger

    with Ledger(ledger, read_only=True) as book:
        found = [tension.to_dict() for tension in book.tensions(as_of=as_of)]
    if form == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        click.echo(as_text(found, width=width(), paint=painter()))
