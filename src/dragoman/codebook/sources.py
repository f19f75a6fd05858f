"""Where an entry of the actor codebook stands: file and line, for explanations."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from dragoman.codebook.entries import Kind
from dragoman.codebook.files import DATA
from dragoman.codebook.phrases import key, plural

_FILES: dict[str, str] = {
    **dict.fromkeys(
        ("state", "people", "peoples", "capital", "place", "region", "seat"), "actors/countries.toml"
    ),
    **dict.fromkeys(("role", "body", "generic"), "actors/roles.toml"),
    "organisation": "actors/organisations.toml",
    "person": "actors/officeholders.toml",
    "city": "places/gazetteer.tsv.gz",
}  # fmt: skip
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"|\'([^\']*)\'|^([\w-]+) =')
_DATES = re.compile(r" \d{4}.*$")


def locate(kind: Kind | str, phrase: str, extra: Path | None = None) -> tuple[Path, int]:
    """File and line (from 1) of the entry of ``kind`` whose folded phrase is ``phrase``.

    The user's file goes before the package's; line 0 where the file has no lines to show or the entry is
    made from others.
    """
    relative = _FILES[kind]
    paths = [DATA / relative]
    if extra is not None:
        paths.insert(0, extra / relative.removesuffix(".gz"))
    for path in paths:
        if path.suffix != ".gz" and path.is_file() and (line := _lines(path).get(phrase)):
            return path, line
    return paths[-1], 0


@lru_cache(maxsize=16)
def _lines(path: Path) -> dict[str, int]:
    """Folded text of each entry of a file -> its last line (later entries win), plurals included."""
    found: dict[str, int] = {}
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines(), 1):
        if line.startswith("#"):
            continue
        for match in _QUOTED.finditer(line):
            for name in _DATES.sub("", next(g for g in match.groups() if g is not None)).split("|"):
                if name:
                    found[key(name)] = number
                    found.setdefault(key(plural(name)), number)
    return found
