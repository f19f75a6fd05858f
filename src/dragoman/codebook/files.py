"""Reading the codebook's TOML files: the package's own, with the user's over them.

A user's directory mirrors ``codebook/data``: ``DIR/actors/roles.toml`` goes over the package's
``actors/roles.toml``.  Tables are merged key by key; any other value replaces the package's.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dragoman.errors import CodebookError

DATA = Path(__file__).parent / "data"

# The words on which reading itself rests: the language model was trained with them.
_FIXED = "text"


def read_toml(relative: str, extra: Path | None = None) -> dict[str, Any]:
    """The table of ``relative`` (as "actors/roles.toml"), with ``extra / relative`` merged over it.

    A file may be the package's, the user's or both; ``extra`` is the user's directory.
    Raises CodebookError, naming file and line, where a file is wrong TOML or cannot be read,
    and where neither place has the file.
    """
    own = DATA / relative
    added = extra / relative if extra is not None else None
    found = [path for path in (own, added) if path is not None and path.is_file()]
    if not found:
        raise CodebookError(f"{added or own}: no such codebook file")
    table: dict[str, Any] = {}
    for path in found:
        merge(table, parse(path), path)
    return table


def parse(path: Path) -> dict[str, Any]:
    """The table of one TOML file.  Raises CodebookError naming file and line."""
    try:
        text = path.read_text(encoding="utf8")
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError(f"{path}: cannot be read: {error}") from error
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CodebookError(f"{path}: wrong TOML: {error}") from error


def merge(under: dict[str, Any], over: Mapping[str, Any], path: Path) -> None:
    """Lay ``over`` (read from ``path``) on ``under``, in place; tables are merged, the rest replaced.

    Raises CodebookError where a value is of another kind than the package's: a table, a list, a text,
    a number.  A list may stand for a single text.
    """
    for key, value in over.items():
        old = under.get(key)
        if isinstance(old, dict) and isinstance(value, Mapping):
            merge(old, value, path)
            continue
        wanted, given = _kind(old), _kind(value)
        if old is not None and wanted != given and (wanted, given) != ("a text", "a list"):
            raise CodebookError(
                f"{path}:{line_of(path, key)}: {key!r} must be {wanted}, as in the package, not {given}"
            )
        under[key] = value


def _kind(value: object) -> str:
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return "true or false"
    return "a number" if isinstance(value, int | float) else "a text"


def names() -> list[str]:
    """The package's files that a user's folder may hold, relative to it ("actors/roles.toml")."""
    found = (path.relative_to(DATA).as_posix() for path in DATA.rglob("*.toml"))
    return sorted(name for name in found if not name.startswith(f"{_FIXED}/"))


def unknown(extra: Path) -> list[CodebookError]:
    """An error for each TOML file in the user's folder ``extra`` that the package does not know.

    Such a file would be passed over in silence; most likely its name is mistyped.
    """
    known = names()
    return [
        CodebookError(f"{path}: unknown codebook file; known are {', '.join(known)}")
        for path in sorted(extra.rglob("*.toml"))
        if path.relative_to(extra).as_posix() not in known
    ]


def line_of(path: Path, entry: str) -> int:
    """Number (from 1) of the first line of ``path`` that has ``entry`` as key or value; 1 if none."""
    return _line(path, entry) or 1


def _line(path: Path, entry: str) -> int | None:
    pattern = re.compile(rf"(?<![\w-]){re.escape(entry)}(?![\w-])")
    try:
        lines = path.read_text(encoding="utf8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    return next((n for n, line in enumerate(lines, 1) if pattern.search(line) and line[:1] != "#"), None)


def wrong(relative: str, extra: Path | None, entry: str, message: str) -> CodebookError:
    """The error to raise for a wrong ``entry``: it names the file (the user's first) and the line."""
    paths = [DATA / relative] if extra is None else [extra / relative, DATA / relative]
    for path in paths:
        if path.is_file() and ((line := _line(path, entry)) is not None or path == paths[-1]):
            return CodebookError(f"{path}:{line or 1}: {entry!r}: {message}")
    return CodebookError(f"{relative}: {entry!r}: {message}")
