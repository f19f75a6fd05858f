"""Keeps the lives of commitments in step with what is recorded (see ``life.py``).

A life is computed from the commitment's tellings and from everything that bears on it.  What bears on it is
kept with it, so that a new event costs no search: a deed joins those of the commitments on which it bears,
and leaves them when it is told otherwise.  Where the tellings themselves change, all is searched again.  So
the order of recording changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import duckdb

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.ledger import agreements
from dragoman.ledger.bearing import Deed, meant
from dragoman.ledger.deeds import Deeds, Index, bears_on, heard_deeds, in_order, place
from dragoman.ledger.hearing import heard
from dragoman.ledger.inserting import Batch, Row
from dragoman.ledger.leaders import Key
from dragoman.ledger.life import Move, end, life
from dragoman.ledger.lives_rows import bound_row, life_row, sentences_of
from dragoman.ledger.moment import Head, Moment, Promise
from dragoman.ledger.rows import heard_row
from dragoman.ledger.stored import Stored, StoredLives
from dragoman.ledger.terms import Terms, terms
from dragoman.types import Reading

_KEPT: Final = 200  # readings in memory before they are forgotten
_HEARD: Final = 5_000  # reports of which it is kept what they tell in words


@dataclass(frozen=True, slots=True)
class Lived:
    """A commitment with its life: ``moves`` as things stand on the day asked for."""

    promise: Promise
    terms: Terms
    moves: tuple[Move, ...]


def at(moment: Moment, book: CommitmentCodebook, ids: Collection[str] | None = None) -> list[Lived]:
    """These commitments (all if None) and their lives as of the moment."""
    promises = moment.commitments(ids)
    stated = [terms(promise, book, moment.reading) for promise in promises]
    found = Deeds(moment, book).bearing_on(stated)
    index = Index(found, book)
    spoken: dict[str, list[Deed]] = {}
    for deed in in_order(deed for deed in found if _is_remark(deed)):
        for id_ in meant(deed, stated, book):
            spoken.setdefault(id_, []).append(deed)
    return [
        Lived(promise, one, life(one, index.of(one), spoken.get(one.id, ()), moment.day, book))
        for promise, one in zip(promises, stated, strict=True)
    ]


def _is_remark(deed: Deed) -> bool:
    """Whether a deed is a sentence that says what became of a commitment."""
    return deed.heard is not None and deed.heard.kind is not None


@dataclass(slots=True)
class _Case:
    """A commitment whose life is computed again: its terms, what bears on it and whether that is said of it
    (of remarks), and its row but for what follows from these."""

    terms: Terms
    deeds: list[tuple[Deed, bool]]
    row: Row
    changed: bool = False  # other tellings than before


@dataclass(slots=True)
class _Change:
    """What one change touches: the ``cases`` by commitment, and the remarks whose meaning may be another."""

    moment: Moment
    found: list[Deed]
    gone: frozenset[str]
    cases: dict[str, _Case] = field(default_factory=dict)
    remarks: dict[Deed, bool] = field(default_factory=dict)  # whether it waits

    def await_meaning(self, deeds: Iterable[Deed]) -> None:
        """Let those of ``deeds`` that are remarks be understood again."""
        self.remarks |= dict.fromkeys((deed for deed in deeds if _is_remark(deed)), True)


class Lives:
    """The lives of one ledger's commitments; all methods run within the caller's transaction."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        book: CommitmentCodebook,
        stored: StoredLives,
        batch: Batch,
    ) -> None:
        """``connection`` to the ledger; nothing is read before the first change.  What is to be inserted
        joins the ``batch``."""
        self._connection = connection
        self._batch = batch
        self._book = book
        self._stored = stored
        self._readings: dict[str, Reading] = {}
        self._heads: dict[str, Head] = {}
        self._heard: dict[str, list[Deed]] = {}

    def reset(self) -> None:
        """Forget what was looked up: after a transaction that failed."""
        self._stored.reset()
        self._readings.clear()
        self._heads.clear()
        self._heard.clear()

    def tidy(self) -> None:
        """Between two changes: forget what is too much to keep."""
        self._stored.tidy()
        if len(self._readings) >= _KEPT:
            self._readings.clear()
            self._heads.clear()
        if len(self._heard) >= _HEARD:
            self._heard.clear()

    def hear(self, reading: Reading, head: Head) -> tuple[list[Row], list[Row]]:
        """What the sentences of a new reading tell in words, as rows of ``told``, and the agreements that it
        names, as rows of ``agreements_told``."""
        report = reading.report
        self._readings[report.id], self._heads[report.id] = reading, head
        found = heard(reading, self._book)
        self._heard[report.id] = heard_deeds(found, report.id, head.known)
        rows = [heard_row(report.id, found, head.known)] if found else []
        return rows, agreements.told(reading, self._book)

    def forget(self, report: str) -> None:
        """Let what a report told in words count no more; its row in ``told`` goes with the others."""
        self._readings.pop(report, None)
        self._heads.pop(report, None)
        self._heard.pop(report, None)
        self._connection.execute("DELETE FROM agreements_told WHERE report = ?", [report])

    def withdraw(self, report: str) -> None:
        """Let what a withdrawn report told in words count no more."""
        self._heads.pop(report, None)
        self._heard[report] = []

    def update(
        self,
        commitments: Mapping[str, Sequence[Key]],
        events: Mapping[str, Row | None],
        reports: Collection[str],
    ) -> None:
        """Compute the lives that a change touches again.

        ``commitments``: those that gained or lost a telling, with the acts that tell them now (none: gone);
        ``events``: those new or changed, with their rows of ``happenings``, or gone (None); ``reports``: ids
        of those recorded, read again or withdrawn.
        """
        moment = Moment(self._connection, None, self._readings, self._heads)
        found = self._made(events, reports, Deeds(moment, self._book))
        change = _Change(moment, found, frozenset((*events, *reports)))
        before = self._stored.get(commitments.keys())
        self._tell(change, commitments)
        self._happen(change, commitments.keys())
        for one in before.values():
            change.await_meaning(deed for deed, _ in one.deeds)
        while waiting := [deed for deed in in_order(change.remarks) if change.remarks[deed]]:
            for deed in waiting:
                change.remarks[deed] = False
                if deed.report not in change.gone or deed in found:
                    self._mean(change, deed, commitments.keys())
        lost = before.keys() - change.cases.keys()
        if change.cases or lost:
            rows = [self._row(case, moment) for _, case in sorted(change.cases.items())]
            self._stored.replace(self._batch, rows, lost)

    def _made(self, events: Mapping[str, Row | None], reports: Collection[str], deeds: Deeds) -> list[Deed]:
        """Events that are asserted, and what the reports say in words."""
        rows = [
            (
                row["id"], row["body"], row["report"], row["telling"],
                _day(row["date_from"]), _day(row["date_to"]), _day(row["known"]),
            )
            for row in events.values()
            if row is not None and row["modality"] == "asserted"
        ]  # fmt: skip
        said = [deed for report in sorted(reports) for deed in self._heard.get(report, ())]
        return deeds.made(rows, lambda wanted: self._said(wanted, deeds)) + said

    def _said(self, reports: Collection[str], deeds: Deeds) -> dict[str, list[Deed]]:
        """What reports tell in words; those that were asked for lately are at hand."""
        missing = {report for report in reports if report not in self._heard}
        if missing:
            self._heard |= {report: [] for report in missing} | deeds.said(missing)
        return {report: self._heard[report] for report in reports}

    def _tell(self, change: _Change, commitments: Mapping[str, Sequence[Key]]) -> None:
        """Commitments that gained or lost a telling."""
        promises = change.moment.told_by({id_: commitments[id_] for id_ in sorted(commitments)}, self._book)
        rows = {}
        for promise in promises:
            one = terms(promise, self._book, change.moment.reading)
            rows[one.id] = one, bound_row(promise, one, self._book)
        self._search(change, rows, changed=True)

    def _search(self, change: _Change, commitments: Mapping[str, tuple[Terms, Row]], changed: bool) -> None:
        """Find all that bears on these commitments (terms and row); ``changed``: they have other tellings."""
        stated = [one for one, _ in commitments.values()]
        bearing = Deeds(change.moment, self._book).bearing_on(stated, change.gone)
        index = Index([*change.found, *bearing], self._book)
        for id_, (one, row) in commitments.items():
            deeds = [(deed, False) for deed in index.of(one)]
            change.cases[id_] = _Case(one, deeds, row, changed)
            change.await_meaning(deed for deed, _ in deeds)

    def _happen(self, change: _Change, but: Collection[str]) -> None:
        """The other commitments on which something bears that is new, or did that is gone."""
        near: dict[str, list[Deed]] = {id_: [] for id_ in self._stored.index.moved_by(change.gone)}
        for deed in change.found:
            for id_ in self._stored.index.near(deed):
                near.setdefault(id_, []).append(deed)
        ended: dict[str, tuple[Terms, Row]] = {}
        for id_, one in self._stored.get(near.keys() - set(but)).items():
            new = [deed for deed in near[id_] if bears_on(deed, one.terms, self._book)]
            kept = [pair for pair in one.deeds if (pair[0].id or pair[0].report) not in change.gone]
            lost = [pair[0] for pair in one.deeds if (pair[0].id or pair[0].report) in change.gone]
            if sorted(new, key=place) == sorted(lost, key=place):
                continue  # told again as it was
            if one.ended:
                ended[id_] = one.terms, one.row
                continue
            change.cases[id_] = _case(one, [*kept, *((deed, False) for deed in new)])
            change.await_meaning(new)
        if ended:
            self._search(change, ended, changed=False)

    def _mean(self, change: _Change, remark: Deed, but: Collection[str]) -> None:
        """Let a remark be said of the commitments that are meant, and of no other."""
        ids = self._stored.index.meant_by(remark) - set(but)
        stored = self._stored.get(ids)
        candidates = {id_: one.terms for id_, one in stored.items()}
        candidates |= {id_: case.terms for id_, case in change.cases.items() if case.changed}
        spoken_of = meant(remark, [candidates[id_] for id_ in sorted(candidates)], self._book)
        for id_ in candidates:
            case = change.cases.get(id_) or _case(stored[id_], stored[id_].deeds)
            said = [(deed, id_ in spoken_of if deed == remark else was) for deed, was in case.deeds]
            if said == case.deeds:
                continue
            if id_ not in change.cases and stored[id_].ended:
                # it may go on now, with what was not kept
                self._search(change, {id_: (case.terms, case.row)}, changed=False)
                continue
            case.deeds = said
            change.cases[id_] = case

    def _row(self, case: _Case, moment: Moment) -> Row:
        one, book = case.terms, self._book
        bearing = sorted(case.deeds, key=lambda pair: place(pair[0]))
        deeds, spoken = [deed for deed, _ in bearing], [deed for deed, said in bearing if said]
        late = life(one, deeds, spoken, dt.date.max, book)
        last = end(late, one)
        if last is not None:
            # what came after its end is not kept: where that changes, all is searched again
            shown = [move.deed for move in late]
            bearing = [pair for pair in bearing if pair[0].day <= last or pair[0] in shown]
        # as long as the deadline has not passed
        early = life(one, deeds, spoken, one.due, book) if one.due is not None else late
        sentences = sentences_of(case.row["moves"]) if "moves" in case.row else {}
        return case.row | life_row(one, early, late, bearing, last, sentences, moment, book)


def _case(stored: Stored, deeds: Iterable[tuple[Deed, bool]]) -> _Case:
    return _Case(stored.terms, list(deeds), stored.row)


def _day(value: str | dt.date | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value
