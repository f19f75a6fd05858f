"""Offices and who held them when (``actors/offices.toml``, ``actors/officeholders.toml``)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.codebook.phrases import key

_LINE = re.compile(r"^(?P<names>\D+?)(?: (?P<start>\d{4}(?:-\d\d){0,2}))?(?: (?P<end>\d{4}(?:-\d\d){0,2}))?$")
_BEGINNING = dt.date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Office:
    """An office: the words for it (folded), the sector of its holder; rank 1 is the highest."""

    name: str
    words: frozenset[str]
    sector: str
    rank: int


@dataclass(frozen=True, slots=True)
class Term:
    """One person's time in one office; ``end`` None: not ended when the table was made."""

    person: str
    country: str | None
    organisation: str | None
    office: Office
    start: dt.date
    end: dt.date | None

    def on(self, date: dt.date) -> bool:
        """Whether the person held the office on ``date``."""
        return self.start <= date and (self.end is None or date <= self.end)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the table, with all terms in order of their start."""

    name: str
    terms: tuple[Term, ...]


class Officeholders:
    """Persons by full name, by surname, and by office; all keys folded."""

    __slots__ = ("_alike", "_articles", "_plain", "by_name", "by_office", "by_surname")

    def __init__(
        self,
        terms: Iterable[tuple[tuple[str, ...], Term]],
        alike: Mapping[str, str],
        articles: frozenset[str],
    ) -> None:
        """``terms``: each with the names (canonical one first, surname in capitals where not last).

        ``alike``: spellings of a given name -> one for all; ``articles``: words often left out of names.
        """
        self._alike = alike
        self._articles = articles
        names: dict[str, set[str]] = {}
        surnames: dict[str, set[str]] = {}
        grouped: dict[str, list[Term]] = {}
        self.by_office: dict[tuple[str, str], list[Term]] = {}
        for aliases, term in terms:
            grouped.setdefault(term.person, []).append(term)
            for alias in aliases:
                words = alias.split()
                marked = [w for n, w in enumerate(words) if _is_marked(w, n)] if len(words) > 1 else []
                if len(words) > 1:
                    names.setdefault(key(alias), set()).add(term.person)
                surnames.setdefault(key(marked[0] if marked else words[-1]), set()).add(term.person)
            if owner := term.organisation or term.country:
                for word in term.office.words:
                    self.by_office.setdefault((owner, word), []).append(term)
        persons = {n: Person(n, tuple(sorted(t, key=lambda x: x.start))) for n, t in grouped.items()}
        self.by_name = {k: tuple(persons[n] for n in sorted(v)) for k, v in names.items()}
        self.by_surname = {k: tuple(persons[n] for n in sorted(v)) for k, v in surnames.items()}
        plain: dict[str, dict[str, Person]] = {}
        for name, found in self.by_name.items():
            plain.setdefault(self._bare(name), {}).update((p.name, p) for p in found)
        self._plain = {k: tuple(v[n] for n in sorted(v)) for k, v in plain.items()}

    def named(self, name: str) -> tuple[Person, ...] | None:
        """The persons of a folded full name; initials, articles and spellings may differ."""
        return self.by_name.get(name) or self._plain.get(self._bare(name))

    def _bare(self, name: str) -> str:
        words = [w for w in name.split(" ") if len(w) > 1 and w not in self._articles]
        return " ".join([self._alike.get(w, w) for w in words]) if len(words) > 1 else name

    def holder(self, owner: str, word: str, date: dt.date) -> Term | None:
        """The term of the highest office of ``owner`` that ``word`` can mean on ``date``, if it is one."""
        terms = [t for t in self.by_office.get((owner, word), ()) if t.on(date)]
        if not terms:
            return None
        best = min(t.office.rank for t in terms)
        top = [t for t in terms if t.office.rank == best]
        # On the day of a handover two hold the office: the later one does the talking.
        return max(top, key=lambda t: t.start) if len({t.office.name for t in top}) == 1 else None


def parse_line(line: str) -> tuple[tuple[str, ...], str, dt.date, dt.date | None]:
    """Names as written, the canonical name, start and end of one entry.  Raises ValueError."""
    found = _LINE.match(line)
    if found is None:
        raise ValueError("must be 'Name|other name FROM TO' with dates as 2001, 2001-01 or 2001-01-20")
    names = tuple(name.strip() for name in found["names"].split("|"))
    start = _date(found["start"], last=False) if found["start"] else _BEGINNING
    end = _date(found["end"], last=True) if found["end"] else None
    if end is not None and end < start:
        raise ValueError("ends before it starts")
    canonical = " ".join(w.capitalize() if _is_marked(w, n) else w for n, w in enumerate(names[0].split()))
    return names, canonical, start, end


def offices(table: Mapping[str, Mapping[str, object]], sectors: Mapping[str, str]) -> dict[str, Office]:
    """The offices of ``offices.toml``; words are folded.  Raises ValueError naming the wrong entry."""
    found = {}
    for name, row in table.items():
        words, rank = row.get("words"), row.get("rank")
        if not isinstance(words, list) or not isinstance(rank, int):
            raise ValueError(name)
        found[name] = Office(name, frozenset(key(str(w)) for w in words), sectors.get(name, "GOV"), rank)
    return found


def _is_marked(word: str, position: int) -> bool:
    """Whether a word is a surname in capitals (and no number, as in "Hassan II")."""
    return len(word) > 1 and word.isalpha() and word.isupper() and not (position and set(word) <= set("IVX"))


def _date(text: str, *, last: bool) -> dt.date:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return dt.date(*parts)
    if not last:
        return dt.date(parts[0], parts[1] if len(parts) == 2 else 1, 1)
    year, month = (parts[0], parts[1]) if len(parts) == 2 else (parts[0], 12)
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
