"""``dragoman events``, ``statements``, ``commitments`` and the like: what a ledger holds."""

from __future__ import annotations

from collections.abc import Callable

import click

from dragoman.cli.formats import format_option, show_table

# What a person wants to see of each; CSV and JSON have all columns.
_SHOWN = {
    "events": ("date", "type", "modality", "source", "target", "trigger", "place", "deaths_max"),
    "statements": ("date", "speaker", "addressee", "cue", "content", "via"),
    "acts": ("made", "force", "holder", "counterpart", "content", "condition", "deadline"),
    "commitments": (
        "force",
        "holder",
        "counterpart",
        "content",
        "condition",
        "state",
        "tellings",
        "last_made",
    ),
    "red_lines": ("holder", "counterpart", "condition", "content", "state", "state_since"),
    "deadlines": ("due", "force", "holder", "counterpart", "content", "condition", "state"),
    "corrections": ("report", "kind", "id", "field", "value", "reason", "made"),
    "agreements": ("name", "parties", "date", "reports", "first_told", "last_told", "obligations"),
}


def _command(name: str, short: str, what: str) -> click.Command:
    """The command that shows the relation ``name`` of a ledger."""

    def show(ledger: str, form: str) -> None:
        from dragoman.ledger import Ledger

        with Ledger(ledger, read_only=True) as book:
            relation = getattr(book, name)()
            rows, columns = relation.rows(), relation.columns
        show_table(rows, columns, form, _SHOWN[name])

    command = name.replace("_", "-")
    epilog = f"""\b
Examples:
  dragoman {command} crisis.duckdb
  dragoman {command} crisis.duckdb --format csv > {name}.csv

\b
Exit codes: 0 all well; 1 the ledger can't be read; 2 wrong usage."""
    run: Callable[[str, str], None] = format_option(
        "A table of the main columns (cut to the terminal), or all of them as JSON or CSV.", "json", "csv"
    )(click.argument("ledger")(show))
    return click.command(command, help=f"Show {what} in LEDGER.", short_help=short, epilog=epilog)(run)


events = _command("events", "Show who did what to whom.", "the events")
statements = _command(
    "statements", "Show who said what to whom.", "who said what to whom, and through whom it is known,"
)
acts = _command(
    "acts",
    "Show threats, promises, demands and the like.",
    "the threats, promises, demands, refusals, assurances and warnings",
)
commitments = _command(
    "commitments",
    "Show who is bound to what, and how it stands.",
    "what each party has bound itself to, and how that stands,",
)
red_lines = _command(
    "red_lines", "Show the red lines, and whether they were crossed.", "the red lines, and how they stand,"
)
deadlines = _command(
    "deadlines", "Show what is due by when.", "the commitments that have a deadline, and how they stand,"
)
agreements = _command(
    "agreements",
    "Show the agreements that reports name.",
    "the agreements that reports name, with their parties,",
)
corrections = _command(
    "corrections",
    "Show what people put right.",
    'what people put right (with "dragoman correct")',
)
