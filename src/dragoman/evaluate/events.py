"""Scores of event coding against annotated source-target pairs.

The file is JSON Lines: ``text``, ``source`` and ``target`` (lists of ``[start, end]``), ``type``;
CONCEDE and RETREAT are one type, YIELD.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.codebook.event_entries import EventCodebook, Example
from dragoman.evaluate.held_out import is_held_out
from dragoman.types import EVENT_TYPES, Event, Party, Reading

TYPES: tuple[str, ...] = tuple(sorted({"YIELD" if t in ("CONCEDE", "RETREAT") else t for t in EVENT_TYPES}))
Ranges = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Unit:
    """A distinct (type, source, target) of a sentence, with every span that names the sides."""

    type: str
    ends: tuple[str, str]
    pairs: tuple[tuple[tuple[int, int], tuple[int, int]], ...]


def folded(name: str) -> str:
    """The type as the measure counts it: CONCEDE and RETREAT are YIELD."""
    return "YIELD" if name in ("CONCEDE", "RETREAT") else name


def load(path: Path) -> list[dict[str, Any]]:
    """The lines of ``path`` as mappings."""
    with path.open(encoding="utf8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def evaluate_pairs(
    code_pair: Callable[[str, tuple[int, int], tuple[int, int]], tuple[str, float]],
    path: Path,
    *,
    every_line: bool = False,
) -> dict[str, Any]:
    """``pairs``: the type of each given pair, on the lines the shipped model never saw.

    ``code_pair(text, source, target)`` gives (type, confidence); the first source and the first
    target span of each line are asked.  The model was trained on all lines but those of one fold
    (:func:`dragoman.evaluate.held_out.is_held_out`): only these are scored, unless ``every_line``.
    Returns ``macro_f1`` over the 15 types, ``accuracy``, ``fold`` ("held out" or "all"), the
    ``lines`` scored of the ``lines_in_file``, and F1 ``by_type``.
    """
    right: Counter[str] = Counter()
    said: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    everything = load(path)
    rows = [row for row in everything if every_line or is_held_out(row["text"])]
    for row in rows:
        source, target = row["source"][0], row["target"][0]
        label = folded(code_pair(row["text"], (source[0], source[1]), (target[0], target[1]))[0])
        wanted = folded(row["type"])
        said[label] += 1
        gold[wanted] += 1
        right[wanted] += label == wanted
    by_type = {t: _ratio(2 * right[t], said[t] + gold[t]) for t in TYPES}
    return {
        "macro_f1": sum(by_type.values()) / len(TYPES),
        "accuracy": _ratio(sum(right.values()), len(rows)),
        "fold": "all" if every_line else "held out",
        "lines": len(rows),
        "lines_in_file": len(everything),
        "by_type": by_type,
    }


def evaluate_events(read: Callable[[str], Reading], path: Path) -> dict[str, Any]:
    """``events``: whole events from bare sentences, on every line of ``path``.

    ``read(text)`` gives the reading of one sentence.  Returns ``precision`` (right units of all
    units), ``recall`` (gold lines met by some unit), ``f1``, and counts.
    """
    by_text: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in load(path):
        by_text[row["text"]].append(row)
    units = right = met = lines = 0
    by_type: dict[str, Counter[str]] = {t: Counter() for t in TYPES}
    for text, golds in by_text.items():
        found = units_of(read(text).events)
        hits = [[_meets(unit, gold) for gold in golds] for unit in found]
        units += len(found)
        lines += len(golds)
        for unit, hit_of in zip(found, hits, strict=True):
            right += any(hit_of)
            by_type[unit.type]["units"] += 1
            by_type[unit.type]["right"] += any(hit_of)
        for column, gold in enumerate(golds):
            hit = any(hit_of[column] for hit_of in hits)
            met += hit
            by_type[folded(gold["type"])]["lines"] += 1
            by_type[folded(gold["type"])]["met"] += hit
    precision, recall = _ratio(right, units), _ratio(met, lines)
    return {
        "precision": precision,
        "recall": recall,
        "f1": _ratio(2 * precision * recall, precision + recall),
        "units": units,
        "right": right,
        "lines": lines,
        "met": met,
        "by_type": {t: dict(c) for t, c in by_type.items()},
    }


def evaluate_examples(read: Callable[[str], Reading], codebook: EventCodebook) -> dict[str, Any]:
    """The codebook's own examples: each must give an event of its type, mode, modality and sides.

    Returns ``right``, ``examples`` and ``failed``: the type and text of those that do not.
    """
    failed: list[str] = []
    total = 0
    for kind in codebook.kinds.values():
        for example in kind.examples:
            total += 1
            if not any(_is_example(event, kind.type, example) for event in read(example.text).events):
                failed.append(f"{kind.type}: {example.text}")
    return {"right": total - len(failed), "examples": total, "failed": failed}


def _is_example(event: Event, name: str, example: Example) -> bool:
    if (event.type, event.modality) != (name, example.modality) or example.mode not in (None, event.mode):
        return False
    for said, parties in ((example.source, event.source), (example.target, event.target)):
        start = example.text.find(said)
        if said and not any(_touches((p.start, p.end), [(start, start + len(said))]) for p in parties):
            return False
    return True


def units_of(events: Iterable[Event]) -> list[Unit]:
    """The distinct units of ``events``: each source party with each target party whose span is another.

    A unit and its mirror image (same type, source and target exchanged) are one.
    """
    found: dict[tuple[str, str, str], list[tuple[tuple[int, int], tuple[int, int]]]] = {}
    for event in events:
        name = folded(event.type)
        for source in event.source:
            for target in event.target:
                if (source.start, source.end) == (target.start, target.end):
                    continue
                key = (name, _identity(source), _identity(target))
                pair = ((source.start, source.end), (target.start, target.end))
                if key not in found and (name, key[2], key[1]) in found:
                    key = (name, key[2], key[1])
                    # met either way round
                    found[key].append(pair)
                    found[key].append((pair[1], pair[0]))
                    found[key].extend([(b, a) for a, b in found[key][:1]])
                    continue
                found.setdefault(key, []).append(pair)
    return [Unit(name, (a, b), tuple(pairs)) for (name, a, b), pairs in found.items()]


def _identity(party: Party) -> str:
    """The actor's code and name, or the text of one that is not resolved."""
    if party.actor is None:
        return f"text:{party.text.lower()}"
    return f"actor:{party.actor.country}/{party.actor.sector}/{party.actor.name}/{party.actor.role}"


def _meets(unit: Unit, gold: Mapping[str, Any]) -> bool:
    """Whether the unit has the gold line's type and touches both its sides."""
    if unit.type != folded(gold["type"]):
        return False
    return any(_touches(s, gold["source"]) and _touches(t, gold["target"]) for s, t in unit.pairs)


def _touches(span: tuple[int, int], ranges: Iterable[Iterable[int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in ranges)


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
