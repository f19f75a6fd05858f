"""A reading as a record for a person: what happened, who said what, who is bound to what."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from dragoman.export.layout import Paint, Role, hanging, one_line, quoted, shortened, unpainted
from dragoman.types import Act, Event, Force, Party, Reading, Statement

_FORCE_ROLE: dict[Force, Role] = {
    "threat": "bad",
    "warning": "bad",
    "refusal": "bad",
    "promise": "good",
    "assurance": "good",
    "demand": "ask",
}
_INDENT = " " * 7
_LABEL = 11
_PARTY_WIDTH = 60
# A state's government and an organisation itself need no mark of their sector.
_PLAIN_SECTORS = ("GOV", "IGO", "NGO")


def describe(reading: Reading, *, width: int = 80, paint: Paint = unpainted, explain: bool = False) -> str:
    """The record of ``reading`` as text, lines of at most ``width`` characters where words allow.

    Each entry begins with the number of its sentence in brackets.  Events that the report
    asserts come first; those that are only announced, demanded, conditional, possible or
    denied stand apart, with the word that says which.  ``explain``: under each event what decided
    its type (``Event.basis``), its CAMEO code and score, and whom its words stand for.
    """
    return "\n".join(_Record(reading, width, paint, explain).lines())


class _Record:
    def __init__(self, reading: Reading, width: int, paint: Paint, explain: bool) -> None:
        self.explain = explain
        self.reading = reading
        self.width = width
        self.paint = paint
        self._starts = [sentence.start for sentence in reading.sentences]
        self._events = {event.id: event for event in reading.events}

    def lines(self) -> Iterator[str]:
        reading = self.reading
        yield from self._head()
        events = sorted(reading.events, key=lambda event: event.trigger.start)
        facts = [line for e in events if e.modality == "asserted" for line in self._event(e)]
        others = [line for e in events if e.modality != "asserted" for line in self._event(e, modality=True)]
        statements = sorted(reading.statements, key=_place)
        acts = sorted(reading.acts, key=lambda act: act.trigger.start)
        yield from self._section("What happened", facts)
        yield from self._section("Who said what", [line for s in statements for line in self._statement(s)])
        yield from self._section("Who is bound to what", [line for a in acts for line in self._act(a)])
        yield from self._section("Spoken of, not told as fact", others)

    def _head(self) -> Iterator[str]:
        report = self.reading.report
        if report.title:
            yield from (
                self.paint(line, "heading") for line in hanging("", one_line(report.title), self.width)
            )
        origin = [report.source, report.published.isoformat() if report.published else None, report.url]
        if any(origin):
            yield " · ".join(one_line(part) for part in origin if part)
        counts = (
            (len(self.reading.sentences), "sentence"),
            (len(self.reading.events), "event"),
            (len(self.reading.statements), "statement"),
            (len(self.reading.acts), "act"),
        )
        yield self.paint(", ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in counts), "faint")

    def _section(self, title: str, lines: Sequence[str]) -> Iterator[str]:
        if lines:
            yield ""
            yield self.paint(title, "heading")
            yield from lines

    def _margin(self, place: int) -> str:
        """The margin of an entry: the number of the sentence in which the character ``place`` is."""
        return f"  {f'[{bisect_right(self._starts, place)}]':<4} "

    def _entry(self, margin: str, head: str, role: Role, text: str) -> Iterator[str]:
        first, *more = hanging(f"{margin}{head} ", text, self.width, later=_INDENT + "  ")
        yield first.replace(head, self.paint(head, role), 1)
        yield from more

    def _event(self, event: Event, *, modality: bool = False) -> Iterator[str]:
        mode = f" ({event.mode})" if event.mode else ""
        details = [f"{_sides(event)}: {quoted(event.trigger.text)}{mode}"]
        if event.place:
            details.append(f"in {one_line(event.place.text)}")
        if event.date:
            details.append(event.date)
        counts = (event.deaths, "dead"), (event.injured, "injured"), (event.arrested, "arrested")
        details.extend(f"{count:,} {word}" for count, word in counts if count is not None)
        head = f"{event.modality:<11} {event.type:<9}" if modality else f"{event.type:<9}"
        yield from self._entry(self._margin(event.trigger.start), head, "label", ", ".join(details))
        if self.explain:
            yield from self._grounds(event)

    def _grounds(self, event: Event) -> Iterator[str]:
        """What decided an event's type, and whom the words of its sides stand for."""
        score = f", Goldstein {event.goldstein:+g}" if event.goldstein is not None else ""
        decided = f"{event.basis or 'not told'}; {event.quad_class}, CAMEO {event.cameo or '?'}{score}"
        yield from hanging(
            _INDENT + "coded by".ljust(_LABEL), f"{decided}, confidence {event.confidence:g}", self.width
        )
        for label, side in (("source", event.source), ("target", event.target)):
            for one in side:
                found = one.actor
                known = (
                    (found.name, found.country, found.sector, found.second_sector, found.role)
                    if found
                    else ()
                )
                whom = ", ".join(part for part in known if part) or "nobody the codebook knows"
                yield from hanging(_INDENT + label.ljust(_LABEL), f"{quoted(one.text)} = {whom}", self.width)

    def _statement(self, statement: Statement) -> Iterator[str]:
        speaker = party(statement.speaker) if statement.speaker else "(unnamed)"
        words = [f"to {party(statement.addressee)}"] if statement.addressee else []
        if statement.cue:
            words.append(
                quoted(statement.cue.text) + (f" ({one_line(statement.venue)})" if statement.venue else "")
            )
        elif statement.venue:
            words.append(f"({one_line(statement.venue)})")
        if statement.date:
            words.append(statement.date)
        if statement.via:
            words.append("known through " + ", from ".join(map(party, statement.via)))
        yield from self._entry(self._margin(_place(statement)), speaker, "label", ", ".join(words) or "says")
        content = " … ".join(one_line(span.text) for span in statement.content)
        if content:
            yield from hanging(
                _INDENT, quoted(content) if statement.quoted == "direct" else content, self.width
            )

    def _act(self, act: Act) -> Iterator[str]:
        head = f"{act.force.upper():<9}"
        holder = party(act.holder) if act.holder else "(unnamed)"
        sides = f"{holder} → {party(act.counterpart)}" if act.counterpart else holder
        text = f"{sides}: {quoted(act.trigger.text)}" + (", a red line" if act.red_line else "")
        yield from self._entry(self._margin(act.trigger.start), head, _FORCE_ROLE[act.force], text)
        rows = (
            ("content", act.content, act.content_event),
            ("condition", act.condition, act.condition_event),
            ("deadline", act.deadline, None),
        )
        for label, span, event in rows:
            if span:
                coded = self._events.get(event) if event else None
                suffix = f"  [{coded.type} {_codes(coded)}]" if coded else ""
                first = f"{_INDENT}{label:<{_LABEL}}"
                yield from hanging(first, one_line(span.text) + suffix, self.width)


def _place(statement: Statement) -> int:
    """Where a statement is made: at its cue, if it has one."""
    spans = (statement.cue, *statement.content, statement.speaker)
    return next((span.start for span in spans if span is not None), 0)


def party(who: Party) -> str:
    """A party for a reader: "Antony Blinken (USA)", "Peruvian troops (PER MIL)", "NATO", "the envoy".

    Persons, and whatever is only a pronoun in the text, go by name; others as the report has them,
    officials of an organisation among them, whose actor bears its name.
    """
    text, actor = one_line(who.text), who.actor
    if actor is None:
        return shortened(text, _PARTY_WIDTH)
    name = text
    official = actor.country in ("IGO", "NGO") and text != text.lower()
    if actor.name and not official and (actor.role or text in actor.name or text.split() == [text.lower()]):
        name = actor.name
    marks = [mark for mark in (actor.code, actor.sector) if mark and mark not in (name, *_PLAIN_SECTORS)]
    return shortened(name, _PARTY_WIDTH) + (f" ({' '.join(marks)})" if marks else "")


def _sides(event: Event) -> str:
    source = _names(event.source)
    target = _names(event.target)
    if source and set(source) == set(target):
        return _listed(source)
    if target:
        return f"{_listed(source) or '?'} → {_listed(target)}"
    return _listed(source) or "?"


def _names(parties: Sequence[Party]) -> list[str]:
    return list(dict.fromkeys(map(party, parties)))


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def _codes(event: Event) -> str:
    def short(parties: Sequence[Party]) -> str:
        return "+".join(dict.fromkeys(p.code or shortened(p.text, 20) for p in parties)) or "?"

    return f"{short(event.source)} → {short(event.target)}" if event.target else short(event.source)
