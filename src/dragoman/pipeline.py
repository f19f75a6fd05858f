"""The way through: reports to readings, with everything loaded once."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from dragoman.codebook.actors import load_actors
from dragoman.codebook.acts import load_acts
from dragoman.codebook.attribution import load_attribution
from dragoman.codebook.events import load_events
from dragoman.coding.actors import Resolver
from dragoman.coding.acts import ActCoder
from dragoman.coding.context import Context
from dragoman.coding.dates import DocumentDates
from dragoman.coding.events import EventCoder
from dragoman.coding.statements import StatementCoder
from dragoman.intake import parse_published, report_from_mapping
from dragoman.reading.model import Backend, Model
from dragoman.reading.reader import Reader
from dragoman.tree import Tree
from dragoman.types import Actor, Event, Reading, Report, Span, Statement

_AHEAD = 4  # reports read ahead of the one that is awaited, for each thread


class Pipeline:
    """Language model and codebook, loaded; safe to use from several threads."""

    def __init__(self, model: Backend | None = None, codebook: Path | None = None) -> None:
        """``model``: the packaged one when None; ``codebook``: folder of the user's own entries.

        Raises :class:`dragoman.errors.ModelError` and :class:`dragoman.errors.CodebookError`.
        """
        self.reader = Reader(model or Model())
        self.resolver = Resolver(load_actors(codebook))
        self._statements = StatementCoder(load_attribution(codebook))
        self._events = EventCoder(load_events(codebook), self.reader)
        self._acts = ActCoder(load_acts(codebook))

    def read(self, report: Report) -> Reading:
        """All that is found in one report."""
        document = self.reader.read(report)
        trees = tuple(Tree(sentence, report.text) for sentence in document.sentences)
        context = Context(document, trees, self.resolver.document(document), DocumentDates(document))
        statements = self._statements.code(context)
        acts, events = self._acts.code(context, statements, self._events.code(context))
        return Reading(
            report=report,
            sentences=tuple(Span(report.text[s.start : s.end], s.start, s.end) for s in document.sentences),
            statements=tuple(statements),
            events=tuple(_stated(event, statements) for event in events),
            acts=tuple(acts),
        )

    def code_pair(self, text: str, source: tuple[int, int], target: tuple[int, int]) -> tuple[str, float]:
        """Type of the event between two spans of ``text``, and its probability."""
        document = self.reader.read(Report(text))
        [shares] = self.reader.type_pairs(document, -1, [(source, target)])
        best = max(shares, key=shares.__getitem__)
        return self._events.split_yield(document, best), shares[best]


def _stated(event: Event, statements: list[Statement]) -> Event:
    """``event`` with the innermost statement whose content tells it."""
    holding = [
        (sum(c.end - c.start for c in s.content), s.id)
        for s in statements
        if any(c.start <= event.trigger.start and event.trigger.end <= c.end for c in s.content)
    ]
    return replace(event, statement=min(holding)[1]) if holding else event


@lru_cache(maxsize=1)
def default() -> Pipeline:
    """The pipeline of the packaged model and codebook, made at first use."""
    return Pipeline()


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
) -> Reading:
    """Reads one news text.

    ``published``: date of the report (a date or YYYY-MM-DD), against which "Thursday" or
    "a day earlier" are reckoned; without it such words give no date.
    Raises :class:`dragoman.errors.IntakeError` for an empty text and
    :class:`dragoman.errors.DateError` for a date that is none.
    """
    fields = {"text": text, "title": title, "source": source, "url": url, "published": published}
    return default().read(report_from_mapping(fields))


def read_many(
    reports: Iterable[Report | Mapping[str, Any]],
    *,
    threads: int = 2,
    on_error: Callable[[Report, Exception], None] | None = None,
) -> Iterator[Reading]:
    """Readings of ``reports``, in their order, read on ``threads`` threads.

    Takes :class:`Report` or mappings with the same fields; holds only a few at a time.
    Raises as :func:`as_report` does, at the report in question.  Should reading itself fail on a
    report, which is an error of ours, ``on_error`` is told and the run goes on; without it the
    error is raised.
    """
    pipeline = default()
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


def resolve(text: str, on: dt.date | str | None = None, context: str | None = None) -> Actor | None:
    """Whom a bare mention stands for, None where it names nobody.

    ``on``: the date for which it is asked (offices change hands); ``context``: a text in
    which the mention stands, to help where the words alone do not tell.
    """
    return default().resolver.resolve(text, parse_published(on), context)


def code_pair(text: str, source: tuple[int, int], target: tuple[int, int]) -> tuple[str, float]:
    """Type (PLOVER) of the event between two spans of ``text`` (character offsets), and its probability."""
    return default().code_pair(text, source, target)
