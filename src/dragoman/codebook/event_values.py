"""Values in the files of the event codebook, checked.

Each function raises :class:`~dragoman.errors.CodebookError`, naming file and key, where a value is not
what it should be.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dragoman.errors import CodebookError


def rows(data: Mapping[str, Any], key: str, file: str) -> list[dict[str, Any]]:
    """The list of tables ``key`` of ``data``; empty where it is missing."""
    found = data.get(key, [])
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise CodebookError(f"{file}: {key}: expected a list of tables ([[{key}]])")
    return found


def table(data: Mapping[str, Any], key: str, file: str) -> dict[str, Any]:
    """The table ``key`` of ``data``; empty where it is missing."""
    found = data.get(key, {})
    if not isinstance(found, dict):
        raise CodebookError(f"{file}: {key}: expected a table ([{key}])")
    return found


def text(data: Mapping[str, Any], key: str, where: str) -> str:
    """The text ``key`` of ``data``, which must not be empty."""
    value = data.get(key)
    if not isinstance(value, str) or not value:
        raise CodebookError(f"{where}: {key}: expected a text")
    return value


def number(data: Mapping[str, Any], key: str, where: str) -> float:
    """The number ``key`` of ``data``."""
    value = data.get(key)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise CodebookError(f"{where}: {key}: expected a number")
    return float(value)


def lemmas(words: Any, classes: Mapping[str, frozenset[str]], where: str) -> frozenset[str]:
    """The words of a list, with the classes that it names ("@armed") put in."""
    if not isinstance(words, list) or not all(isinstance(w, str) and w for w in words):
        raise CodebookError(f"{where}: expected a list of words")
    out: set[str] = set()
    for word in words:
        if word in ("@actor", "@person"):
            out.add(word)
        elif word.startswith("@"):
            if word[1:] not in classes:
                raise CodebookError(
                    f"{where}: there is no class {word!r} (classes must stand before their use)"
                )
            out |= classes[word[1:]]
        else:
            out.add(word)
    return frozenset(out)


def goldstein(value: float, where: str) -> float:
    """A Goldstein score, from -10 to 10."""
    if not -10 <= value <= 10:
        raise CodebookError(f"{where}: goldstein must lie between -10 and 10")
    return value
