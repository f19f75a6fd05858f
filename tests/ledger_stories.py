"""Readings made by hand for the tests of the ledger: a sentence for each act, in a compact notation."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dragoman.types import Act, Actor, Event, Modality, Party, Place, Reading, Report, Span, Statement

ORGANISATIONS = {"NATO", "OSCE"}


def actor(code: str) -> Actor:
    """ "PER", "NATO", or with a sector "PER/MIL", or with a name "PER/REB/Red Path"."""
    country, *rest = code.split("/")
    if country in ORGANISATIONS:
        return Actor(country, "IGO", rest[0] if rest else "IGO")
    sector = rest[0] if rest else "GOV"
    return Actor(rest[1] if len(rest) > 1 else None, country, sector)


class Story:
    """A report written sentence by sentence; every span is found in its text."""

    def __init__(self, title: str = "A report", published: str | None = "2024-03-01") -> None:
        self.title = title
        self.published = dt.date.fromisoformat(published) if published else None
        self.text = ""
        self.sentences: list[Span] = []
        self.statements: list[Statement] = []
        self.events: list[Event] = []
        self.acts: list[Act] = []

    def sentence(self, text: str) -> Span:
        start = len(self.text) + (1 if self.text else 0)
        self.text += f" {text}" if self.text else text
        self.sentences.append(Span(text, start, start + len(text)))
        return self.sentences[-1]

    def span(self, text: str) -> Span:
        start = self.text.index(text, self.sentences[-1].start)
        return Span(text, start, start + len(text))

    def party(self, code: str | None) -> Party | None:
        """A party that stands at the sentence's first word; "?words" is one without actor."""
        if code is None:
            return None
        if code.startswith("?"):
            return Party(code[1:], 0, len(code) - 1)
        first = self.sentences[-1].text.split()[0]
        start = self.sentences[-1].start
        return Party(first, start, start + len(first), actor(code))

    def parties(self, codes: str | None) -> tuple[Party, ...]:
        return tuple(p for code in (codes or "").split("+") if code and (p := self.party(code)))

    def event(
        self,
        code: str,
        source: str | None,
        target: str | None,
        modality: Modality = "asserted",
        date: str | None = None,
        place: str | None = None,
    ) -> str:
        """``code`` is a type or "TYPE:mode"; returns the event's id."""
        type_, _, mode = code.partition(":")
        first = self.sentences[-1].text.split()[0]
        event = Event(
            f"e{len(self.events) + 1}",
            type_,  # type: ignore[arg-type]
            mode or None,
            self.span(first),
            self.parties(source),
            self.parties(target),
            date,
            Place(first, 0, len(first), place) if place else None,
            modality,
        )
        self.events.append(event)
        return event.id

    def act(self, force: Any, holder: str | None, counterpart: str | None, content: str, **more: Any) -> Act:
        """``condition`` and ``deadline`` are words of the sentence; events are given as
        (code, source, target) or (code, source, target, modality)."""
        for name, modality in (("content_event", "future"), ("condition_event", "conditional")):
            if name in more:
                more[name] = self.event(*(*more[name], modality)[:4])
        for name in ("condition", "deadline"):
            if name in more:
                more[name] = self.span(more[name])
        said = more.pop("said", None)
        if said:
            statement = Statement(
                f"s{len(self.statements) + 1}", self.party(holder), None, None, (), "direct", date=said
            )
            self.statements.append(statement)
            more["statement"] = statement.id
        act = Act(
            f"a{len(self.acts) + 1}",
            force,
            self.span(content),
            self.party(holder),
            self.party(counterpart),
            self.span(content),
            **more,
        )
        self.acts.append(act)
        return act

    def reading(self) -> Reading:
        return Reading(
            Report(self.text, self.title, "Example Wire", None, self.published),
            tuple(self.sentences),
            tuple(self.statements),
            tuple(self.events),
            tuple(self.acts),
        )


def asked(code: str, source: str | None, target: str | None, modality: Modality = "asserted") -> Reading:
    """The reading of a question."""
    story = Story(published=None)
    story.sentence("Somebody does something.")
    story.event(code, source, target, modality)
    return story.reading()


def threat(
    holder: str = "PER",
    counterpart: str = "ECU",
    when: tuple[str, str | None, str | None] = ("ASSAULT", "ECU", "PER"),
    then: tuple[str, str | None, str | None] | None = ("SANCTION", "PER", "ECU"),
    title: str = "A threat",
    published: str | None = "2024-03-01",
    force: str = "threat",
    condition: str = "if it is attacked",
) -> Reading:
    """A report with one conditional act."""
    story = Story(title, published)
    story.sentence(f"{holder} said it would answer {condition}.")
    events = {"condition_event": when} | ({"content_event": then} if then else {})
    story.act(force, holder, counterpart, "answer", condition=condition, **events)
    return story.reading()
