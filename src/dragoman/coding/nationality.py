"""The state of an official whom the report names without one ("President Elena Rivas").

Wire reports leave the nationality out where it is plain.  It is told by whom the official's
statement binds ("said Lima would not tolerate"), or by the national source that passes it on ("according
to the Peruvian news agency"); where one country is spoken of far more than any other, it is that one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from dragoman.codebook.actors import ActorCodebook
from dragoman.codebook.phrases import fold, key
from dragoman.coding.salience import Candidate, Entity
from dragoman.tree import Tree
from dragoman.types import Actor

_OF_STATE = frozenset(("GOV", "MIL"))
_FUTURE = frozenset(("will", "would", "shall", "wo"))
_READY = frozenset(("ready", "willing", "prepared", "determined", "open", "committed"))
_SEATS = ("capital", "seat")
_DOMINANT = 3.0  # how many times the mentions of the next country the first must have


def settle(
    tree_of: Callable[[int], Tree], candidates: Sequence[Candidate], book: ActorCodebook, counts: Counter[str]
) -> None:
    """Give a country to the named officials of a state that have none, in place.

    ``tree_of``: the tree of a sentence by its number; ``counts``: how often the report names each country.
    """
    ranked = counts.most_common(2)
    home = ranked[0][0] if ranked else None
    clear = bool(ranked) and (len(ranked) < 2 or ranked[0][1] >= _DOMINANT * ranked[1][1])
    stateless = [c for c in candidates if len(c.entities) == 1 and _lacks(c.entities[0])]
    for candidate in stateless:
        entity = candidate.entities[0]
        if not _lacks(entity):
            continue  # settled by an earlier mention
        beside = [c for c in candidates if c.sentence == candidate.sentence and c is not candidate]
        tree = tree_of(candidate.sentence)
        country = _bound(tree, candidate.token, beside, book, home) or _source(tree, beside)
        if country is not None:
            _assign(entity, country)
    for candidate in stateless:
        if clear and home is not None and _lacks(candidate.entities[0]):
            _assign(candidate.entities[0], home)


def _lacks(entity: Entity) -> bool:
    actor = entity.actor
    return (
        entity.surname is not None
        and actor.country is None
        and actor.sector in _OF_STATE
        and actor.role is not None
    )


def _assign(entity: Entity, country: str) -> None:
    old = entity.actor
    entity.actor = Actor(old.name, country, old.sector, old.role)


def spoken_for(tree: Tree, official: int, beside: Sequence[Candidate], book: ActorCodebook) -> str | None:
    """The state for which a body without a nation speaks: "Peru would free him, the ministry said".

    ``official``: the head token of its mention; ``beside``: the candidates of the sentence.
    """
    return _bound(tree, official, beside, book, None, body=True)


def _bound(
    tree: Tree,
    official: int,
    beside: Sequence[Candidate],
    book: ActorCodebook,
    home: str | None,
    *,
    body: bool = False,
) -> str | None:
    """The state that the official's statement binds: the subject of what it says will be done."""
    if not tree.is_a(official, "nsubj"):
        return None
    for clause in tree.children(tree.tokens[official].head, "ccomp", "parataxis"):
        helpers = {tree.tokens[c].lemma.lower() for c in tree.children(clause, "aux")}
        ready = tree.tokens[clause].lemma.lower() in _READY
        if not (helpers & _FUTURE or ready):
            continue
        denied = any(tree.tokens[c].lemma.lower() in ("not", "never", "n't") for c in tree.children(clause))
        for subject in tree.children(clause, "nsubj"):
            for other in beside:
                if other.token != subject or len(other.entities) != 1:
                    continue
                found = other.entities[0]
                entry = book.names.get(fold(tree.tokens[subject].text))
                seat = entry is not None and entry.kind in _SEATS
                if found.state and (seat or denied or ready or body):
                    return found.actor.country
                ours = found.actor.sector in _OF_STATE and found.actor.name is None
                if ours and found.kind != "person" and not found.state:
                    return found.actor.country or home  # "the army would not give in"
    return None


def _source(tree: Tree, beside: Sequence[Candidate]) -> str | None:
    """The nation of a source that opens the sentence: "According to the Peruvian news agency, ..."."""
    for other in beside:
        actor = other.entities[0].actor
        cases = {tree.tokens[c].lemma.lower() for c in tree.children(other.token, "case")}
        cases |= {tree.tokens[c].text.lower() for c in tree.children(other.token, "case")}
        if "according" in cases and actor.country not in (None, "IGO", "NGO"):
            return actor.country
    return None


def half_of(text: str, country: str, book: ActorCodebook) -> str | None:
    """The state that "the North" or "the South" is in a report about ``country``; else None."""
    half = {"the north": 0, "the south": 1}.get(key(text))
    return book.halves[country][half] if half is not None and country in book.halves else None
