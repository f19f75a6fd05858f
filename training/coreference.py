"""Learns the weights by which a pronoun's antecedent is chosen, from a treebank with coreference (GUM) and
from reports of our own in which every mention bears its code (``reports.txt``):

    python training/coreference.py --treebank ../shared/corpora/treebanks/gum-train.conllu

Writes ``src/dragoman/codebook/data/actors/ranking.toml``.  A log-linear model over the candidates of each
pronoun; its features are those of ``dragoman.coding.salience``.  As a choice changes who is a candidate for
the pronouns after it, the treebank is read anew with the weights of the round before.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import numpy as np

from dragoman.codebook.actors import ActorCodebook
from dragoman.coding import discourse
from dragoman.coding.actors import Resolver
from dragoman.coding.pronouns import Option, Pronouns
from dragoman.coding.salience import Anaphor, Entity
from dragoman.evaluate.conllu import TreebankDocument, read_documents
from dragoman.evaluate.coreference import same_entity
from dragoman.evaluate.entities import read_entities
from dragoman.pipeline import Pipeline
from dragoman.types import Document, Report

ROUNDS, STEPS, RATE, PENALTY, SEEN = 3, 400, 0.1, 1.0, 8
TARGET = Path(__file__).parents[1] / "src/dragoman/codebook/data/actors/ranking.toml"
HEADER = """\
# How much each feature of a candidate (coding/salience.py) speaks for it as what a pronoun means, by kind of
# pronoun.  Learnt from GUM and from reports of our own by training/coreference.py; the candidate with the
# greatest sum is taken.
"""

Choice = tuple[Anaphor, list[Option]]
Case = tuple[list[list[str]], list[bool], float]
# Lives, whose one hero is nearly every "he", and court speeches tell less of how news refers.
WEIGHTS = {"bio": 0.2, "court": 0.5}
OWN = 1.0  # what a pronoun of our reports counts for
REPORTS = Path(__file__).with_name("reports.txt")
MARKED = re.compile(r"\{([^{}|]*)\|([^{}]*)\}")
Gold = dict[int, frozenset[frozenset[str]]]  # offset of a mention -> the sets of codes that are right


class Recording(Pronouns):
    """Keeps the options of every choice."""

    made: ClassVar[list[Choice]] = []

    def options(self, anaphor: Anaphor) -> list[Option]:
        """As in ``Pronouns``."""
        found = super().options(anaphor)
        self.made.append((anaphor, found))
        return found


def main() -> None:
    """Read, learn, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--treebank", type=Path, required=True)
    args = parser.parse_args()
    pipeline = Pipeline()
    documents = [(d, pipeline.reader.read(Report(d.text))) for d in read_documents(args.treebank)]
    own = [(gold, pipeline.reader.read(report)) for report, gold in read_reports(REPORTS)]
    book = pipeline.resolver.codebook
    for _ in range(ROUNDS):
        cases = collect(documents, book)
        for kind, found in collect_own(own, book).items():
            cases[kind] += found
        weights = {kind: learn(cases[kind]) for kind in sorted(cases)}
        book = replace(book, ranking=weights)
    lines = [HEADER]
    for kind, row in weights.items():
        lines.append(f"[{kind}]")
        lines += [
            f'"{feature}" = {weight:.2f}' for feature, weight in sorted(row.items()) if abs(weight) >= 0.005
        ]
        lines.append("")
    TARGET.write_text("\n".join(lines), encoding="utf8")


def collect(documents: list[tuple[TreebankDocument, Document]], book: ActorCodebook) -> dict[str, list[Case]]:
    """The choices in all documents, with the right options marked."""
    discourse.Pronouns = Recording  # type: ignore[misc]
    resolver = Resolver(book)
    cases: dict[str, list[Case]] = {}
    for source, document in documents:
        Recording.made = []
        resolver.document(document)
        gold = read_entities(source)
        mentions = {m.head: m for m in gold.mentions}
        for anaphor, options in Recording.made:
            mention = mentions.get(anaphor.start)
            marks = [
                c is not None and mention is not None and same_entity(c, mention, gold, document)
                for _, c in options
            ]
            if not any(marks):
                marks[-1] = True  # nobody
            weight = WEIGHTS.get(source.genre, 1.0)
            cases.setdefault(anaphor.kind, []).append(([f for f, _ in options], marks, weight))
    return cases


def read_reports(path: Path) -> Iterator[tuple[Report, Gold]]:
    """The reports of a file, each with the codes of its mentions.

    A line "# DATE" begins a report; "{she|PER.GOV}" marks a mention, with the codes that are right after
    strokes, those meant together joined by "+"; "-" is nobody's.
    """
    for chunk in re.split(r"^# ", path.read_text(encoding="utf8"), flags=re.M)[1:]:
        date, _, marked = chunk.partition("\n")
        text, gold, at = "", {}, 0
        for found in MARKED.finditer(marked := marked.strip()):
            text += marked[at : found.start()]
            gold[len(text)] = frozenset(frozenset(code.split("+")) for code in found[2].split("|"))
            text += found[1]
            at = found.end()
        yield Report(text + marked[at:], published=dt.date.fromisoformat(date)), gold


def collect_own(documents: list[tuple[Gold, Document]], book: ActorCodebook) -> dict[str, list[Case]]:
    """The choices in our reports, with the options marked whose actors have the right codes."""
    resolver = Resolver(book)
    cases: dict[str, list[Case]] = {}
    for gold, document in documents:
        Recording.made = []
        resolver.document(document)
        for anaphor, options in Recording.made:
            wanted = gold.get(anaphor.start, frozenset())
            marks = [c is not None and frozenset(map(code, c.entities)) in wanted for _, c in options]
            if any(marks):
                cases.setdefault(anaphor.kind, []).append(([f for f, _ in options], marks, OWN))
    return cases


def code(entity: Entity) -> str:
    """The code of an entity as the reports write it: "PER.GOV", "NATO"."""
    actor = entity.actor
    short = actor.code or ""
    return short if actor.country in ("IGO", "NGO") or not actor.sector else f"{short}.{actor.sector}"


def learn(cases: list[Case]) -> dict[str, float]:
    """The weights that make the right options most likely (several right ones: their sum)."""
    seen = Counter(f for rows, _, _ in cases for row in rows for f in set(row))
    names = sorted(f for f, n in seen.items() if n >= SEEN)
    number = {f: k for k, f in enumerate(names)}
    matrix, marks, starts = [], [], []
    for rows, right, _ in cases:
        starts.append(len(marks))
        for row, mark in zip(rows, right, strict=True):
            line = np.zeros(len(names), np.float32)
            line[[number[f] for f in row if f in number]] = 1.0
            matrix.append(line)
            marks.append(mark)
    x, y, at = np.array(matrix), np.array(marks), np.array(starts)
    share_of = np.array([weight for _, _, weight in cases])
    owner = np.repeat(np.arange(len(at)), np.diff([*at, len(y)]))
    weights = np.zeros(len(names))
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        score = x @ weights
        share = np.exp(score - np.maximum.reduceat(score, at)[owner])
        share /= np.add.reduceat(share, at)[owner]
        wanted = share * y
        wanted /= np.add.reduceat(wanted, at)[owner]
        slope = x.T @ ((share - wanted) * share_of[owner]) + PENALTY * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    chosen = [max(range(a, b), key=lambda k: score[k]) for a, b in zip(at, [*at[1:], len(y)], strict=True)]
    print(f"{len(cases)} pronouns, {len(names)} features, {np.mean(y[chosen]):.3f} right in training")
    return {f: float(w) for f, w in zip(names, weights, strict=True)}


if __name__ == "__main__":
    main()
