"""``dragoman sql``: one SELECT over a ledger."""

from __future__ import annotations

import click

from dragoman.cli.formats import format_option, show_table


@click.command(
    short_help="Answer one SELECT over a ledger.",
    epilog="""\b
Examples:
  dragoman sql crisis.duckdb "SELECT type, count(*) AS events FROM events GROUP BY type"
  dragoman sql crisis.duckdb "SELECT * FROM claims" --format csv > claims.csv

\b
Exit codes: 0 answered; 1 the ledger can't be read, or the query is wrong; 2 wrong usage.""",
)
@click.argument("ledger")
@click.argument("query")
@format_option("A table (cut to the terminal), JSON or CSV.", "json", "csv")
def sql(ledger: str, query: str, form: str) -> None:
    """Answer QUERY, one SELECT over the tables and views of LEDGER (docs/ledger.md).

    It can only read, and nothing but the ledger.
    """
    from dragoman.ledger import Ledger

    with Ledger(ledger, read_only=True) as book:
        relation = book.sql(query)
        rows, columns = relation.rows(), relation.columns
    show_table(rows, columns, form)
