"""Text forms of readings, tables and what-if trees."""

from __future__ import annotations

import dataclasses
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dragoman.export import as_csv, as_json, as_text, describe, tree
from dragoman.export.layout import quoted, shortened
from dragoman.export.text import party
from dragoman.types import Actor, Party, Reading, Report
from handmade import ECUADOR, reading


def test_the_record_tells_facts_words_and_bonds_with_their_sentences() -> None:
    text = describe(reading(), width=200)
    assert "[1]  CONSULT   Ecuador (ECU) and Peru (PER): “met” (visit), in Lima, 2024-03-14" in text
    assert (
        "[2]  Lucía Andrade (ECU) to Peru (PER), “told”, 2024-03-14, known through the state news agency"
        in text
    )
    assert "[2]  THREAT    her country (ECU) → Peru (PER): “would expel”, a red line" in text
    assert "condition  if Peruvian troops attacked Ecuador again  [ASSAULT PER → ECU]" in text
    assert "deadline   by Friday" in text


def test_what_is_not_asserted_stands_apart() -> None:
    facts, spoken_of = describe(reading()).split("Spoken of, not told as fact")
    assert "ASSAULT   " not in facts
    assert "conditional ASSAULT" in spoken_of
    assert "CONSULT" not in spoken_of


def test_direct_speech_is_quoted_and_indirect_is_not() -> None:
    text = describe(reading(), width=200)
    assert "       “We want no war”" in text
    assert "       that her country would expel" in text


def test_an_empty_reading_says_so() -> None:
    assert describe(Reading(Report("x"), (), (), (), ())) == "0 sentences, 0 events, 0 statements, 0 acts"


@given(st.integers(50, 120))
def test_lines_keep_to_the_width(width: int) -> None:
    assert max(map(len, describe(reading(), width=width).splitlines())) <= width


def test_paint_changes_nothing_but_the_look() -> None:
    plain = describe(reading())
    painted = describe(reading(), paint=lambda text, role: f"\x1b[1m{text}\x1b[0m")
    assert painted != plain
    assert painted.replace("\x1b[1m", "").replace("\x1b[0m", "") == plain


def test_escape_sequences_of_a_text_do_not_reach_the_terminal() -> None:
    hostile = dataclasses.replace(reading(), report=Report("x", title="A\x1b[2Jtitle\u202e"))
    assert describe(hostile).startswith("A[2Jtitle\n")


def test_parties_as_a_reader_wants_them() -> None:
    def shown(text: str, actor: Actor | None) -> str:
        return party(Party(text, 0, len(text), actor))

    assert shown("the envoy", None) == "the envoy"
    assert shown("it", ECUADOR) == "Ecuador (ECU)"
    assert shown("Peruvian troops", Actor("Peru", "PER", "MIL")) == "Peruvian troops (PER MIL)"
    assert shown("the alliance", Actor("NATO", "IGO", "IGO")) == "the alliance (NATO)"
    assert shown("NATO", Actor("NATO", "IGO", "IGO")) == "NATO"
    assert shown("the minister", Actor("Lucía Andrade", "ECU", "GOV", "minister")) == "Lucía Andrade (ECU)"


def test_quotation_marks_are_not_doubled() -> None:
    assert quoted("“serious\n consequences”") == "“serious consequences”"
    assert quoted("“a” and “b”") == "““a” and “b””"


@given(st.text(), st.integers(1, 30))
def test_shortened_keeps_to_the_width(text: str, width: int) -> None:
    assert len(shortened(text, width)) <= width


ROWS: list[dict[str, Any]] = [
    {"id": "e1", "text": "a rather long text that wants much room", "none": None, "list": ["a", "b"]},
    {"id": "e2", "text": "short", "none": None, "list": []},
]


def test_tables_leave_out_empty_columns_and_fit() -> None:
    text = as_text(ROWS, list(ROWS[0]), width=30)
    header, first, second = text.splitlines()
    assert header.split() == ["id", "text", "list"]
    assert "…" in first
    assert "a; b" in first
    assert second.startswith("e2  short")
    assert max(map(len, text.splitlines())) <= 30
    assert as_text([], ["id"]) == "(nothing recorded)"


def test_csv_and_json_keep_every_column() -> None:
    assert as_csv(ROWS[1:], list(ROWS[0])) == "id,text,none,list\r\ne2,short,,"
    assert as_json([]) == "[]"
    assert '"none": null' in as_json(ROWS)


def test_spans_and_parties_have_their_own_csv_columns() -> None:
    rows = reading().to_dict()["events"]
    header, first, second, third = as_csv(rows, ["id", "trigger", "source", "deaths"]).split("\r\n")
    assert header == "id,trigger,trigger_start,trigger_end,source,source_code,source_start,source_end,deaths"
    assert first == "e1,met,42,45,Ecuador; Peru,ECU; PER,25; 37,32; 41,"
    assert second.endswith(",1200")
    assert third.startswith("e3,expel,")
    assert "Ecuador (ECU); Peru (PER)" in as_text(rows, ["id", "source"])


def test_whatif_without_consequence_says_so() -> None:
    assert "Nothing in the ledger" in tree({"ask": "Peru meets Ecuador", "event": None, "triggers": []})
