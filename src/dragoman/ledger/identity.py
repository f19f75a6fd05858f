"""What parties, events and conditions are compared by, and how dates become ranges."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.types import Act, Event, Party

_WORD = re.compile(r"[^\W_]+")
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")

EventKey = tuple[str, str | None, tuple[str, ...], tuple[str, ...], str | None, bool]


def wording(text: str, idle: frozenset[str] = frozenset()) -> str:
    """``text`` in small letters, without punctuation and without ``idle`` words (unless nothing is left)."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return " ".join([word for word in words if word not in idle] or words)


def party_key(party: Party | None, book: CommitmentCodebook) -> str:
    """Who a party is: the actor's code, with sector and name where it does not act for the state.

    A party without actor is known by its wording; no party is "".
    """
    if party is None:
        return ""
    if party.actor is None or party.code is None:
        return f'"{wording(party.text, book.idle_words)}"'
    if party.actor.sector in book.not_the_state:
        return f"{party.code}/{party.actor.sector}/{party.actor.name or ''}"
    return party.code


def event_key(event: Event, book: CommitmentCodebook) -> EventKey:
    """What an event is, whatever words tell it: type, mode, actors, place, negated or not."""
    source, target = (
        tuple(sorted({party_key(party, book) for party in side})) for side in (event.source, event.target)
    )
    if event.type in book.symmetric:
        source, target = tuple(sorted({*source, *target})), ()
    place = wording(event.place.name, book.idle_words) if event.place else None
    return book.family_of(event.type), event.mode, source, target, place, event.modality == "negated"


def ends(act: Act, book: CommitmentCodebook) -> bool:
    """Whether the event of the act's condition ends the commitment: its condition is that the
    event does not come about ("unless", "until", "if it does not", "do so or face")."""
    if act.condition is None:
        return False
    words = f"{wording(act.condition.text)} "
    if any(words.startswith(f"{marker} ") for marker in book.ending):
        return True
    condition = act.condition.text.lower().replace("’", "'").replace("n't", " not")
    spoken = f" {condition} "
    absent = any(f" {word} " in spoken for word in book.absence)
    return absent or act.trigger.text.lower().startswith(tuple(f"{word} " for word in book.alternative))


def day_range(date: str | None) -> tuple[dt.date | None, dt.date | None]:
    """First and last day that an ISO 8601 date ("2014", "2021-06", a day, "start/end") may mean.

    (None, None) for no date and for what is none.
    """
    if not date:
        return None, None
    first, _, last = date.partition("/")
    return _days(first)[0], _days(last or first)[1]


def days_after(day: dt.date, days: int) -> dt.date:
    """The day that comes ``days`` after ``day``; the calendar's last day where it ends before."""
    return dt.date.fromordinal(min(day.toordinal() + days, dt.date.max.toordinal()))


def _days(date: str) -> tuple[dt.date | None, dt.date | None]:
    match = _DAY.fullmatch(date[:10])
    if match is None:
        return None, None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if year is None or month is None:
            return dt.date(year or 0, 1, 1), dt.date(year or 0, 12, 31)
        if day is None:
            return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
        return dt.date(year, month, day), dt.date(year, month, day)
    except ValueError:
        return None, None
