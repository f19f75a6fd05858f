"""The codebook of commitments: which events and wordings count as the same, and what triggers what.

Read from ``data/commitments.toml``, which says what its keys mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dragoman.codebook.files import read_toml, wrong

_FILE = "commitments.toml"


@dataclass(frozen=True, slots=True)
class CommitmentCodebook:
    """The tables of ``commitments.toml``; ``family`` gives the first type of a type's family."""

    family: dict[str, str]
    symmetric: frozenset[str]
    own_deed: frozenset[str]
    foreseen: frozenset[str]
    ending: tuple[str, ...]
    absence: tuple[str, ...]
    alternative: tuple[str, ...]
    not_the_state: frozenset[str]
    idle_words: frozenset[str]

    def family_of(self, event_type: str) -> str:
        """The type under which ``event_type`` is compared; itself if it has no family."""
        return self.family.get(event_type, event_type)

    def types_of(self, event_type: str) -> tuple[str, ...]:
        """All types that are compared as ``event_type`` is, sorted."""
        first = self.family_of(event_type)
        return tuple(sorted({first} | {member for member, head in self.family.items() if head == first}))


@cache
def load_commitments(extra: Path | None = None) -> CommitmentCodebook:
    """The package's codebook with the user's directory ``extra`` over it.

    Raises CodebookError where the file is wrong.
    """
    table = read_toml(_FILE, extra)
    families = table.get("families")
    if not isinstance(families, list):
        raise wrong(_FILE, extra, "families", "must be a list of lists of event types")
    groups = [_words(family, "families", extra) for family in families]
    if not all(groups):
        raise wrong(_FILE, extra, "families", "must not be empty")
    return CommitmentCodebook(
        family={member: group[0] for group in groups for member in group},
        symmetric=frozenset(_words(table.get("symmetric"), "symmetric", extra)),
        own_deed=frozenset(_words(table.get("own_deed"), "own_deed", extra)),
        foreseen=frozenset(_words(table.get("foreseen"), "foreseen", extra)),
        ending=_words(table.get("ending"), "ending", extra),
        absence=_words(table.get("absence"), "absence", extra),
        alternative=_words(table.get("alternative"), "alternative", extra),
        not_the_state=frozenset(_words(table.get("not_the_state"), "not_the_state", extra)),
        idle_words=frozenset(_words(table.get("idle_words"), "idle_words", extra)),
    )


def _words(value: Any, key: str, extra: Path | None) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise wrong(_FILE, extra, key, "must be a list of words")
    return tuple(value)
