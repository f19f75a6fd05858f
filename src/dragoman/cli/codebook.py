"""``dragoman codebook``: copy the codebook, check it, see what a change does."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import click

from dragoman.cli.changes import counted, lines
from dragoman.cli.formats import format_option
from dragoman.cli.reading import Readings, files_argument
from dragoman.cli.terminal import complain, painter, progress, width
from dragoman.intake import count

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group(
    short_help="Copy the codebook, check it, see what a change does.",
    epilog="""\b
Examples:
  dragoman codebook copy my-codebook events/assault.toml
  dragoman codebook check my-codebook
  dragoman codebook diff my-codebook reports/*.txt""",
)
def codebook() -> None:
    """The codebook says which words code to which event, and which names are which actors.

    It is TOML: copy the files that you want to change into a folder of your own, edit them, check
    them, and see what the change does to a corpus. Your files go over the package's: tables are
    merged, later entries win. Give the folder to "dragoman code", "record" and "actors" with --codebook.
    """


@codebook.command(
    "copy",
    epilog="""\b
Examples:
  dragoman codebook copy my-codebook                       all files
  dragoman codebook copy my-codebook events/assault.toml   one""",
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.argument("names", nargs=-1, metavar="[FILE]...")
def copy_files(folder: Path, names: tuple[str, ...]) -> int:
    """Copy the package's files (all, or those named) into DIR, to be changed there."""
    from dragoman.codebook.files import DATA
    from dragoman.codebook.files import names as known_files

    known = known_files()
    if strange := [name for name in names if name not in known]:
        raise click.UsageError(f"no codebook file {strange[0]!r}; there are {', '.join(known)}")
    copied = 0
    for name in names or known:
        path = folder / name
        if path.exists():
            complain(f"{path}: is there already and was left as it is")
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(DATA / name, path)
        copied += 1
    click.echo(f"{copied} file{'' if copied == 1 else 's'} copied to {folder}")
    return 0 if copied == len(names or known) else 1


@codebook.command("check")
@click.argument("folder", type=_FOLDER, metavar="DIR")
def check_folder(folder: Path) -> int:
    """Check the codebook in DIR: every file and entry, then the examples in the files of event types.

    Errors name the file and line. Exit codes: 0 all is right; 1 something is wrong.
    """
    from dragoman.codebook.check import check

    wrong = check(folder)
    for error in wrong:
        complain(str(error))
    if wrong:
        return 1
    from dragoman.codebook.events import load_events
    from dragoman.evaluate.events import evaluate_examples
    from dragoman.pipeline import Pipeline, as_report

    pipeline = Pipeline(codebook=folder)
    found = evaluate_examples(lambda text: pipeline.read(as_report({"text": text})), load_events(folder))
    for failed in found["failed"]:
        complain(f"example is not coded as it says: {failed}")
    click.echo(
        f"{folder}: all files are right; {found['right']} of {found['examples']} examples are coded so"
    )
    return 1 if found["failed"] else 0


@codebook.command(
    "diff",
    epilog="""\b
Examples:
  dragoman codebook diff my-codebook reports/*.txt
  dragoman codebook diff my-codebook --against last-codebook --format json reports.jsonl > changes.jsonl""",
)
@click.argument("folder", type=_FOLDER, metavar="DIR")
@files_argument
@click.option(
    "--against", type=_FOLDER, metavar="DIR", help="Compare with this codebook  [default: the package's]"
)
@format_option("A list to read, or one JSON object a line.", "json")
def diff(folder: Path, files: tuple[str, ...], against: Path | None, form: str) -> int:
    """See what the codebook in DIR changes in the record of the reports FILE...

    Each report is read once by the language model and coded with both codebooks; what is new, gone or
    changed is shown with its sentence.
    """
    from dragoman.evaluate.differences import differences
    from dragoman.pipeline import Pipeline
    from dragoman.reading.model import Model

    model = Model()
    before, after = Pipeline(model, against), Pipeline(model, folder)
    readings = Readings(files, None, None)
    reports = progress(readings.reports(), "Comparing", count(files))
    paint, columns = painter(), width()
    found = []
    for one in differences(reports, before, after):
        found.append(one)
        if form == "json":
            click.echo(json.dumps(one.to_dict(), ensure_ascii=False))
        else:
            click.echo("\n".join(lines(one, paint, columns)))
    if form == "text":
        click.echo("\n".join(counted(found)))
    return readings.exit_code
