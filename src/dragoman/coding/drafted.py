"""An event in the making: what was found before modality, dates and tellings settle it."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.codebook.events import Entry
from dragoman.types import EventType, Modality, Party, Span


@dataclass(slots=True)
class Drafted:
    """One event as one clause tells it; ``entry`` names what decided its type."""

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
