"""How what happens bears on a commitment: whether it meets its condition or content, or is about itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.ledger.gist import Gist, consents, coverage, stem, strength
from dragoman.ledger.hearing import Heard
from dragoman.ledger.matching import satisfies
from dragoman.ledger.terms import Clause, Terms
from dragoman.types import Event

_ENOUGH = 0.55  # of a wording that no event type covers, if the right party does it
_SURE = 0.75  # if nobody is named
_ABSENT = 0.4  # of a wording whose day has passed, where a sentence says that it was not so
_SUPPORT = 0.3  # of a wording whose event type is right, but broad
WINDOW = 60  # days after which "its offer" is no longer this one


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that bears on commitments: a coded event, or what a sentence tells in words.

    ``first``, ``last``: the days it happened, None if not said; ``known``: the day it was first told;
    ``id``: of the event (None: told in words); ``telling`` within ``report``; ``start``, ``end``: the
    characters that are evidence; ``words``, ``codes``: those of the sentence; ``near``: the
    codes that its report names.
    """

    report: str
    telling: str | None
    start: int
    end: int
    first: dt.date | None
    last: dt.date | None
    known: dt.date
    id: str | None = None
    event: Event | None = None
    heard: Heard | None = None
    words: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    reports: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()

    def may_be(self, involved: frozenset[str]) -> bool:
        """Whether a sentence that names nobody may speak of them: its report names one, or nobody."""
        return not self.near or not self.near.isdisjoint(involved)

    @property
    def day(self) -> dt.date:
        """The day it happened, or was told."""
        return self.first or self.known

    @property
    def order(self) -> tuple[dt.date, dt.date, str, int, bool, str]:
        """Deeds are taken in this order."""
        return self.day, self.known, self.report, self.start, self.event is None, self.telling or ""


def later(deed: Deed, terms: Terms) -> bool:
    """Whether the deed came after the commitment was made.

    In a report that tells the commitment only what it dates later counts: the rest is what led to it.
    But what a sentence says of a commitment that it names ("withdrew its offer") is said of that one.
    """
    if names(deed, terms):
        return True
    if deed.day > terms.until:
        return False
    if deed.last is not None:
        if (deed.reports & terms.reports and deed.id is not None) or deed.report in terms.reports:
            return deed.last > terms.made
        return deed.last >= terms.made
    return deed.known > terms.made and deed.report not in terms.reports


def names(deed: Deed, terms: Terms) -> bool:
    """Whether the deed is what a sentence says of a commitment, and that sentence tells this one."""
    if deed.heard is None or deed.heard.kind is None:
        return False
    return any(report == deed.report and deed.start <= start < deed.end for report, start in terms.places)


def meets(deed: Deed, clause: Clause, terms: Terms, book: CommitmentCodebook) -> float:
    """How surely the deed is what ``clause`` speaks of: 0 (not at all) to 1."""
    if deed.event is not None:
        return max((_event(deed, event, clause, book) for event in clause.events), default=0.0)
    if deed.heard is None or deed.heard.kind is not None or deed.heard.denied:
        return 0.0
    return max((_words(deed.heard, told, clause, terms, book) for told in clause.told), default=0.0)


def _event(deed: Deed, wanted: Event, clause: Clause, book: CommitmentCodebook) -> float:
    event = deed.event
    assert event is not None
    wanted = replace(wanted, modality="conditional")
    if not satisfies(event, wanted, book):
        return 0.0
    if wanted.place and event.place and not _same_place(wanted, event):
        return 0.0
    shared = max((coverage(told, deed.words, deed.codes, book) for told in clause.told), default=0.0)
    same = _verb(wanted) == _verb(event)
    broad = not book.broad.isdisjoint((wanted.type, event.type))
    if wanted.mode is None and broad and shared < _SUPPORT and not same:
        return 0.0
    return min(1.0, 0.6 + 0.1 * (wanted.mode is not None) + 0.1 * same + 0.2 * shared)


def _verb(event: Event) -> str:
    return stem(event.trigger.text.lower().partition(" ")[0])


def _same_place(one: Event, other: Event) -> bool:
    a, b = one.place, other.place
    if a is None or b is None:
        return True
    return a.name == b.name or (
        a.country == b.country and (a.name in (a.country, b.name) or a.latitude is None)
    )


def _words(heard: Heard, told: Gist, clause: Clause, terms: Terms, book: CommitmentCodebook) -> float:
    codes = frozenset(heard.codes)
    share = coverage(told, heard.words, codes, book)
    if clause is terms.condition and consents(told, book):
        share = max(share, _consented(told, heard.words, terms, book))
    if share < _ENOUGH:
        return 0.0
    parties = terms.codes | told.codes
    if not codes & parties:
        return share if share >= _SURE and not codes else 0.0
    doer = clause.doer
    if doer is not None and heard.doer in parties - {doer} and doer not in told.codes - {heard.doer}:
        return 0.0
    if doer is not None and doer not in codes and share < _SURE:
        return 0.0
    return share


def _consented(told: Gist, words: frozenset[str], terms: Terms, book: CommitmentCodebook) -> float:
    """How surely an agreement meets a bare condition ("if both agree"): it must be to the content."""
    if told.words.isdisjoint(words - book.words.light):
        return 0.0
    return _ENOUGH if _touches(words, terms.content, book) else 0.0


def _touches(words: frozenset[str], clause: Clause, book: CommitmentCodebook) -> bool:
    """Whether a telling word of the clause is among ``words``."""
    told = frozenset(word for found in clause.told for word in found.words)
    return not (told & words).isdisjoint(told - book.words.light)


def tells_absence(deed: Deed, terms: Terms, book: CommitmentCodebook) -> bool:
    """Whether a sentence says that what was due did not come about ("had not released the farmers")."""
    heard = deed.heard
    clause = terms.condition if terms.condition is not None and terms.due_bounds_condition else terms.content
    if heard is None or not heard.denied or not terms.codes & frozenset(heard.codes):
        return False
    return any(coverage(told, heard.words, frozenset(heard.codes), book) >= _ABSENT for told in clause.told)


def stops(deed: Deed, terms: Terms, book: CommitmentCodebook) -> bool:
    """Whether a sentence says that what is promised was stopped or put off ("postponed the elections")."""
    heard = deed.heard
    if heard is None or heard.kind is not None or heard.denied or not terms.codes & frozenset(heard.codes):
        return False
    if book.words.undoing.isdisjoint(heard.words):
        return False
    for told in terms.content.told:
        rest = replace(told, words=told.words - {told.verb}, verb=None) if told.verb else told
        if told.words.isdisjoint(book.words.undoing) and (
            coverage(rest, heard.words, frozenset(heard.codes), book) >= _ENOUGH
        ):
            return True
    return False


def undoes(deed: Deed, terms: Terms, book: CommitmentCodebook) -> bool:
    """Whether the deed is the contrary of what the commitment promises (troops sent, not withdrawn)."""
    event = deed.event
    if event is None or event.modality != "asserted":
        return False
    for wanted in terms.content.events:
        if event.type in book.opposed_to(wanted.type) and wanted.source and wanted.target:
            contrary = replace(wanted, type=event.type, mode=None, modality="conditional")
            if satisfies(event, contrary, book) and (
                wanted.type not in book.broad or _touches(deed.words, terms.content, book)
            ):
                return True
    return False


def bears(deed: Deed, one: Terms, book: CommitmentCodebook) -> bool:
    """Whether the deed may move the commitment."""
    if deed.heard is not None and deed.heard.kind is not None:
        return bool(refers(deed, one, book)) or condition_refused(deed, one, book)
    if tells_absence(deed, one, book) or stops(deed, one, book) or undoes(deed, one, book):
        return True
    return any(meets(deed, clause, one, book) for clause in one.clauses)


def refers(deed: Deed, terms: Terms, book: CommitmentCodebook) -> float:
    """How surely what a sentence says of a commitment is said of this one: 0 (not at all) to 2."""
    heard = deed.heard
    if heard is None or heard.kind is None or terms.force not in heard.forces:
        return 0.0
    if not deed.may_be(terms.involved):
        return 0.0
    remark = next(r for r in book.remarks if r.kind == heard.kind)
    if (deed.known - max((terms.made, *terms.renewed))).days > WINDOW:
        return 0.0
    does, other = (
        (terms.holder, terms.counterpart) if remark.by == "holder" else (terms.counterpart, terms.holder)
    )
    agreed = 0
    if remark.by is not None:
        if heard.doer is not None and does is not None:
            if heard.doer != does:
                return 0.0
            agreed += 1
        owner = heard.owner if heard.owner != heard.doer else None
        if owner is not None and other is not None:
            if owner != other:
                return 0.0
            agreed += 1
    elif terms.codes and heard.codes and not terms.codes & frozenset(heard.codes):
        return 0.0
    # an offer is turned down, not what it depends on
    clauses = (terms.content,) if heard.kind == "refused" else terms.clauses
    shared = max(
        (_shared(told, heard, book) for clause in clauses for told in clause.told),
        default=0.0,
    )
    if shared < _SUPPORT and (agreed < 2 or not heard.named):
        return 0.0
    if remark.by is not None and not agreed and shared < _SURE:
        return 0.0
    # what has no deadline that is known runs out only if there is no doubt that it is meant
    if heard.kind == "lapsed" and terms.due is None and shared < _ENOUGH:
        return 0.0
    return shared + 0.4 * agreed


def _shared(told: Gist, heard: Heard, book: CommitmentCodebook) -> float:
    both = told.words & heard.words
    least = min(strength(told, book), strength(Gist(heard.words), book))
    return strength(Gist(both), book) / least if least else 0.0


def condition_refused(deed: Deed, terms: Terms, book: CommitmentCodebook) -> bool:
    """Whether the counterpart refuses what would keep a commitment ("unless you ...") from taking effect."""
    heard, condition = deed.heard, terms.condition
    if heard is None or condition is None or not condition.negated or heard.kind != "refused":
        return False
    if heard.doer is None or heard.doer != terms.counterpart:
        return False
    return any(_shared(told, heard, book) >= _ENOUGH for told in condition.told)


def meant(deed: Deed, candidates: Iterable[Terms], book: CommitmentCodebook) -> dict[str, float]:
    """The commitments of which a sentence says what became of them, by id: of each force the likeliest.

    Of equals the one made last is meant; those that the sentence itself tells are meant besides.
    """
    best: dict[str, tuple[float, dt.date, str]] = {}
    named: dict[str, float] = {}
    for terms in candidates:
        if not later(deed, terms):
            continue
        score = refers(deed, terms, book)
        if score and names(deed, terms):
            named[terms.id] = score
        elif score:
            ranked = (round(score, 3), max((terms.made, *terms.renewed)), terms.id)
            kind = "pledge" if terms.force in ("promise", "assurance") else terms.force
            best[kind] = max(best.get(kind, ranked), ranked)
    return named | {id_: score for score, _, id_ in best.values()}
