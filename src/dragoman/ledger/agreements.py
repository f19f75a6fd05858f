"""Agreements that reports speak of by name ("the Minsk accords", "the Black Sea grain deal").

A mention is a noun such as "accord" or "deal" with a name before it or behind "of"; mentions are of one
agreement if they have the same name, whatever the noun, or one name is part of just one other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.ledger.gist import Word, words_in
from dragoman.ledger.moment import Moment, counted
from dragoman.types import Reading, Span

_REACH: Final = 5  # words before the noun
_YEAR: Final = re.compile(r"(?:1[5-9]|20)\d\d")
_LINKS: Final = frozenset(("of", "on"))
_BETWEEN: Final = frozenset(("between", "with", "by"))

COLUMNS: Final = (
    'name VARCHAR, names VARCHAR[], parties VARCHAR[], "date" VARCHAR, reports INTEGER, first_told VARCHAR, '
    "last_told VARCHAR, commitments VARCHAR[], obligations VARCHAR[], events VARCHAR[]"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of an agreement in a report's text, with what its sentence says of it.

    ``key``: what mentions are compared by; ``parties``: codes of who is said to have agreed; ``acts`` and
    ``events``: ids of those told in the sentence.
    """

    span: Span
    key: str
    date: str | None
    parties: tuple[str, ...]
    acts: tuple[str, ...]
    events: tuple[str, ...]


def mentions(reading: Reading, book: CommitmentCodebook) -> list[Mention]:
    """The agreements that a report names, in order."""
    text = reading.report.text
    low = text.lower()
    if not any(noun in low for noun in book.agreements):
        return []
    found = []
    for sentence in reading.sentences:
        words = words_in(text, book, sentence.start, sentence.end)
        for i, word in enumerate(words):
            if word.text.lower() in book.agreements:
                name = _name(words, i, text, sentence.start, book)
                if name is not None:
                    found.append(_mention(name, words, i, sentence, reading, book))
    return found


def _name(
    words: Sequence[Word], i: int, text: str, start: int, book: CommitmentCodebook
) -> tuple[int, int] | None:
    """First and last word of the name around the noun at ``i``; None if it has none."""
    first = None
    for at in range(i - 1, max(-1, i - 1 - _REACH), -1):
        word, between = words[at], text[words[at].end : words[at + 1].start]
        low = word.text.lower()
        if between.strip("- –") or low in book.words.empty:
            break
        opens = word.start == start
        if (word.text[0].isupper() and not (opens and word.code is None)) or _YEAR.fullmatch(word.text):
            first = at
    last = i
    if words[i].text[0].isupper() and i + 2 < len(words) and words[i + 1].text.lower() in _LINKS:
        at = i + 2
        while (
            at < len(words)
            and words[at].text[0].isupper()
            and text[words[at - 1].end : words[at].start] == " "
        ):
            last, at = at, at + 1
    return (first if first is not None else i, last) if first is not None or last > i else None


def _mention(
    name: tuple[int, int],
    words: Sequence[Word],
    i: int,
    sentence: Span,
    reading: Reading,
    book: CommitmentCodebook,
) -> Mention:
    first, last = name
    text = reading.report.text
    start, end = words[first].start, words[last].end
    own = [w for w in words[first : last + 1] if w.text.lower() not in book.agreements | book.plain | _LINKS]
    key = (
        " ".join(sorted({w.text.lower() for w in own if not _YEAR.fullmatch(w.text)}))
        or words[i].text.lower()
    )
    inside = [e for e in reading.events if sentence.start <= e.trigger.start < sentence.end]
    agreed = [e for e in inside if e.type == "AGREE" and e.modality == "asserted"]
    parties = {p.code for e in agreed for p in (*e.source, *e.target) if p.code}
    for at in range(last + 1, len(words)):
        if words[at].text.lower() in _BETWEEN:
            parties |= {w.code for w in words[at:] if w.code}
            break
    years = [w.text for w in words[first : last + 1] if _YEAR.fullmatch(w.text)]
    dates = years or sorted(e.date for e in agreed if e.date)
    acts = tuple(a.id for a in reading.acts if sentence.start <= a.trigger.start < sentence.end)
    return Mention(
        Span(text[start:end], start, end), key, dates[0] if dates else None, tuple(sorted(parties)), acts,
        tuple(e.id for e in inside if e.modality in ("asserted", "demanded", "negated")),
    )  # fmt: skip


def told(reading: Reading, book: CommitmentCodebook) -> list[dict[str, Any]]:
    """The agreements that a report names, as rows of ``agreements_told``."""
    return [
        {
            "report": reading.report.id, "start": m.span.start, "end": m.span.end, "name": m.span.text,
            "key": m.key, "date": m.date, "parties": list(m.parties), "acts": list(m.acts),
            "events": list(m.events),
        }
        for m in mentions(reading, book)
    ]  # fmt: skip


def agreements(moment: Moment) -> list[dict[str, Any]]:
    """The agreements told of by the moment, the most told first: a row of ``COLUMNS`` each."""
    rows = moment.fetch(
        'SELECT m.report, m.name, m.key, m."date", m.parties, m.acts, m.events, '
        "strftime(r.known, '%Y-%m-%d') "
        f"FROM agreements_told m JOIN readings r ON r.id = m.report WHERE {counted(moment.as_of)} "
        'ORDER BY r.known, m.report, m."start"'
    )
    whole = _whole({row[2] for row in rows})
    told: dict[str, list[tuple[Any, ...]]] = {}
    for row in rows:
        told.setdefault(whole[row[2]], []).append(row)
    bound = _bound(moment, {(row[0], act) for row in rows for act in row[5]})
    happened = _events(moment, {(row[0], event) for row in rows for event in row[6]})
    found = [_row(group, bound, happened) for group in told.values()]
    return sorted(found, key=lambda row: (-row["reports"], row["first_told"], row["name"]))


def _whole(keys: set[str]) -> dict[str, str]:
    """Of each name the one that it is part of, if it is part of just one; itself otherwise."""
    parts = {key: frozenset(key.split()) for key in keys}
    found = {}
    for key in keys:
        larger = [other for other in keys if parts[key] < parts[other]]
        longest = [other for other in larger if all(parts[o] <= parts[other] for o in larger)]
        found[key] = longest[0] if longest else key
    return found


def _bound(moment: Moment, acts: set[tuple[str, str]]) -> dict[tuple[str, str], tuple[str, str | None]]:
    """The commitment of each act, and what it binds to."""
    if not acts:
        return {}
    rows = moment.fetch(
        "SELECT report, id, whole, body ->> '$.content.text' FROM told "
        "WHERE kind = 'act' AND list_contains(?, report)",
        [sorted({report for report, _ in acts})],
    )
    return {(report, act): (whole, content) for report, act, whole, content in rows}


def _events(moment: Moment, events: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    if not events:
        return {}
    rows = moment.fetch(
        "SELECT report, id, whole FROM told WHERE kind = 'event' AND list_contains(?, report)",
        [sorted({report for report, _ in events})],
    )
    return {(report, event): whole for report, event, whole in rows}


def _row(
    group: Sequence[tuple[Any, ...]],
    bound: dict[tuple[str, str], tuple[str, str | None]],
    happened: dict[tuple[str, str], str],
) -> dict[str, Any]:
    names = [row[1] for row in group]
    acts = [bound[row[0], act] for row in group for act in row[5] if (row[0], act) in bound]
    dates = sorted(row[3] for row in group if row[3])
    return {
        "name": max(sorted(set(names)), key=lambda name: (names.count(name), len(name))),
        "names": sorted(set(names)),
        "parties": sorted({code for row in group for code in row[4]}),
        "date": dates[0] if dates else None,
        "reports": len({row[0] for row in group}),
        "first_told": group[0][7],
        "last_told": group[-1][7],
        "commitments": _distinct(id_ for id_, _ in acts),
        "obligations": _distinct(content for _, content in acts if content),
        "events": _distinct(happened[row[0], e] for row in group for e in row[6] if (row[0], e) in happened),
    }


def _distinct(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))
