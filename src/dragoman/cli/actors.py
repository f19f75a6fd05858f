"""``dragoman actors``: whom a mention stands for, and why."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from pathlib import Path
from typing import Any

import click

from dragoman.cli.formats import format_option
from dragoman.cli.reading import codebook_option, day
from dragoman.cli.terminal import painter, width
from dragoman.export.layout import Paint, hanging, one_line, quoted
from dragoman.types import Actor

_LABEL = 10


@click.command(
    short_help="Show whom a mention stands for, and why.",
    epilog="""\b
Examples:
  dragoman actors "a senior State Department official"
  dragoman actors "the Russian foreign minister" --on 1997-05-01
  dragoman actors "riot police" --context "Riots broke out in Nairobi on Monday."

\b
Exit codes: 0 answered (also where the mention names nobody); 1 a file of the codebook is wrong;
2 wrong usage.""",
)
@click.argument("text")
@click.option(
    "--on",
    callback=day,
    metavar="DATE",
    help="The date for which it is asked (YYYY-MM-DD): offices change hands.",
)
@click.option("--context", metavar="TEXT", help="The text around, or a country's code (ISO 3166-1 alpha-3).")
@codebook_option
@format_option("Lines to read, or JSON.", "json")
def actors(text: str, on: dt.date | None, context: str | None, codebook: Path | None, form: str) -> None:
    """Show whom the mention TEXT stands for: name, country, sector, role, and why."""
    from dragoman.coding.mentions import resolver

    told = resolver(codebook).explain(text, on, context)
    actor: Actor | None = told["actor"]
    if form == "json":
        plain = told | {"actor": dataclasses.asdict(actor) if actor is not None else None}
        click.echo(json.dumps(plain, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_lines(told, actor, painter(), width())))


def _lines(told: dict[str, Any], actor: Actor | None, paint: Paint, columns: int) -> list[str]:
    lines = [paint(quoted(told["text"]), "heading")]

    def add(label: str, value: str) -> None:
        first, *rest = hanging(f"  {label:<{_LABEL}}", one_line(value), columns)
        lines.extend([first.replace(label, paint(label, "label"), 1), *rest])

    if actor is None:
        add("actor", "none: the mention names nobody that the codebook knows")
    else:
        for field in dataclasses.fields(actor):
            value = getattr(actor, field.name)
            if value is not None:
                add(field.name.replace("second_sector", "second"), value)
    for phrase in told["phrases"]:
        codes = " ".join(c for c in (phrase["country"], phrase["sector"]) if c)
        place = f"{phrase['file']}:{phrase['line']}" if phrase["line"] else phrase["file"]
        add("entry", f"{quoted(phrase['text'])} {phrase['kind']} {codes}".rstrip())
        lines.append(paint(" " * (_LABEL + 2) + one_line(place), "faint"))
    for rule in told["rules"]:
        add("rule", rule)
    return lines
