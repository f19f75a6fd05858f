"""Persons of the officeholders' table: who is meant, and what they are on a date."""

from __future__ import annotations

import datetime as dt

from dragoman.codebook.actors import ActorCodebook
from dragoman.codebook.officeholders import Person, Term
from dragoman.codebook.phrases import key
from dragoman.coding.nominals import Found


def find(
    name: str, found: Found, book: ActorCodebook, on: dt.date | None
) -> tuple[Person, Term, bool] | None:
    """The person of the table that ``name`` means, the term that counts, and whether it runs on ``on``.

    A full name is enough; a surname alone needs an office held on the date, a role that fits,
    or (without a date) that nobody else bears it.
    """
    words = key(name)
    full = book.holders.named(words) if " " in words else None
    persons = full
    if persons is None:
        surname = words if words in book.holders.by_surname else words.rpartition(" ")[2]
        if surname != words and " " in words:
            return None  # another person of that surname
        persons = book.holders.by_surname.get(surname)
    if persons is None:
        return None
    role = key(found.role) if found.role else None
    best: tuple[tuple[int, int, int, int], Person, Term, bool] | None = None
    for person in persons:
        for term in person.terms:
            if found.country is not None and term.country != found.country:
                continue
            running = on is not None and term.on(on)
            fits = role is not None and fitting(role, term)
            if role is not None and not fits and full is None:
                continue
            started = on is None or term.start <= on
            score = (running and not found.former, fits, started, -term.office.rank)
            rank = (int(score[0]), int(score[1]), int(score[2]), score[3])
            if best is None or rank > best[0] or (rank == best[0] and term.start >= best[2].start):
                best = (rank, person, term, running)
    if best is None:
        return None
    _, person, term, running = best
    if full is None and role is None and not running and words in book.words["ambiguous"]:
        return None  # "Law" is a word; the holder of an office of that name only while in it
    if full is None and on is not None and not running and role is None and not (term.end and term.end < on):
        return None
    return person, term, running


def fitting(role: str, term: Term) -> bool:
    """Whether the words of a role can mean the term's office."""
    words = term.office.words
    return role in words or any(role.endswith(" " + w) or w.endswith(" " + role) for w in words)


def sector(term: Term, running: bool, on: dt.date | None, book: ActorCodebook) -> str | None:
    """The sector of a holder on a date: after the term a holder of power is one of the former elites."""
    if term.organisation is not None and term.country in ("IGO", "NGO"):
        own: str | None = term.country
        former = own
    else:
        entry = book.names.get(key(term.organisation)) if term.organisation else None
        # A "foreign minister" or "spokesman" of an armed group is of the government only while it rules.
        own = entry.sector_on(on) if entry and term.office.sector in ("GOV", "REB") else term.office.sector
        former = "ELI" if own in book.words["former_sectors"] else own
    if running or on is None:
        return own
    if term.end is not None and term.end < on:
        return "ELI" if former == "IGO" else former
    return None  # not yet in office: unknown
