"""``dragoman whatif``: what would follow."""

from __future__ import annotations

import json

import click

from dragoman.cli.terminal import painter, width
from dragoman.export.whatif import tree


@click.command(
    short_help="Show what would follow if something happened.",
    epilog="""\b
Examples:
  dragoman whatif crisis.duckdb "Russia attacks Ukraine"
  dragoman whatif crisis.duckdb "NATO deploys weapons in Ukraine" --format json

\b
Exit codes: 0 answered (also if nothing would follow); 1 the ledger can't be read, or the
question can't be coded as an event; 2 wrong usage.""",
)
@click.argument("ledger")
@click.argument("question")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="A tree to read, or JSON.",
)
def whatif(ledger: str, question: str, form: str) -> None:
    """Show which threats and promises in LEDGER would be triggered if QUESTION happened.

    QUESTION is a plain sentence: who does what to whom.
    """
    from dragoman.ledger import Ledger

    with Ledger(ledger, read_only=True) as book:
        answer = book.whatif(question).to_dict()
    if form == "json":
        click.echo(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        click.echo(tree(answer, width=width(), paint=painter()))
