"""Entries of the actor codebook: one phrase, and what it stands for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "state", "people", "peoples", "capital", "place", "city", "region", "seat", "organisation",
    "role", "body", "generic",
]  # fmt: skip

SECTORS = (
    "GOV", "MIL", "COP", "SPY", "JUD", "LEG", "PTY", "OPP", "REB", "UAF", "CRM", "CVL", "BUS", "MED", "JRN",
    "EDU", "LAB", "REL", "REF", "AGR", "SOC", "ELI", "IGO", "NGO",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """What an entry stood for during a time: a country (None: its usual one) and a sector."""

    country: str | None
    sector: str
    start: dt.date
    end: dt.date | None

    def on(self, date: dt.date) -> bool:
        """Whether ``date`` falls in it."""
        return self.start <= date and (self.end is None or date <= self.end)


@dataclass(frozen=True, slots=True)
class Entry:
    """One phrase of the codebook and what it stands for.

    ``case``: 0 any spelling, 1 a capital first, 2 capitals throughout.  ``second``: a second sector.
    ``plural``: names several.  ``periods``: what it stood for at other times.
    """

    kind: Kind
    phrase: str
    name: str | None
    country: str | None
    sector: str | None
    case: int
    plural: bool = False
    periods: tuple[Period, ...] = ()
    second: str | None = None

    def sector_on(self, date: dt.date | None) -> str | None:
        """The sector on ``date``: that of the period it falls in, else the usual one."""
        period = self._period(date)
        return self.sector if period is None else period.sector

    def country_on(self, date: dt.date | None) -> str | None:
        """The country on ``date``, in the same way."""
        period = self._period(date)
        return self.country if period is None or period.country is None else period.country

    def _period(self, date: dt.date | None) -> Period | None:
        if date is None or not self.periods:
            return None
        return next((p for p in self.periods if p.on(date)), None)
