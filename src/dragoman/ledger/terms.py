"""What a commitment binds its holder to: who, what, under which condition, by when.

Computed from the acts that tell it, and from them alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.ledger.due import due
from dragoman.ledger.gist import Gist, gist, likeness, strength, words_in
from dragoman.ledger.identity import day_range, days_after
from dragoman.ledger.moment import Promise, Told
from dragoman.types import Event, Force, Party, Reading

_ALIKE = 0.6
_YEAR = 366
_PASSIVE = frozenset(("is", "are", "was", "were", "be", "been", "being", "gets", "got"))


@dataclass(frozen=True, slots=True)
class Clause:
    """A content or condition.

    ``told``: what it says, in words, of each act that gives it; ``events``: as coded; ``negated``: that the
    thing is not to be, or not to come about; ``doer``: the code of who would do it, None if anybody may.
    """

    told: tuple[Gist, ...]
    events: tuple[Event, ...]
    negated: bool
    doer: str | None


@dataclass(frozen=True, slots=True)
class Terms:
    """A commitment, ready to be compared with what happens.

    ``made``: the first day it was made, ``renewed``: the days on which it was made again; ``reports``: those
    that tell it, ``places`` where and ``acts`` by which acts (report, id); ``due``: the last day, for the
    content or (``due_bounds_condition``) the condition.
    """

    id: str
    force: Force
    holder: str | None
    counterpart: str | None
    content: Clause
    condition: Clause | None
    made: dt.date
    renewed: tuple[dt.date, ...]
    reports: frozenset[str]
    due: dt.date | None
    due_bounds_condition: bool
    red_line: bool
    places: frozenset[tuple[str, int]] = frozenset()
    acts: tuple[tuple[str, str], ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        """The parties' codes."""
        return frozenset(code for code in (self.holder, self.counterpart) if code)

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Its content and, if it has one, its condition."""
        return (self.content,) if self.condition is None else (self.content, self.condition)

    @property
    def involved(self) -> frozenset[str]:
        """The codes of the parties and of all that its clauses name."""
        named = {code for clause in self.clauses for told in clause.told for code in told.codes}
        sides = (
            p for clause in self.clauses for event in clause.events for p in (*event.source, *event.target)
        )
        return self.codes | named | {party.code for party in sides if party.code}

    def types(self, book: CommitmentCodebook) -> frozenset[str]:
        """The event types of its clauses, their families, and those that undo its content."""
        found = {
            kind for clause in self.clauses for event in clause.events for kind in book.types_of(event.type)
        }
        return frozenset(found.union(*(book.opposed_to(event.type) for event in self.content.events)))

    def keys(self, book: CommitmentCodebook) -> frozenset[str]:
        """What an event that bears on it has at least one of: a type with the code of one of its parties."""
        found = set()
        for clause in self.clauses:
            for event in clause.events:
                codes = {p.code for p in (*event.source, *event.target) if p.code} or self.involved
                kinds = set(book.types_of(event.type)) | (
                    book.opposed_to(event.type) if clause is self.content else set()
                )
                found |= {f"{kind} {code}" for kind in kinds for code in codes}
        return frozenset(found)

    @property
    def until(self) -> dt.date:
        """The last day on which something can bear on it: a year after it was last made, or was due."""
        last = max(day for day in (self.made, *self.renewed, self.due or self.made))
        return days_after(last, _YEAR)

    def least(self, book: CommitmentCodebook) -> int:
        """How many telling words a sentence that bears on it shares with it at least: 1 or 2."""
        sizes = [len(told.words - book.words.light) for clause in self.clauses for told in clause.told]
        return 1 if any(size <= 2 for size in sizes) else 2

    def words(self, book: CommitmentCodebook) -> frozenset[str]:
        """The words of its clauses that tell."""
        told = (g.words for clause in self.clauses for g in clause.told)
        return frozenset(word for words in told for word in words if word not in book.words.light)


def terms(promise: Promise, book: CommitmentCodebook, reading: Callable[[str], Reading]) -> Terms:
    """The terms of a commitment from its tellings; ``reading`` gives that of a report.

    The deadline of what is threatened unless a demand is met is that of the demand.
    """
    tellings = promise.tellings
    first = tellings[0]
    force = first.act.force
    holder = _code(told.act.holder for told in tellings)
    counterpart = _code(told.act.counterpart for told in tellings)
    days = sorted({_made(told) for told in tellings})
    own = force != "demand"
    doer = holder if own else counterpart
    negations = [_content_negated(told, book) for told in tellings]
    limits = [(limit, _made(told)) for told in tellings if (limit := _due(told, reading(told.report), book))]
    (last, of_condition), _ = (
        min(limits, key=lambda pair: (pair[1], pair[0])) if limits else ((None, False), None)
    )
    conditional = [told for told in tellings if told.condition is not None or told.act.condition is not None]
    ends = any(told.ends or told.act.condition_negated for told in conditional)
    content = Clause(
        _gists((told.act.content.text for told in tellings if told.act.content), holder, book),
        tuple(
            _done(told.content, told.act.holder if own else told.act.counterpart)
            for told in tellings
            if told.content
        ),
        negations[0],
        None if force == "warning" or _lets(tellings, book) else doer,
    )
    condition = None
    if conditional:
        condition = Clause(
            _gists((told.act.condition.text for told in conditional if told.act.condition), holder, book),
            tuple(replace(told.condition, modality="conditional") for told in conditional if told.condition),
            ends,
            _doer((told.act.condition.text for told in conditional if told.act.condition), book),
        )
    return Terms(
        promise.id, force, holder, counterpart, content, condition, days[0], tuple(days[1:]),
        frozenset(told.report for told in tellings), last,
        condition is not None and (of_condition or ends), any(told.act.red_line for told in tellings),
        frozenset((told.report, told.act.trigger.start) for told in tellings),
        tuple((told.report, told.act.id) for told in tellings),
    )  # fmt: skip


def _due(told: Told, reading: Reading, book: CommitmentCodebook) -> tuple[dt.date, bool] | None:
    """The act's limit, else, for a threat that is the other side of a demand, that of the demand."""
    act, made = told.act, _made(told)
    limit = due(act, made)
    if limit is not None or act.condition is None or not (told.ends or act.condition_negated):
        return limit
    wanted = gist(act.condition.text, book)
    for demand in reading.acts:
        if demand.force != "demand" or demand.content is None or demand.holder is None or act.holder is None:
            continue
        same = demand.content_event is not None and demand.content_event == act.condition_event
        alike = likeness(wanted, gist(demand.content.text, book), book) >= _ALIKE
        if demand.holder.code == act.holder.code and (same or alike) and (found := due(demand, made)):
            return found[0], True
    return None


def _made(told: Told) -> dt.date:
    return day_range(told.made)[0] or told.known


def _code(parties: Iterable[Party | None]) -> str | None:
    return next((party.code for party in parties if party is not None and party.code), None)


def _gists(texts: Iterable[str], holder: str | None, book: CommitmentCodebook) -> tuple[Gist, ...]:
    """What each text says; "its envoy" is the holder's."""
    found: dict[Gist, None] = {}
    for text in texts:
        owned = any(word.text.lower() in ("its", "their", "our") for word in words_in(text, book))
        told = gist(text, book, [holder] if owned else [])
        if strength(told, book) > 0:
            found[told] = None
    return tuple(found)


def _done(event: Event, doer: Party | None) -> Event:
    """A content as something that happens; where the text names no doer, whoever is bound is."""
    event = replace(event, modality="asserted")
    return replace(event, source=(doer,)) if doer is not None and not event.source else event


def _doer(texts: Iterable[str], book: CommitmentCodebook) -> str | None:
    """Who would do what a condition says: the state named first, where it is not in the passive."""
    for text in texts:
        words = words_in(text, book)
        if any(word.text.lower() in _PASSIVE for word in words):
            return None
        return next((word.code for word in words if word.code), None)
    return None


def _lets(tellings: tuple[Told, ...], book: CommitmentCodebook) -> bool:
    """Whether the content is to let others do something."""
    content = tellings[0].act.content
    words = words_in(content.text, book)[:4] if content is not None else []
    return any(word.text.lower() in book.words.permit for word in words)


def _content_negated(told: Told, book: CommitmentCodebook) -> bool:
    """Whether the act is that the content will not, or shall not, come about.

    A refusal negates what it names; so does an assurance of harm ("has no intention of invading").
    """
    act, event = told.act, told.content
    says_not = act.content is not None and gist(act.content.text, book).negated
    if act.force == "refusal":
        return not says_not
    says_not = says_not or (event is not None and event.modality == "negated")
    if act.force == "assurance" and not says_not:
        harms = event is not None and event.type in book.harmful
        return harms or gist(act.trigger.text, book).negated
    return says_not
