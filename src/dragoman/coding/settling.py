"""The countries of named persons and bodies to whom the report's words give none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dragoman.codebook.actors import ActorCodebook
from dragoman.coding import nationality
from dragoman.coding.aliases import Names
from dragoman.coding.home import Home
from dragoman.coding.salience import Candidate
from dragoman.tree import Tree

# Sectors whose members belong, where nothing else is said, to the country that the context gives.
AT_HOME = frozenset(
    ("GOV", "MIL", "COP", "SPY", "JUD", "LEG", "PTY", "OPP", "REB", "UAF", "CVL", "MED", "AGR", "LAB",
     "EDU", "CRM", "ELI", "REL")
)  # fmt: skip
_OFFICIAL = ("GOV", "MIL")


def settle(
    tree_of: Callable[[int], Tree],
    candidates: Sequence[Candidate],
    book: ActorCodebook,
    home: Home,
    names: Names,
) -> None:
    """Give them, in place, the country of where the report brings them in.

    Where the report is about one country, persons of whom nothing is said are of it.  Officials of a
    state go by a country named as the place ("In Peru, Foreign Minister ...") or by what they say
    (:mod:`dragoman.coding.nationality`).
    """
    firsts: dict[int, Candidate] = {}
    for candidate in candidates:
        actor = candidate.entities[0].actor
        if actor.country is None and actor.sector in AT_HOME:
            firsts.setdefault(id(candidate.entities[0]), candidate)
    for candidate in firsts.values():
        entity = candidate.entities[0]
        if entity.surname is not None and entity.actor.sector in _OFFICIAL:
            entity.actor = replace(entity.actor, country=home.around(candidate.sentence))
    nationality.settle(tree_of, candidates, book, home.counts)
    if home.alone is not None:
        for candidate in candidates:
            entity = candidate.entities[0]
            if entity.surname is not None and entity.actor.country is None and entity.actor.sector is None:
                entity.actor = replace(entity.actor, country=home.alone)
    for candidate in firsts.values():
        entity = candidate.entities[0]
        person = entity.surname is not None and entity.actor.sector not in _OFFICIAL
        if person or entity.actor.name in names:
            entity.actor = replace(entity.actor, country=home.at(candidate.sentence, candidate.token))
            names.settle(entity.actor)
