"""When two tellings are of one statement: one speaker, the same days, the same words or nearly so."""

from __future__ import annotations

import zlib

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.ledger.assignments import name_of
from dragoman.ledger.identity import day_range, party_key
from dragoman.ledger.leaders import Key, Telling
from dragoman.ledger.wording import words_of
from dragoman.types import Reading, Statement

_ALIKE = 0.5
_DAYS = 3


def statement_tellings(reading: Reading, book: CommitmentCodebook) -> list[Telling]:
    """What is compared of each statement of a reading."""
    return [_telling(statement, reading, n, book) for n, statement in enumerate(reading.statements)]


def _telling(statement: Statement, reading: Reading, n: int, book: CommitmentCodebook) -> Telling:
    report = reading.report
    words = {
        zlib.crc32(word.encode())
        for span in statement.content
        for word in words_of(span.text)
        if word not in book.idle_words
    }
    speaker = party_key(statement.speaker, book)
    first, last = day_range(statement.date)
    if first is None and report.published is not None:
        first = last = report.published
    published = report.published.isoformat() if report.published else "9"
    rank = [statement.date is None, -len(words), published, report.id, n]
    key = (report.id, statement.id)
    return Telling(
        key, name(key), (False, *rank, *key), speaker,
        first.toordinal() - _DAYS if first else None, last.toordinal() + _DAYS if last else None,
        frozenset(f"{word:x}" for word in words) or frozenset("?"), {"rank": rank, "words": sorted(words)},
    )  # fmt: skip


def name(key: Key) -> str:
    """The id of what the telling leads."""
    return name_of("t", key)


def match(one: Telling, other: Telling) -> float | None:
    """The share of the shorter statement's words that the longer has; None if too few."""
    a, b = set(one.facts["words"]), set(other.facts["words"])
    if not a or not b:
        return None
    alike = len(a & b) / len(a | b)
    return alike if alike >= _ALIKE else None
