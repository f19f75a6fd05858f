"""``dragoman code``: read reports and print what was found."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from dragoman.cli.formats import format_option
from dragoman.cli.reading import Readings, codebook_option, files_argument, published_option
from dragoman.cli.terminal import is_terminal, painter, progress, width
from dragoman.export.text import describe
from dragoman.intake import count


@click.command(
    short_help="Read reports and print the record.",
    epilog="""\b
Examples:
  dragoman code report.txt
  dragoman code --published 2021-12-02 report.txt
  dragoman code --format jsonl reports.jsonl > readings.jsonl
  dragoman code --explain --codebook my-codebook report.txt
  cat report.txt | dragoman code -

\b
Exit codes: 0 all read; 1 some could not be read (the rest is coded); 2 wrong usage.""",
)
@files_argument
@published_option
@codebook_option
@format_option("A record to read, or one JSON object a line.", "jsonl")
@click.option("--explain", is_flag=True, help="Say under each event what decided its type and its actors.")
def code(
    files: tuple[str, ...], published: dt.date | None, codebook: Path | None, form: str, explain: bool
) -> int:
    """Read reports and print who did what, who said what, and who is bound to what.

    FILE is plain text, or reports as JSON (.json, a list) or JSON lines (.jsonl) with the
    fields text, title, source, url, published; - is standard input. A text may begin with
    lines "Title: ...", "Source: ...", "Published: YYYY-MM-DD", "URL: ..." and an empty line.
    """
    readings = Readings(files, published, codebook)
    shown = readings if is_terminal(sys.stdout) else progress(readings, "Reading", count(files))
    paint, columns = painter(), width()
    for number, reading in enumerate(shown):
        if form == "jsonl":
            click.echo(reading.to_json())
        else:
            click.echo(
                ("\n" * 2 if number else "") + describe(reading, width=columns, paint=paint, explain=explain)
            )
    return readings.exit_code
