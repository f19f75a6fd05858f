"""``dragoman whatif``: what would follow."""

from __future__ import annotations

import datetime as dt
import json

import click

from dragoman.cli.formats import format_option
from dragoman.cli.reading import day
from dragoman.cli.terminal import painter, width
from dragoman.export.drawing import dot, mermaid
from dragoman.export.whatif import tree


@click.command(
    short_help="Show what would follow if something happened.",
    epilog="""\b
Examples:
  dragoman whatif crisis.duckdb "Russia attacks Ukraine"
  dragoman whatif crisis.duckdb "NATO deploys weapons in Ukraine" --format json
  dragoman whatif crisis.duckdb "Russia attacks Ukraine" --format dot | dot -Tsvg > tree.svg

\b
Exit codes: 0 answered (also if nothing would follow); 1 the ledger can't be read, or the
question can't be coded as an event; 2 wrong usage.""",
)
@click.argument("ledger")
@click.argument("question")
@click.option("--as-of", callback=day, metavar="DATE", help="As the ledger stood on that day.")
@click.option(
    "--depth", type=click.IntRange(min=1), default=3, show_default=True, help="How many steps are followed."
)
@format_option("A tree to read, JSON, or a drawing (Graphviz DOT, Mermaid).", "json", "dot", "mermaid")
def whatif(ledger: str, question: str, as_of: dt.date | None, depth: int, form: str) -> None:
    """Show which threats and promises in LEDGER would be triggered if QUESTION happened.

    QUESTION is a plain sentence: who does what to whom.
    """
    from dragoman.ledger import Ledger

    with Ledger(ledger, read_only=True) as book:
        answer = book.whatif(question, as_of=as_of, depth=depth).to_dict()
    if form == "json":
        click.echo(json.dumps(answer, ensure_ascii=False, indent=1))
    elif form == "dot":
        click.echo(dot(answer))
    elif form == "mermaid":
        click.echo(mermaid(answer))
    else:
        click.echo(tree(answer, width=width(), paint=painter()))
