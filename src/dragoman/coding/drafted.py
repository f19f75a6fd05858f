"""An event in the making: what was found before modality, dates and tellings settle it."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.codebook.events import Entry
from dragoman.types import EventType, Modality, Party, Span


@dataclass(slots=True)
class Drafted:
    """One event as one clause tells it; ``entry`` names what decided its type.

    ``purpose``: told only as what another event was for ("met him to warn him").
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
    entry: str
    source: tuple[Party, ...]
    target: tuple[Party, ...]
    trigger: Span
    modality: Modality
    date: str | None = None
    place: str | None = None
    deaths: int | None = None
    rule: Entry | None = None
    clause: int = -1
    purpose: bool = False
    occasion: list[Drafted] = field(default_factory=list, repr=False)


def share(draft: Drafted) -> None:
    """Gives the date and place of ``draft`` to the events of its occasion that have none."""
    for other in draft.occasion:
        other.date = other.date or draft.date
        other.place = other.place or draft.place
