"""``dragoman evaluate``: how well dragoman reads, on annotated text."""

from __future__ import annotations

import json
from pathlib import Path

import click

from dragoman.cli.formats import format_option

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(
    short_help="Score this version on annotated text.",
    epilog="""\b
Examples:
  dragoman evaluate --corpora corpora
  dragoman evaluate --mentions mentions.jsonl
  dragoman evaluate --corpora corpora --gold gold --format json > scores.json""",
)
@click.option(
    "--corpora", type=_FOLDER, help="Folder of the corpora  [default: corpora, or ../shared/corpora]"
)
@click.option(
    "--mentions",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Only score the actors of a file of your own: JSON lines with text, on, country, sector, or "
    "articles with parties.",
)
@click.option("--gold", type=_FOLDER, help="Folder of the gold articles  [default: gold, or ../shared/gold]")
@format_option("A table to read, or JSON.", "json")
def evaluate(corpora: Path | None, mentions: Path | None, gold: Path | None, form: str) -> None:
    """Score this version on annotated text (training/README.md says where to get it)."""
    corpora = corpora or _found("corpora")
    if corpora is None and mentions is None:
        raise click.UsageError("no folder 'corpora' here; name it with --corpora DIR")
    from dragoman.evaluate import suite

    if mentions is not None:
        results = suite.mentions(mentions)
    elif corpora is not None:
        results = suite.run(corpora, gold or _found("gold"))
    click.echo(json.dumps(results, ensure_ascii=False, indent=1) if form == "json" else suite.table(results))


def _found(name: str) -> Path | None:
    """The folder ``name`` here, or in the folder that a working copy shares with others."""
    return next((path for path in (Path(name), Path("../shared") / name) if path.is_dir()), None)
