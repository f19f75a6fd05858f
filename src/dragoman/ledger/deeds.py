"""Looks up what may bear on commitments, and makes deeds of events and of what is told in words."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any, Final

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.ledger import clues
from dragoman.ledger.bearing import Deed, bears
from dragoman.ledger.gist import gist
from dragoman.ledger.hearing import Heard
from dragoman.ledger.moment import Moment, counted
from dragoman.ledger.saved import events_of, heard_from_json
from dragoman.ledger.terms import Terms
from dragoman.types import Event, Party

Said = Callable[[Collection[str]], dict[str, list[Deed]]]  # what reports tell in words

_EVENT: Final = "e.id, e.body, e.report, e.telling, e.date_from, e.date_to, e.known"
_HEARD: Final = "h.report, r.known, h.source_codes, h.body"


class Deeds:
    """What happened and what was said, as the ledger stood at a moment."""

    def __init__(self, moment: Moment, book: CommitmentCodebook) -> None:
        """``moment`` says which reports count."""
        self._moment = moment
        self._book = book

    def bearing_on(self, stated: Sequence[Terms], without: Collection[str] = ()) -> list[Deed]:
        """All that may bear on one of these commitments, and more, in order; ``without`` what events and
        reports of these ids tell."""
        if not stated:
            return []
        since, until = min(one.made for one in stated), max(one.until for one in stated)
        return self._events(stated, since, until, without) + self._heard_by(stated, since, until, without)

    def _events(
        self, stated: Sequence[Terms], since: dt.date, until: dt.date, without: Collection[str]
    ) -> list[Deed]:
        sides = sorted({side for one in stated for side in _sides(one, self._book)})
        if not sides:
            return []
        wanted = [_of_sides(*side) for side in sides]
        rows = self._moment.fetch(
            f"SELECT {_EVENT} FROM happenings e WHERE e.known >= ? AND e.modality = 'asserted' "
            f"AND (e.date_from IS NULL OR e.date_from <= ?) AND ({' OR '.join(sql for sql, _ in wanted)}) "
            f"AND NOT list_contains(?, e.id) AND {_told(self._moment.as_of)}",
            [since, until, *(value for _, values in wanted for value in values), list(without)],
        )
        return self.made(rows, self.said)

    def _heard_by(
        self, stated: Sequence[Terms], since: dt.date, until: dt.date, without: Collection[str]
    ) -> list[Deed]:
        codes = sorted({code for one in stated for code in one.involved})
        words = sorted({clues.word(base) for one in stated for base in one.words(self._book)})
        rows = self._heard(
            'h."first" BETWEEN ? AND ? AND (len(h.source_codes) = 0 OR list_has_any(h.source_codes, ?)) '
            "AND (h.type = 'remark' OR list_has_any(h.keys, ?::UINTEGER[])) "
            "AND NOT list_contains(?, h.report)",
            [since.toordinal(), until.toordinal(), codes, words, list(without)],
        )
        return [deed for found in rows.values() for deed in found]

    def said(self, reports: Collection[str]) -> dict[str, list[Deed]]:
        """What the sentences of these reports tell in words."""
        if not reports:
            return {}
        return self._heard(f"h.report IN ({', '.join('?' * len(reports))})", sorted(reports))

    def made(self, rows: Sequence[tuple[Any, ...]], said: Said) -> list[Deed]:
        """Deeds of rows of events: ``id, body, report, telling``, the days it happened (None: not said)
        and the day it was known."""
        spoken = said({row[2] for row in rows})
        return [self._deed(row, spoken.get(row[2], ())) for row in rows]

    def _deed(self, row: tuple[Any, ...], spoken: Iterable[Deed]) -> Deed:
        id_, body, report, telling, first, last, known = row
        (event,) = events_of([json.loads(body)])
        heard = (deed.heard for deed in spoken if deed.heard is not None)
        around = [
            h for h in heard if h.kind is None and not h.denied and h.start <= event.trigger.start < h.end
        ]
        return event_deed(event, report, telling, id_, (first, last), known, around, self._book)

    def _heard(self, where: str, parameters: list[Any]) -> dict[str, list[Deed]]:
        rows = self._moment.fetch(
            f"SELECT {_HEARD} FROM told h JOIN readings r ON r.id = h.report "
            f"WHERE {where} AND concat(h.kind) = 'heard' AND {counted(self._moment.as_of)} ORDER BY h.report",
            parameters,
        )
        return {
            report: heard_deeds(heard_from_json(body), report, known, frozenset(codes))
            for report, known, codes, body in rows
        }


_Sides = tuple[str, tuple[str, ...], tuple[str, ...], bool]


def _sides(one: Terms, book: CommitmentCodebook) -> Iterator[_Sides]:
    """Type, source codes and target codes (empty: any) of the events that may bear on a commitment, and
    whether sources and targets of the type may change places."""
    for clause in one.clauses:
        for event in clause.events:
            kinds = set(book.types_of(event.type))
            if clause is one.content:
                kinds |= {kind for opposed in book.opposed_to(event.type) for kind in book.types_of(opposed)}
            for kind in kinds:
                yield kind, _codes(event.source), _codes(event.target), kind in book.symmetric


def _of_sides(kind: str, by: Sequence[str], to: Sequence[str], either: bool) -> tuple[str, list[Any]]:
    """The same as SQL, with its parameters."""
    where = "e.type = ?"
    values: list[Any] = [kind]
    for codes, column in ((by, "e.source_codes"), (to, "e.target_codes")):
        if codes:
            column = "list_concat(e.source_codes, e.target_codes)" if either else column
            where += f" AND list_has_any({column}, ?)"
            values.append(list(codes))
    return f"({where})", values


def _codes(side: Sequence[Party]) -> tuple[str, ...]:
    """The codes of a side; none if nobody knows who one of it is, which may then be anybody."""
    codes = [party.code for party in side]
    return () if None in codes else tuple(sorted({code for code in codes if code is not None}))


def bears_on(deed: Deed, one: Terms, book: CommitmentCodebook) -> bool:
    """Whether the deed may move the commitment: it names one of those whom it concerns, came after it was
    made, and is what it speaks of or speaks of it."""
    if deed.known < one.made:
        return False
    remark = deed.heard is not None and deed.heard.kind is not None
    if deed.codes.isdisjoint(one.involved) and not (
        deed.event is None and (remark or not deed.codes) and deed.may_be(one.involved)
    ):
        return False
    return bears(deed, one, book)


def _told(as_of: dt.date | dt.datetime | None) -> str:
    """SQL: whether the event ``e`` had been told by then, by whichever report."""
    if as_of is None:
        return "true"
    if isinstance(as_of, dt.datetime):
        at = as_of.astimezone(dt.UTC).replace(tzinfo=None) if as_of.tzinfo else as_of
        return f"e.recorded <= TIMESTAMP '{at.isoformat(sep=' ')}'"
    return f"e.known <= DATE '{as_of.isoformat()}'"


def event_deed(
    event: Event, report: str, telling: str | None, id_: str | None,
    days: tuple[dt.date | None, dt.date | None], known: dt.date, around: Iterable[Heard],
    book: CommitmentCodebook,
) -> Deed:  # fmt: skip
    """A coded event as something that bears on commitments; ``around``: what its sentence says."""
    sentence = list(around)
    parties = (*event.source, *event.target)
    told = gist(" ".join([event.trigger.text, *(party.text for party in parties)]), book)
    start, end = (
        (sentence[0].start, sentence[0].end) if sentence else (event.trigger.start, event.trigger.end)
    )
    return Deed(
        report, telling, start, end, *days, known, id_, event, None,
        told.words.union(*(h.words for h in sentence)),
        told.codes.union(*(h.codes for h in sentence), (p.code for p in parties if p.code)),
        frozenset([report]),
    )  # fmt: skip


def heard_deed(heard: Heard, report: str, known: dt.date, near: frozenset[str] = frozenset()) -> Deed:
    """What a sentence tells in words as a deed; ``near``: the codes that its report names."""
    return Deed(
        report, None, heard.start, heard.end, heard.first, heard.last, known, None, None, heard,
        heard.words, frozenset(heard.codes), frozenset([report]), near,
    )  # fmt: skip


def heard_deeds(
    found: Sequence[Heard], report: str, known: dt.date, near: frozenset[str] | None = None
) -> list[Deed]:
    """All that a report tells in words; ``near``: the codes that it names."""
    if near is None:
        near = frozenset(code for heard in found for code in heard.codes)
    return [heard_deed(heard, report, known, near) for heard in found]


def deeds_of(one: Terms, day: dt.date, book: CommitmentCodebook) -> Iterator[Deed]:
    """What would happen if a commitment were kept, as it is coded and in words."""
    if one.content.negated or one.force not in book.own_deed | book.foreseen:
        return
    doer = one.holder if one.force in book.own_deed else None
    said = []
    for told in one.content.told:
        codes = tuple(dict.fromkeys([*([doer] if doer else []), *sorted(told.codes | one.codes)]))
        said.append(Heard(0, 0, told.words, codes, doer, None, None))
    for event in dict.fromkeys(one.content.events):
        yield event_deed(event, "", None, None, (None, None), day, said[:1], book)
    for heard in said:
        yield heard_deed(heard, "", day)


def in_order(deeds: Iterable[Deed]) -> list[Deed]:
    """Deeds, each once, in the order that their days and places in reports give, and nothing else."""
    return sorted(dict.fromkeys(deeds), key=place)


def place(deed: Deed) -> tuple[Any, ...]:
    """By what deeds are ordered."""
    heard = deed.heard
    if heard is None:
        return deed.order, ()
    detail = heard.kind or "", heard.denied, heard.doer or "", heard.owner or "", sorted(heard.words)
    return deed.order, detail


class Index:
    """Finds those of many deeds that bear on a commitment."""

    def __init__(self, deeds: Iterable[Deed], book: CommitmentCodebook) -> None:
        """``deeds`` in any order."""
        self._book = book
        self._deeds: dict[int, list[Deed]] = {}
        for deed in deeds:
            for key in _keys(deed, book):
                self._deeds.setdefault(key, []).append(deed)

    def of(self, one: Terms) -> list[Deed]:
        """What bears on the commitment, in order."""
        found = {id(d): d for key in clues.of_terms(one, self._book) for d in self._deeds.get(key, ())}
        return sorted((d for d in found.values() if bears_on(d, one, self._book)), key=place)


def _keys(deed: Deed, book: CommitmentCodebook) -> frozenset[int]:
    """By which of its clues a commitment finds a deed."""
    found: frozenset[int] = frozenset()
    if deed.event is not None:
        found |= clues.of_event(deed.event, book)
    if deed.heard is not None:
        found |= {clues.word(base) for base in deed.heard.words}
        if deed.heard.kind is not None:
            found |= clues.of_remark(deed)
    return found
