"""Whether a user's codebook is what it should be: every file, every entry."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dragoman.codebook.actors import load_actors
from dragoman.codebook.acts import load_acts
from dragoman.codebook.attribution import load_attribution
from dragoman.codebook.commitments import load_commitments
from dragoman.codebook.events import load_events
from dragoman.codebook.files import unknown
from dragoman.codebook.gazetteer import load_gazetteer
from dragoman.errors import CodebookError

_LOADERS: tuple[Callable[[Path | None], object], ...] = (
    load_actors,
    load_events,
    load_acts,
    load_attribution,
    load_commitments,
    load_gazetteer,
)


def check(extra: Path) -> list[CodebookError]:
    """What is wrong with the user's codebook in the folder ``extra``; nothing if it is right.

    Each error names the file and, where there is one, the line.  Every part of the codebook is
    tried, so that one mistake does not hide those of another part.
    """
    wrong = unknown(extra)
    for load in _LOADERS:
        try:
            load(extra)
        except CodebookError as error:
            if str(error) not in map(str, wrong):
                wrong.append(error)
    return wrong
