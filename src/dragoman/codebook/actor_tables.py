"""Reading the actor codebook's tables: entries, closed word lists, officeholders; all checked on the way."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dragoman.codebook.entries import SECTORS, Entry, Kind, Period
from dragoman.codebook.files import wrong
from dragoman.codebook.officeholders import Officeholders, Term, offices, parse_line
from dragoman.codebook.phrases import key, plural

_CODE = re.compile(r"^[A-Z]{3}$")
# "GOV 1996-09-27 2001-11-13", "SUN-GOV 1922-12-30 1991-12-25"
_PERIOD = re.compile(r"^(?:([A-Z]{3})-)?([A-Z]{3}) (\d{4}-\d\d-\d\d)(?: (\d{4}-\d\d-\d\d))?$")
_SECOND = re.compile(r"^(.+) \(([A-Z]{3})\)$")


class ActorTables:
    """Turns the tables into entries, checking types on the way."""

    def __init__(self, tables: Mapping[str, dict[str, Any]], extra: Path | None) -> None:
        """``tables``: by the files' names; ``extra``: the user's directory, for messages."""
        self.tables = tables
        self.extra = extra
        self.ambiguous = frozenset(map(key, self.strings("countries", "ambiguous", "words")))
        self.dated = {
            key(name): self.periods("countries", name, self.strings("countries", "dated", name))
            for name in tables["countries"]["dated"]
        }

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
                    yield self.name("place", phrase, None, code, "GOV")
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
        for section in ("business", "media", "parties", "groups", "unions"):
            for name in table[section]:
                code, sector, *aliases = [*self.strings("organisations", section, name), "", ""][:-2]
                if sector not in SECTORS or (code and not _CODE.match(code)):
                    raise self.wrong("organisations", name, "must begin with country and PLOVER sector")
                periods = self.periods("organisations", name, [a for a in aliases if _PERIOD.match(a)])
                for phrase in (name, *(a for a in aliases if not _PERIOD.match(a))):
                    yield self.name("organisation", phrase, name, code or None, sector, periods=periods)
        for section in ("NGO", "IGO"):
            for name in table[section]:
                for phrase in (name, *self.strings("organisations", section, name)):
                    # "European Parliament (LEG)": an organ, with its own sector.
                    organ = _SECOND.match(phrase)
                    second = organ[2] if organ else None
                    if second is not None and second not in SECTORS:
                        raise self.wrong("organisations", phrase, f"{second}: no PLOVER sector")
                    words = organ[1] if organ else phrase
                    yield self.name("organisation", words, name, section, section, second=second)

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
        countries = self.tables["countries"]
        codes = {code for section in ("countries", "contested", "former") for code in countries[section]}
        found: list[tuple[tuple[str, ...], Term]] = []
        for owner, row in self.tables["officeholders"].items():
            country: str | None = owner
            organisation = None
            if owner not in codes:
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
        spellings = self.tables["names"]["spellings"]
        alike = {key(w): one for one in spellings for w in self.strings("names", "spellings", one)}
        return Officeholders(found, alike, frozenset(map(key, self.strings("names", "articles", "words"))))

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
            "deeds": ("deeds", "words"), "employing": ("links", "employing"),
        }  # fmt: skip
        found = {name: frozenset(map(key, self.strings("roles", *path))) for name, path in lists.items()}
        found["yielding"] = frozenset(self.strings("roles", "yielding", "words"))
        found["former_sectors"] = frozenset(self.strings("roles", "former", "sectors"))
        found["things"] |= {key(plural(w)) for w in found["things"]}
        found["vague"] = frozenset(map(key, self.strings("offices", "vague", "words")))
        for name in ("neutral", "male", "female"):
            found[f"title_{name}"] = frozenset(map(key, self.strings("roles", "titles", name)))
        for name in roles["nominals"]:
            found[f"nominal_{name}"] = frozenset(map(key, self.strings("roles", "nominals", name)))
        found["ambiguous"] = self.ambiguous
        for name, table in self.tables["anaphora"].items():
            if "words" in table:
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

    def sets(self, section: str) -> dict[str, frozenset[str]]:
        """Noun -> the countries ("kingdom") or sectors ("militia") that it can mean."""
        table = self.tables["anaphora"][section]
        return {key(noun): frozenset(self.strings("anaphora", section, noun)) for noun in table}

    def initials(self) -> dict[str, tuple[str, str]]:
        """Folded letter -> country and sector of the members of a parliament after whom it stands."""
        return {
            key(letter): (code, sector)
            for code, sector in self.codes("roles", "initials")
            for letter in self.strings("roles", "initials", f"{code}-{sector}")
        }

    def ranking(self) -> dict[str, dict[str, float]]:
        """For each kind of pronoun the weights of what speaks for a candidate (``coding.salience``)."""
        found: dict[str, dict[str, float]] = {}
        for kind, row in self.tables["ranking"].items():
            for feature, weight in row.items():
                if not isinstance(weight, (int, float)):
                    raise self.wrong("ranking", feature, "a weight is a number")
            found[kind] = {feature: float(weight) for feature, weight in row.items()}
        return found

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

    def halves(self) -> dict[str, tuple[str, str]]:
        """Country -> the countries that are its North and its South."""
        found = {}
        for code in self.tables["countries"]["halves"]:
            pair = self.strings("countries", "halves", code)
            if len(pair) != 2 or not all(map(_CODE.match, (code, *pair))):
                raise self.wrong("countries", code, "must be the codes of its North and its South")
            found[code] = (pair[0], pair[1])
        return found

    def codes(self, file: str, section: str) -> Iterator[tuple[str, str]]:
        """Country and sector of each key "RUS-GOV" of a section."""
        for entry in self.tables[file][section]:
            code, _, sector = entry.partition("-")
            if not _CODE.match(code) or sector not in SECTORS:
                raise self.wrong(file, entry, "must be COUNTRY-SECTOR, as RUS-GOV")
            yield code, sector

    def name(
        self, kind: Kind, phrase: str, name: str | None, country: str | None, sector: str | None,
        *, many: bool = False, periods: tuple[Period, ...] = (), second: str | None = None,
    ) -> Entry:  # fmt: skip
        """The entry of a proper name; ``many``: it names several persons."""
        letters = [c for c in phrase if c.isalpha()]
        short = " " not in phrase and len(letters) < 6
        case = (
            2 if short and all(c.isupper() for c in letters) else 1 if phrase[0] != phrase[0].lower() else 0
        )
        folded = key(phrase)
        periods = periods or self.dated.get(folded, ())
        return Entry(kind, folded, name, country, sector, case, many, periods, second)

    def noun(self, kind: Kind, phrase: str, sector: str) -> Iterator[Entry]:
        """The entries of a common noun: singular and plural."""
        case = 2 if phrase.isupper() else 1 if phrase[0].isupper() else 0
        yield Entry(kind, key(phrase), None, None, sector, case)
        yield Entry(kind, key(plural(phrase)), None, None, sector, min(case, 1), kind != "body")

    def periods(self, file: str, name: str, texts: list[str]) -> tuple[Period, ...]:
        """Periods, each as "GOV FROM TO" or "COUNTRY-GOV FROM TO"; the second date may be missing."""
        found = []
        for text in texts:
            match = _PERIOD.match(text)
            try:
                if match is None or match[2] not in SECTORS:
                    raise ValueError("must be SECTOR FROM TO or COUNTRY-SECTOR FROM TO, dates as 2001-01-20")
                start, end = match[3], match[4]
                last = dt.date.fromisoformat(end) if end else None
                found.append(Period(match[1], match[2], dt.date.fromisoformat(start), last))
            except ValueError as error:
                raise self.wrong(file, name, f"{text!r}: {error}") from None
        return tuple(found)

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
        """The error to raise for a wrong ``entry`` of ``file``."""
        return wrong(f"actors/{file}.toml", self.extra, entry, message)


_COLUMNS = ("names", "people", "capital", "places", "roles", "bodies", "words")
