"""Scores of acts and conditions on annotated sentences, as the measures define them.

A predicted act matches a gold frame of the same force if the word overlap of the contents or
of the triggers is at least 0.5, best matches first, one to one; it is right if, besides, the
holders' word overlap is at least 0.5 or one holder's text contains the other's (a gold holder
of null is not asked for).  Conditions: gold conditions found with a word overlap of at least
0.5, against all predicted conditions of the sentence, whatever the force.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from dragoman.evaluate.overlap import words_overlap
from dragoman.types import Act, Reading, Span

_ENOUGH = 0.5
Frames = Sequence[Mapping[str, Any]]


def evaluate_acts(read: Callable[[str], Reading], path: Path) -> dict[str, Any]:
    """Precision, recall and F1 of acts and of conditions on ``path`` (JSON lines: text, frames).

    ``read`` codes one bare sentence.  Gives {"acts": {...}, "conditions": {...}, "sentences": n}.
    Raises ``OSError`` where the file cannot be read, ``ValueError`` or ``KeyError`` where it is
    no such file.
    """
    acts = [0, 0, 0]
    conditions = [0, 0, 0]
    by_force: dict[str, list[int]] = {}
    sentences = 0
    for item in items(path):
        sentences += 1
        predicted = read(item["text"]).acts
        frames: Frames = item["frames"]
        matched = matches(predicted, frames)
        right = [(a, f) for a, f in matched if holder_right(predicted[a], frames[f])]
        _count(acts, len(right), len(predicted), len(frames))
        for a in predicted:
            by_force.setdefault(a.force, [0, 0, 0])[1] += 1
        for f in frames:
            by_force.setdefault(f["act"], [0, 0, 0])[2] += 1
        for index, _ in right:
            by_force[predicted[index].force][0] += 1
        found, given, asked = condition_counts(predicted, frames)
        _count(conditions, found, given, asked)
    return {
        "acts": scores(acts),
        "conditions": scores(conditions),
        "forces": {force: scores(counts) for force, counts in sorted(by_force.items())},
        "sentences": sentences,
    }


def items(path: Path) -> Iterator[dict[str, Any]]:
    """The annotated sentences of a JSON-lines file."""
    with path.open(encoding="utf8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def matches(predicted: Sequence[Act], frames: Frames) -> list[tuple[int, int]]:
    """Pairs (act, frame) of one force, best overlap first, one to one."""
    pairs = []
    for a, act in enumerate(predicted):
        for f, frame in enumerate(frames):
            if act.force != frame["act"]:
                continue
            score = max(
                words_overlap(_text(act.content), frame["content"] or ""),
                words_overlap(act.trigger.text, frame["trigger"] or ""),
            )
            if score >= _ENOUGH:
                pairs.append((-score, a, f))
    chosen: list[tuple[int, int]] = []
    used_acts: set[int] = set()
    used_frames: set[int] = set()
    for _, a, f in sorted(pairs):
        if a not in used_acts and f not in used_frames:
            chosen.append((a, f))
            used_acts.add(a)
            used_frames.add(f)
    return chosen


def holder_right(act: Act, frame: Mapping[str, Any]) -> bool:
    """Whether the act's holder is the frame's (a gold holder of null is not asked for)."""
    gold = frame["holder"]
    if gold is None:
        return True
    if act.holder is None:
        return False
    given = act.holder.text.lower()
    wanted = str(gold).lower()
    return words_overlap(given, wanted) >= _ENOUGH or given in wanted or wanted in given


def condition_counts(predicted: Sequence[Act], frames: Frames) -> tuple[int, int, int]:
    """Conditions found, predicted and in the gold, of one sentence; one to one, best first."""
    given = [act.condition.text for act in predicted if act.condition is not None]
    asked = [str(frame["condition"]) for frame in frames if frame["condition"]]
    pairs = sorted(
        (-words_overlap(g, w), i, j)
        for i, g in enumerate(given)
        for j, w in enumerate(asked)
        if words_overlap(g, w) >= _ENOUGH
    )
    left: set[int] = set()
    right: set[int] = set()
    for _, i, j in pairs:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
    return len(right), len(given), len(asked)


def scores(counts: Sequence[int]) -> dict[str, float]:
    """Precision, recall, F1 and the counts from (right, predicted, gold)."""
    right, predicted, gold = counts
    precision = right / predicted if predicted else 0.0
    recall = right / gold if gold else 0.0
    f1 = 2 * right / (predicted + gold) if predicted + gold else 0.0
    return {
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "right": right,
        "predicted": predicted,
        "gold": gold,
    }


def _count(total: list[int], right: int, predicted: int, gold: int) -> None:
    total[0] += right
    total[1] += predicted
    total[2] += gold


def _text(span: Span | None) -> str:
    return span.text if span is not None else ""
