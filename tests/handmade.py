"""A small reading made by hand, for the tests of what comes after coding."""

from __future__ import annotations

import datetime as dt

from dragoman.types import Act, Actor, Event, Party, Place, Reading, Report, Span, Statement

TOLD = "that her country would expel its envoy by Friday if Peruvian troops attacked Ecuador again"
TEXT = (
    "The foreign ministers of Ecuador and Peru met in Lima on Thursday. "
    "According to the state news agency, Lucía Andrade told Peru " + TOLD + ". "
    "“We want no war,” Andrade said."
)
ECUADOR = Actor("Ecuador", "ECU", "GOV")
PERU = Actor("Peru", "PER", "GOV")
ANDRADE = Actor("Lucía Andrade", "ECU", "GOV", "foreign minister")


def span(text: str, nth: int = 0) -> Span:
    """The ``nth`` occurrence of ``text`` in ``TEXT``."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(text, start + 1)
    return Span(text, start, start + len(text))


LIMA = Place("Lima", TEXT.index("Lima"), TEXT.index("Lima") + 4, "Lima", "PER", -12.04, -77.03)


def party(text: str, actor: Actor | None, nth: int = 0) -> Party:
    """The ``nth`` occurrence of ``text``, standing for ``actor``."""
    found = span(text, nth)
    return Party(found.text, found.start, found.end, actor)


def reading(title: str | None = "Ministers meet") -> Reading:
    """Two asserted facts, two statements, a conditional threat with its two events."""
    andrade = party("Lucía Andrade", ANDRADE)
    sides = (party("Ecuador", ECUADOR), party("Peru", PERU))
    ends = [TEXT.index(" According"), TEXT.index(" “We want"), len(TEXT)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    return Reading(
        report=Report(TEXT, title, "Example Wire", None, dt.date(2024, 3, 14)),
        sentences=tuple(Span(TEXT[a:b], a, b) for a, b in zip(starts, ends, strict=True)),
        statements=(
            Statement(
                "s1",
                andrade,
                party("Peru", PERU, 1),
                span("told"),
                (span(TOLD),),
                "indirect",
                (party("the state news agency", None),),
                date="2024-03-14",
            ),
            Statement(
                "s2", party("Andrade", ANDRADE, 1), None, span("said"), (span("We want no war"),), "direct"
            ),
        ),
        events=(
            Event("e1", "CONSULT", "visit", span("met"), sides, sides, "2024-03-14", LIMA, cameo="036"),
            Event(
                "e2",
                "ASSAULT",
                None,
                span("attacked"),
                (party("Peruvian troops", Actor("Peru", "PER", "MIL")),),
                (party("Ecuador", ECUADOR, 1),),
                modality="conditional",
                deaths=1200,
            ),
            Event("e3", "SANCTION", "expel", span("expel"), (andrade,), (), modality="future"),
        ),
        acts=(
            Act(
                "a1",
                "threat",
                span("would expel"),
                party("her country", ECUADOR),
                party("Peru", PERU, 1),
                span("expel its envoy"),
                span("if Peruvian troops attacked Ecuador again"),
                span("by Friday"),
                True,
                "s1",
                "e3",
                "e2",
            ),
        ),
    )
