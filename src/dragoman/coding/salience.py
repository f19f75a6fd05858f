"""Candidates for reference in a document, and how much they stand out."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.types import Actor

# How much a grammatical role makes its bearer the thing spoken of (subject over object over the rest).
SALIENCE = {
    "nsubj": 6.0, "nsubj:pass": 5.0, "obj": 3.0, "iobj": 3.0, "obl:agent": 3.0, "obl": 2.0, "root": 2.0,
    "nmod:poss": 1.5, "conj": 2.0, "nmod": 1.0, "appos": 1.0, "parataxis": 1.0, "vocative": 1.0,
}  # fmt: skip
DISTANCE = 5.0
SPEAKER = 2.0
DOMINATES = 6.0
INSIDE = 2.5  # named in the words of another, not in the reporter's own
REACH = 4


@dataclass(slots=True)
class Entity:
    """Somebody the document speaks of.  ``kind``: person, thing (state, organisation) or several."""

    actor: Actor
    kind: str
    surname: str | None = None
    given: str | None = None
    gender: str | None = None
    roles: set[str] = field(default_factory=set)
    state: bool = False  # a state itself, not one of its parts


@dataclass(slots=True)
class Candidate:
    """One mention of one or several entities, at a token of a sentence."""

    sentence: int
    token: int
    start: int
    end: int
    entities: tuple[Entity, ...]
    deprel: str
    speaker: bool = False
