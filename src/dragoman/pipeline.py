"""The way through: reports to readings, with everything loaded once."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
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
from dragoman.coding.dates import DocumentDates, parse_date
from dragoman.coding.events import EventCoder
from dragoman.coding.statements import StatementCoder
from dragoman.errors import IntakeError
from dragoman.reading.model import Backend, Model
from dragoman.reading.reader import Reader
from dragoman.tree import Tree
from dragoman.types import Actor, Event, Reading, Report, Span, Statement

_FIELDS = frozenset(("text", "title", "source", "url", "published"))
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
    """A report from a mapping with its fields (``published`` a date or ISO text).

    Raises :class:`dragoman.errors.IntakeError` when ``text`` is missing or no text, and
    :class:`dragoman.errors.DateError` for a date that is none.
    """
    if isinstance(item, Report):
        return item
    text = item.get("text")
    if not isinstance(text, str):
        raise IntakeError(f"a report needs a field 'text' with its text; found {sorted(item)}")
    fields = {k: item[k] for k in _FIELDS if k in item}
    return Report(**{**fields, "published": _date(item.get("published"))})


def _date(value: Any) -> dt.date | None:
    if value is None or value == "":
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    return value if isinstance(value, dt.date) else parse_date(str(value))


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
    Raises :class:`dragoman.errors.DateError` for a date that is none.
    """
    return default().read(Report(text, title, source, url, _date(published)))


def read_many(reports: Iterable[Report | Mapping[str, Any]], *, threads: int = 2) -> Iterator[Reading]:
    """Readings of ``reports``, in their order, read on ``threads`` threads.

    Takes :class:`Report` or mappings with the same fields; holds only a few at a time.
    Raises as :func:`read` and :func:`as_report` do, at the report in question.
    """
    pipeline = default()
    if threads <= 1:
        for item in reports:
            yield pipeline.read(as_report(item))
        return
    waiting: deque[Future[Reading]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        try:
            for item in reports:
                waiting.append(pool.submit(pipeline.read, as_report(item)))
                if len(waiting) > threads * _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def resolve(
    text: str, on: dt.date | str | None = None, context: str | None = None
) -> Actor | None:
    """Whom a bare mention stands for, None where it names nobody.

    ``on``: the date for which it is asked (offices change hands); ``context``: a text in
    which the mention stands, to help where the words alone do not tell.
    """
    return default().resolver.resolve(text, _date(on), context)


def code_pair(text: str, source: tuple[int, int], target: tuple[int, int]) -> tuple[str, float]:
    """Type (PLOVER) of the event between two spans of ``text`` (character offsets), and its probability."""
    return default().code_pair(text, source, target)
