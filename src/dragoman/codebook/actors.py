"""The actor codebook: which names, roles and institutions are which actors."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from dragoman.codebook.files import check_names, read_toml, wrong
from dragoman.codebook.officeholders import Officeholders, Term, offices, parse_line
from dragoman.codebook.phrases import key, plural

Kind = Literal[
    "state", "people", "peoples", "capital", "place", "region", "seat", "organisation",
    "role", "body", "generic",
]  # fmt: skip

SECTORS = (
    "GOV", "MIL", "COP", "SPY", "JUD", "LEG", "PTY", "OPP", "REB", "UAF", "CRM", "CVL", "BUS", "MED", "JRN",
    "EDU", "LAB", "REL", "REF", "AGR", "SOC", "ELI", "IGO", "NGO",
)  # fmt: skip

_CODE = re.compile(r"^[A-Z]{3}$")
_PERIOD = re.compile(r"^([A-Z]{3}) (\d{4}-\d\d-\d\d)(?: (\d{4}-\d\d-\d\d))?$")
_FILES = "countries", "organisations", "roles", "offices", "officeholders", "names", "anaphora"


@dataclass(frozen=True, slots=True)
class Entry:
    """One phrase of the codebook and what it stands for.

    ``case``: 0 any spelling, 1 a capital first, 2 capitals throughout.  ``plural``: names several.
    ``periods``: sectors that held for a time only (sector, from, to).
    """

    kind: Kind
    phrase: str
    name: str | None
    country: str | None
    sector: str | None
    case: int
    plural: bool = False
    periods: tuple[tuple[str, dt.date, dt.date | None], ...] = ()

    def sector_on(self, date: dt.date | None) -> str | None:
        """The sector on ``date``: that of the period it falls in, else the usual one."""
        if date is not None:
            for sector, start, end in self.periods:
                if start <= date and (end is None or date <= end):
                    return sector
        return self.sector


@dataclass(frozen=True, slots=True)
class ActorCodebook:
    """All actor data, ready for matching.  Keys are folded phrases (see ``codebook.phrases``).

    ``names`` are proper names, ``roles`` common nouns; ``longest`` gives, for a first word,
    how many words its longest phrase has.
    """

    names: Mapping[str, Entry]
    roles: Mapping[str, Entry]
    longest: Mapping[str, int]
    holders: Officeholders
    sectors: Mapping[str, Mapping[str, Any]]
    dominant: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    classes: Mapping[str, tuple[str, ...]]
    gender: Mapping[str, str]
    anaphora: Mapping[str, str]
    pronoun_gender: Mapping[str, str]
    numbers: Mapping[str, int]
    offices: Mapping[str, frozenset[str]]
    heads: frozenset[str]


def load_actors(extra: Path | None = None) -> ActorCodebook:
    """The packaged actor codebook, with the files of ``extra / "actors"`` over it.

    Raises CodebookError naming file and line of a wrong entry.
    """
    check_names("actors", extra)
    tables = {name: read_toml(f"actors/{name}.toml", extra) for name in _FILES}
    reader = _Reader(tables, extra)
    names: dict[str, Entry] = {}
    for entry in reader.names():
        old = names.get(entry.phrase)
        if old is not None and old.case < entry.case:
            continue  # "Nato" and "NATO": the wider spelling stands
        names[entry.phrase] = entry
    roles = {entry.phrase: entry for entry in reader.roles()}
    holders = reader.holders(names)
    longest: dict[str, int] = {}
    for phrases in (names, roles, holders.by_name):
        for phrase in phrases:
            first, _, rest = phrase.partition(" ")
            length = rest.count(" ") + 2 if rest else 1
            if length > longest.get(first, 0):
                longest[first] = length
    return ActorCodebook(
        names, roles, longest, holders, tables["roles"]["sectors"], reader.dominant(), reader.words(),
        reader.classes(), reader.gender(), reader.pronouns(), reader.pronoun_gender(),
        tables["anaphora"]["numbers"], reader.offices(), reader.heads(roles, names),
    )  # fmt: skip


class _Reader:
    """Turns the tables into entries, checking types on the way."""

    def __init__(self, tables: Mapping[str, dict[str, Any]], extra: Path | None) -> None:
        self.tables = tables
        self.extra = extra
        self.ambiguous = {key(w) for w in self.strings("countries", "ambiguous", "words")}

    def names(self) -> Iterator[Entry]:
        """Entries of proper names; where two have the same words, the later one stands."""
        countries = self.tables["countries"]
        for name in countries["regions"]:
            for phrase in self.strings("countries", "regions", name):
                yield self.name("region", phrase, name, None, None)
        for section in ("former", "contested", "countries"):
            for code, row in countries[section].items():
                if not _CODE.match(code):
                    raise self.wrong("countries", code, "a country's code is three capitals")
                for column in row:
                    if column not in ("names", "people", "capital", "places"):
                        raise self.wrong("countries", code, f"unknown column {column!r}")
                for phrase in self.strings("countries", section, code, "places"):
                    yield self.name("place", phrase, None, code, None)
                for phrase in self.strings("countries", section, code, "people"):
                    yield self.name("people", phrase, None, code, None)
                    if not phrase.endswith(("ese", "ish", "ch", "s", "x")):
                        yield self.name("peoples", plural(phrase), None, code, None, many=True)
                for phrase in self.strings("countries", section, code, "capital"):
                    yield self.name("capital", phrase, None, code, "GOV")
                for phrase in self.strings("countries", section, code, "names"):
                    yield self.name("state", phrase, None, code, "GOV")
        for code, sector in self.codes("countries", "seats"):
            for phrase in self.strings("countries", "seats", f"{code}-{sector}"):
                yield self.name("seat", phrase, None, code, sector)
        yield from self.organisations()

    def organisations(self) -> Iterator[Entry]:
        """Entries of organisations."""
        table = self.tables["organisations"]
        for code, sector in self.codes("organisations", "others"):
            for phrase in self.strings("organisations", "others", f"{code}-{sector}"):
                yield self.name("organisation", phrase, phrase, code, sector)
        for section in ("business", "media", "parties", "groups"):
            for name in table[section]:
                code, sector, *aliases = [*self.strings("organisations", section, name), "", ""][:-2]
                if sector not in SECTORS or (code and not _CODE.match(code)):
                    raise self.wrong("organisations", name, "must begin with country and PLOVER sector")
                periods = tuple(self.period(name, a) for a in aliases if _PERIOD.match(a))
                for phrase in (name, *(a for a in aliases if not _PERIOD.match(a))):
                    yield self.name("organisation", phrase, name, code or None, sector, periods=periods)
        for section in ("NGO", "IGO"):
            for name in table[section]:
                for phrase in (name, *self.strings("organisations", section, name)):
                    yield self.name("organisation", phrase, name, section, section)

    def roles(self) -> Iterator[Entry]:
        """Entries of common nouns; where two have the same words, the later one stands."""
        table = self.tables["roles"]
        for sector in table["generic"]:
            for phrase in self.strings("roles", "generic", sector):
                yield from self.noun("generic", phrase, sector)
        for sector, row in table["sectors"].items():
            if sector not in SECTORS:
                raise self.wrong("roles", sector, f"no PLOVER sector; these are: {', '.join(SECTORS)}")
            for column in row:
                if column not in ("definition", "examples", "roles", "bodies"):
                    raise self.wrong("roles", column, f"unknown column of {sector}")
            for phrase in self.strings("roles", "sectors", sector, "bodies"):
                yield from self.noun("body", phrase, sector)
            for phrase in self.strings("roles", "sectors", sector, "roles"):
                yield from self.noun("role", phrase, sector)

    def holders(self, names: Mapping[str, Entry]) -> Officeholders:
        """The officeholders' table; a section is a country's code or an organisation's name."""
        try:
            known = offices(self.tables["offices"]["offices"], self.tables["offices"]["sectors"])
        except ValueError as error:
            raise self.wrong("offices", str(error), "must have words and a rank") from None
        found: list[tuple[tuple[str, ...], Term]] = []
        for owner, row in self.tables["officeholders"].items():
            country: str | None = owner
            organisation = None
            if not _CODE.match(owner) or (key(owner) in names and names[key(owner)].kind == "organisation"):
                entry = names.get(key(owner))
                if entry is None or entry.kind != "organisation":
                    raise self.wrong("officeholders", owner, "neither a country's code nor an organisation")
                country, organisation = entry.country, entry.name
            for office, lines in row.items():
                if office not in known:
                    raise self.wrong("officeholders", office, "no office of offices.toml")
                for line in lines if isinstance(lines, list) else [None]:
                    if not isinstance(line, str):
                        raise self.wrong("officeholders", owner, f"{office!r} must be a list of texts")
                    try:
                        aliases, person, start, end = parse_line(line)
                    except ValueError as error:
                        raise self.wrong("officeholders", line, str(error)) from None
                    found.append((aliases, Term(person, country, organisation, known[office], start, end)))
        return Officeholders(found)

    def dominant(self) -> dict[str, str]:
        """Folded word -> the sector that it gives wherever it stands."""
        return {
            form: sector
            for sector in reversed(list(self.tables["roles"]["dominant"]))
            for word in self.strings("roles", "dominant", sector)
            for form in (key(word), key(plural(word)))
        }

    def words(self) -> dict[str, frozenset[str]]:
        """The closed word lists, folded: ``former``, ``things``, ``inner``, ..."""
        roles = self.tables["roles"]
        lists = {
            "former": ("former", "words"), "things": ("things", "words"),
            "inner": ("links", "inner"), "outer": ("links", "outer"), "abroad": ("links", "abroad"),
            "prefixes": ("prefixes", "words"), "foreign": ("suffixes", "foreign"),
            "weak": ("suffixes", "weak"),
            "diminished": ("diminished", "words"), "quantities": ("quantities", "words"),
            "unsaid": ("unsaid", "words"), "mixed": ("mixed", "words"),
        }  # fmt: skip
        found = {name: frozenset(map(key, self.strings("roles", *path))) for name, path in lists.items()}
        found["former_sectors"] = frozenset(self.strings("roles", "former", "sectors"))
        found["things"] |= {key(plural(w)) for w in found["things"]}
        found["vague"] = frozenset(map(key, self.strings("offices", "vague", "words")))
        for name in ("neutral", "male", "female"):
            found[f"title_{name}"] = frozenset(map(key, self.strings("roles", "titles", name)))
        for name in roles["nominals"]:
            found[f"nominal_{name}"] = frozenset(map(key, self.strings("roles", "nominals", name)))
        found["ambiguous"] = frozenset(self.ambiguous)
        for name in ("possessive", "others", "saying"):
            found[name] = frozenset(map(key, self.strings("anaphora", name, "words")))
        return found

    def classes(self) -> dict[str, tuple[str, ...]]:
        """Nouns that organisations go by in a report: "alliance" -> ("NATO", ...)."""
        table = self.tables["organisations"]["class"]
        return {key(noun): tuple(self.strings("organisations", "class", noun)) for noun in table}

    def pronouns(self) -> dict[str, str]:
        """Pronoun -> what it can stand for: "person", "thing", "several", "speaker", "side", "relative"."""
        table = self.tables["anaphora"]["pronouns"]
        return {key(w): kind for kind in table for w in self.strings("anaphora", "pronouns", kind)}

    def pronoun_gender(self) -> dict[str, str]:
        """Pronoun -> "m" or "f", where it tells."""
        return {
            word: letter
            for letter, column in (("m", "male"), ("f", "female"))
            for word in self.strings("anaphora", "gender", column)
        }

    def offices(self) -> dict[str, frozenset[str]]:
        """Folded word -> the offices that it names exactly (not the vague words)."""
        vague = set(map(key, self.strings("offices", "vague", "words")))
        found: dict[str, set[str]] = {}
        for office in self.tables["offices"]["offices"]:
            for word in map(key, self.strings("offices", "offices", office, "words")):
                if word not in vague:
                    found.setdefault(word, set()).add(office)
        return {word: frozenset(names) for word, names in found.items()}

    def heads(self, roles: Mapping[str, Entry], names: Mapping[str, Entry]) -> frozenset[str]:
        """The last words of all phrases: a common noun that is none of them heads no actor."""
        return frozenset(phrase.rpartition(" ")[2] for table in (roles, names) for phrase in table)

    def gender(self) -> dict[str, str]:
        """Folded given name -> "f" or "m"."""
        return {
            key(name): letter
            for letter, column in (("m", "male"), ("f", "female"))
            for line in self.strings("names", "given", column)
            for name in line.split()
        }

    def codes(self, file: str, section: str) -> Iterator[tuple[str, str]]:
        """Country and sector of each key "RUS-GOV" of a section."""
        for entry in self.tables[file][section]:
            code, _, sector = entry.partition("-")
            if not _CODE.match(code) or sector not in SECTORS:
                raise self.wrong(file, entry, "must be COUNTRY-SECTOR, as RUS-GOV")
            yield code, sector

    def name(
        self, kind: Kind, phrase: str, name: str | None, country: str | None, sector: str | None,
        *, many: bool = False, periods: tuple[tuple[str, dt.date, dt.date | None], ...] = (),
    ) -> Entry:  # fmt: skip
        letters = [c for c in phrase if c.isalpha()]
        short = " " not in phrase and len(letters) < 6
        case = (
            2 if short and all(c.isupper() for c in letters) else 1 if phrase[0] != phrase[0].lower() else 0
        )
        return Entry(kind, key(phrase), name, country, sector, case, many, periods)

    def noun(self, kind: Kind, phrase: str, sector: str) -> Iterator[Entry]:
        case = 2 if phrase.isupper() else 1 if phrase[0].isupper() else 0
        yield Entry(kind, key(phrase), None, None, sector, case)
        yield Entry(kind, key(plural(phrase)), None, None, sector, min(case, 1), kind != "body")

    def period(self, name: str, text: str) -> tuple[str, dt.date, dt.date | None]:
        try:
            sector, start, end = _PERIOD.fullmatch(text).groups()  # type: ignore[union-attr]
            return sector, dt.date.fromisoformat(start), dt.date.fromisoformat(end) if end else None
        except ValueError as error:
            raise self.wrong("organisations", name, f"{text!r}: {error}") from None

    def strings(self, file: str, *path: str) -> list[str]:
        """The list of texts at ``path``; empty where there is none."""
        value: Any = self.tables[file]
        for step in path:
            if not isinstance(value, dict):
                raise self.wrong(file, path[-2] if len(path) > 1 else step, "must be a table")
            value = value.get(step, {} if step != path[-1] else [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
            if isinstance(value, list) and value[:1] == [""] and all(isinstance(v, str) for v in value):
                return value  # an organisation at home in no one country
            raise self.wrong(
                file, path[-1] if path[-1] not in _COLUMNS else path[-2], "must be a list of texts"
            )
        return value

    def wrong(self, file: str, entry: str, message: str) -> Exception:
        return wrong(f"actors/{file}.toml", self.extra, entry, message)


_COLUMNS = ("names", "people", "capital", "places", "roles", "bodies", "words")
