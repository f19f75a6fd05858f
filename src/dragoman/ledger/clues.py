"""By what commitments and what happens find each other: numbers (CRC-32) that both must have.

A commitment has the keys of all that may bear on it, a deed those of all that it may bear on.  To share one
is necessary, not enough: ``bearing.bears`` decides.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.ledger.bearing import Deed
from dragoman.ledger.gist import Gist, strength
from dragoman.ledger.identity import wording
from dragoman.ledger.terms import Terms
from dragoman.types import EVENT_TYPES, Event, Party

_OPEN = "*"  # a side that is not named, or parties that are not
_LEAST = 0.4  # of a wording that must be told at least (see ``bearing`` and ``gist.coverage``)
_CODE = 0.4
_LIGHT = 0.25


def clue(kind: str, *parts: str) -> int:
    """The number that stands for these words."""
    return zlib.crc32("\n".join((kind, *parts)).encode())


def source(name: str) -> int:
    """The key by which what an event (its id) or report tells is found."""
    return clue("source", name)


def party(code: str | None) -> int:
    """The key of all on which something that names ``code`` may bear; None: of those that name nobody."""
    return clue("party", code or _OPEN)


def held(code: str) -> int:
    """The key of what a party is bound to."""
    return clue("holder", code)


def word(base: str) -> int:
    """The key of a word that tells."""
    return clue("word", base)


def spoken_of(force: str, code: str | None = None) -> int:
    """The key of what somebody may speak of who names ``code``; None: of all of that force."""
    return clue("force", force, code or "")


def withheld(counterpart: str) -> int:
    """The key of what takes effect unless ``counterpart`` does something."""
    return clue("unless", counterpart)


def of_terms(terms: Terms, book: CommitmentCodebook) -> frozenset[int]:
    """All keys of a commitment but for those of what moves it (``source``)."""
    found = {word(base) for base in terms.words(book)}
    found |= {key for clause in terms.clauses for event in clause.events for key in wanted(event, book)}
    found |= {key for event in terms.content.events for key in _undoing(event, book)}
    parties: Iterable[str | None] = terms.involved or (None,)
    found |= {party(code) for code in parties} | {spoken_of(terms.force)}
    found |= {spoken_of(terms.force, code or _OPEN) for code in parties}
    if terms.holder is not None:
        found.add(held(terms.holder))
    if terms.condition is not None and terms.condition.negated and terms.counterpart is not None:
        found.add(withheld(terms.counterpart))
    return frozenset(found)


def of_event(event: Event, book: CommitmentCodebook) -> frozenset[int]:
    """The keys of all events that ``event`` may satisfy (``matching.satisfies``)."""
    return frozenset(_given(event, book))


def of_deed(terms: Terms, book: CommitmentCodebook) -> frozenset[int]:
    """The keys of commitments that may speak of the deed that ``terms`` speaks of, or of its contrary."""
    found = {word(base) for told in terms.content.told for base in told.words}
    for event in terms.content.events:
        found |= of_event(event, book)
        for kind in EVENT_TYPES:
            if kind in book.opposed_to(event.type):
                found |= of_event(replace(event, type=kind), book)
    return frozenset(found)


def of_remark(deed: Deed) -> frozenset[int]:
    """The keys of all that a sentence may say what became of."""
    heard = deed.heard
    assert heard is not None
    codes = deed.codes | deed.near
    if not codes:
        return frozenset(spoken_of(force) for force in heard.forces)
    return frozenset(spoken_of(force, code) for force in heard.forces for code in (*codes, _OPEN))


def least(terms: Terms, book: CommitmentCodebook) -> int:
    """How many telling words a sentence that bears on the commitment shares with it at least."""
    gists = [told for clause in terms.clauses for told in clause.told]
    without = [
        Gist(told.words - {told.verb}, told.codes)
        for told in terms.content.told
        if told.verb is not None and len(told.words) > 1
    ]
    return min((_shared(told, book) for told in (*gists, *without)), default=1)


def _shared(told: Gist, book: CommitmentCodebook) -> int:
    light = _LIGHT * len(told.words & book.words.light)
    needed = _LEAST * (strength(told, book) + _CODE * len(told.codes)) - _CODE * len(told.codes)
    return max(1, math.ceil(round(needed - light, 6)))


def wanted(event: Event, book: CommitmentCodebook, event_type: str | None = None) -> Iterator[int]:
    """The keys of what may satisfy ``event``, if it is of ``event_type`` (its own unless given)."""
    event_type = event_type or event.type
    kind = book.family_of(event_type)
    sources = [_name(one, book) for one in event.source] or [_OPEN]
    targets = [_name(one, book) for one in event.target] or [_OPEN]
    if event_type in book.symmetric and _OPEN in sources:
        sources, targets = targets, sources
    for one, other in product(sources, targets):
        yield clue("event", kind, one, other)


def _undoing(event: Event, book: CommitmentCodebook) -> Iterator[int]:
    """The keys of what may be the contrary of ``event``."""
    if event.source and event.target:
        for opposed in book.opposed_to(event.type):
            yield from wanted(event, book, opposed)


def _given(event: Event, book: CommitmentCodebook) -> Iterator[int]:
    kind = book.family_of(event.type)
    sources, targets = ([_names(one, book) for one in side] for side in (event.source, event.target))
    if event.type not in book.symmetric:
        firsts = {_OPEN}.union(*sources)
        for pair in product(firsts, {_OPEN}.union(*targets)):
            yield clue("event", kind, *pair)
        return
    together = sources + targets
    yield clue("event", kind, _OPEN, _OPEN)
    for i, names in enumerate(together):
        others = {_OPEN}.union(*(other for j, other in enumerate(together) if j != i))
        for pair in product(names, others):
            yield clue("event", kind, *pair)


def _name(one: Party, book: CommitmentCodebook) -> str:
    """Whom a condition names: a code, or words where nobody knows who it is."""
    return one.code if one.code is not None else _words(one, book)


def _names(one: Party, book: CommitmentCodebook) -> set[str]:
    """What names a party that does something."""
    return {_words(one, book)} | ({one.code} if one.code is not None else set())


def _words(one: Party, book: CommitmentCodebook) -> str:
    return f'"{wording(one.text, book.idle_words)}"'
