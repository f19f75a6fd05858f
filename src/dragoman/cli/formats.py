"""The forms of output that commands share: the option that chooses one, and tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click

from dragoman.cli.terminal import painter, table_width
from dragoman.export.tables import as_csv, as_json, as_text

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def format_option(help_: str, *others: str) -> Decorator:
    """The option ``--format``, given to the command as ``form``: "text", which is the default, or one of
    ``others``; ``help_`` says what they are."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", *others]),
        default="text",
        show_default=True,
        help=help_,
    )


def show_table(
    rows: Sequence[dict[str, Any]], columns: Sequence[str], form: str, shown: Sequence[str] | None = None
) -> None:
    """Print a table in ``form``: "text", "json" or "csv".

    ``columns``: all of them, in order; ``shown``: those that text shows (default: all).
    """
    if form == "json":
        click.echo(as_json(rows))
    elif form == "csv":
        click.echo(as_csv(rows, columns))
    else:
        click.echo(as_text(rows, shown or columns, width=table_width(), paint=painter()))
