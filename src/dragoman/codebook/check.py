"""Whether a user's codebook is what it should be: every file, every entry."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dragoman.codebook.actors import load_actors
from dragoman.codebook.acts import load_acts
from dragoman.codebook.attribution import load_attribution
from dragoman.codebook.commitments import load_commitments
from dragoman.codebook.events import load_events
from dragoman.codebook.files import DATA
from dragoman.codebook.gazetteer import load_gazetteer
from dragoman.errors import CodebookError

# The words on which reading itself rests: the language model was trained with them.
_FIXED = "text"

_LOADERS: tuple[Callable[[Path | None], object], ...] = (
    load_actors,
    load_events,
    load_acts,
    load_attribution,
    load_commitments,
    load_gazetteer,
)


def files() -> list[str]:
    """The package's codebook files that a user's folder may hold, relative to it ("actors/roles.toml")."""
    names = (path.relative_to(DATA).as_posix() for path in DATA.rglob("*.toml"))
    return sorted(name for name in names if not name.startswith(f"{_FIXED}/"))


def check(extra: Path) -> list[CodebookError]:
    """What is wrong with the user's codebook in the folder ``extra``; nothing if it is right.

    Each error names the file and, where there is one, the line.  Every part of the codebook is
    tried, so that one mistake does not hide those of another part.
    """
    known = files()
    wrong = [
        CodebookError(f"{path}: unknown codebook file; known are {', '.join(known)}")
        for path in sorted(extra.rglob("*.toml"))
        if path.relative_to(extra).as_posix() not in known
    ]
    for load in _LOADERS:
        try:
            load(extra)
        except CodebookError as error:
            if str(error) not in map(str, wrong):
                wrong.append(error)
    return wrong
