"""Records become reports: mappings with the fields of a report, and texts with a header."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from dragoman.errors import DateError, IntakeError
from dragoman.intake.decode import plain
from dragoman.types import Report

LIMIT = 1_000_000  # characters of one report; what it takes to read one is held in memory at once
_HEADER = re.compile(r"(title|source|published|url)[ \t]*:[ \t]*(\S.*)?", re.IGNORECASE)
_OPTIONAL = ("title", "source", "url")


def parse_published(value: str | dt.date | None) -> dt.date | None:
    """The day a report was published: ISO 8601 text ("2021-12-02", with or without time), or a date.

    Raises ``DateError`` for anything else.
    """
    if value is None:
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str):
        try:
            return dt.datetime.fromisoformat(value.strip()).date()
        except ValueError:
            pass
    raise DateError(f"{value!r} is not a date; write it as YYYY-MM-DD, e.g. 2021-12-02")


def report_from_mapping(record: Mapping[str, Any]) -> Report:
    """The report that ``record`` describes: ``text`` is needed; ``title``, ``source``, ``url``
    and ``published`` may be there; other fields are not looked at.

    Raises ``IntakeError`` (no text, too long a text, a field of the wrong type) or ``DateError``.
    """
    text = record.get("text")
    if not isinstance(text, str):
        found = "no field 'text'" if text is None else f"'text' is {type(text).__name__}, not a string"
        raise IntakeError(f"{found}; a report is an object with at least 'text'")
    if not text.strip():
        raise IntakeError("'text' is empty; nothing to read")
    if len(text) > LIMIT:
        raise IntakeError(
            f"text of {len(text):,} characters; a report is one news text of at most {LIMIT:,}: "
            "split it into reports, for example one JSON object a line"
        )
    fields: dict[str, str | None] = {}
    for name in _OPTIONAL:
        value = record.get(name)
        if value is not None and not isinstance(value, str):
            raise IntakeError(f"'{name}' is {type(value).__name__}, not a string")
        fields[name] = plain(value).strip() or None if value else None
    return Report(plain(text), published=parse_published(record.get("published") or None), **fields)


def report_from_text(text: str) -> Report:
    """A report from the text of a file, which may begin with a header.

    A header is a block of lines ``Title: ...``, ``Source: ...``, ``Published: YYYY-MM-DD``,
    ``URL: ...`` (any of them, in any order), closed by an empty line.  It is no part of the
    report's text.  Raises ``IntakeError`` (no text) or ``DateError``.
    """
    fields: dict[str, str] = {}
    rest = text.lstrip("\n")
    while match := _HEADER.fullmatch(line := rest.partition("\n")[0].rstrip()):
        fields[match[1].lower()] = (match[2] or "").strip()
        rest = rest[len(line) :].lstrip(" \t").removeprefix("\n")
    if fields and rest and not rest.startswith("\n"):
        # No empty line after it: these lines are the beginning of the text itself.
        fields, rest = {}, text
    body = rest.lstrip("\n") if fields else text
    if not body.strip():
        raise IntakeError("holds a header but no text" if fields else "is empty; nothing to read")
    return report_from_mapping({**fields, "text": body})
