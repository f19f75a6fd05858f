"""What changes a ledger after recording: corrections, recoding, migration; nothing dangles after it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import __version__
from dragoman.cli.main import cli
from dragoman.errors import LedgerError
from dragoman.ledger import Ledger, schema_v1, schema_v2
from dragoman.ledger.versions import Versions, versions
from dragoman.types import Event, Place, Reading, Report
from handmade import ECUADOR, party, span
from handmade import reading as handmade
from ledger_stories import Story, threat

OLD = Versions("0.0.1", "a model 1", "0" * 16)
DERIVED = ("events", "event_tellings", "statements", "statement_tellings", "acts", "commitments", "moves")


def derived(ledger: Ledger) -> dict[str, list[dict[str, Any]]]:
    """All rows that are computed from the readings, but the time of recording."""
    found = {name: getattr(ledger, name)().rows() for name in DERIVED}
    for row in found["events"]:
        del row["recorded"]
    return found


def rows(ledger: Ledger, query: str) -> list[tuple[Any, ...]]:
    return ledger._connection.execute(query).fetchall()


def other(reading: Reading, **fields: Any) -> Reading:
    return dataclasses.replace(reading, **fields)


# --- versions ------------------------------------------------------------------------------


def test_a_reading_names_the_versions_that_made_it(tmp_path: Path) -> None:
    with Ledger(":memory:") as ledger:
        ledger.record(handmade())
        ledger.record(handmade("By another"), OLD)
        made = {row["title"]: json.loads(row["made_by"]) for row in ledger.reports()}
    assert made["By another"] == dataclasses.asdict(OLD)
    present = made["Ministers meet"]
    assert present["package"] == __version__
    assert present["model"].startswith("dragoman-en ")
    assert len(present["codebook"]) == 16
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "assault.toml").write_text("# nothing\n")
    assert versions(tmp_path).codebook != versions().codebook
    assert versions(tmp_path).model == versions().model


# --- corrections -----------------------------------------------------------------------------


def test_a_correction_is_as_if_it_had_been_read_so() -> None:
    reading = handmade()
    right = other(
        reading,
        events=(dataclasses.replace(reading.events[0], date="2024-03-07", type="AGREE"), *reading.events[1:]),
        acts=(dataclasses.replace(reading.acts[0], holder=None, condition_negated=True),),
    )
    with Ledger(":memory:") as ledger, Ledger(":memory:") as fresh:
        ledger.record(reading)
        for id_, field, value in (
            ("e1", "date", "2024-03-07"),
            ("e1", "type", "AGREE"),
            ("a1", "holder", None),
            ("a1", "condition_negated", True),
        ):
            ledger.correct(reading.report.id, id_, field, value, "seen by a person")
        fresh.record(right)
        assert ledger.reading(reading.report.id) == right
        assert derived(ledger) == derived(fresh)
        kept = ledger.corrections().rows()
        assert [(row["id"], row["field"], row["value"]) for row in kept][:2] == [
            ("e1", "date", '"2024-03-07"'), ("e1", "type", '"AGREE"'),
        ]  # fmt: skip
        former = rows(ledger, "SELECT wire FROM former_readings ORDER BY replaced")
        assert Reading.from_dict(json.loads(former[0][0])) == reading


def test_corrections_are_taken_back_one_by_one() -> None:
    reading = handmade()
    report = reading.report.id
    with Ledger(":memory:") as ledger, Ledger(":memory:") as fresh:
        fresh.record(reading)
        ledger.record(reading)
        for date in ("2024-03-07", "2024-03-08"):
            ledger.correct(report, "e1", "date", date)
        ledger.correct(report, "e1", "type", "AGREE")
        ledger.uncorrect(report, "e1", "date")
        assert ledger.reading(report).events[0].date == "2024-03-07"
        assert [row["field"] for row in ledger.corrections()] == ["date", "type"]
        ledger.uncorrect(report, "e1", "date")
        ledger.uncorrect(report, "e1", "type")
        assert ledger.reading(report) == reading
        assert len(ledger.corrections()) == 0
        assert derived(ledger) == derived(fresh)
        with pytest.raises(LedgerError, match=r"no correction of 'date' of 'e1'.*corrections\(\)"):
            ledger.uncorrect(report, "e1", "date")


def test_a_value_may_be_an_object_and_unites_two_events() -> None:
    reading = handmade()
    with Ledger(":memory:") as ledger:
        ledger.record(reading)
        ledger.correct(reading.report.id, "e3", "target", (party("Peru", ECUADOR, 1),))
        assert ledger.reading(reading.report.id).events[2].target == (party("Peru", ECUADOR, 1),)


@pytest.mark.parametrize(
    ("id_", "field", "value", "wrong"),
    [
        ("e9", "date", "2024", "no event, statement or act 'e9'"),
        ("e1", "id", "e7", "field 'id' of event e1 cannot be corrected; choose type"),
        ("e1", "date", "soon", "not a date"),
        ("e1", "type", "WAR", "not one of AGREE"),
        ("e1", "deaths", -1, "not a number of persons"),
        ("e1", "deaths", True, "not a number of persons"),
        ("e1", "goldstein", 11, "not a number from -10 to 10"),
        ("e1", "place", {"text": "Rome", "start": 0, "end": 4, "name": "Rome"}, "not a span of the report"),
        ("e1", "source", [{"text": "Peru"}], "not a list of spans"),
        ("e1", "statement", "s7", "not the id of one of the report's statements"),
        ("e1", "place", {"text": "The", "start": 0, "end": 3}, "not in the wire form"),
        ("e1", "mode", {1}, "not in the wire form"),
        ("a1", "red_line", "yes", "not True or False"),
        ("s1", "quoted", None, "not one of direct"),
    ],
)
def test_a_wrong_correction_is_refused_and_changes_nothing(
    id_: str, field: str, value: object, wrong: str
) -> None:
    reading = handmade()
    with Ledger(":memory:") as ledger:
        ledger.record(reading)
        before = derived(ledger)
        with pytest.raises(LedgerError, match=wrong):
            ledger.correct(reading.report.id, id_, field, value)
        assert derived(ledger) == before
        assert len(ledger.corrections()) == 0
        with pytest.raises(LedgerError, match="no report 'x'"):
            ledger.correct("x", id_, field, value)


# --- recoding --------------------------------------------------------------------------------


class Rereading:
    """Reads each report as ``readings`` have it; reports that are not among them fail."""

    def __init__(self, *readings: Reading) -> None:
        self.readings = {reading.report.id: reading for reading in readings}
        self.asked: list[str] = []

    def __call__(self, reports: Iterable[Report]) -> Iterator[Reading]:
        for report in reports:
            self.asked.append(report.id)
            if report.id in self.readings:
                yield self.readings[report.id]


def renumbered(reading: Reading) -> Reading:
    """A new event comes before the others, whose ids all move."""
    moved = {event.id: f"e{n + 2}" for n, event in enumerate(reading.events)}
    new = Event("e1", "CONSULT", None, span("foreign ministers"), (), ())
    return other(
        reading,
        events=(new, *(dataclasses.replace(event, id=moved[event.id]) for event in reading.events)),
        acts=tuple(
            dataclasses.replace(
                act,
                content_event=moved[act.content_event or ""],
                condition_event=moved[act.condition_event or ""],
            )
            for act in reading.acts
        ),
    )


def test_recoding_takes_the_new_reading_keeps_corrections_and_the_former_reading() -> None:
    first, second, gone = handmade(), threat(title="told"), handmade("Withdrawn")
    again = Rereading(renumbered(first), second, renumbered(gone))
    with Ledger(":memory:") as ledger, Ledger(":memory:") as fresh:
        for reading in (first, second, gone):
            ledger.record(reading, OLD)
        ledger.withdraw(gone.report.id, "a hoax")
        ledger.correct(first.report.id, "e2", "deaths", 12)
        done = list(ledger.recode(reader=again))
        assert {one.after.report.id for one in done} == {r.report.id for r in (first, second, gone)}
        assert all(one.lost == () for one in done)
        after = ledger.reading(first.report.id)
        assert [event.deaths for event in after.events] == [None, None, 12, None]
        assert [row["id"] for row in ledger.corrections()] == ["e3"]
        assert {row["made_by"] for row in ledger.reports()} == {versions().to_json()}
        # the correction's, then the recoding's; the report that reads as before has none
        kept = rows(ledger, "SELECT report, count(*) FROM former_readings GROUP BY report ORDER BY report")
        assert kept == sorted([(first.report.id, 2), (gone.report.id, 1)])
        fresh.record(after)
        fresh.record(second)
        fresh.record(renumbered(gone))
        fresh.withdraw(gone.report.id, "a hoax")
        assert derived(ledger) == derived(fresh)
        # all is done: nothing is read again, unless it is asked for
        assert list(ledger.recode(reader=again)) == []
        assert len(again.asked) == 3
        assert len(list(ledger.recode(reader=again, all=True))) == 3
        assert ledger.reading(first.report.id) == after


def test_a_correction_that_finds_nothing_is_kept_for_the_next_reading() -> None:
    reading = handmade()
    bare = other(reading, events=reading.events[:1], acts=())
    with Ledger(":memory:") as ledger:
        ledger.record(reading, OLD)
        ledger.correct(reading.report.id, "e2", "deaths", 12)
        (done,) = ledger.recode(reader=Rereading(bare))
        assert [(one.kind, one.field, one.value) for one in done.lost] == [("event", "deaths", 12)]
        assert [row["id"] for row in ledger.corrections()] == [None]
        (done,) = ledger.recode(reader=Rereading(reading), all=True)
        assert done.lost == ()
        assert ledger.reading(reading.report.id).events[1].deaths == 12


def test_a_report_that_cannot_be_read_again_stays_and_waits() -> None:
    first, second = handmade(), handmade("Another title")
    with Ledger(":memory:") as ledger:
        ledger.record(first, OLD)
        ledger.record(second, OLD)
        assert len(list(ledger.recode(reader=Rereading(first)))) == 1
        assert ledger.reading(second.report.id) == second
        waiting = Rereading(first, second)
        list(ledger.recode(reader=waiting))
        assert waiting.asked == [second.report.id]


def test_recode_and_supersede_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(tmp_path / "l.duckdb")
    reading = handmade()
    with Ledger(path) as ledger:
        ledger.record(reading, OLD)
    again = Rereading(other(reading, events=reading.events[:2], acts=()))

    def read_many(reports: Iterable[Report], **_: Any) -> Iterator[Reading]:
        for report in reports:
            known = again.readings.get(report.id)
            yield known or Reading(report, (), (), (), ())

    monkeypatch.setattr("dragoman.pipeline.read_many", read_many)
    result = CliRunner().invoke(cli, ["recode", path, "--format", "json"])
    changes = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(c["kind"], c["before"]["text"], c["after"]) for c in changes] == [
        ("act", "would expel", None), ("event", "expel", None),
    ]  # fmt: skip
    result = CliRunner().invoke(cli, ["recode", path, "--all"])
    assert "events     0 new, 0 gone, 0 changed" in result.stdout
    assert "1 report read again" in result.stdout
    (tmp_path / "corrected.txt").write_text("The ministers did not meet.")
    result = CliRunner().invoke(cli, ["supersede", path, reading.report.id, str(tmp_path / "corrected.txt")])
    assert "superseded by" in result.stdout
    with Ledger(path, read_only=True) as ledger:
        assert [row["text"] for row in ledger.reports()] == ["The ministers did not meet."]


# --- migration -------------------------------------------------------------------------------


def as_version_1(path: Path, *readings: Reading) -> None:
    """A ledger as version 1 made it, as far as a later one reads it: its tables, with the readings."""
    with duckdb.connect(str(path)) as connection:
        for statement in schema_v1.STATEMENTS:
            connection.execute(statement)
        connection.execute("INSERT INTO meta VALUES ('schema_version', '1')")
        for reading in readings:
            wire = reading.to_dict()
            for event in wire["events"]:
                event["place"] = event["place"] and event["place"]["text"]
                for later in ("injured", "arrested", "basis"):
                    del event[later]
            for act in wire["acts"]:
                del act["condition_negated"]
            text = json.dumps(wire).replace(', "second_sector": null', "")
            assert "second_sector" not in text
            report = reading.report
            connection.execute(
                "INSERT INTO readings VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [report.id, report.title, report.source, report.url, report.published, report.published,
                 dt.datetime(2026, 1, 2, 3, 4, 5), text],
            )  # fmt: skip
            for n, event in enumerate(wire["events"]):
                connection.execute(
                    "INSERT INTO events (report, n, id, type, place) VALUES (?, ?, ?, ?, ?)",
                    [report.id, n, event["id"], event["type"], event["place"]],
                )


def test_a_ledger_of_version_1_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "l.duckdb"
    readings = [handmade(), handmade("Another title"), threat(title="told", published="2024-03-20")]
    as_version_1(path, *readings)
    with pytest.raises(LedgerError, match=r"version 1.*Open it for writing once"):
        Ledger(path, read_only=True)
    plain = [
        other(r, events=tuple(dataclasses.replace(e, place=unplaced(e.place)) for e in r.events))
        for r in readings
    ]
    with Ledger(path) as ledger, Ledger(":memory:") as fresh:
        for reading in plain:
            fresh.record(reading)
        assert derived(ledger) == derived(fresh)
        assert list(ledger.readings()) == list(fresh.readings())
        assert {row["recorded"] for row in ledger.reports()} == {dt.datetime(2026, 1, 2, 3, 4, 5)}
        assert {row["made_by"] for row in ledger.reports()} == {None}
        assert ledger.record(handmade("A third")) is True
        # what an older version read waits to be read again
        assert len(list(ledger.recode(reader=Rereading(*readings)))) == 3
    with Ledger(path, read_only=True) as ledger:
        assert len(ledger.reports()) == 4


def as_version_2(path: Path, *readings: Reading) -> None:
    """A ledger as version 2 made it, as far as a later one reads it: its tables, with the readings."""
    with duckdb.connect(str(path)) as connection:
        for statement in (*schema_v1.STATEMENTS, *schema_v2.STATEMENTS):
            connection.execute(statement)
        connection.execute("INSERT INTO meta VALUES ('schema_version', '2')")
        for reading in readings:
            wire, report = reading.to_dict(), reading.report
            for event in wire["events"]:
                del event["quad_class"]
            connection.execute(
                "INSERT INTO readings (id, title, source, url, published, known, recorded, wire, origin) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [report.id, report.title, report.source, report.url, report.published, report.published,
                 dt.datetime(2026, 1, 2, 3, 4, 5), json.dumps(wire), report.id],
            )  # fmt: skip
            for event in wire["events"]:
                connection.execute(
                    "INSERT INTO told (report, kind, id, n, whole) VALUES (?, 'event', ?, 0, 'v1')",
                    [report.id, event["id"]],
                )


def test_a_ledger_of_version_2_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "l.duckdb"
    first, gone, told = handmade(), handmade("Another title"), threat(title="told", published="2024-03-20")
    as_version_2(path, first, gone, told)
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "UPDATE readings SET withdrawn = now(), reason = 'a hoax' WHERE id = ?", [gone.report.id]
        )
        connection.execute(
            "INSERT INTO corrections VALUES (?, 1, 'event', 'e1', 'deaths', '3', 0, 1, 0, 'why', now())",
            [first.report.id],
        )
        connection.execute(
            "INSERT INTO former_readings VALUES (?, now(), ?, NULL)",
            [first.report.id, json.dumps(first.to_dict())],
        )
    with pytest.raises(LedgerError, match=r"version 2.*Open it for writing once"):
        Ledger(path, read_only=True)
    with Ledger(path) as ledger, Ledger(":memory:") as fresh:
        fresh.record(first)
        fresh.record(told)
        assert derived(ledger) == derived(fresh)
        assert [row["reason"] for row in ledger.corrections()] == ["why"]
        assert rows(ledger, "SELECT report FROM former_readings") == [(first.report.id,)]
        assert ledger.reading(gone.report.id) == gone
        assert gone.report.id not in [row["id"] for row in ledger.reports()]
    with Ledger(path, read_only=True) as ledger:
        assert {row["quad_class"] for row in ledger.events()} >= {"verbal cooperation"}


def unplaced(place: Place | None) -> Place | None:
    """A place as version 1 knew it: the words alone."""
    return place and Place(place.text, place.start, place.end, place.text)


# --- invariants ------------------------------------------------------------------------------

DANGLING = {
    "a telling of no event": """SELECT id FROM told WHERE kind = 'event' AND NOT withdrawn
        AND whole NOT IN (SELECT id FROM happenings)""",
    "an event that nothing tells": """SELECT id FROM happenings h WHERE NOT EXISTS (FROM told t
        WHERE t.kind = 'event' AND t.whole = h.id AND NOT t.withdrawn)""",
    "an event led by what isn't there": """SELECT h.id FROM happenings h LEFT JOIN told t
        ON t.report = h.report AND t.id = h.telling AND t.kind = 'event' WHERE t.leads IS NOT TRUE""",
    "a telling of no commitment": """SELECT id FROM told WHERE kind = 'act' AND NOT withdrawn
        AND whole NOT IN (SELECT id FROM lives)""",
    "a commitment that nothing tells": """SELECT id FROM lives l WHERE NOT EXISTS (FROM told t
        WHERE t.kind = 'act' AND t.whole = l.id AND NOT t.withdrawn)""",
    "a move of no commitment": "SELECT commitment FROM moves WHERE commitment NOT IN (SELECT id FROM lives)",
    "a move by no event": """SELECT event FROM moves WHERE event IS NOT NULL
        AND event NOT IN (SELECT id FROM happenings)""",
    "a statement without a leader": """SELECT id FROM told t WHERE kind = 'statement' AND NOT withdrawn
        AND NOT EXISTS (FROM told l WHERE l.kind = 'statement' AND l.whole = t.whole AND l.leads)""",
    "a copy of nothing": """SELECT id FROM readings WHERE withdrawn IS NULL
        AND origin NOT IN (SELECT id FROM readings WHERE withdrawn IS NULL)""",
}


def dangling(ledger: Ledger) -> list[str]:
    return [what for what, query in DANGLING.items() if rows(ledger, query)]


HAPPENED = (
    ("ASSAULT", "PER/MIL", "ECU", "2024-05-01", "Loja", "Peruvian guns shelled a village near Loja"),
    ("CONSULT", "PER", "ECU", "2024-05-20", "Bogota", "The two presidents met in Bogota for talks"),
    ("PROTEST", "ECU/CVL", "ECU", "2024-06-10", "Quito", "Thousands marched in Quito against the budget"),
)
WORDINGS = ("{}.", "{}, officials said.", "{}, according to witnesses.", "It was confirmed: {}.")


def telling(which: int, wording: int, late: int) -> Reading:
    """A paraphrase of an event, published some days after it; with it a threat, the same each time."""
    type_, source, target, date, place, words = HAPPENED[which]
    published = (dt.date.fromisoformat(date) + dt.timedelta(days=late)).isoformat()
    story = Story(f"{words} ({wording})", published)
    story.sentence(WORDINGS[wording].format(words))
    story.event(type_, source, target, "asserted", date if wording else None, place if late else None)
    story.sentence(f"{source[:3]} said it would answer if it is attacked.")
    story.act(
        "threat", source, "BOL", "answer", condition="if it is attacked",
        condition_event=("ASSAULT", "BOL", source[:3]), content_event=("SANCTION", source[:3], "BOL"),
    )  # fmt: skip
    return story.reading()


tellings = st.builds(telling, st.integers(0, 2), st.integers(0, 3), st.integers(0, 2))


@settings(max_examples=12, deadline=None)
@given(st.lists(tellings, min_size=2, max_size=7, unique_by=lambda r: r.report.id), st.randoms())
def test_neither_order_nor_repetition_nor_what_is_gone_changes_anything(
    found: list[Reading], random: Any
) -> None:
    shuffled = [*found, *found]
    random.shuffle(shuffled)
    extra = telling(0, 1, 3)
    with Ledger(":memory:") as one, Ledger(":memory:") as two:
        for reading in found:
            one.record(reading)
        two.record(extra)
        for reading in shuffled:
            two.record(reading)
        two.withdraw(extra.report.id, "a hoax")
        assert derived(one) == derived(two)
        told = [row for row in one.events().rows() if row["modality"] == "asserted"]
        assert len(told) == len({reading.events[0].type for reading in found})
        assert dangling(one) == dangling(two) == []


def test_no_reference_dangles_after_any_change() -> None:
    found = [
        telling(which, wording, late) for which in range(3) for wording, late in ((0, 0), (1, 1), (2, 2))
    ]
    with Ledger(":memory:") as ledger:
        for reading in found:
            ledger.record(reading, OLD)
        assert dangling(ledger) == []
        ledger.withdraw(found[0].report.id, "a hoax")
        assert dangling(ledger) == []
        ledger.supersede(found[3].report.id, telling(1, 3, 1))
        assert dangling(ledger) == []
        ledger.correct(found[4].report.id, "e1", "date", "2024-04-02")
        assert dangling(ledger) == []
        ledger.correct(found[5].report.id, "a1", "force", "promise")
        assert dangling(ledger) == []
        list(ledger.recode(reader=Rereading(*(other(r, acts=(), events=r.events[:1]) for r in found[:8]))))
        assert dangling(ledger) == []
