"""The countries of named persons and bodies to whom the report's words give none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dragoman.codebook.actors import ActorCodebook
from dragoman.codebook.phrases import key
from dragoman.coding.aliases import Names
from dragoman.coding.home import Home
from dragoman.coding.layout import Layout
from dragoman.coding.nationality import Officials
from dragoman.coding.salience import Candidate, Entity, nations

# Sectors whose members belong, where nothing else is said, to the country that the context gives.
AT_HOME = frozenset(
    ("GOV", "MIL", "COP", "SPY", "JUD", "LEG", "PTY", "OPP", "REB", "UAF", "CVL", "MED", "AGR", "LAB",
     "EDU", "CRM", "ELI", "REL")
)  # fmt: skip
_OFFICIAL = ("GOV", "MIL")


def settle(
    layout: Layout,
    candidates: Sequence[Candidate],
    book: ActorCodebook,
    home: Home,
    names: Names,
) -> None:
    """Give them, in place, the country of where the report brings them in.

    Where the report is about one country, persons of whom nothing is said are of it.  Officials of a
    state are :mod:`dragoman.coding.nationality`'s.
    """
    firsts: dict[int, Candidate] = {}
    for candidate in candidates:
        actor = candidate.entities[0].actor
        if actor.country is None and actor.sector in AT_HOME:
            firsts.setdefault(id(candidate.entities[0]), candidate)
    Officials(layout, candidates, book, home).settle()
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
    share(layout, candidates, book, home, names)
    home.count()


def share(
    layout: Layout, candidates: Sequence[Candidate], book: ActorCodebook, home: Home, names: Names
) -> None:
    """Give bodies whose names several states use ("Congress") to the report's country where their usual state
    is not spoken of, in place."""
    text = layout.document.report.text
    called = [(c, key(text[c.start : c.end]).removeprefix("the ")) for c in candidates if c.form == "name"]
    found = [(c, name) for c, name in called if name in book.words["shared"]]
    if not found:
        return
    shared = {id(c) for c, _ in found}
    spoken = Counter(country for c in candidates if id(c) not in shared for country in nations(c))
    about = home.dateline or next(iter(c for c, _ in spoken.most_common(1)), None)
    for candidate, name in found:
        actor = candidate.entities[0].actor
        if about is not None and actor.country is not None and actor.country not in spoken:
            actor = replace(actor, country=about)
            candidate.entities = (Entity(actor, "thing"),)
            names.explain(name, actor)
