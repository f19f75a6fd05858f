"""Reports in words of their own are put together where they tell one event, and only there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.codebook.commitments import load_commitments
from dragoman.ledger import Ledger
from dragoman.ledger.features import profile, unpacked
from dragoman.ledger.rarity import rarity
from dragoman.types import Actor, Event, Party, Reading, Report, Span


def told(
    published: str, title: str, text: str, *events: tuple[str, str, str | None, str | None, str | None]
) -> Reading:
    """A reading with asserted events (type, trigger, source code, target code, date)."""
    found = []
    actors = {}
    for n, (kind, trigger, source, target, date) in enumerate(events, 1):
        at = text.index(trigger)
        sides = []
        for code in (source, target):
            party = Party(code, 0, 3, Actor(code, code, "GOV")) if code else None
            actors[code] = party
            sides.append((party,) if party else ())
        span = Span(trigger, at, at + len(trigger))
        found.append(Event(f"e{n}", kind, None, span, sides[0], sides[1], date=date, modality="asserted"))  # type: ignore[arg-type]
    report = Report(text, title, None, None, dt.date.fromisoformat(published))
    return Reading(report, (Span(text, 0, len(text)),), (), tuple(found), ())


SHELLING = [
    told(
        "2031-05-06", "Peruvian shells hit Zarumilla market",
        "Peru shelled the market of Zarumilla on Tuesday, killing six traders, Ecuador said. Fishmonger "
        "Odilia Quispe lost both brothers.",
        ("ASSAULT", "shelled", "PER", "ECU", "2031-05-06"),
    ),
    told(
        "2031-05-07", "Zarumilla buries its traders",
        "Six traders whom Peruvian shells had struck at the Zarumilla market a day earlier, on May 6, "
        "were carried to the cemetery. Odilia Quispe walked behind two coffins.",
        ("ASSAULT", "struck", "PER", None, "2031-05-06"),
    ),
    told(
        "2031-05-09", "The fishmonger of Zarumilla",
        "Odilia Quispe has opened her stall in the market of Zarumilla again. On Tuesday Peruvian shells "
        "fell here, and six traders died, her brothers among them.",
        ("ASSAULT", "fell", None, "ECU", None),
    ),
]  # fmt: skip
AGAIN = told(
    "2031-05-13", "Zarumilla shelled again",
    "Peru shelled the market of Zarumilla on Tuesday for the second time in a week, Ecuador said. Two"
    " traders died.",
    ("ASSAULT", "shelled", "PER", "ECU", "2031-05-13"),
)  # fmt: skip
ELSEWHERE = told(
    "2031-05-07", "Mortars strike Macara bus depot",
    "Peru fired mortars at the bus depot of Macara on Tuesday and killed three drivers, Mayor Benigno"
    " Toapanta said.",
    ("ASSAULT", "fired", "PER", "ECU", "2031-05-06"),
)  # fmt: skip
TALKS = [
    told(
        "2031-06-04", "Ministers meet in Cuenca",
        "The foreign ministers of Peru and Ecuador met in Cuenca on Wednesday for three hours. No text "
        "came of it.",
        ("CONSULT", "met", "PER", "ECU", "2031-06-04"),
    ),
    told(
        "2031-06-11", "Ministers meet again in Cuenca",
        "The foreign ministers of Peru and Ecuador met in Cuenca on Wednesday for five hours. A text came"
        " of it.",
        ("CONSULT", "met", "PER", "ECU", "2031-06-11"),
    ),
]  # fmt: skip
WORDLESS = told(
    "2031-05-08", "What Zarumilla lost",
    "Six candles stand on the market of Zarumilla, one for each of the traders whom Peru's shells "
    "killed on May 6. Odilia Quispe lights them.",
)  # fmt: skip
ALL = [*SHELLING, AGAIN, ELSEWHERE, *TALKS, WORDLESS]


def rows(path: Path, readings: Sequence[Reading], query: str) -> list[dict[str, Any]]:
    """What a ledger of these readings answers."""
    with Ledger(path) as ledger:
        for reading in readings:
            ledger.record(reading)
    with Ledger(path, read_only=True) as ledger:
        return ledger.sql(query).rows()


def events(path: Path, readings: Sequence[Reading]) -> list[str]:
    """The event of the first telling of each reading."""
    found = {r["report"]: r["event"] for r in rows(path, readings, "FROM event_tellings WHERE id = 'e1'")}
    return [found[reading.report.id] for reading in readings]


def test_reports_in_words_of_their_own_tell_one_event(tmp_path: Path) -> None:
    assert len(set(events(tmp_path / "l", SHELLING))) == 1


@pytest.mark.parametrize(
    "others",
    [[AGAIN], [ELSEWHERE], [AGAIN, ELSEWHERE]],
    ids=["another day", "another town on the same day", "both"],
)
def test_what_only_looks_alike_stays_apart(tmp_path: Path, others: list[Reading]) -> None:
    found = events(tmp_path / "l", [*SHELLING, *others])
    assert len(set(found[:3])) == 1
    assert len(set(found)) == 1 + len(others)


def test_two_meetings_of_the_same_two_are_two(tmp_path: Path) -> None:
    assert len(set(events(tmp_path / "l", TALKS))) == 2
    subjects = rows(tmp_path / "l", (), "FROM subjects")
    assert len({row["subject"] for row in subjects}) == 2


def test_a_report_without_a_coded_event_has_a_subject(tmp_path: Path) -> None:
    found = {row["report"]: row for row in rows(tmp_path / "l", ALL, "FROM subjects")}
    (event,) = {found[reading.report.id]["event"] for reading in SHELLING}
    assert found[WORDLESS.report.id]["event"] == event
    assert found[AGAIN.report.id]["event"] not in (None, event)


def test_a_lone_report_without_events_is_about_none_of_them(tmp_path: Path) -> None:
    (row,) = rows(tmp_path / "l", [WORDLESS], "FROM subjects")
    assert row["event"] is None


@settings(max_examples=15, deadline=None)
@given(st.permutations(ALL), st.sets(st.sampled_from(range(len(ALL))), max_size=3))
def test_what_is_one_event_does_not_depend_on_the_order(
    tmp_path_factory: pytest.TempPathFactory, order: list[Reading], withdrawn: set[int]
) -> None:
    gone = {ALL[n].report.id for n in withdrawn}
    query = (
        "SELECT t.report, t.event, s.subject FROM event_tellings t JOIN subjects s USING (report) "
        "ORDER BY ALL"
    )
    plain = tmp_path_factory.mktemp("plain") / "l"
    expected = rows(plain, [r for r in ALL if r.report.id not in gone], query)
    path = tmp_path_factory.mktemp("shuffled") / "l"
    with Ledger(path) as ledger:
        for reading in [*order, *order]:
            ledger.record(reading)
        for report in sorted(gone):
            ledger.withdraw(report, "wrong")
    assert rows(path, (), query) == expected


def test_rare_words_say_more() -> None:
    assert rarity("the") == 0
    assert 0 < rarity("minister") < rarity("mortar") < rarity("zarumilla") == 1


def test_a_profile_holds_names_words_and_days_shortly_before() -> None:
    report = Report(
        "On May 6 shells fell on Zarumilla. The war of 1995 began on January 26.", "Shells", None, None,
        dt.date(2031, 5, 9),
    )  # fmt: skip
    found = profile(report, load_commitments())
    names, words = unpacked(found.text)
    assert found.days == [dt.date(2031, 5, 6).toordinal()]
    assert found.names == ["zarum"]
    assert len(names.weights) == 1
    assert len(words.weights) >= 2
    assert names.alike(names) == pytest.approx(1)
    assert names.alike(words) == 0
