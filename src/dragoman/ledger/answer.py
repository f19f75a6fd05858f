"""The answer to a what-if question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dragoman.ledger.life import State
from dragoman.ledger.moment import Moment, Told
from dragoman.ledger.standing import Tally
from dragoman.types import Event, Force, Reading, Report


@dataclass(frozen=True, slots=True)
class Evidence:
    """A telling of a commitment: the sentence (``text``, ``start``, ``end``) with the act's trigger."""

    report: str
    act: str
    text: str
    start: int
    end: int
    source: str | None
    title: str | None
    published: str | None

    def to_dict(self) -> dict[str, Any]:
        """The wire form."""
        return {name: getattr(self, name) for name in Evidence.__slots__}


def evidence(told: Told, moment: Moment) -> Evidence:
    """The sentence in which an act is told."""
    trigger = told.act.trigger
    sentence = moment.sentence(told.report, trigger.start, trigger.end)
    published = told.published.isoformat() if told.published else None
    return Evidence(
        told.report,
        told.act.id,
        sentence.text,
        sentence.start,
        sentence.end,
        told.source,
        told.title,
        published,
    )


@dataclass(frozen=True, slots=True)
class Against:
    """A commitment of the same holder that speaks against another one.

    ``why``: "contrary" (it is bound to the contrary), "refusal" (it refused to), "unkept" (it did not keep
    one like it: ``state`` says how that ended).
    """

    why: str
    commitment: str
    force: Force
    state: State
    content: str | None
    evidence: Evidence

    def to_dict(self) -> dict[str, Any]:
        """The wire form."""
        return {
            "why": self.why,
            "commitment": self.commitment,
            "force": self.force,
            "state": self.state,
            "content": self.content,
            "evidence": self.evidence.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Trigger:
    """A commitment that would be triggered; ``then``: those that its content would trigger in turn.

    ``record``: how the holder's "threats" and "promises" stand, this one among them.
    """

    commitment: str
    force: Force
    holder: str | None
    counterpart: str | None
    content: str | None
    condition: str | None
    evidence: tuple[Evidence, ...]
    state: State
    state_since: str
    red_line: bool
    record: dict[str, Tally]
    against: tuple[Against, ...]
    then: tuple[Trigger, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The wire form."""
        return {
            "commitment": self.commitment,
            "force": self.force,
            "holder": self.holder,
            "counterpart": self.counterpart,
            "content": self.content,
            "condition": self.condition,
            "evidence": [item.to_dict() for item in self.evidence],
            "state": self.state,
            "state_since": self.state_since,
            "red_line": self.red_line,
            "record": {kind: tally.to_dict() for kind, tally in self.record.items()},
            "against": [item.to_dict() for item in self.against],
            "then": [trigger.to_dict() for trigger in self.then],
        }


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The answer to a what-if question: the sentence, the event it codes to, what that triggers.

    ``event``: None if the question was answered by its words alone.
    """

    ask: str
    event: Event | None
    triggers: tuple[Trigger, ...]

    def to_dict(self) -> dict[str, Any]:
        """The wire form; spans of ``event`` point into ``ask``."""
        events = (self.event,) if self.event is not None else ()
        wire = Reading(Report(self.ask), (), (), events, ()).to_dict()["events"]
        return {
            "ask": self.ask,
            "event": wire[0] if wire else None,
            "triggers": [trigger.to_dict() for trigger in self.triggers],
        }
