"""The actor codebook: which names, roles and institutions are which actors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.codebook.actor_tables import ActorTables
from dragoman.codebook.cities import Cities
from dragoman.codebook.entries import SECTORS, Entry
from dragoman.codebook.files import read_toml
from dragoman.codebook.officeholders import Officeholders

__all__ = ["SECTORS", "ActorCodebook", "Entry", "load_actors"]

_FILES = "countries", "organisations", "roles", "offices", "officeholders", "names", "anaphora", "ranking"


@dataclass(frozen=True, slots=True)
class ActorCodebook:
    """All actor data, ready for matching.  Keys are folded phrases (see ``codebook.phrases``).

    ``names`` are proper names, ``roles`` common nouns, ``cities`` the gazetteer's; ``starts`` holds the
    first word of each phrase, ``pairs`` gives for its first two words how many the longest such phrase has.
    ``initials``: country and sector of whom a letter and a state in brackets follow ("(D-Mich.)").
    ``halves``: what "the North" and "the South" are in a report about a country.  ``extra``: the user's
    directory, where there is one.
    """

    names: Mapping[str, Entry]
    roles: Mapping[str, Entry]
    cities: Cities
    starts: frozenset[str]
    pairs: Mapping[str, int]
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
    halves: Mapping[str, tuple[str, str]]
    extra: Path | None
    ranking: Mapping[str, Mapping[str, float]]
    states: Mapping[str, frozenset[str]]
    hypernyms: Mapping[str, frozenset[str]]
    initials: Mapping[str, tuple[str, str]]
    retinue: Mapping[str, frozenset[str]]


def load_actors(extra: Path | None = None) -> ActorCodebook:
    """The packaged actor codebook, with the files of ``extra / "actors"`` over it.

    Raises CodebookError naming file and line of a wrong entry.
    """
    tables = {name: read_toml(f"actors/{name}.toml", extra) for name in _FILES}
    reader = ActorTables(tables, extra)
    names: dict[str, Entry] = {}
    for entry in reader.names():
        old = names.get(entry.phrase)
        if old is not None and old.case < entry.case:
            continue  # "Nato" and "NATO": the wider spelling stands
        names[entry.phrase] = entry
    roles = {entry.phrase: entry for entry in reader.roles()}
    holders = reader.holders(names)
    starts: set[str] = set()
    pairs: dict[str, int] = {}
    for phrases in (names, roles, holders.by_name):
        for phrase in phrases:
            words = phrase.split(" ")
            starts.add(words[0])
            if len(words) > 1:
                pair = f"{words[0]} {words[1]}"
                pairs[pair] = max(pairs.get(pair, 0), len(words))
    gender = reader.gender()
    # A word that is a given name or a known surname is no city; nor is an ordinary word.
    cities = Cities(extra, frozenset(gender) | reader.ambiguous | frozenset(holders.by_surname))
    return ActorCodebook(
        names, roles, cities, frozenset(starts), pairs, holders, tables["roles"]["sectors"],
        reader.dominant(), reader.words(), reader.classes(), gender, reader.pronouns(),
        reader.pronoun_gender(), tables["anaphora"]["numbers"], reader.offices(), reader.heads(roles, names),
        reader.halves(), extra, reader.ranking(),
        reader.sets("states"), reader.sets("hypernyms"), reader.initials(),
        reader.sets("retinue"),
    )  # fmt: skip
