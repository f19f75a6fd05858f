"""What is special about a terminal: messages, colours, width, progress."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from typing import IO, Any, TypeVar

import click

from dragoman.export.layout import Paint, Role, one_line, unpainted

T = TypeVar("T")

WIDEST = 100
_STYLES: dict[Role, dict[str, Any]] = {
    "heading": {"bold": True},
    "label": {"fg": "cyan"},
    "bad": {"fg": "red", "bold": True},
    "good": {"fg": "green", "bold": True},
    "ask": {"fg": "yellow", "bold": True},
    "faint": {"dim": True},
}


def complain(message: str) -> None:
    """One line on standard error, whatever the message holds."""
    if is_terminal(sys.stderr):
        # A progress bar may stand on the line.
        click.echo("\r\x1b[K", err=True, nl=False)
    click.echo(f"dragoman: {one_line(message)}", err=True)


def is_terminal(stream: IO[Any]) -> bool:
    """Whether a person looks at ``stream``."""
    try:
        return stream.isatty()
    except (AttributeError, ValueError):
        return False


def painter() -> Paint:
    """Colours on a terminal, unless ``NO_COLOR`` is set or ``TERM`` is ``dumb``; else none."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not is_terminal(sys.stdout):
        return unpainted
    return lambda text, role: click.style(text, **_STYLES[role])


def width() -> int:
    """Columns for running text: those of the terminal, at most ``WIDEST``; 80 if there is none."""
    return min(shutil.get_terminal_size((80, 24)).columns, WIDEST) if is_terminal(sys.stdout) else 80


def table_width() -> int | None:
    """Columns for a table: those of the terminal; None (no limit) if there is none."""
    return shutil.get_terminal_size((80, 24)).columns if is_terminal(sys.stdout) else None


def progress(items: Iterable[T], label: str, total: int | None) -> Iterator[T]:
    """``items``, with a bar on standard error if that is a terminal and output goes elsewhere."""
    if not is_terminal(sys.stderr):
        yield from items
        return
    with click.progressbar(items, length=total, label=label, file=sys.stderr) as bar:
        yield from bar
