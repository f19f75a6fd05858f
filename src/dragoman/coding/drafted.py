"""An event in the making: what was found before modality, dates and tellings settle it."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.codebook.events import Entry
from dragoman.coding.counts import NONE, Counts
from dragoman.types import EventType, Modality, Party, Place, Span


@dataclass(slots=True)
class Drafted:
    """One event as one clause tells it; ``basis`` names what decided its type.

    ``purpose``: told only as what another event was for ("met him to warn him").
    ``wide``: whether ``place`` is a whole country, so that a later telling may name it more exactly.
    ``occasion``: events of the same occasion, which share date and place ("met him to warn him").
    """

    sentence: int
    token: int
    type: EventType
    mode: str | None
    cameo: str
    goldstein: float
    symmetric: bool
    confidence: float
    basis: str
    source: tuple[Party, ...]
    target: tuple[Party, ...]
    trigger: Span
    modality: Modality
    date: str | None = None
    place: Place | None = None
    wide: bool = False
    counts: Counts = NONE
    rule: Entry | None = None
    clause: int = -1
    purpose: bool = False
    occasion: list[Drafted] = field(default_factory=list, repr=False)


def share(draft: Drafted) -> None:
    """Gives the date and place of ``draft`` to the events of its occasion that have none."""
    for other in draft.occasion:
        other.date = other.date or draft.date
        if other.place is None:
            other.place, other.wide = draft.place, draft.wide
