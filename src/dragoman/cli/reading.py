"""What ``code`` and ``record`` share: from file names to readings, with complaints on the way."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from dragoman.cli.terminal import complain
from dragoman.errors import DateError
from dragoman.intake import Failure, parse_published, read_files
from dragoman.types import Reading, Report


def day(context: click.Context, parameter: click.Parameter, value: str | None) -> dt.date | None:
    """A date given as an option (click's callback)."""
    try:
        return parse_published(value)
    except DateError as error:
        raise click.BadParameter(str(error), context, parameter) from None


files_argument = click.argument("files", nargs=-1, required=True, metavar="FILE...")
published_option = click.option(
    "--published",
    callback=day,
    metavar="DATE",
    help="Publication date (YYYY-MM-DD) of reports that carry none of their own.",
)


codebook_option = click.option(
    "--codebook",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help='Folder of codebook entries of your own, over the package\'s (see "dragoman codebook").',
)


class Readings:
    """Readings of the reports in ``files``, in order.  ``failed`` counts what could not be read."""

    def __init__(self, files: Sequence[str], published: dt.date | None, codebook: Path | None) -> None:
        """``published`` is given to the reports that carry no date of their own."""
        self.files = files
        self.published = published
        self.codebook = codebook
        self.failed = 0

    def __iter__(self) -> Iterator[Reading]:
        """Read on; complaints go to standard error as they come up."""
        from dragoman.pipeline import read_many

        yield from read_many(self.reports(), on_error=self._broken, codebook=self.codebook)

    def _broken(self, report: Report, error: Exception) -> None:
        self.failed += 1
        start = " ".join(report.text.split()[:8])
        complain(
            f"report {report.id} ({start} ...): dragoman failed on it ({type(error).__name__}: {error}); "
            "the run goes on; please report this with the text"
        )

    def reports(self) -> Iterator[Report]:
        """The reports as they are before reading, in order."""
        for item in read_files(self.files):
            if isinstance(item, Failure):
                self.failed += 1
                complain(f"{item.origin}: {item.error}")
                continue
            for note in item.notes:
                complain(f"{item.origin}: warning: {note}")
            report = item.report
            if report.published is None and self.published is not None:
                report = dataclasses.replace(report, published=self.published)
            yield report

    @property
    def exit_code(self) -> int:
        """0, or 1 if something could not be read."""
        return 1 if self.failed else 0
