"""What the ledger answers: what if, tensions, agreements, and the drawings."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from dragoman.cli.main import cli
from dragoman.codebook.commitments import load_commitments
from dragoman.errors import QuestionError
from dragoman.export.drawing import dot, mermaid
from dragoman.export.tensions import tensions as as_text
from dragoman.export.whatif import tree
from dragoman.ledger import Ledger, WhatIf
from dragoman.ledger.due import day_in
from dragoman.ledger.gist import coverage, gist
from dragoman.ledger.tensions import Tension
from dragoman.types import Reading
from ledger_stories import Story, asked, threat
from test_ledger_lifecycle import bound, event, said

ATTACK = ("ASSAULT", "ECU", "PER")


def what_if(readings: list[Reading], question: Reading | None = None, day: str | None = None) -> WhatIf:
    """The answer to an attack of ECU on PER, or to another question."""
    coded = question or asked(*ATTACK)
    with Ledger(":memory:", coder=lambda text: coded) as ledger:
        for reading in readings:
            ledger.record(reading)
        as_of = dt.date.fromisoformat(day) if day else None
        return ledger.whatif(coded.report.text, as_of=as_of)


def tense(*readings: Reading, day: str = "2024-12-31") -> list[Tension]:
    with Ledger(":memory:") as ledger:
        for reading in readings:
            ledger.record(reading)
        return ledger.tensions(as_of=dt.date.fromisoformat(day))


# --- what if ---------------------------------------------------------------------------------------


def test_only_what_is_in_force_is_triggered() -> None:
    punished = event("SANCTION", "PER", "ECU", "2024-03-08", "2024-03-09")
    assert len(what_if([threat()]).triggers) == 1
    assert what_if([threat(), punished]).triggers == ()
    assert len(what_if([threat(), punished], day="2024-03-08").triggers) == 1


def test_what_is_already_detached_is_shown_as_such() -> None:
    (trigger,) = what_if([threat(), event("ASSAULT", "ECU", "PER", "2024-03-05", "2024-03-06")]).triggers
    assert (trigger.state, trigger.state_since) == ("detached", "2024-03-05")


def test_a_question_that_codes_to_nothing_is_answered_by_its_words() -> None:
    warned = bound(
        "threat", "PER will cut the cable if the reservoir is filled.", "cut the cable",
        condition="if the reservoir is filled",
    )  # fmt: skip
    question = said("Ecuador begins to fill the reservoir.", "2024-03-01")
    answer = what_if([warned], question)
    assert answer.event is None
    assert answer.to_dict()["event"] is None
    assert [trigger.content for trigger in answer.triggers] == ["cut the cable"]
    with pytest.raises(QuestionError, match="no event is coded"):
        what_if([warned], said("Ecuador will fill the reservoir.", "2024-03-01"))


def test_contents_in_words_are_followed() -> None:
    first = bound(
        "threat", "PER will close the canal if it is attacked.", "close the canal",
        condition="if it is attacked", condition_event=ATTACK,
    )  # fmt: skip
    second = bound(
        "threat", "CHL will stop grain exports if the canal is closed.", "stop grain exports", holder="CHL",
        counterpart="PER", condition="if the canal is closed",
    )  # fmt: skip
    (trigger,) = what_if([first, second]).triggers
    assert [after.holder for after in trigger.then] == ["CHL"]


def test_the_holders_record_counts_what_became_of_its_commitments() -> None:
    kept = bound("promise", "PER promised to send food.", "to send food", content_event=("AID", "PER", "ECU"))
    sent = event("AID", "PER", "ECU", "2024-03-04", "2024-03-05")
    broken = bound("promise", "PER promised to dredge the canal by March 2.", "dredge the canal by March 2")
    carried_out = bound("threat", "PER threatened to close the bridge.", "to close the bridge")
    closed = said("Peru closed the bridge on March 3.", "2024-03-04")
    readings = [threat(), kept, sent, broken, carried_out, closed]
    (trigger,) = what_if(readings).triggers
    assert {kind: tally.to_dict() for kind, tally in trigger.record.items()} == {
        "threats": {"kept": 1, "broken": 0, "open": 1, "ended": 0},
        "promises": {"kept": 1, "broken": 1, "open": 0, "ended": 0},
    }
    (before,) = what_if(readings, day="2024-03-01").triggers
    assert before.record["promises"].to_dict() == {"kept": 0, "broken": 0, "open": 2, "ended": 0}
    assert "PER so far: threats 1 kept, 0 broken, 1 open; promises 1 kept, 1 broken, 0 open" in tree(
        what_if(readings).to_dict(), width=200
    )


def test_what_the_holder_is_bound_to_otherwise_speaks_against_it() -> None:
    assured = bound(
        "assurance", "PER said that it would not punish ECU.", "not punish ECU",
        content_event=("SANCTION", "PER", "ECU", "negated"),
    )  # fmt: skip
    (trigger,) = what_if([threat(), assured]).triggers
    (against,) = trigger.against
    assert (against.why, against.force, against.evidence.text) == (
        "contrary", "assurance", "PER said that it would not punish ECU.",
    )  # fmt: skip
    assert "it is bound to the contrary" in tree(what_if([threat(), assured]).to_dict(), width=200)


def test_a_threat_that_was_not_kept_before_speaks_against_the_next() -> None:
    first = bound(
        "threat", "PER will close the northern bridge by March 5.", "close the northern bridge by March 5"
    )
    again = bound(
        "threat", "PER will close the northern bridge if it is attacked.", "close the northern bridge",
        "2024-09-20", condition="if it is attacked", condition_event=ATTACK,
    )  # fmt: skip
    (trigger,) = what_if([first, again]).triggers
    assert [(a.why, a.state) for a in trigger.against] == [("unkept", "violated")]


# --- drawings ----------------------------------------------------------------------------------------

CIRCLE = [
    threat("PER", "ECU", ATTACK, ("ASSAULT", "PER", "ECU")),
    threat("ECU", "PER", ("ASSAULT", "PER", "ECU"), ATTACK),
]


def test_the_drawings_hold_each_commitment_once_and_are_the_same_each_time() -> None:
    answer = what_if(CIRCLE).to_dict()
    for draw, arrow in ((dot, " -> "), (mermaid, " -->")):
        drawing = draw(answer)
        assert drawing == draw(what_if(CIRCLE[::-1]).to_dict())
        assert drawing.count(arrow) == 2
        assert "threat PER → ECU" in drawing
        assert "if it is attacked" in drawing
    assert dot(answer).startswith("digraph whatif {")
    assert dot(answer).endswith("}")
    assert mermaid(answer).startswith("flowchart LR")


def hostile(text: str) -> dict[str, Any]:
    trigger = {
        "force": "threat", "holder": "PER", "counterpart": None, "content": text, "condition": text,
        "evidence": [{"source": text, "published": "2024-03-01"}], "then": [],
    }  # fmt: skip
    return {"ask": text, "event": None, "triggers": [trigger]}


@pytest.mark.parametrize(
    "text",
    ['a "quoted" word', "back\\slash", 'end"]; x --> y', "<script>", "line\nbreak", "#35; `code`", "a|b{c}"],
)
def test_words_of_a_report_never_become_part_of_a_drawings_language(text: str) -> None:
    for line in dot(hostile(text)).splitlines()[3:-1]:
        quoted = re.sub(r"\\.", "", line)
        assert quoted.count('"') % 2 == 0
        outside = re.sub(r'"[^"]*"', "", quoted)
        assert not re.search(r"script|code|word|slash|break|quoted", outside)
    for line in mermaid(hostile(text)).splitlines()[1:]:
        assert line.count('"') in (0, 2)
        label = line.split('"')[1] if '"' in line else ""
        assert not re.search(r"[<>`|{}\[\]]", label.replace("<br/>", ""))


# --- tensions -----------------------------------------------------------------------------------------


def test_to_do_and_not_to_do_is_a_tension() -> None:
    do = bound("promise", "PER promised to dam the river Napo.", "to dam the river Napo", counterpart="CHL")
    forbear = bound("assurance", "PER will not dam the river Napo.", "not dam the river Napo")
    (found,) = tense(do, forbear)
    assert (found.why, found.open) == ("contrary", True)
    assert {found.one.content, found.other.content} == {"to dam the river Napo", "not dam the river Napo"}
    assert "cannot both be kept" in as_text([found.to_dict()])
    assert tense(do) == []
    assert as_text([]) == "No tensions between commitments are known."


def test_commitments_of_two_parties_or_about_two_things_are_no_tension() -> None:
    do = bound("promise", "PER promised to dam the river Napo.", "to dam the river Napo", counterpart="CHL")
    others = bound(
        "assurance",
        "ECU will not dam the river Napo.",
        "not dam the river Napo",
        holder="ECU",
        counterpart="PER",
    )
    another = bound("assurance", "PER will not close the bridge.", "not close the bridge")
    assert tense(do, others) == []
    assert tense(do, another) == []


def test_commitments_under_excluding_conditions_are_no_tension() -> None:
    helped: dict[str, Any] = {
        "condition": "if ECU helps the farmers",
        "condition_event": ("AID", "ECU", "PER"),
    }
    unless: dict[str, Any] = {
        "condition": "unless ECU helps the farmers",
        "condition_event": ("AID", "ECU", "PER"),
    }
    do = bound("promise", "PER will dam the Napo if ECU helps the farmers.", "dam the Napo", **helped)
    forbear = bound(
        "assurance", "PER will not dam the Napo unless ECU helps the farmers.", "not dam the Napo", **unless
    )
    always = bound("assurance", "PER will never dam the Napo.", "never dam the Napo")
    assert tense(do, forbear) == []
    assert [found.why for found in tense(do, always)] == ["contrary"]


def test_aid_and_sanctions_for_one_party_are_opposed() -> None:
    help_it = bound("promise", "PER promised food.", "food", content_event=("AID", "PER", "ECU"))
    (found,) = tense(help_it, threat())
    assert found.why == "opposed"


def test_what_one_demands_and_the_other_refuses_is_a_tension() -> None:
    demand = bound("demand", "PER demanded that ECU leave the island.", "leave the island")
    refusal = bound(
        "refusal", "ECU will not leave the island.", "leave the island", "2024-03-02", "ECU", "PER"
    )
    assert [(found.why, found.one.force, found.other.force) for found in tense(demand, refusal)] == [
        ("refused", "demand", "refusal")
    ]


def test_a_condition_that_another_has_announced_is_found() -> None:
    announced = bound(
        "threat", "ECU will attack PER.", "attack PER", "2024-03-02", "ECU", "PER", content_event=ATTACK
    )
    (found,) = tense(threat(), announced)
    assert (found.why, found.one.holder, found.other.holder) == ("announced", "PER", "ECU")


def test_deeds_that_undo_each_other_are_a_tension_in_words_too() -> None:
    leave = bound(
        "promise", "PER promised to withdraw its brigade from Loja.", "withdraw its brigade from Loja"
    )
    stay = bound(
        "assurance",
        "PER: its brigade would stay in Loja.",
        "its brigade would stay in Loja",
        counterpart="CHL",
    )
    (found,) = tense(leave, stay)
    assert found.why == "contrary"
    other = bound(
        "assurance", "PER: its envoy would stay in Quito.", "its envoy would stay in Quito", counterpart="CHL"
    )
    assert tense(leave, other) == []


def test_what_is_kept_out_is_not_to_come_in() -> None:
    threat_ = bound(
        "threat",
        "PER will deploy troops to the Loja district.",
        "deploy troops to the Loja district",
        counterpart="CHL",
    )
    forbear = bound(
        "assurance",
        "PER will keep its troops out of the Loja district.",
        "keep its troops out of the Loja district",
    )
    (found,) = tense(threat_, forbear)
    assert found.why == "contrary"


def test_two_demands_may_exclude_each_other() -> None:
    close = bound("demand", "PER: close the canal at Napo.", "close the canal at Napo")
    open_ = bound("demand", "CHL: open the canal at Napo.", "open the canal at Napo", holder="CHL")
    (found,) = tense(close, open_)
    assert found.why == "contrary"


def test_a_tension_is_over_when_one_of_them_is() -> None:
    do = bound("promise", "PER promised to dam the river Napo.", "to dam the river Napo", counterpart="CHL")
    forbear = bound("assurance", "PER will not dam the river Napo.", "not dam the river Napo")
    done = said("Peru dammed the river Napo.", "2024-04-01")
    assert [found.open for found in tense(do, forbear, done)] == [False]
    assert [found.open for found in tense(do, forbear, done, day="2024-03-31")] == [True]
    later = bound("promise", "PER promised to dam the river Napo.", "to dam the river Napo", "2024-09-01")
    assert tense(forbear, said("Peru dammed the river Napo.", "2024-04-01"), later) == []


# --- agreements -----------------------------------------------------------------------------------------


def agreed(*texts: str) -> list[dict[str, Any]]:
    with Ledger(":memory:") as ledger:
        for n, text in enumerate(texts):
            ledger.record(said(text, f"2024-03-0{n + 1}"))
        return ledger.agreements().rows()


def test_agreements_are_known_by_their_names() -> None:
    rows = agreed(
        "Both sides broke the 2014 Minsk peace accords.",
        "Talks on the Minsk agreements failed.",
        "The Black Sea grain deal between Russia and Turkey was renewed.",
        "They signed a ceasefire agreement. The deal holds, and a new treaty is being drafted.",
    )
    assert [(row["name"], row["reports"], row["date"]) for row in rows] == [
        ("2014 Minsk peace accords", 2, "2014"),
        ("Black Sea grain deal", 1, None),
    ]
    assert rows[0]["names"] == ["2014 Minsk peace accords", "Minsk agreements"]
    assert (rows[0]["first_told"], rows[0]["last_told"]) == ("2024-03-01", "2024-03-02")
    assert rows[1]["parties"] == ["RUS", "TUR"]


def test_a_treaty_of_a_place_is_a_name() -> None:
    assert [row["name"] for row in agreed("He cited the Treaty of Lausanne.")] == ["Treaty of Lausanne"]


def test_obligations_are_what_the_same_sentence_binds_to() -> None:
    story = Story(published="2024-03-01")
    story.sentence("PER must open the port under the Quito Protocol, ECU said.")
    story.act("demand", "ECU", "PER", "open the port under the Quito Protocol")
    with Ledger(":memory:") as ledger:
        ledger.record(story.reading())
        (row,) = ledger.agreements().rows()
        (commitment,) = ledger.commitments().rows()
    assert row["commitments"] == [commitment["id"]]
    assert row["obligations"] == ["open the port under the Quito Protocol"]


# --- the parts ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("by March 8", "2024-03-08"),
        ("until March 8", "2024-03-08"),
        ("within 10 days", "2024-03-11"),
        ("72 hours", "2024-03-04"),
        ("in two weeks", "2024-03-15"),
        ("by the end of the month", "2024-03-31"),
        ("by Monday", "2024-03-04"),
        ("by 2025", "2025-12-31"),
        ("by February 2", "2025-02-02"),
        ("soon", None),
    ],
)
def test_deadlines_become_days(text: str, day: str | None) -> None:
    found = day_in(text, dt.date(2024, 3, 1))
    assert (found.isoformat() if found else None) == day


def test_another_place_or_another_deed_is_not_what_a_wording_means() -> None:
    book = load_commitments()

    def share(wanted: str, told: str) -> float:
        given = gist(told, book)
        return coverage(gist(wanted, book), given.words, given.codes, book)

    assert share("to withdraw police from Tumbes", "Peru pulled its police out of Tumbes") > 0.9
    assert share("to withdraw police from Tumbes", "Peru pulled its police out of Piura") < 0.55
    assert share("to protect the northern villages", "Peru burned northern villages") < 0.55
    assert share("to respond", "Peru responded") == 0.0


def test_red_lines_are_listed() -> None:
    line = bound("threat", "Entering the bay is a red line for PER.", "a red line", red_line=True)
    with Ledger(":memory:") as ledger:
        ledger.record(line)
        ledger.record(threat())
        assert [row["content"] for row in ledger.red_lines().rows()] == ["a red line"]


def test_the_commands(tmp_path: Path) -> None:
    path = str(tmp_path / "l.duckdb")
    with Ledger(path) as ledger:
        ledger.record(bound("promise", "PER promised to dam the Napo.", "to dam the Napo", counterpart="CHL"))
        ledger.record(bound("assurance", "PER will not dam the Napo.", "not dam the Napo", red_line=True))
        ledger.record(said("They met under the Quito Protocol.", "2024-03-01"))

    def output(*arguments: str) -> str:
        result = CliRunner().invoke(cli, list(arguments))
        assert result.exit_code == 0, result.output
        return result.output

    assert "cannot both be kept:" in output("tensions", path)
    assert json.loads(output("tensions", path, "--format", "json"))[0]["why"] == "contrary"
    assert json.loads(output("tensions", path, "--format", "json", "--as-of", "2024-02-01")) == []
    assert "not dam the Napo" in output("red-lines", path)
    assert "Quito Protocol" in output("agreements", path)
    assert output("deadlines", path).strip() == "(nothing recorded)"
