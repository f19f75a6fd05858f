"""The founding article: what of its gold the program finds, and what it finds besides."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from dragoman.evaluate.overlap import words_overlap
from dragoman.ledger import Ledger
from dragoman.types import Act, Event, Party, Reading, Statement

T = TypeVar("T")

_ENOUGH = 0.5
_SYMMETRIC = frozenset(("CONSULT", "AGREE", "COOPERATE"))


def evaluate_founding(read: Callable[..., Reading], folder: Path) -> dict[str, Any]:
    """Counts of gold events, statements, acts and what-ifs found, with what is missing and extra.

    ``folder`` holds ``article.txt`` and ``gold.json``.  An event is right with type, source,
    target and trigger (and its deaths, where given); ``dated`` counts those whose date and
    place are right as well.  A statement is right with its speaker; an act with force, holder
    and condition; a what-if with exactly the expected acts.
    """
    gold = json.loads((folder / "gold.json").read_text(encoding="utf8"))
    reading = read((folder / "article.txt").read_text(encoding="utf8"), published=gold["published"])
    events = _match(gold["events"], [e for e in reading.events if e.modality == "asserted"], _same_event)
    statements = _match(gold["statements"], list(reading.statements), _same_statement)
    acts = _match(gold["acts"], list(reading.acts), _same_act)
    asked = _whatif(reading, gold["whatif"], {a.id: g["id"] for g, a in acts})
    return {
        "events": _result(events, gold["events"], [e for e in reading.events if e.modality == "asserted"])
        | {"dated": sum(_details(g, e) for g, e in events)},
        "statements": _result(statements, gold["statements"], list(reading.statements)),
        "acts": _result(acts, gold["acts"], list(reading.acts)),
        "whatif": asked,
    }


def _match(
    gold: list[dict[str, Any]], found: list[T], same: Callable[[dict[str, Any], T], float]
) -> list[tuple[dict[str, Any], T]]:
    """One-to-one pairs of gold and found, best agreement first."""
    scored = sorted(
        ((-value, i, j) for i, g in enumerate(gold) for j, f in enumerate(found) if (value := same(g, f)) > 0)
    )
    left, right = set(range(len(gold))), set(range(len(found)))
    pairs = []
    for _, i, j in scored:
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            pairs.append((gold[i], found[j]))
    return pairs


def _result(
    pairs: list[tuple[dict[str, Any], Any]], gold: list[dict[str, Any]], found: list[Any]
) -> dict[str, Any]:
    right = {g["id"] for g, _ in pairs}
    matched = {f.id for _, f in pairs}
    return {
        "right": len(pairs),
        "wanted": len(gold),
        "found": len(found),
        "missing": [g["id"] for g in gold if g["id"] not in right],
        "extra": [f.id for f in found if f.id not in matched],
    }


def _codes(parties: tuple[Party, ...]) -> set[str | None]:
    return {p.code for p in parties}


def _same_event(gold: dict[str, Any], event: Event) -> float:
    if event.type not in (gold["type"], *gold.get("alternatives", ())):
        return 0
    ways = [(event.source, event.target)]
    if event.type in _SYMMETRIC:
        ways.append((event.target, event.source))

    def side(wanted: str | None, parties: tuple[Party, ...]) -> bool:
        return wanted is None or wanted in _codes(parties)

    if not any(side(gold["source"], s) and side(gold["target"], t) for s, t in ways):
        return 0
    if gold.get("deaths") and event.deaths != gold["deaths"]:
        return 0
    if not words_overlap(gold["trigger"].split()[0], event.trigger.text):
        return 0
    return 1 + _details(gold, event)


def _details(gold: dict[str, Any], event: Event) -> bool:
    return gold["date"] == event.date and gold.get("place") in (None, event.place and event.place.text)


def _same_statement(gold: dict[str, Any], statement: Statement) -> float:
    overlap = words_overlap(gold["content"], " ".join(c.text for c in statement.content))
    actor = statement.speaker.actor if statement.speaker else None
    if overlap < _ENOUGH or actor is None:
        return 0
    wanted = gold["speaker"]
    named = wanted["name"] is None or wanted["name"] == actor.name
    return overlap if named and wanted["country"] == actor.country else 0


def _same_act(gold: dict[str, Any], act: Act) -> float:
    if gold["force"] != act.force or act.holder is None or act.holder.code != gold["holder"]:
        return 0
    if gold["condition"]:
        condition = act.condition.text if act.condition else ""
        if words_overlap(gold["condition"], condition) < _ENOUGH:
            return 0
    content = words_overlap(gold["content"], act.content.text if act.content else "")
    trigger = words_overlap(gold["trigger"], act.trigger.text)
    return max(content, trigger) if max(content, trigger) >= _ENOUGH else 0


def _whatif(reading: Reading, questions: list[dict[str, Any]], names: dict[str, str]) -> dict[str, Any]:
    answers = {}
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "founding.duckdb") as ledger:
        ledger.record(reading)
        for question in questions:
            answer = ledger.whatif(question["ask"]).to_dict()
            acts = {e["act"] for t in answer["triggers"] for e in t["evidence"]}
            answers[question["ask"]] = {
                "triggers": sorted(names.get(a.rpartition(":")[2], a) for a in acts),
                "wanted": sorted(question["triggers"]),
            }
    return {
        "right": sum(a["triggers"] == a["wanted"] for a in answers.values()),
        "wanted": len(questions),
        "answers": answers,
    }
