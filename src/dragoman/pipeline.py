"""The way through: reports to readings, with everything loaded once."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from copy import copy
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from dragoman.codebook.acts import load_acts
from dragoman.codebook.attribution import load_attribution
from dragoman.codebook.events import load_events
from dragoman.codebook.gazetteer import load_gazetteer
from dragoman.coding.acts import ActCoder
from dragoman.coding.context import Context
from dragoman.coding.dates import DocumentDates
from dragoman.coding.events import EventCoder
from dragoman.coding.mentions import resolver
from dragoman.coding.pairs import pair_shares
from dragoman.coding.statements import StatementCoder
from dragoman.intake import report_from_mapping
from dragoman.reading.model import Backend, Model
from dragoman.reading.reader import Reader
from dragoman.tree import Tree
from dragoman.types import Document, Event, Reading, Report, Span, Statement

_AHEAD = 4  # reports read ahead of the one that is awaited, for each thread


class Pipeline:
    """Language model and codebook, loaded; safe to use from several threads."""

    def __init__(self, model: Backend | None = None, codebook: Path | None = None) -> None:
        """``model``: the packaged one when None; ``codebook``: folder of the user's own entries,
        which go over the package's (see ``docs/codebook.md``).

        Raises :class:`dragoman.errors.ModelError` and :class:`dragoman.errors.CodebookError`.
        """
        self.reader = Reader(model or Model())
        self.resolver = resolver(codebook)
        self._statements = StatementCoder(load_attribution(codebook))
        # the packaged gazetteer is loaded when the first place is looked up
        places = load_gazetteer(codebook) if codebook is not None else None
        self.events = EventCoder(load_events(codebook), self.reader, places)
        self._acts = ActCoder(load_acts(codebook))

    def with_events(self, coder: EventCoder) -> Pipeline:
        """The same pipeline with another coder of events."""
        other = copy(self)
        other.events = coder
        return other

    def read(self, report: Report) -> Reading:
        """All that is found in one report."""
        return self.code(self.reader.read(report))

    def code(self, document: Document) -> Reading:
        """What the codebook makes of a document that the language model has read."""
        report = document.report
        context = self._context(document)
        statements = self._statements.code(context)
        acts, events = self._acts.code(context, statements, self.events.code(context))
        return Reading(
            report=report,
            sentences=tuple(Span(report.text[s.start : s.end], s.start, s.end) for s in document.sentences),
            statements=tuple(statements),
            events=tuple(_stated(event, statements) for event in events),
            acts=tuple(acts),
        )

    def _context(self, document: Document) -> Context:
        trees = tuple(Tree(sentence, document.report.text) for sentence in document.sentences)
        return Context(document, trees, self.resolver.document(document), DocumentDates(document))

    def code_pair(self, text: str, source: tuple[int, int], target: tuple[int, int]) -> tuple[str, float]:
        """Type of the event between two spans of ``text``, and its probability.

        Without a model, "" and 0 where the codebook is silent.
        """
        document = self.reader.read(Report(text))
        shares = self.pair_shares(document, source, target)
        if not shares:
            return "", 0.0
        best = max(shares, key=shares.__getitem__)
        return self.events.split_yield(document, best), shares[best]

    def pair_shares(
        self, document: Document, source: tuple[int, int], target: tuple[int, int]
    ) -> dict[str, float]:
        """Probability of each type (CONCEDE and RETREAT as YIELD) of the event between two spans."""
        return pair_shares(self._context(document), self.events, source, target)


def _stated(event: Event, statements: list[Statement]) -> Event:
    """``event`` with the innermost statement whose content tells it."""
    holding = [
        (sum(c.end - c.start for c in s.content), s.id)
        for s in statements
        if any(c.start <= event.trigger.start and event.trigger.end <= c.end for c in s.content)
    ]
    return replace(event, statement=min(holding)[1]) if holding else event


@lru_cache(maxsize=2)
def default(codebook: Path | None = None) -> Pipeline:
    """The pipeline of the packaged model and codebook (with ``codebook`` over it), made at first use."""
    return Pipeline(codebook=codebook)


def _folder(codebook: str | Path | None) -> Path | None:
    return Path(codebook) if codebook is not None else None


def as_report(item: Report | Mapping[str, Any]) -> Report:
    """``item`` itself, or the report that a mapping describes.

    Raises :class:`dragoman.errors.IntakeError` when ``text`` is missing, empty or no text, and
    :class:`dragoman.errors.DateError` for a date that is none.
    """
    return item if isinstance(item, Report) else report_from_mapping(item)


def read(
    text: str,
    *,
    published: dt.date | str | None = None,
    source: str | None = None,
    title: str | None = None,
    url: str | None = None,
    codebook: str | Path | None = None,
) -> Reading:
    """Reads one news text.

    ``published``: date of the report (a date or YYYY-MM-DD), against which "Thursday" or
    "a day earlier" are reckoned; without it such words give no date.
    ``codebook``: a folder of the user's own entries, which go over the package's.
    Raises :class:`dragoman.errors.IntakeError` for an empty text,
    :class:`dragoman.errors.DateError` for a date that is none and
    :class:`dragoman.errors.CodebookError` for a wrong codebook.
    """
    fields = {"text": text, "title": title, "source": source, "url": url, "published": published}
    return default(_folder(codebook)).read(report_from_mapping(fields))


def read_many(
    reports: Iterable[Report | Mapping[str, Any]],
    *,
    threads: int = 2,
    on_error: Callable[[Report, Exception], None] | None = None,
    codebook: str | Path | None = None,
) -> Iterator[Reading]:
    """Readings of ``reports``, in their order, read on ``threads`` threads.

    Takes :class:`Report` or mappings with the same fields; holds only a few at a time.
    ``codebook``: a folder of the user's own entries, which go over the package's.
    Raises as :func:`as_report` does, at the report in question.  Should reading itself fail on a
    report, which is an error of ours, ``on_error`` is told and the run goes on; without it the
    error is raised.
    """
    pipeline = default(_folder(codebook))
    waiting: deque[tuple[Report, Future[Reading]]] = deque()

    def finished() -> Iterator[Reading]:
        report, future = waiting.popleft()
        try:
            yield future.result()
        except Exception as error:
            if on_error is None:
                raise
            on_error(report, error)

    with ThreadPoolExecutor(max(1, threads)) as pool:
        try:
            for item in reports:
                report = as_report(item)
                waiting.append((report, pool.submit(pipeline.read, report)))
                if len(waiting) > threads * _AHEAD:
                    yield from finished()
            while waiting:
                yield from finished()
        finally:
            for _, future in waiting:
                future.cancel()


def code_pair(text: str, source: tuple[int, int], target: tuple[int, int]) -> tuple[str, float]:
    """Type (PLOVER) of the event between two spans of ``text`` (character offsets), and its probability."""
    return default().code_pair(text, source, target)
