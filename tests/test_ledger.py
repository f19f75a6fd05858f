from __future__ import annotations

import datetime as dt
import sys
from itertools import permutations
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import LedgerError
from dragoman.ledger import Ledger
from dragoman.ledger.identity import day_range
from dragoman.types import (
    EVENT_TYPES,
    FORCES,
    Act,
    Actor,
    Event,
    Modality,
    Party,
    Place,
    Reading,
    Report,
    Span,
    Statement,
)
from handmade import reading as handmade
from ledger_stories import Story, threat

TABLES = ("reports", "statements", "events", "acts", "commitments")
TELLINGS = {"statements": "statement_tellings", "events": "event_tellings", "acts": "acts"}
COLUMNS = [
    "id",
    "force",
    "holder",
    "counterpart",
    "content",
    "condition",
    "deadline",
    "red_line",
    "state",
    "state_since",
    "tellings",
    "first_made",
    "last_made",
    "due",
    "why",
]


def contents(ledger: Ledger) -> dict[str, list[dict[str, Any]]]:
    """All rows but the time of recording."""
    found = {name: getattr(ledger, name)().rows() for name in TABLES}
    for row in (*found["reports"], *found["events"]):
        del row["recorded"]
    return found


# --- recording --------------------------------------------------------------------------


def test_a_reading_comes_back_as_it_was_recorded(tmp_path: Path) -> None:
    reading = handmade()
    with Ledger(tmp_path / "l.duckdb") as ledger:
        assert ledger.record(reading) is True
    with Ledger(tmp_path / "l.duckdb", read_only=True) as ledger:
        assert ledger.reading(reading.report.id) == reading
        assert list(ledger.readings()) == [reading]


def test_rows_are_the_wire_form_with_the_report() -> None:
    reading = handmade()
    wire = reading.to_dict()
    with Ledger(":memory:") as ledger:
        ledger.record(reading)
        for name, relation in TELLINGS.items():
            rows = getattr(ledger, relation)().rows()
            assert [{key: row[key] for key in wire[name][0]} for row in rows] == wire[name]
            assert {row["report"] for row in rows} == {wire["id"]}


def test_the_same_report_is_recorded_once() -> None:
    with Ledger(":memory:") as ledger:
        assert ledger.record(handmade()) is True
        before = contents(ledger)
        assert ledger.record(handmade()) is False
        assert contents(ledger) == before


def test_another_reading_of_a_report_replaces_nothing() -> None:
    reading = handmade()
    other = Reading(reading.report, reading.sentences, (), reading.events[:1], ())
    with Ledger(":memory:") as ledger:
        ledger.record(reading)
        before = contents(ledger)
        assert ledger.record(other) is False
        assert contents(ledger) == before


def test_a_report_with_nothing_in_it_is_recorded() -> None:
    empty = Reading(Report("Nothing."), (), (), (), ())
    with Ledger(":memory:") as ledger:
        assert ledger.record(empty) is True
        assert ledger.record(empty) is False
        assert len(ledger.reports()) == 1
        assert len(ledger.events()) == len(ledger.acts()) == len(ledger.commitments()) == 0
        assert ledger.events().rows() == []


def test_nothing_of_a_report_is_kept_if_a_part_of_it_fails() -> None:
    good = handmade()
    doubled = Reading(Report("Twice."), (), good.statements, good.events + good.events, good.acts)
    with Ledger(":memory:") as ledger:
        ledger.record(good)
        before = contents(ledger)
        with pytest.raises(LedgerError, match="cannot record report"):
            ledger.record(doubled)
        assert contents(ledger) == before
        assert ledger.record(handmade("Another title")) is True


@pytest.mark.parametrize("text", ["half a pair \ud83d of characters"])
def test_a_text_that_is_no_unicode_is_refused_and_nothing_lost(text: str) -> None:
    with Ledger(":memory:") as ledger:
        ledger.record(handmade())
        with pytest.raises(LedgerError, match="not UTF-8"):
            ledger.record(Reading(Report(text), (), (), (), ()))
        assert len(ledger.reports()) == 1


def test_an_unknown_report_is_named() -> None:
    with Ledger(":memory:") as ledger, pytest.raises(LedgerError, match="no report 'x'"):
        ledger.reading("x")


# --- made-up readings --------------------------------------------------------------------

words = st.text(st.characters(codec="utf-8"), max_size=12)
maybe = st.none() | words
spans = st.builds(Span, words, st.integers(0, 2**31 - 1), st.integers(0, 2**31 - 1))
actors = st.builds(Actor, maybe, st.sampled_from([None, "PER", "ECU", "IGO"]), maybe, maybe)
parties = st.builds(Party, words, st.integers(0, 99), st.integers(0, 99), st.none() | actors)
sides = st.lists(parties, max_size=2).map(tuple)
degrees = st.none() | st.floats(-90, 90)
places = st.none() | st.builds(
    Place, words, st.integers(0, 99), st.integers(0, 99), words, maybe, degrees, degrees
)
dates = st.sampled_from([None, "2014", "2021-06", "2021-12-02", "2021-12-02/2021-12-05", "2021-13", "soon"])


def numbered(letter: str, *fields: Any) -> Any:
    """Up to three items with ids in order."""
    return st.lists(st.tuples(*fields), max_size=3).map(
        lambda rows: [(f"{letter}{n}", *row) for n, row in enumerate(rows, 1)]
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    published = st.none() | st.dates(dt.date(1900, 1, 1))
    report = Report(draw(words), draw(maybe), draw(maybe), draw(maybe), draw(published))
    quoted = st.sampled_from(["direct", "indirect", "mixed"])
    contents = st.lists(spans, max_size=2).map(tuple)
    statements = numbered(
        "s",
        st.none() | parties,
        st.none() | parties,
        st.none() | spans,
        contents,
        quoted,
        sides,
        maybe,
        dates,
    )
    modalities = st.sampled_from(get_args(Modality))
    number = st.none() | st.floats(-10, 10)
    persons = st.none() | st.integers(0, 10**9)
    events = numbered(
        "e", st.sampled_from(EVENT_TYPES), maybe, spans, sides, sides, dates, places, modalities, maybe,
        number, persons, persons, persons, st.floats(0, 1), st.sampled_from([None, "s1"]), maybe,
    )  # fmt: skip
    event_ids = st.sampled_from([None, "e1", "e2"])
    optional = st.none() | spans
    someone = st.none() | parties
    acts = numbered(
        "a", st.sampled_from(FORCES), spans, someone, someone, optional, optional, optional,
        st.booleans(), st.sampled_from([None, "s1"]), event_ids, event_ids, st.booleans(), st.floats(0, 1),
    )  # fmt: skip
    return Reading(
        report,
        tuple(draw(st.lists(st.just(Span("", 0, 0)), max_size=1))),
        tuple(Statement(*row) for row in draw(statements)),
        tuple(Event(*row) for row in draw(events)),
        tuple(Act(*row) for row in draw(acts)),
    )


@settings(max_examples=40, deadline=None)
@given(readings())
def test_any_reading_survives_the_wire_and_the_ledger(reading: Reading) -> None:
    assert Reading.from_dict(reading.to_dict()) == reading
    with Ledger(":memory:") as ledger:
        assert ledger.record(reading) is True
        before = contents(ledger)
        assert ledger.record(reading) is False
        assert contents(ledger) == before
        assert ledger.reading(reading.report.id) == reading
        wire = reading.to_dict()
        for name, relation in TELLINGS.items():
            rows = getattr(ledger, relation)().rows()
            assert [{k: row[k] for k in part} for row, part in zip(rows, wire[name], strict=True)] == wire[
                name
            ]


@settings(max_examples=20, deadline=None)
@given(st.lists(readings(), min_size=2, max_size=4, unique_by=lambda r: r.report.id), st.randoms())
def test_the_order_of_recording_changes_nothing(found: list[Reading], random: Any) -> None:
    shuffled = [*found, *found]
    random.shuffle(shuffled)
    with Ledger(":memory:") as one, Ledger(":memory:") as other:
        assert [one.record(r) for r in found] == [True] * len(found)
        assert sum(other.record(r) for r in shuffled) == len(found)
        assert contents(one) == contents(other)


# --- commitments ----------------------------------------------------------------------------


def test_commitments_have_the_agreed_columns_and_states() -> None:
    story = Story(published="2024-05-06")
    story.sentence("Quito demanded an apology by Sunday.")
    story.act("demand", "ECU", "PER", "an apology", deadline="by Sunday", red_line=True)
    story.sentence("Lima promised aid.")
    story.act("promise", "PER", "ECU", "aid", said="2024-05-04")
    with Ledger(":memory:") as ledger:
        ledger.record(story.reading())
        ledger.record(threat(title="x", published="2024-05-07"))
        relation = ledger.commitments(as_of=dt.date(2024, 5, 8))
        assert relation.columns == ledger.commitments().columns == COLUMNS
        rows = {row["force"]: row for row in relation.rows()}
    assert {force: row["state"] for force, row in rows.items()} == {
        "demand": "open", "promise": "detached", "threat": "conditional",
    }  # fmt: skip
    assert (rows["demand"]["deadline"], rows["demand"]["due"]) == ("by Sunday", dt.date(2024, 5, 12))
    assert rows["demand"]["red_line"] is True
    assert (rows["demand"]["holder"], rows["demand"]["counterpart"]) == ("ECU", "PER")
    # a statement's own date goes before the report's
    assert rows["promise"]["first_made"] == rows["promise"]["state_since"] == "2024-05-04"
    assert rows["demand"]["first_made"] == "2024-05-06"
    assert rows["promise"]["deadline"] is None


def test_a_repeated_message_is_one_commitment_with_two_tellings() -> None:
    first = threat(title="one", published="2024-03-01", condition="if it is attacked")
    again = threat(title="two", published="2024-03-09", condition="in case of an assault")
    with Ledger(":memory:") as ledger:
        ledger.record(again)
        ledger.record(first)
        (row,) = ledger.commitments().rows()
    assert (row["tellings"], row["first_made"], row["last_made"]) == (2, "2024-03-01", "2024-03-09")
    assert row["condition"] == "if it is attacked"


@pytest.mark.parametrize(
    "other",
    [
        threat(holder="CHL"),
        threat(counterpart="COL"),
        threat(when=("ASSAULT", "COL", "PER")),
        threat(then=("AID", "PER", "ECU")),
        threat(force="warning"),
        threat(condition="unless it is attacked"),
    ],
    ids=["holder", "counterpart", "doer", "content", "force", "unless"],
)
def test_what_differs_in_substance_is_another_commitment(other: Reading) -> None:
    with Ledger(":memory:") as ledger:
        ledger.record(threat(title="first"))
        ledger.record(other)
        assert len(ledger.commitments()) == 2


def test_without_a_coded_condition_the_wording_tells_promises_apart() -> None:
    story = Story()
    for sentence, content in [
        ("PER promised to send the tanks.", "to send the tanks"),
        ("PER promised to send rice.", "to send rice"),
        ("PER vowed again “to send tanks”.", "to send tanks"),
    ]:
        story.sentence(sentence)
        story.act("promise", "PER", "ECU", content, content_event=("AID", "PER", "ECU"))
    with Ledger(":memory:") as ledger:
        ledger.record(story.reading())
        assert sorted(row["tellings"] for row in ledger.commitments().rows()) == [1, 2]


def test_a_commitment_may_be_made_at_the_end_of_the_calendar() -> None:
    with Ledger(":memory:") as ledger:
        ledger.record(threat(published="9999-12-31", condition="if it is attacked within 90 days"))
        (row,) = ledger.commitments().rows()
    assert row["first_made"] == "9999-12-31"


def test_commitments_do_not_depend_on_the_order_of_recording() -> None:
    stories = [
        threat(title="one", published=None),
        threat(title="two", published="2024-02-01", condition="should it be hit"),
        threat(title="three", published="2024-02-01", condition="if ever struck"),
    ]
    found = []
    for order in permutations(stories):
        with Ledger(":memory:") as ledger:
            for reading in order:
                ledger.record(reading)
            found.append(ledger.commitments().rows())
    assert len(found[0]) == 1
    assert all(rows == found[0] for rows in found)


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2014", "2014-01-01", "2014-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2021-12-02", "2021-12-02", "2021-12-02"),
        ("2021-12-02/2022", "2021-12-02", "2022-12-31"),
        ("2021-13", None, None),
        ("0000", None, None),
        ("soon", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_dates_become_days(date: str | None, first: str | None, last: str | None) -> None:
    assert [day and day.isoformat() for day in day_range(date)] == [first, last]


# --- relations ---------------------------------------------------------------------------


def test_relations_turn_into_frames() -> None:
    pytest.importorskip("pyarrow")
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    with Ledger(":memory:") as ledger:
        ledger.record(handmade())
        events = ledger.events()
        ids = [row["id"] for row in events.rows()]
        assert len(events) == len(ids) == 3
        assert events.arrow().column("id").to_pylist() == ids
        assert isinstance(events.df(), pandas.DataFrame)
        assert events.df()["id"].tolist() == ids
        assert isinstance(events.pl(), polars.DataFrame)
        assert events.pl()["id"].to_list() == ids
        assert events.pl().columns == events.columns
        assert [row["id"] for row in events] == ids


@pytest.mark.parametrize(("form", "package"), [("df", "pandas"), ("pl", "polars"), ("arrow", "pyarrow")])
def test_a_missing_package_is_named_with_its_extra(
    monkeypatch: pytest.MonkeyPatch, form: str, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with Ledger(":memory:") as ledger:
        with pytest.raises(LedgerError, match=rf'needs {package}.*pip install "dragoman\['):
            getattr(ledger.events(), form)()
        assert ledger.events().rows() == []


def test_a_relation_shows_what_was_recorded_after_it_was_made() -> None:
    with Ledger(":memory:") as ledger:
        events = ledger.events()
        assert len(events) == 0
        ledger.record(handmade())
        assert len(events) == 3


def test_views_answer_plain_sql(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "l.duckdb"
    reading = handmade()
    with Ledger(path) as ledger:
        ledger.record(reading)
    with duckdb.connect(str(path), read_only=True) as connection:
        texts = [
            row[0] for row in connection.execute('SELECT "text" FROM sentences ORDER BY report, n').fetchall()
        ]
        assert texts == [s.text for s in reading.sentences]
        found = connection.execute(
            "SELECT side, code, name, sector FROM event_parties WHERE telling = 'e2' ORDER BY side"
        ).fetchall()
        assert found == [("source", "PER", "Peru", "MIL"), ("target", "ECU", "Ecuador", "GOV")]
        via = connection.execute('SELECT statement, step, "text" FROM statement_sources').fetchall()
        assert via == [("s1", 1, "the state news agency")]
        assert connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchall() == [
            ("3",)
        ]


# --- withdrawing -----------------------------------------------------------------------------


def test_a_withdrawn_report_leaves_the_ledger_as_if_it_had_never_been_there() -> None:
    kept = [threat(title="kept", published="2024-03-02"), handmade("Another title")]
    gone = [threat(title="gone", published="2024-03-01"), handmade()]
    with Ledger(":memory:") as ledger, Ledger(":memory:") as other:
        for reading in (*gone, *kept):
            ledger.record(reading)
        for reading in kept:
            other.record(reading)
        before = dt.datetime.now(dt.UTC)
        full = len(ledger.event_tellings())
        for reading in gone:
            ledger.withdraw(reading.report.id, "a hoax")
        assert contents(ledger) == contents(other)
        # what was there before is still known to have been
        assert sum(row["tellings"] for row in ledger.events(as_of=before)) == full
        with pytest.raises(LedgerError, match="withdrawn already"):
            ledger.withdraw(gone[0].report.id, "again")
        with pytest.raises(LedgerError, match="no report 'x'"):
            ledger.withdraw("x", "unknown")


def test_a_corrected_report_takes_the_place_of_the_first() -> None:
    with Ledger(":memory:") as ledger, Ledger(":memory:") as other:
        ledger.record(handmade("Wrong"))
        ledger.supersede(handmade("Wrong").report.id, handmade("Right"))
        other.record(handmade("Right"))
        assert contents(ledger) == contents(other)


def test_sql_reads_and_does_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "l.duckdb"
    with Ledger(path) as ledger:
        ledger.record(handmade())
        with pytest.raises(LedgerError, match="read_only=True"):
            ledger.sql("SELECT 1")
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n")
    with Ledger(path, read_only=True) as ledger:
        assert ledger.sql("SELECT count(*) AS n FROM events;").rows() == [{"n": 3}]
        for query in (
            f"SELECT * FROM '{tmp_path}/secret.csv'",
            f"COPY (SELECT 1) TO '{tmp_path}/out.csv'",
            f"ATTACH '{tmp_path}/new.duckdb'",
            "INSTALL httpfs",
            "DELETE FROM told",
            "SELECT 1; SELECT 2",
            "SET lock_configuration = false",
        ):
            with pytest.raises(LedgerError):
                ledger.sql(query).rows()
        assert ledger.sql("SELECT 1 AS a").rows() == [{"a": 1}]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["l.duckdb", "secret.csv"]
