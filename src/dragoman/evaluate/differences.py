"""What another codebook changes: the records of the same reports, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from dragoman.pipeline import Pipeline
from dragoman.types import Party, Reading, Report, Span

Kind = Literal["event", "statement", "act"]


@dataclass(frozen=True, slots=True)
class Record:
    """One event, statement or act, as far as two codebooks can differ on it."""

    kind: Kind
    start: int
    end: int
    text: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A record that changed: ``before`` None where it is new, ``after`` None where it is gone."""

    report: str
    sentence: str
    before: Record | None
    after: Record | None

    @property
    def kind(self) -> Kind:
        """What sort of record it is."""
        record = self.before or self.after
        assert record is not None
        return record.kind

    @property
    def changed(self) -> dict[str, tuple[str, str]]:
        """field -> (before, after), where both are there and differ."""
        if self.before is None or self.after is None:
            return {}
        old, new = dict(self.before.fields), dict(self.after.fields)
        return {name: (old[name], new[name]) for name in old if old[name] != new[name]}

    def to_dict(self) -> dict[str, Any]:
        """JSON types only."""
        return {
            "report": self.report,
            "kind": self.kind,
            "sentence": self.sentence,
            "before": _plain(self.before),
            "after": _plain(self.after),
        }


def differences(reports: Iterable[Report], before: Pipeline, after: Pipeline) -> Iterator[Difference]:
    """What ``after`` records otherwise than ``before``, report by report, in order of the text.

    The language model reads each report once; both codebooks code the same document.  Records
    are the same if they have kind and trigger (cue, for statements) in common.
    """
    for report in reports:
        document = before.reader.read(report)
        first, second = before.code(document), after.code(document)
        yield from compare(first, second)


def compare(first: Reading, second: Reading) -> Iterator[Difference]:
    """The records in which two readings of one report differ, in order of the text."""
    old, new = _records(first), _records(second)
    for key in sorted(old.keys() | new.keys()):
        before, after = old.get(key), new.get(key)
        if before != after:
            yield Difference(first.report.id, _sentence(first, key[0]), before, after)


def summary(found: Iterable[Difference]) -> dict[str, dict[str, int]]:
    """kind -> counts of records that are ``new``, ``gone`` and ``changed``."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in ("event", "statement", "act")}
    for one in found:
        what = "new" if one.before is None else "gone" if one.after is None else "changed"
        counts[one.kind][what] += 1
    return {
        kind: {what: count[what] for what in ("new", "gone", "changed")} for kind, count in counts.items()
    }


Key = tuple[int, int, str, str]


def _records(reading: Reading) -> dict[Key, Record]:
    """The records of a reading by place and kind; several of one kind at one place by their number."""
    found: dict[Key, Record] = {}

    def add(kind: Kind, span: Span | None, **fields: object) -> None:
        where = span or Span("", 0, 0)
        texts = tuple((name, _text(value)) for name, value in fields.items())
        record = Record(kind, where.start, where.end, where.text, texts)
        number = 0
        while (key := (where.start, where.end, kind, str(number))) in found:
            number += 1
        found[key] = record

    for e in reading.events:
        add(
            "event", e.trigger, type=e.type, mode=e.mode, cameo=e.cameo, modality=e.modality, source=e.source,
            target=e.target, date=e.date, place=e.place and e.place.name, deaths=e.deaths, injured=e.injured,
            arrested=e.arrested,
        )  # fmt: skip
    for s in reading.statements:
        place = s.cue or (s.content[0] if s.content else None)
        add("statement", place, speaker=s.speaker, addressee=s.addressee, quoted=s.quoted, via=s.via)
    for a in reading.acts:
        add(
            "act", a.trigger, force=a.force, holder=a.holder, counterpart=a.counterpart, content=a.content,
            condition=a.condition, deadline=a.deadline, red_line=a.red_line,
        )  # fmt: skip
    return found


def _text(value: object) -> str:
    """A field for comparing and for showing."""
    if value is None:
        return "none"
    if isinstance(value, tuple):
        return "; ".join(map(_text, value)) or "none"
    if isinstance(value, Party):
        actor = value.actor
        parts = (actor.name, actor.country, actor.sector, actor.second_sector) if actor else ()
        whom = " ".join(part for part in parts if part)
        return f"{value.text} ({whom or 'unknown'})"
    if isinstance(value, Span):
        return value.text
    return str(value)


def _sentence(reading: Reading, at: int) -> str:
    return next((s.text for s in reading.sentences if s.start <= at < s.end), "")


def _plain(record: Record | None) -> dict[str, Any] | None:
    if record is None:
        return None
    return {"text": record.text, "start": record.start, "end": record.end, **dict(record.fields)}
