"""Files become reports, one after the other; what can't be read becomes a failure, and the rest goes on."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dragoman.errors import DragomanError, IntakeError
from dragoman.intake.decode import decode
from dragoman.intake.language import check_english
from dragoman.intake.records import report_from_mapping, report_from_text
from dragoman.types import Report

STDIN = "-"
_STDIN_NAME = "standard input"
_LINES = (".jsonl", ".ndjson")
_HTML = ("<!doctype html", "<html", "<?xml")


@dataclass(frozen=True, slots=True)
class Taken:
    """A report that was read; ``origin`` is the file, with the line or number in it where it
    holds several; ``notes`` is what the user should know (an old encoding, damaged bytes)."""

    origin: str
    report: Report
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A file or record that could not be read, and why."""

    origin: str
    error: DragomanError


def read_files(paths: Iterable[str | Path], *, stdin: BinaryIO | None = None) -> Iterator[Taken | Failure]:
    """Reports of ``paths`` in order; a file may hold one (text) or many (``.jsonl``, ``.json``).

    ``-`` is standard input (``stdin``, where given): text, or JSON lines if its first line is
    a JSON object.  Nothing is raised for a bad file: it yields a ``Failure``.
    """
    for path in paths:
        origin = str(path)
        try:
            if origin == STDIN:
                yield from _stream(stdin or sys.stdin.buffer)
            elif Path(path).suffix.lower() in _LINES:
                with Path(path).open("rb") as file:
                    yield from _lines(origin, file)
            elif Path(path).suffix.lower() == ".json":
                yield from _json(origin, Path(path).read_bytes())
            else:
                yield _text(origin, Path(path).read_bytes())
        except OSError as error:
            yield Failure(origin, IntakeError(_why(error)))


def count(paths: Iterable[str | Path]) -> int | None:
    """How many reports ``read_files`` will yield at most, without decoding them.

    None where that can't be known beforehand (standard input, ``.json``, a missing file).
    """
    total = 0
    for path in map(Path, paths):
        suffix = path.suffix.lower()
        if suffix == ".json" or not path.is_file():
            return None
        if suffix in _LINES:
            with path.open("rb") as file:
                total += sum(1 for line in file if line.strip())
        else:
            total += 1
    return total


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file; check the name"
    if isinstance(error, IsADirectoryError):
        return "is a directory; name the files in it, e.g. DIR/*.txt"
    if isinstance(error, PermissionError):
        return "may not be read; check its permissions"
    return f"cannot be read: {error.strerror or error}"


def _stream(stream: BinaryIO) -> Iterator[Taken | Failure]:
    first = stream.readline()
    if first.lstrip().startswith(b"{"):
        try:
            json.loads(first)
        except ValueError:
            pass
        else:
            yield from _lines(_STDIN_NAME, stream, first)
            return
    yield _text(_STDIN_NAME, first + stream.read())


def _text(origin: str, data: bytes) -> Taken | Failure:
    try:
        if not data:
            raise IntakeError("is empty; nothing to read")
        decoded = decode(data)
        if decoded.text.lstrip()[:20].lower().startswith(_HTML):
            raise IntakeError("is HTML or XML; extract the article's plain text first")
        report = report_from_text(decoded.text)
        check_english(report.text)
    except DragomanError as error:
        return Failure(origin, error)
    return Taken(origin, report, decoded.notes)


def _lines(origin: str, file: BinaryIO, first: bytes | None = None) -> Iterator[Taken | Failure]:
    found = False
    for number, line in enumerate(_chain(first, file), start=1):
        if line.strip():
            found = True
            yield from _parsed(f"{origin}:{number}", line, several=False)
    if not found:
        yield Failure(origin, IntakeError("is empty; nothing to read"))


def _chain(first: bytes | None, file: BinaryIO) -> Iterator[bytes]:
    if first is not None:
        yield first
    yield from file


def _json(origin: str, data: bytes) -> Iterator[Taken | Failure]:
    if data.strip():
        yield from _parsed(origin, data, several=True)
    else:
        yield Failure(origin, IntakeError("is empty; nothing to read"))


def _parsed(origin: str, data: bytes, *, several: bool) -> Iterator[Taken | Failure]:
    """The records of one JSON text: an object, or (``several``) a list of objects."""
    try:
        decoded = decode(data)
        value = json.loads(decoded.text)
    except DragomanError as error:
        yield Failure(origin, error)
        return
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}" if several else f"column {error.colno}"
        yield Failure(origin, IntakeError(f"is not JSON: {error.msg} at {where}"))
        return
    except RecursionError:
        yield Failure(origin, IntakeError("is not a report: JSON nested too deeply"))
        return
    if not (several and isinstance(value, list)):
        yield _record(origin, value, decoded.notes)
        return
    if not value:
        yield Failure(origin, IntakeError("holds an empty list; nothing to read"))
    for number, item in enumerate(value, start=1):
        yield _record(f"{origin}[{number}]", item, decoded.notes)


def _record(origin: str, value: object, notes: tuple[str, ...]) -> Taken | Failure:
    try:
        if not isinstance(value, Mapping):
            raise IntakeError(f"is not a report: an object is expected, not {type(value).__name__}")
        report = report_from_mapping(value)
        check_english(report.text)
        if report.text.count("\ufffd") > value["text"].count("\ufffd"):
            notes = (*notes, "broken characters (half surrogate pairs) replaced by U+FFFD")
    except DragomanError as error:
        return Failure(origin, error)
    return Taken(origin, report, notes)
