"""Several at once: whom "the two officials", "both sides" or "the two countries" means.

They are two (or three ...) of different nations that a sentence before names side by side, the nearest
such sentence counting; never those who act on them in their own clause ("Brazil urged the two sides").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from dragoman.codebook.actors import ActorCodebook
from dragoman.codebook.phrases import fold, key, plural
from dragoman.coding.salience import Candidate, Entity
from dragoman.tree import Tree
from dragoman.types import Actor

_RELATIVE = re.compile(r",?\s+(?:who|which|whose|whom|where)\b")
_DETERMINER = re.compile(r"^(?:the|both|these|those|this|that|all|each)\s+", re.I)
# Who can be one of two sides or governments: a state, its soldiers, armed groups.
_SIDES = frozenset(("GOV", "MIL", "REB"))
# Nouns that no armed group is ("both countries"), though it may be one of two sides.
_NATIONAL = frozenset(("countries", "nations", "states", "governments", "capitals", "superpowers"))
_CLEARLY = 1.5
_FELLOWS = ("nsubj", "obj", "iobj", "obl:agent")


def last_two(before: Iterable[Candidate]) -> list[Entity]:
    """The two states or persons last named together, in order ("the former", "the latter")."""
    return _nearest(
        list(before), 2, lambda e: e.actor.country is not None and (e.state or e.kind == "person")
    )


def several(
    text: str, book: ActorCodebook, before: Iterable[Candidate], excluded: frozenset[str | None]
) -> list[Actor] | None:
    """The actors of a phrase such as "both sides", in order of the text; None where it is no such phrase.

    ``before``: the candidates before the phrase, in order; ``excluded``: countries that it cannot mean.
    Empty where the phrase is one but nobody fits.
    """
    core, _, apposed = _RELATIVE.split(text.strip())[0].partition(",")
    words = core.split()
    if not words or fold(words[0]) not in book.words["openers"]:
        return None
    if len(words) < 2 and fold(words[0]) not in book.words["together"]:
        return None
    if key(_DETERMINER.sub("", core)) in book.names:
        return None  # "the United States"
    named = book.states.get(key(words[-1]), frozenset())
    if len(named) == 2 and len(words) in (2, 3):
        return [Actor(None, c, "GOV") for c in sorted(named)]  # "both Koreas"
    number = next((n for w in words[:2] if (n := book.numbers.get(fold(w)))), None)
    if any(fold(w) in book.names for w in words):
        return None
    noun = key(" ".join(w for w in words if fold(w) not in book.numbers and fold(w) != "the"))
    last = noun.rpartition(" ")[2]
    people, states = book.words["nominal_persons"], book.words["nominal_states"]
    if noun and fold(words[0]) in book.words["one_by_one"]:
        noun, last = plural(noun), plural(last)  # "neither country"
    alone = not noun and number is not None  # "the pair"
    if not alone and (not {noun, last} & (people | states) or (number is None and last not in states)):
        return None
    wanted = {e.country for w in re.findall(r"\w+", apposed) if (e := book.names.get(fold(w))) and e.country}
    persons = last in people
    if persons and fold(words[0]) in book.words["indefinite"]:
        return None

    def fits(entity: Entity) -> bool:
        actor = entity.actor
        if actor.country is None or actor.country in excluded or actor.sector == "JRN":
            return False
        if wanted and actor.country not in wanted:
            return False
        if persons:
            anyone = last in book.words["anyone"]
            office = anyone or any(plural(r).endswith(last) for r in entity.roles)
            return entity.kind == "person" and office and (anyone or actor.sector != "ELI")
        if noun in _NATIONAL and actor.sector == "REB":
            return False
        return actor.country not in ("IGO", "NGO") and (
            entity.kind == "person" or entity.state or actor.sector in _SIDES
        )

    mentions = list(before)
    chosen = _nearest(mentions, number or 2, fits)
    if persons and not chosen:
        # "the two presidents", of whom only the countries are named.
        chosen = _nearest(mentions, number or 2, lambda e: e.state)
    if persons and chosen and chosen[0].kind == "person":
        return [e.actor for e in chosen]
    civil = len({e.actor.country for e in chosen}) < len(chosen)  # the army and its rebels
    return [
        e.actor if civil or e.actor.sector == "REB" else Actor(None, e.actor.country, "GOV") for e in chosen
    ]


def _nearest(before: list[Candidate], number: int, fits: Callable[[Entity], bool]) -> list[Entity]:
    """The ``number`` entities of different sides that the nearest sentence names together.

    Where none names as many, those of one that names more, else the last ones mentioned.
    """
    spare: list[Entity] = []
    sentences: dict[int, list[Candidate]] = {}
    for candidate in before:
        sentences.setdefault(candidate.sentence, []).append(candidate)
    for found in reversed(sentences.values()):
        joint = [c for c in found if len(c.entities) == number and all(map(fits, c.entities))]
        for candidate in reversed(joint):
            if len(set(map(_side, candidate.entities))) == number:
                return list(candidate.entities)
        together = _distinct(found, fits)
        if len(together) == number:
            return together
        if len(together) > number and not spare:
            spare = together[-number:]
    if spare:
        return spare
    spread = _distinct(before, fits)
    return spread[-number:] if len(spread) >= number else []


def _distinct(candidates: list[Candidate], fits: Callable[[Entity], bool]) -> list[Entity]:
    """The fitting entities of different sides, each where it was last mentioned."""
    chosen: list[Entity] = []
    sides: set[tuple[str | None, bool]] = set()
    for candidate in reversed(candidates):
        for entity in reversed(candidate.entities):
            if fits(entity) and _side(entity) not in sides:
                chosen.append(entity)
                sides.add(_side(entity))
    chosen.reverse()
    return chosen


def opposite(before: Sequence[Candidate], number: int, excluded: frozenset[str | None]) -> str | None:
    """The state of which most is spoken near the sentence ``number``, but for those ``excluded``.

    None where another comes close to it.
    """
    score: dict[str, float] = {}
    for candidate in before:
        for entity in candidate.entities:
            actor = entity.actor
            if actor.country is None or actor.country in excluded or actor.country in ("IGO", "NGO"):
                continue
            if actor.sector in _SIDES:
                weight = 1.0 / (1 + number - candidate.sentence)
                score[actor.country] = score.get(actor.country, 0.0) + weight
    ranked = sorted(score, key=lambda c: -score[c])
    if not ranked or (len(ranked) > 1 and score[ranked[0]] < _CLEARLY * score[ranked[1]]):
        return None
    return ranked[0]


def _side(entity: Entity) -> tuple[str | None, bool]:
    """What tells sides apart: the nation, and whether they fight its government."""
    return entity.actor.country, entity.actor.sector == "REB"


def fellows(tree: Tree, at: int) -> list[int]:
    """The other arguments of the verb whose object or prepositional phrase token ``at`` heads.

    For a relative pronoun, the noun that its clause modifies.
    """
    if not tree.is_a(at, "obj", "iobj", "obl"):
        return []
    verb = tree.tokens[at].head
    found = []
    beside = tree.children(verb, *_FELLOWS)
    while tree.is_a(verb, "xcomp") and tree.child(verb, "nsubj") is None:
        verb = tree.tokens[verb].head
        beside += tree.children(verb, *_FELLOWS)  # "Brazil offered to mediate between the two sides"
    for child in beside:
        if child == at:
            continue
        relative = tree.is_a(verb, "acl:relcl") and tree.tokens[child].text.lower() in (
            "who",
            "which",
            "that",
        )
        found.append(tree.tokens[verb].head if relative else child)
    return found
