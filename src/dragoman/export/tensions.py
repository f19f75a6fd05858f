"""Tensions between commitments as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from dragoman.export.layout import Paint, hanging, one_line, unpainted
from dragoman.export.whatif import cited, sides

_TITLES: Final = {
    "contrary": "cannot both be kept",
    "opposed": "work against each other",
    "refused": "what the one demands the other refuses",
    "announced": "the condition of the first is what the second announces",
}


def tensions(found: Sequence[Mapping[str, Any]], *, width: int = 80, paint: Paint = unpainted) -> str:
    """``found``: what ``Tension.to_dict()`` gives for each; those that are over are said to be so."""
    if not found:
        return "No tensions between commitments are known."
    return "\n\n".join("\n".join(_one(tension, width, paint)) for tension in found)


def _one(tension: Mapping[str, Any], width: int, paint: Paint) -> Iterator[str]:
    over = "" if tension["open"] else " (no longer both in force)"
    yield paint(f"{_TITLES.get(tension['why'], tension['why'])}{over}:", "heading")
    for side in (tension["one"], tension["other"]):
        content = f": {one_line(str(side['content']))}" if side.get("content") else ""
        yield from hanging("- ", f"{side['force']} {sides(side)}{content} [{side['state']}]", width)
        if side.get("condition"):
            yield from hanging("  ", f"condition: {one_line(str(side['condition']))}", width, later="    ")
        for line in hanging("  ", f"evidence: {cited(side['evidence'])}", width, later="    "):
            yield paint(line, "faint")
