"""Attributions on whole articles, and the model's tags word by word."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dragoman.evaluate.overlap import Score, characters, spans_overlap
from dragoman.types import Document, Reading, Report

KEYS = ("source", "cue", "content")
_ENOUGH = 0.5


def evaluate_attributions(read: Callable[[str], Reading], path: Path) -> dict[str, Any]:
    """Source, cue and content of one attribution right together; P, R, F1 over the corpus."""
    right = found = wanted = 0
    for item in _articles(path):
        gold = [{k: characters(a[k]) for k in KEYS} for a in item["attributions"] if a["content"]]
        guessed = [
            {
                "source": characters([(s.speaker.start, s.speaker.end)] if s.speaker else []),
                "cue": characters([(s.cue.start, s.cue.end)] if s.cue else []),
                "content": characters((c.start, c.end) for c in s.content),
            }
            for s in read(item["text"]).statements
        ]
        right += sum(_right(guessed[i], gold[j]) for i, j in _matched(guessed, gold))
        found += len(guessed)
        wanted += len(gold)
    return Score(right, found, right, wanted).to_dict()


def _matched(guessed: list[dict[str, set[int]]], gold: list[dict[str, set[int]]]) -> list[tuple[int, int]]:
    """One-to-one pairs whose contents overlap by a half, best first."""
    candidates = sorted(
        (
            (-value, not _right(a, b), i, j)
            for i, a in enumerate(guessed)
            for j, b in enumerate(gold)
            if (value := spans_overlap(a["content"], b["content"])) >= _ENOUGH
        )
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for _, _, i, j in candidates:
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            pairs.append((i, j))
    return pairs


def _right(guess: dict[str, set[int]], gold: dict[str, set[int]]) -> bool:
    source = not gold["source"] or bool(guess["source"] & gold["source"])
    cue = not gold["cue"] or bool(guess["cue"] & gold["cue"])
    return source and cue


def evaluate_tags(read: Callable[[Report], Document], path: Path) -> dict[str, Any]:
    """Token F1 of each attribution tag (B and I as one), from the model's attributions."""
    counts = {k: [0, 0, 0] for k in KEYS}
    for item in _articles(path):
        document = read(Report(item["text"]))
        tokens = [(t.start, t.end) for s in document.sentences for t in s.tokens]
        for key in KEYS:
            guess = characters((s.start, s.end) for a in document.attributions for s in getattr(a, key))
            gold = characters(p for a in item["attributions"] for p in a[key])
            guessed = {start for start, _ in tokens if start in guess}
            wanted = {start for start, _ in tokens if start in gold}
            for k, value in enumerate((len(guessed & wanted), len(guessed), len(wanted))):
                counts[key][k] += value
    return {k: Score(c[0], c[1], c[0], c[2]).to_dict() for k, c in counts.items()}


def _articles(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf8") as lines:
        return [json.loads(line) for line in lines]
