"""Resolving bare mentions: "a senior State Department official" -> Actor(country="USA", sector="GOV")."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import replace
from typing import Any

from dragoman.codebook.actors import ActorCodebook
from dragoman.codebook.officeholders import Person, Term
from dragoman.codebook.phrases import key
from dragoman.codebook.sources import locate
from dragoman.coding import people
from dragoman.coding.coreference import DocumentActors
from dragoman.coding.lexing import scan
from dragoman.coding.nationality import half_of
from dragoman.coding.nominals import Found, analyse
from dragoman.types import Actor, Document

__all__ = ["DocumentActors", "Resolver"]

_CACHE = 65_536
_CODE = re.compile(r"^[A-Z]{3}$")


class Resolver:
    """Resolves mentions by the actor codebook.  Safe to share; results are kept in a bounded cache."""

    def __init__(self, codebook: ActorCodebook) -> None:
        """``codebook``: of :func:`dragoman.codebook.actors.load_actors`."""
        self.codebook = codebook
        self._cache: dict[tuple[str, dt.date | None], tuple[Actor | None, Found | None]] = {}

    def resolve(self, text: str, on: dt.date | None = None, context: str | None = None) -> Actor | None:
        """Whom ``text`` stands for, on the date ``on``; None where it names no actor.

        ``context``: the text around, or a country's code; it gives the country to mentions that
        name none ("the police"), and tells which of several cities of one name is meant.
        """
        actor, found = self.look(text, on)
        if context is None:
            return actor
        country = context if _CODE.match(context) else self.prevailing(context)
        if country is None:
            return actor
        if actor is None or found is None:
            half = half_of(text, country, self.codebook)
            return Actor(None, half, "GOV") if half is not None else actor
        if found.city is not None:
            place = self.codebook.cities.place(found.city, frozenset((country,)))
            return replace(actor, country=place.country) if place is not None else actor
        if actor.country is not None or actor.name is not None or actor.sector is None:
            return actor
        if found.indefinite and found.kind == "generic":
            return actor  # "a spokesman": anybody's
        return replace(actor, country=country)

    def look(self, text: str, on: dt.date | None = None) -> tuple[Actor | None, Found | None]:
        """The actor of a bare mention, and what its words say."""
        cached = self._cache.get((text, on))
        if cached is None:
            found = analyse(text, self.codebook, on)
            cached = (self.actor(found, on) if found is not None else None, found)
            if len(self._cache) >= _CACHE:
                self._cache.clear()
            self._cache[text, on] = cached
        return cached

    def actor(self, found: Found, on: dt.date | None) -> Actor | None:
        """The actor of what a phrase says, with the officeholders' table consulted."""
        country, sector, name = found.country, found.sector, found.organisation
        if name is not None and country in ("IGO", "NGO"):
            return Actor(name, country, sector, found.role, found.second)
        if found.person is not None:
            known = people.find(found.person, found, self.codebook, on)
            if known is not None:
                return self.known(found, *known, on)
            if country is None and sector is None:
                return None
            return Actor(found.person, country, sector, found.role, found.second)
        if name is None and on is not None and self.names_holder(found):
            term = self.codebook.holders.holder(country or "", key(found.role or ""), on)
            if term is not None:
                name = term.person
                found.rule.append(f"holder of the office on {on.isoformat()}")
        if country is None and sector is None and name is None:
            return None
        return Actor(name, country, sector, found.role, found.second)

    def known(self, found: Found, person: Person, term: Term, running: bool, on: dt.date | None) -> Actor:
        """The actor for a person of the officeholders' table; what the words say goes before it."""
        held = people.sector(term, running, on, self.codebook)
        until = "" if term.end is None else f" to {term.end.isoformat()}"
        found.rule.append(f"{person.name}: {term.office.name} from {term.start.isoformat()}{until}")
        if term.organisation is not None and term.country in ("IGO", "NGO") and held == term.country:
            return Actor(term.organisation, term.country, held, found.role or term.office.name)
        if found.former and held in self.codebook.words["former_sectors"]:
            held = "ELI"
        country = found.country or (term.country if term.country not in ("IGO", "NGO") else None)
        fits = found.role is not None and people.fitting(key(found.role), term)
        sector = found.sector
        if sector is None or found.kind == "generic" or (held == "ELI" and fits):
            sector = held or sector
        role = found.role if found.singular else None
        if role is None and held is not None:
            role = f"former {term.office.name}" if held == "ELI" else term.office.name
        second = found.second if sector == found.sector else None
        return Actor(person.name, country, sector, role, second)

    def names_holder(self, found: Found) -> bool:
        """Whether a phrase can mean the one holder of an office ("the US foreign minister")."""
        words = self.codebook.words
        return (
            found.role is not None
            and found.country is not None
            and found.singular
            and not found.former
            and not found.indefinite
            and key(found.role) not in words["vague"]
            and not any(item.key in words["diminished"] for item in found.items)
        )

    def prevailing(self, context: str) -> str | None:
        """The country that ``context`` names most often; None if it names none."""
        counts = Counter(
            item.entry.country
            for item in scan(context, self.codebook)
            if item.entry is not None and item.entry.country not in (None, "IGO", "NGO")
        )
        return counts.most_common(1)[0][0] if counts else None

    def explain(self, text: str, on: dt.date | None = None, context: str | None = None) -> dict[str, Any]:
        """How ``text`` was resolved: the phrases found with file and line, the rules used, the actor."""
        actor = self.resolve(text, on, context)
        bare, found = self.look(text, on)
        phrases = []
        for item in scan(text, self.codebook):
            kind = item.entry.kind if item.entry is not None else "person" if item.person else None
            if kind is None:
                continue
            path, line = locate(kind, item.key, self.codebook.extra)
            entry = item.entry
            phrases.append(
                {
                    "text": item.text,
                    "kind": kind,
                    "country": entry.country_on(on) if entry is not None else None,
                    "sector": entry.sector_on(on) if entry is not None else None,
                    "file": str(path),
                    "line": line or None,
                }
            )
        rules = list(found.rule) if found is not None else []
        if actor != bare:
            rules.append("from the context")
        return {"text": text, "phrases": phrases, "rules": rules, "actor": actor}

    def document(self, document: Document) -> DocumentActors:
        """The actors of one document, resolved in its context."""
        return DocumentActors(document, self)
