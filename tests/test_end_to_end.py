"""From a text to the record, with the packaged model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dragoman
from dragoman.types import EVENT_TYPES, FORCES, MODALITIES

EXAMPLES = Path(__file__).parent.parent / "examples"
SENTENCES = [
    "Chile's foreign minister met her Bolivian counterpart in Santiago on Friday.",
    "“We want dialogue,” the minister told reporters after the talks.",
    "Kenya warned that it would close the border if the shelling continued.",
    "Rebels attacked an army base near Goma, killing 14 soldiers, the governor said.",
    "The president, who took office in May, rejected the demand.",
    "Thousands of students protested in Dhaka to demand that the government resign.",
    "KHARTOUM, June 3 - The army will not negotiate until the militia leaves the capital, a spokesman said",
]


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Every span in a wire form."""
    if isinstance(value, dict):
        if {"text", "start", "end"} <= value.keys():
            yield value
        for item in value.values():
            yield from spans(item)
    elif isinstance(value, list):
        for item in value:
            yield from spans(item)


@pytest.fixture(scope="module")
def border() -> dragoman.Reading:
    record = (EXAMPLES / "border.txt").read_text(encoding="utf8")
    return dragoman.read(record.partition("\n\n")[2], published="2024-03-14")


def test_a_meeting_with_its_place_and_day(border: dragoman.Reading) -> None:
    [met] = [e for e in border.events if e.trigger.text == "met"]
    assert (met.type, met.modality) == ("CONSULT", "asserted")
    assert {p.code for p in (*met.source, *met.target)} == {"ECU", "PER"}
    assert (met.place and met.place.name, met.date) == ("Lima", "2024-03-14")


def test_a_threat_with_its_condition(border: dragoman.Reading) -> None:
    threats = [a for a in border.acts if a.force == "threat" and a.holder and a.holder.code == "ECU"]
    assert any(a.condition and "attacked Ecuador again" in a.condition.text for a in threats)


def test_speakers_and_their_countries(border: dragoman.Reading) -> None:
    said = {s.speaker.actor.name for s in border.statements if s.speaker and s.speaker.actor}
    assert {"Lucía Andrade", "Tomás Quispe"} <= said


def test_what_if(border: dragoman.Reading, tmp_path: Path) -> None:
    with dragoman.Ledger(tmp_path / "ledger.duckdb") as ledger:
        assert ledger.record(border)
        assert not ledger.record(border)
        answer = ledger.whatif("Peru attacks Ecuador").to_dict()
        assert {t["holder"] for t in answer["triggers"]} == {"ECU"}
        assert ledger.whatif("Peru meets Ecuador for talks").to_dict()["triggers"] == []


def test_a_denied_attack_is_no_attack() -> None:
    events = dragoman.read("Rwandan troops did not attack Goma, and may never attack it.").events
    assert all(e.modality != "asserted" for e in events if e.type == "ASSAULT")


def test_neighbours_change_nothing() -> None:
    """The same report gives the same reading, alone or among others, on one thread or three."""
    reports: list[dragoman.Report] = [dragoman.Report(" ".join(SENTENCES[k:])) for k in range(len(SENTENCES))]
    alone = [dragoman.read(r.text).to_dict() for r in reports]
    for threads in (1, 3):
        together = dragoman.read_many(list(reversed(reports)), threads=threads)
        assert [r.to_dict() for r in together] == alone[::-1]


def test_code_pair() -> None:
    text = "Syrian government forces shelled rebel positions in Idlib on Monday."
    kind, confidence = dragoman.code_pair(text, source=(0, 24), target=(33, 48))
    assert kind == "ASSAULT"
    assert 0.5 < confidence <= 1


def test_mappings_are_reports_too() -> None:
    [reading] = dragoman.read_many([{"text": SENTENCES[0], "published": "2023-05-06", "title": "Talks"}])
    assert reading.report.title == "Talks"
    assert [e.date for e in reading.events if e.trigger.text == "met"] == ["2023-05-05"]


def test_a_report_without_text_is_refused() -> None:
    with pytest.raises(dragoman.IntakeError):
        list(dragoman.read_many([{"title": "no text"}]))
    with pytest.raises(dragoman.DateError):
        dragoman.read("Some text.", published="yesterday")


def test_wire_form(border: dragoman.Reading) -> None:
    data = json.loads(border.to_json())
    assert dragoman.Reading.from_dict(data) == border
    ids = [item["id"] for key in ("statements", "events", "acts") for item in data[key]]
    assert len(ids) == len(set(ids))
    events = {e["id"] for e in data["events"]}
    for act in data["acts"]:
        assert act["force"] in FORCES
        assert {act["content_event"], act["condition_event"]} - {None} <= events
    for event in data["events"]:
        assert event["type"] in EVENT_TYPES
        assert event["modality"] in MODALITIES


odd_text = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=30)
text_like = st.lists(
    st.one_of(st.sampled_from([*SENTENCES, "\n", "\r\n", " . .", "“", "”"]), odd_text),
    min_size=1,
    max_size=6,
).map("".join)


@settings(max_examples=40, deadline=None)
@given(text_like.filter(lambda t: t.strip() != ""))
def test_every_span_is_of_the_text(text: str) -> None:
    data = dragoman.read(text, published="2024-06-05").to_dict()
    for span in spans(data):
        if span is not data:
            assert data["text"][span["start"] : span["end"]] == span["text"]
    assert all(data["text"][s["start"] : s["end"]].strip() for s in data["sentences"])


def test_a_verb_within_a_quotation_is_no_link_of_the_chain() -> None:
    reading = dragoman.read(
        '"If our villages are shelled, Chad will respond," Defence Minister Ali Haroun said, adding that '
        "any raid by Sudanese soldiers would cross a red line."
    )
    assert [s.via for s in reading.statements] == [(), ()]
    assert {s.speaker.text for s in reading.statements if s.speaker} == {"Defence Minister Ali Haroun"}


def test_who_speaks_in_the_next_sentence_does_not_speak_in_this() -> None:
    reading = dragoman.read(
        "Kenya, which has hosted two meetings of the parties, promised to send its former president to "
        "Mekelle next week. African Union envoy Olusegun Obasanjo warned that war would bring famine."
    )
    speakers = {s.cue.text: s.speaker.text for s in reading.statements if s.cue and s.speaker}
    assert speakers["promised"] == "Kenya"
    assert speakers["warned"].endswith("Obasanjo")


def test_two_men_are_others_than_those_named_before() -> None:
    reading = dragoman.read(
        "President Nana Akufo-Addo met President Faure Gnassingbe in Lome. Police in Accra arrested two men."
    )
    [arrest] = [e for e in reading.events if e.trigger.text == "arrested"]
    assert all(p.actor is None or p.actor.name is None for p in arrest.target)
