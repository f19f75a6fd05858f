"""When two acts tell one commitment: one holder, counterpart, content and condition, in whatever words."""

from __future__ import annotations

from typing import Any, Final

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.ledger.assignments import name_of
from dragoman.ledger.gist import Gist, gist
from dragoman.ledger.identity import day_range, ends, event_key, party_key
from dragoman.ledger.leaders import Key, Telling
from dragoman.ledger.wording import wording
from dragoman.types import Act, Event, Reading, Span

LETTER: Final = "c"
_DAYS: Final = 75  # a telling is compared with those of twice as many days before and after
_ALIKE: Final = 0.6
_SURE: Final = 0.75
_WEIGHT: Final = 1.5


def commitment_tellings(reading: Reading, book: CommitmentCodebook) -> list[Telling]:
    """What is compared of each act of a reading."""
    made = {s.id: s.date for s in reading.statements if s.date}
    events = {event.id: event for event in reading.events}
    published = reading.report.published.isoformat() if reading.report.published else None
    return [
        _telling(act, reading.report.id, n, made.get(act.statement or "", published), events, book)
        for n, act in enumerate(reading.acts)
    ]


def name(key: Key) -> str:
    """The id of the commitment that the telling leads."""
    return name_of(LETTER, key)


def _telling(
    act: Act, report: str, n: int, made: str | None, events: dict[str, Event], book: CommitmentCodebook
) -> Telling:
    content = _clause(act.content, events.get(act.content_event or ""), book)
    condition = _clause(act.condition, events.get(act.condition_event or ""), book)
    holder, counterpart = party_key(act.holder, book), party_key(act.counterpart, book)
    kind = "pledge" if act.force in ("promise", "assurance") else act.force
    negated = ends(act, book) or act.condition_negated
    block = f"{kind} {holder}"
    coded = [clause["event"] for clause in (content, condition) if clause and clause["event"]]
    said = sum(len(clause["words"]) for clause in (content, condition) if clause)
    rank = [-len(coded), not counterpart, -said, made or "9", report, n]
    words = {word for clause in (content, condition) if clause for word in clause["words"]}
    codes = (
        words
        | {f"{event[0]}!" for event in coded}
        | ({f"={content['text']}"} if content and not words else set())
    )
    first, last = day_range(made)
    key = (report, act.id)
    return Telling(
        key, name(key), (False, *rank, *key), block,
        first.toordinal() - _DAYS if first else None, last.toordinal() + _DAYS if last else None,
        frozenset(codes or {"?"}),
        {"rank": rank, "counterpart": counterpart, "content": content, "condition": condition,
         "unless": negated},
    )  # fmt: skip


def _clause(span: Span | None, event: Event | None, book: CommitmentCodebook) -> dict[str, Any] | None:
    """A content or condition as JSON: words that tell, whether it says "not", the event it is coded as."""
    if span is None and event is None:
        return None
    told = gist(span.text, book) if span is not None else Gist()
    named = event is not None and bool(event.source or event.target)
    return {
        "text": wording(span.text, book.idle_words) if span is not None else "",
        "words": sorted(told.words),
        "light": sorted(told.words & book.words.light),
        "codes": sorted(told.codes),
        "not": told.negated,
        "event": _plain(event_key(event, book)) if event is not None and named else None,
    }


def _plain(value: Any) -> Any:
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def match(one: Telling, other: Telling) -> float | None:
    """How well two acts agree; None where they tell two commitments."""
    a, b = one.facts, other.facts
    if a["counterpart"] and b["counterpart"] and a["counterpart"] != b["counterpart"]:
        return None
    if (a["condition"] is None) != (b["condition"] is None):
        # a telling may leave the condition out, if there is no doubt about the content
        content = _same(a["content"], b["content"], coded_is_enough=False)
        sure = (
            content is not None
            and content >= _SURE
            and min(_weight(a["content"]), _weight(b["content"])) >= _WEIGHT
        )
        return 1 + content if sure and content is not None else None
    condition = (
        _same(a["condition"], b["condition"], coded_is_enough=True) if a["unless"] == b["unless"] else None
    )
    if condition is None:
        return None
    # without a coded condition an event's type is too coarse to tell one promise of aid from the next
    both = all(side["condition"] and side["condition"]["event"] for side in (a, b))
    content = _same(a["content"], b["content"], coded_is_enough=both)
    if content is None:
        return None
    return 1 + content + condition + (0.2 if a["counterpart"] == b["counterpart"] else 0.0)


def _same(a: dict[str, Any] | None, b: dict[str, Any] | None, *, coded_is_enough: bool) -> float | None:
    """How well two contents or conditions agree, 0 to 1; None: they are two."""
    if a is None or b is None:
        return 0.5 if a is b else None
    if a["not"] != b["not"]:
        return None
    if a["text"] and a["text"] == b["text"]:
        alike = 1.0
    else:
        one, other = _gist(a), _gist(b)
        if one.codes and other.codes and not one.codes & other.codes:
            return None
        alike = _likeness(one, other, frozenset([*a["light"], *b["light"]]))
    if a["event"] and b["event"]:
        if a["event"] == b["event"]:
            return 1.0 if coded_is_enough else (alike if alike >= _ALIKE else None)
        if _apart(a["event"], b["event"]):
            return None
        return alike if alike >= _SURE and _weight(a) >= 1 else None
    if alike >= _ALIKE:
        return alike
    # "respond" says nothing that "respond by closing the border" does not
    bare = any(set(clause["words"]) <= set(clause["light"]) for clause in (a, b))
    return 0.3 if bare and coded_is_enough else None


def _apart(one: list[Any], other: list[Any]) -> bool:
    """Whether two coded events have different sources or targets (type, mode, source, target, ...)."""
    return any(one[side] and other[side] and not set(one[side]) & set(other[side]) for side in (2, 3))


def _weight(clause: dict[str, Any]) -> int:
    """How many words tell something."""
    return len(set(clause["words"]) - set(clause["light"]))


def _gist(clause: dict[str, Any]) -> Gist:
    return Gist(frozenset(clause["words"]), frozenset(clause["codes"]), clause["not"])


def _likeness(one: Gist, other: Gist, light: frozenset[str]) -> float:
    small, large = sorted((one.words, other.words), key=lambda words: (len(words - light), sorted(words)))
    whole = len(small - light) + len(small & light) / 4
    shared = len((small & large) - light) + len(small & large & light) / 4
    return shared / whole if len(small - light) else 0.0
