"""The measures of event coding, on made-up gold."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dragoman.evaluate.events import evaluate_events, evaluate_pairs, units_of
from dragoman.evaluate.held_out import is_held_out
from dragoman.types import Event, EventType, Party, Span


def event(kind: EventType, source: tuple[int, int], target: tuple[int, int]) -> Event:
    def party(span: tuple[int, int]) -> Party:
        return Party(f"{span}", *span, None)

    return Event("e1", kind, None, Span("x", 0, 1), (party(source),), (party(target),))


def gold(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf8")
    return path


ROW = {"text": "a", "source": [[0, 5]], "target": [[10, 15]], "type": "ASSAULT"}


@pytest.mark.parametrize(
    ("events", "precision", "recall"),
    [
        ([event("ASSAULT", (4, 6), (14, 20))], 1.0, 1.0),
        ([event("ASSAULT", (5, 6), (14, 20))], 0.0, 0.0),
        ([event("COERCE", (0, 5), (10, 15))], 0.0, 0.0),
        ([event("ASSAULT", (0, 5), (10, 15)), event("COERCE", (0, 5), (10, 15))], 0.5, 1.0),
        ([event("ASSAULT", (10, 15), (0, 5)), event("ASSAULT", (0, 5), (10, 15))], 1.0, 1.0),
        ([], 0.0, 0.0),
    ],
)
def test_events(tmp_path: Path, events: list[Event], precision: float, recall: float) -> None:
    path = gold(tmp_path / "gold.jsonl", ROW)
    scores = evaluate_events(lambda text: SimpleNamespace(events=events), path)  # type: ignore[arg-type,return-value]
    assert (scores["precision"], scores["recall"]) == (precision, recall)


def test_one_span_is_no_unit_and_mirrors_are_one() -> None:
    assert units_of([event("AID", (0, 5), (0, 5))]) == []
    assert len(units_of([event("CONSULT", (0, 5), (10, 15)), event("CONSULT", (10, 15), (0, 5))])) == 1


def test_pairs_counts_concede_and_retreat_as_one(tmp_path: Path) -> None:
    path = gold(tmp_path / "gold.jsonl", {**ROW, "type": "YIELD"}, ROW)
    scores = evaluate_pairs(lambda text, source, target: ("RETREAT", 1.0), path, every_line=True)
    assert scores["accuracy"] == 0.5
    assert scores["by_type"]["YIELD"] == pytest.approx(2 / 3)
    assert scores["macro_f1"] == pytest.approx(2 / 3 / 15)


def test_pairs_scores_only_lines_that_training_left_out(tmp_path: Path) -> None:
    texts = [f"sentence {n}" for n in range(40)]
    kept = [text for text in texts if is_held_out(text)]
    path = gold(tmp_path / "gold.jsonl", *({**ROW, "text": text} for text in texts))
    asked: list[str] = []

    def code_pair(text: str, source: tuple[int, int], target: tuple[int, int]) -> tuple[str, float]:
        asked.append(text)
        return "ASSAULT", 1.0

    scores = evaluate_pairs(code_pair, path)
    assert asked == kept
    assert 0 < len(kept) < len(texts)
    assert (scores["fold"], scores["lines"], scores["lines_in_file"]) == ("held out", len(kept), 40)
    assert evaluate_pairs(code_pair, path, every_line=True)["lines"] == 40
