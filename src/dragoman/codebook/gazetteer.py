"""The gazetteer: places by name, with country, coordinates and population.

The packaged data come from GeoNames (https://www.geonames.org/, CC BY 4.0) and from a list written by
hand; ``tools/gazetteer.py`` makes them.  A user's ``places/gazetteer.tsv`` goes over them: a name that it
has means its places alone.
"""

from __future__ import annotations

import gzip
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

from dragoman.codebook.files import DATA, read_toml, wrong
from dragoman.codebook.phrases import key
from dragoman.errors import CodebookError

PlaceKind = Literal["country", "capital", "city", "region", "place"]

# What an unknown population counts for when places of one name are compared: those that stand in the
# list without a figure are regions and places in the news.
_NOMINAL: dict[PlaceKind, int] = {
    "country": 0, "capital": 50_000, "city": 50_000, "region": 500_000, "place": 100_000
}  # fmt: skip
_DIVISION = 0.1  # a division counts for less than a city: "Donetsk" alone is the city
_OTHER = 0.2  # and a name that is not the place's first one for less than another place's first name
_COLUMNS = 7


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer.

    ``country``: ISO 3166-1 alpha-3; ``latitude``, ``longitude``: degrees (WGS 84);
    ``population``: inhabitants, 0 where unknown; of a region or country, those of its cities.
    """

    name: str
    country: str
    latitude: float
    longitude: float
    kind: PlaceKind
    population: int


class Gazetteer:
    """Places by name; accents, case, hyphens and apostrophes make no difference."""

    __slots__ = ("_added", "_lines", "_names", "_numbers", "_words")

    def __init__(
        self, text: str, words: dict[str, frozenset[str]], added: Iterable[tuple[str, Entry]] = ()
    ) -> None:
        """``text``: as ``tools/gazetteer.py`` writes it; ``added``: further places, each by a folded name."""
        rows, _, index = text.partition("\n\n")
        names, _, numbers = index.rstrip("\n").partition("\n")
        self._lines = rows.split("\n")
        self._names = names.split("|")  # sorted: to search takes less time than to hash them all
        self._numbers = numbers.split("|")
        self._words = words
        self._added: dict[str, list[Entry]] = {}
        for name, place in added:
            self._added.setdefault(name, []).append(place)

    def find(self, name: str, near: frozenset[str] = frozenset()) -> Entry | None:
        """The place that ``name`` means; None where there is none of that name.

        Of several: one in a country of ``near`` (ISO 3166-1 alpha-3), else a country, else the one with most
        inhabitants.  What surrounds a name ("the northern city of ...", "... province") may stay with it.
        """
        phrase = key(name)
        words = phrase.split()
        division = any(w in self._words["division"] for w in words)
        found = self.named(phrase, near, division=division)
        if found is None:
            bare = self._bare(words)
            found = self.named(bare, near, division=division) if bare and bare != phrase else None
        return found

    def _bare(self, words: list[str]) -> str:
        links, kinds = self._words["links"], self._words["division"] | self._words["town"]
        start, end = 0, len(words)
        while start < end and (
            words[start] in links or words[start] in kinds or words[start] in self._words["part"]
        ):
            start += 1
        while end > start and words[end - 1] in kinds:
            end -= 1
        return " ".join(words[start:end])

    def named(
        self, phrase: str, near: frozenset[str] = frozenset(), *, division: bool = False
    ) -> Entry | None:
        """The place of exactly this folded name; ``division``: rather a region than a city."""
        places = self._all(phrase)
        if len(places) < 2:
            return places[0] if places else None

        def rank(place: Entry) -> tuple[bool, bool, bool, float]:
            inhabitants: float = place.population or _NOMINAL[place.kind]
            if place.kind == "region" and place.population:
                inhabitants *= _DIVISION
            if key(place.name) != phrase:
                inhabitants *= _OTHER
            fits = division and place.kind == "region"
            return place.country in near, place.kind == "country" and not fits, fits, inhabitants

        return max(places, key=rank)

    def _all(self, phrase: str) -> list[Entry]:
        if (own := self._added.get(phrase)) is not None:
            return own
        at = bisect_left(self._names, phrase)
        if at == len(self._names) or self._names[at] != phrase:
            return []
        return [_place(self._lines[int(n)]) for n in self._numbers[at].split()]


def load_gazetteer(extra: Path | None = None) -> Gazetteer:
    """The packaged gazetteer, with the places of ``extra / "places" / "gazetteer.tsv"`` over it.

    Columns of that file, divided by tabs: name, country, kind, latitude, longitude, population, other names
    divided by "|"; lines that begin with "#" are remarks.  Raises CodebookError naming file and line.
    """
    if extra is None or not (extra / "places").is_dir():
        return _packaged()
    path = extra / "places" / "gazetteer.tsv"
    return Gazetteer(_text(), _words(extra), _read(path) if path.is_file() else ())


@cache
def _packaged() -> Gazetteer:
    return Gazetteer(_text(), _words())


def _text() -> str:
    return gzip.decompress((DATA / "places" / "gazetteer.tsv.gz").read_bytes()).decode("utf8")


def _words(extra: Path | None = None) -> dict[str, frozenset[str]]:
    found = {}
    table = read_toml("places/words.toml", extra)
    for name in ("division", "town", "part", "links"):
        words = table[name].get("words")
        if not isinstance(words, list) or not all(isinstance(w, str) for w in words):
            raise wrong("places/words.toml", extra, name, "must have words, a list of texts")
        found[name] = frozenset(map(key, words))
    return found


def _place(line: str) -> Entry:
    name, country, kind, latitude, longitude, population = line.split("\t")
    return Entry(name, country, float(latitude), float(longitude), cast(PlaceKind, kind), int(population))


def _read(path: Path) -> Iterator[tuple[str, Entry]]:
    """The places of a user's file, checked, each with its folded names one by one."""
    try:
        lines = path.read_text(encoding="utf8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError(f"{path}: cannot be read: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        row = line.split("\t")
        if len(row) == _COLUMNS - 1:
            row.append("")
        if len(row) != _COLUMNS:
            raise CodebookError(
                f"{path}:{number}: must have {_COLUMNS} columns divided by tabs, has {len(row)}"
            )
        name, country, kind, *numbers, others = row
        if not key(name):
            raise CodebookError(f"{path}:{number}: {name!r} is no name")
        if len(country) != 3 or not country.isalpha() or not country.isupper():
            raise CodebookError(f"{path}:{number}: {country!r}: a country's code is three capitals")
        if kind not in get_args(PlaceKind):
            raise CodebookError(
                f"{path}:{number}: {kind!r}: a kind is one of {', '.join(get_args(PlaceKind))}"
            )
        try:
            latitude, longitude, population = float(numbers[0]), float(numbers[1]), int(numbers[2])
        except ValueError as error:
            raise CodebookError(f"{path}:{number}: {error}") from None
        if not (abs(latitude) <= 90 and abs(longitude) <= 180 and population >= 0):
            raise CodebookError(f"{path}:{number}: latitude, longitude or population out of range")
        place = Entry(name, country, latitude, longitude, cast(PlaceKind, kind), population)
        for folded in filter(None, map(key, (name, *others.split("|")))):
            yield folded, place
