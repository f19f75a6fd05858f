"""What the event codebook holds, once loaded (see :mod:`dragoman.codebook.events`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.types import EventType, Modality


@dataclass(frozen=True, slots=True)
class Mode:
    """A mode of a type: how it was done."""

    definition: str
    cameo: str | None
    goldstein: float | None


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with the event an expert codes in it (``source``, ``target``: text or "")."""

    text: str
    source: str
    target: str
    mode: str | None
    modality: Modality


@dataclass(frozen=True, slots=True)
class EventKind:
    """One PLOVER type as its file describes it; ``goldstein`` from -10 to 10.

    ``not_targets``: last words of phrases that are no target of the type ("met reporters").
    """

    type: EventType
    definition: str
    cameo: str
    goldstein: float
    symmetric: bool
    not_targets: frozenset[str]
    modes: Mapping[str, Mode]
    exceptions: tuple[str, ...]
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One trigger: a lemma (with its particle) and what must stand beside it.

    ``id``: its file, lemma and group ("assault.toml attack (verbs 1)").
    ``object``, ``subject``, ``complement`` and the values of ``beside`` (preposition -> lemmas)
    are sets of lemmas of which one must be there; None: not asked for.  ``@actor`` in a set:
    anything that names an actor.  ``source`` and ``target``: the arguments to look at, in order.
    """

    id: str
    type: EventType
    mode: str | None
    cameo: str
    goldstein: float
    symmetric: bool
    pos: str
    lemma: str
    particle: str | None
    object: frozenset[str] | None
    not_object: frozenset[str]
    subject: frozenset[str] | None
    beside: tuple[tuple[str, frozenset[str]], ...]
    complement: frozenset[str] | None
    source: tuple[str, ...]
    target: tuple[str, ...]
    needs: str
    confidence: float
    choose: tuple[EventType, ...]
    rank: int


@dataclass(frozen=True, slots=True)
class Operator:
    """Verbs that make one event of another: "suspended" + aid = SANCTION.

    ``result``: type of the event acted on -> (type, mode, CAMEO, Goldstein).
    ``keeps``: whether the event acted on stays in the record, under its own modality.
    """

    name: str
    lemmas: frozenset[str]
    result: Mapping[EventType, tuple[EventType, str | None, str, float]]
    keeps: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class ModalityWords:
    """Which words change the modality of what they govern (see ``modality.toml``)."""

    verbs: Mapping[str, Modality]
    nouns: Mapping[str, Modality]
    nominals: Mapping[str, Modality]
    adjectives: Mapping[str, Modality]
    adverbs: Mapping[str, Modality]
    auxiliaries: Mapping[str, Modality]
    marks: Mapping[str, Modality]
    prepositions: Mapping[str, Modality]
    determiners: Mapping[str, Modality]
    modifiers: Mapping[str, Modality]
    occurring: frozenset[str]
    saying: frozenset[str]
    setting: frozenset[str]
    temporal: frozenset[str]
    ranking: frozenset[str]
    factual: frozenset[str]
    transparent: frozenset[str]
    presupposing: frozenset[str]
    renewing: frozenset[str]


@dataclass(frozen=True, slots=True)
class EventCodebook:
    """All that event coding knows of words.

    ``entries``: lemma -> entries, the most specific first, by part of speech
    (``verb``, ``noun``, ``adj``).  ``adverbs``: first word -> entries of what is done so
    ("side by side").  ``answered``: noun -> types of the event it goes back to
    in "rejected the demand".
    """

    kinds: Mapping[EventType, EventKind]
    verbs: Mapping[str, tuple[Entry, ...]]
    nouns: Mapping[str, tuple[Entry, ...]]
    adjectives: Mapping[str, tuple[Entry, ...]]
    adverbs: Mapping[str, tuple[Entry, ...]]
    classes: Mapping[str, frozenset[str]]
    light: Mapping[str, str]
    answered: Mapping[str, tuple[EventType, ...]]
    operators: Mapping[str, tuple[Operator, ...]]
    announced: Operator
    refused: Operator
    modality: ModalityWords
    silent: frozenset[str]
    model_threshold: float
    choice_threshold: float
    told: float
    partly: float
