"""The words of dragoman: the frozen dataclasses that every part shares.

A reader of this file knows the system.  Data flows one way:
Report -> Document (reading) -> Reading (coding) -> ledger -> people.

All offsets are counts of characters (code points) into ``Report.text``;
for every span ``report.text[span.start:span.end] == span.text``.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol, get_args

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MentionKind = Literal["person", "organisation", "place", "group"]
Quoted = Literal["direct", "indirect", "mixed"]
Modality = Literal["asserted", "negated", "future", "conditional", "demanded", "possible"]
Force = Literal["threat", "promise", "demand", "refusal", "assurance", "warning"]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip

QuadClass = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]

EVENT_TYPES: tuple[EventType, ...] = get_args(EventType)
FORCES: tuple[Force, ...] = get_args(Force)
MODALITIES: tuple[Modality, ...] = get_args(Modality)

# The quad class of each type (PLOVER 2021, "Event types"; after Duval and Thompson 1980).
QUAD_CLASSES: dict[EventType, QuadClass] = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "verbal cooperation"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "material cooperation"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "verbal conflict"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "material conflict"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a report's text: ``report.text[start:end] == text``."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Actor:
    """Whom a mention stands for.

    ``country``: ISO 3166-1 alpha-3, or ``IGO`` / ``NGO`` for an international
    organisation (told apart by its ``name``).  ``sector``: PLOVER (GOV, MIL, REB, ...);
    ``second_sector``: another one that the words give ("opposition students": OPP, EDU).
    """

    name: str | None = None
    country: str | None = None
    sector: str | None = None
    role: str | None = None
    second_sector: str | None = None

    @property
    def code(self) -> str | None:
        """Short code: the country, or the name of an international organisation."""
        return self.name if self.country in ("IGO", "NGO") and self.name else self.country


@dataclass(frozen=True, slots=True)
class Party:
    """A span that names somebody, with the actor it resolves to (null: not resolved)."""

    text: str
    start: int
    end: int
    actor: Actor | None = None

    @property
    def code(self) -> str | None:
        """The actor's code, null when unresolved."""
        return self.actor.code if self.actor else None


@dataclass(frozen=True, slots=True)
class Report:
    """One news text.  ``id`` is a digest of all its fields: the same report has the same id."""

    text: str
    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: dt.date | None = None

    @property
    def id(self) -> str:
        """16 hexadecimal digits of the SHA-256 of the report's fields."""
        published = self.published.isoformat() if self.published else None
        fields = [self.text, self.title, self.source, self.url, published]
        return hashlib.sha256(json.dumps(fields).encode("utf8")).hexdigest()[:16]


# --- reading: what the language model found -----------------------------------------


@dataclass(frozen=True, slots=True)
class Token:
    """One syntactic word (Universal Dependencies).

    ``head`` is the index of the head among the sentence's tokens, -1 for the root.
    """

    text: str
    start: int
    end: int
    lemma: str
    upos: str
    head: int
    deprel: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its tokens; ``paragraph`` counts the text's paragraphs from 0."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names a person, organisation, place or group (nationality)."""

    text: str
    start: int
    end: int
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content of something said or thought (PARC / PolNeAR).

    Each is a tuple of spans, in order of the text; any may be empty.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """What one pass of the language model makes of a report.

    ``vectors``: one float32 matrix (tokens x width) for each sentence, from which the
    model types source-target pairs without a second pass.
    """

    report: Report
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    vectors: tuple[NDArray[np.float32], ...] = field(default=(), compare=False, repr=False)


class PairTyper(Protocol):
    """Types the relation of source-target pairs of one sentence."""

    def type_pairs(
        self,
        document: Document,
        sentence: int,
        pairs: list[tuple[tuple[int, int], tuple[int, int]]],
    ) -> list[dict[str, float]]:
        """For each pair of character ranges (source, target): probability of each type.

        The 15 classes are those of ``EVENT_TYPES`` with CONCEDE and RETREAT as YIELD.
        """
        ...


# --- coding: what an analyst wants -----------------------------------------------------


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution with its speaker resolved.

    ``via``: the chain of reporters we have it from, nearest to us first.
    ``date``: ISO 8601, as exact as the text is.
    """

    id: str
    speaker: Party | None
    addressee: Party | None
    cue: Span | None
    content: tuple[Span, ...]
    quoted: Quoted
    via: tuple[Party, ...] = ()
    venue: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A span that names a place, with what the gazetteer knows of it.

    ``name``: the gazetteer's, else the words of the text; ``country``: ISO 3166-1 alpha-3;
    ``latitude``, ``longitude``: degrees (WGS 84), null where the gazetteer doesn't have the place.
    """

    text: str
    start: int
    end: int
    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A PLOVER event.

    ``goldstein``: -10 to 10; ``deaths``, ``injured``, ``arrested``: persons; ``confidence``: 0 to 1;
    ``statement``: id of the statement it is told in; ``basis``: what decided, an entry of the
    codebook or a score of the model.
    """

    id: str
    type: EventType
    mode: str | None
    trigger: Span
    source: tuple[Party, ...]
    target: tuple[Party, ...]
    date: str | None = None
    place: Place | None = None
    modality: Modality = "asserted"
    cameo: str | None = None
    goldstein: float | None = None
    deaths: int | None = None
    injured: int | None = None
    arrested: int | None = None
    confidence: float = 1.0
    statement: str | None = None
    basis: str | None = None

    @property
    def quad_class(self) -> QuadClass:
        """Verbal or material, cooperation or conflict: a matter of the type alone; in the wire form, too."""
        return QUAD_CLASSES[self.type]


@dataclass(frozen=True, slots=True)
class Act:
    """A speech act that binds, or tries to bind.

    ``condition_negated``: the act takes effect if what the condition names does *not* come about
    ("unless", "until", "or face").
    """

    id: str
    force: Force
    trigger: Span
    holder: Party | None
    counterpart: Party | None
    content: Span | None
    condition: Span | None = None
    deadline: Span | None = None
    red_line: bool = False
    statement: str | None = None
    content_event: str | None = None
    condition_event: str | None = None
    condition_negated: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was found in one report."""

    report: Report
    sentences: tuple[Span, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    acts: tuple[Act, ...]

    @property
    def actors(self) -> tuple[Actor, ...]:
        """The distinct resolved actors, in order of first appearance in the text."""
        parties = sorted(self._parties(), key=lambda party: (party.start, party.end))
        return tuple(dict.fromkeys(p.actor for p in parties if p.actor is not None))

    def _parties(self) -> Iterator[Party]:
        for statement in self.statements:
            yield from (p for p in (statement.speaker, statement.addressee) if p)
            yield from statement.via
        for event in self.events:
            yield from event.source
            yield from event.target
        for act in self.acts:
            yield from (p for p in (act.holder, act.counterpart) if p)

    def to_dict(self) -> dict[str, Any]:
        """The wire form: JSON types only, dates as ISO 8601 text."""
        report = self.report
        return {
            "id": report.id,
            "title": report.title,
            "source": report.source,
            "url": report.url,
            "published": report.published.isoformat() if report.published else None,
            "text": report.text,
            "sentences": [{"start": s.start, "end": s.end} for s in self.sentences],
            "statements": [_plain(s) for s in self.statements],
            "events": [_plain(e) | {"quad_class": e.quad_class} for e in self.events],
            "acts": [_plain(a) for a in self.acts],
        }

    def to_json(self, *, indent: int | None = None) -> str:
        """``to_dict`` as one JSON text (UTF-8 characters kept as they are)."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Reading:
        """The reading whose ``to_dict`` gave ``data``.

        Raises ``KeyError`` or ``TypeError`` where ``data`` has not the wire form.
        """
        published = data["published"]
        report = Report(
            text=data["text"],
            title=data["title"],
            source=data["source"],
            url=data["url"],
            published=dt.date.fromisoformat(published) if published else None,
        )
        return cls(
            report=report,
            sentences=tuple(
                Span(report.text[s["start"] : s["end"]], s["start"], s["end"]) for s in data["sentences"]
            ),
            statements=tuple(
                Statement(
                    **{
                        **s,
                        "speaker": _party(s["speaker"]),
                        "addressee": _party(s["addressee"]),
                        "cue": _span(s["cue"]),
                        "content": tuple(Span(**c) for c in s["content"]),
                        "via": _parties(s["via"]),
                    }
                )
                for s in data["statements"]
            ),
            events=tuple(
                Event(
                    **{
                        **{key: value for key, value in e.items() if key != "quad_class"},
                        "trigger": Span(**e["trigger"]),
                        "source": _parties(e["source"]),
                        "target": _parties(e["target"]),
                        "place": Place(**e["place"]) if e["place"] else None,
                    }
                )
                for e in data["events"]
            ),
            acts=tuple(
                Act(
                    **{
                        **a,
                        "trigger": Span(**a["trigger"]),
                        "holder": _party(a["holder"]),
                        "counterpart": _party(a["counterpart"]),
                        "content": _span(a["content"]),
                        "condition": _span(a["condition"]),
                        "deadline": _span(a["deadline"]),
                    }
                )
                for a in data["acts"]
            ),
        )


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _span(data: Mapping[str, Any] | None) -> Span | None:
    return Span(**data) if data else None


def _party(data: Mapping[str, Any] | None) -> Party | None:
    if not data:
        return None
    actor = data["actor"]
    return Party(**{**data, "actor": Actor(**actor) if actor else None})


def _parties(data: list[Mapping[str, Any]]) -> tuple[Party, ...]:
    return tuple(party for item in data if (party := _party(item)))
