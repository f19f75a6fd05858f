"""Cities and provinces of the gazetteer as entries of the actor codebook."""

from __future__ import annotations

from pathlib import Path

from dragoman.codebook.entries import Entry
from dragoman.codebook.gazetteer import Entry as Place
from dragoman.codebook.gazetteer import Gazetteer, load_gazetteer

SMALLEST = 20_000  # inhabitants; smaller ones share their names with too many families
_SHORTEST = 4  # letters
_CACHE = 65_536


class Cities:
    """Entries by folded name.  The gazetteer is read when the first unknown name is met."""

    __slots__ = ("_excluded", "_extra", "_found", "_gazetteer")

    def __init__(self, extra: Path | None, excluded: frozenset[str]) -> None:
        """``extra``: the user's codebook; ``excluded``: folded names that mean something else."""
        self._extra = extra
        self._excluded = excluded
        self._gazetteer: Gazetteer | None = None
        self._found: dict[str, Entry | None] = {}

    def get(self, phrase: str) -> Entry | None:
        """The entry of a folded name; None where it is no city or province, or a small one."""
        try:
            return self._found[phrase]
        except KeyError:
            place = self.place(phrase)
            entry = Entry("city", phrase, None, place.country, "GOV", 1) if place is not None else None
            if len(self._found) >= _CACHE:
                self._found.clear()
            self._found[phrase] = entry
            return entry

    def place(self, phrase: str, near: frozenset[str] = frozenset()) -> Place | None:
        """The place, the one in a country of ``near`` (ISO 3166-1 alpha-3) first."""
        if len(phrase) < _SHORTEST or phrase in self._excluded:
            return None
        if self._gazetteer is None:
            self._gazetteer = load_gazetteer(self._extra)
        place = self._gazetteer.named(phrase, near)
        if place is None or place.kind in ("country", "place") or 0 < place.population < SMALLEST:
            return None
        return place
