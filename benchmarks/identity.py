"""How well tellings of one event are found to be of one, and the weights by which they are.

    python benchmarks/identity.py FILE... [--fit]

Each FILE is JSON: {"events": [{"type", "type_alternatives"?}], "reports": [{"event": index, "title", "text",
"source", "published"}]}.  Reads the reports, records each file in a ledger of its own, and prints for each
file the pairwise precision, recall and F1 of

- subjects: the event that a report is mainly about (``subjects`` in the ledger), over all reports;
- events: the first asserted event of each report; one without any is found with no other.

``--fit`` learns the weights of ``ledger/subjects.py`` and ``ledger/event_identity.py`` from all files and
prints them, with what each file would give if it were left out of the learning.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dragoman.codebook.commitments import load_commitments
from dragoman.intake import parse_published
from dragoman.ledger import Ledger, event_identity, subjects
from dragoman.ledger.event_identity import EventIdentity
from dragoman.ledger.features import profile
from dragoman.ledger.leaders import Telling
from dragoman.ledger.subjects import SubjectIdentity
from dragoman.pipeline import default
from dragoman.types import Reading, Report

# What can only speak for one event, or only against it.
_SIGNS = dict.fromkeys(
    ("names", "words", "day shared", "first day same", "same type", "same mode", "source shared",
     "target shared", "sides shared", "day same", "day named", "place same", "place near", "deaths same",
     "deaths near"), 1.0,
) | dict.fromkeys(
    ("days apart", "first days apart", "gap", "long gap", "other type", "other mode", "source differs",
     "target differs", "reversed", "day next", "day not named", "place far", "deaths differ"), -1.0,
)  # fmt: skip
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Sample:
    """A file: its readings, and the number of the event that each is about."""

    name: str
    readings: list[Reading]
    gold: list[int]
    types: list[frozenset[str]]


def sample(path: Path) -> Sample:
    """Read the reports of a file."""
    given = json.loads(path.read_text(encoding="utf8"))
    reports = [
        Report(r["text"], r["title"], r["source"], None, parse_published(r["published"]))
        for r in given["reports"]
    ]
    types = [frozenset([e["type"], *(e.get("type_alternatives") or [])]) for e in given["events"]]
    return Sample(
        path.stem, list(map(default().read, reports)), [r["event"] for r in given["reports"]], types
    )


def score(found: Sequence[Hashable | None], gold: Sequence[int]) -> str:
    """Pairwise precision, recall and F1 as text."""
    pairs = [
        (found[i] is not None and found[i] == found[j], gold[i] == gold[j])
        for i, j in combinations(range(len(gold)), 2)
    ]
    both, given, wanted = (sum(x) for x in zip(*((a and b, a, b) for a, b in pairs), strict=True))
    return f"P {both / max(1, given):.2f} R {both / wanted:.2f} F1 {2 * both / (given + wanted):.3f}"


def recorded(one: Sample) -> None:
    """Record the reports and print how they were put together."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.duckdb"
        with Ledger(path) as ledger:
            for reading in one.readings:
                ledger.record(reading)
        _print(one, path)


def _print(one: Sample, path: Path) -> None:
    with Ledger(path, read_only=True) as ledger:
        about = {row["report"]: row["subject"] for row in ledger.sql("FROM subjects").rows()}
        told = {(row["report"], row["telling"]): row["event"] for row in ledger.sql("FROM claims").rows()}
        count = len(set(told.values()))
    firsts = [_first(reading) for reading in one.readings]
    events = [told.get((r.report.id, first or "")) for r, first in zip(one.readings, firsts, strict=True)]
    print(f"{one.name}: subjects {score([about[r.report.id] for r in one.readings], one.gold)}", end="; ")
    print(f"events {score(events, one.gold)}; {count} events of {len(told)} tellings")


def _first(reading: Reading) -> str | None:
    told = [event for event in reading.events if event.modality == "asserted"]
    first = min(told, key=lambda event: event.trigger.start, default=None)
    return first.id if first else None


@dataclass(frozen=True)
class Pairs:
    """Pairs of tellings: their evidence, and whether they are of one event."""

    evidence: Floats
    same: npt.NDArray[np.bool_]


def pairs_of_subjects(one: Sample) -> Pairs:
    """All pairs of reports."""
    book = load_commitments()
    identity = SubjectIdentity(book)
    tellings = [identity.telling(r, profile(r.report, book)) for r in one.readings]
    chosen = list(combinations(range(len(tellings)), 2))
    evidence = [identity.evidence(tellings[i], tellings[j]) for i, j in chosen]
    return Pairs(np.array(evidence), np.array([one.gold[i] == one.gold[j] for i, j in chosen]))


def pairs_of_events(one: Sample) -> Pairs:
    """The pairs of tellings that the ledger compares; of two of one gold event those whose types fit it."""
    book = load_commitments()
    identity = EventIdentity(book)
    tellings: list[tuple[Telling, int, bool]] = []
    for reading, gold in zip(one.readings, one.gold, strict=True):
        groups = {group for kind in one.types[gold] for group in book.confused_with(kind)}
        for telling in identity.tellings(reading, profile(reading.report, book)):
            if telling.facts["modality"] in ("asserted", "negated"):
                tellings.append((telling, gold, not groups.isdisjoint(telling.facts["groups"])))
    evidence: list[list[float]] = []
    same: list[bool] = []
    for (a, gold, fits), (b, other, also) in combinations(tellings, 2):
        if a.key[0] == b.key[0] or not a.near(b) or identity.match(a, b) is None:
            continue
        if gold != other or (fits and also):
            evidence.append(identity.evidence(a, b))
            same.append(gold == other)
    return Pairs(np.array(evidence), np.array(same))


def fit(parts: Sequence[Pairs], signs: Floats, ridge: float = 2e-3, steps: int = 3000) -> Floats:
    """Logistic regression in which no weight has the wrong sign (``signs``: -1, 0, 1); the last is alone."""
    evidence = np.vstack([part.evidence for part in parts])
    same = np.concatenate([part.same for part in parts])
    mean, spread = evidence.mean(0), evidence.std(0) + 1e-9
    scaled = np.c_[(evidence - mean) / spread, np.ones(len(evidence))]
    weights = np.zeros(scaled.shape[1])
    for _ in range(steps):
        likely = 1 / (1 + np.exp(-scaled @ weights))
        weights -= 0.5 * (scaled.T @ (likely - same) / len(same) + ridge * np.r_[weights[:-1], 0])
        weights[:-1][weights[:-1] * signs < 0] = 0
    plain = weights[:-1] / spread
    fitted: Floats = np.r_[plain, weights[-1] - plain @ mean]
    return fitted


def learn(samples: Sequence[Sample]) -> None:
    """Print the weights, and each file's scores with weights learnt from the others."""
    for module, pairs, label in (
        (subjects, pairs_of_subjects, "ledger/subjects.py"),
        (event_identity, pairs_of_events, "ledger/event_identity.py"),
    ):
        parts = [pairs(one) for one in samples]
        signs = np.array([_SIGNS.get(name, 0.0) for name in module.EVIDENCE])
        for n, one in enumerate(samples):
            others = [part for k, part in enumerate(parts) if k != n] or parts
            weights = fit(others, signs)
            print(f"{label}: pairs of {one.name}, learnt from the others: {_pairs_score(parts[n], weights)}")
        names = (*module.EVIDENCE, "")
        print(
            label,
            *(f"{w:.2f},  # {name}" for name, w in zip(names, fit(parts, signs), strict=True)),
            sep="\n    ",
        )


def _pairs_score(part: Pairs, weights: Floats) -> str:
    found = part.evidence @ weights[:-1] + weights[-1] > 0
    both = int((found & part.same).sum())
    return f"F1 {2 * both / (int(found.sum()) + int(part.same.sum())):.3f}"


def main() -> None:
    """See the module's docstring."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--fit", action="store_true", help="learn the weights and print them")
    options = parser.parse_args()
    samples = [sample(path) for path in options.files]
    if options.fit:
        learn(samples)
    else:
        for one in samples:
            recorded(one)


if __name__ == "__main__":
    main()
