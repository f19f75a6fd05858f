"""How well text is divided into sentences and words, against treebanks (as in CoNLL 2018)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from dragoman.evaluate.conllu import TreebankDocument, read_documents
from dragoman.reading.tokenise import split

Ranges = set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of spans in the treebank, in the system's division and in both."""

    gold: int
    system: int
    correct: int

    @property
    def precision(self) -> float:
        """Share of the system's spans that are the treebank's; 0 where there are none."""
        return self.correct / self.system if self.system else 0.0

    @property
    def recall(self) -> float:
        """Share of the treebank's spans that the system found; 0 where there are none."""
        return self.correct / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.correct / (self.gold + self.system) if self.gold + self.system else 0.0

    def __add__(self, other: Score) -> Score:
        """The counts of both."""
        return Score(self.gold + other.gold, self.system + other.system, self.correct + other.correct)


@dataclass(frozen=True, slots=True)
class Segmentation:
    """The scores over some documents.  ``seconds``: the time that dividing the raw text took."""

    documents: int
    words: Score
    sentences: Score
    seconds: float


def segmentation(
    paths: Iterable[Path], only: Callable[[TreebankDocument], bool] = lambda document: True
) -> Segmentation:
    """Divide the raw text of CoNLL-U files and compare with the treebank, span by span.

    A word or sentence counts as found where both its ends are right, white space not counted.
    ``only`` chooses documents.  Raises ``OSError`` and ``ValueError`` for files that are not CoNLL-U.
    """
    documents = 0
    words = sentences = Score(0, 0, 0)
    seconds = 0.0
    for path in paths:
        for document in read_documents(path):
            if not only(document):
                continue
            documents += 1
            begin = time.perf_counter()
            found = split(document.text)
            seconds += time.perf_counter() - begin
            words += _score(
                {(w.start, w.end) for s in document.sentences for w in s.words},
                {w for s in found for w in s.words},
            )
            sentences += _score(
                {(s.start, s.end) for s in document.sentences}, {(s.start, s.end) for s in found}
            )
    return Segmentation(documents, words, sentences, seconds)


def genre(name: str) -> Callable[[TreebankDocument], bool]:
    """Chooses the documents of one genre, for ``segmentation``."""
    return lambda document: document.genre == name


def _score(gold: Ranges, system: Ranges) -> Score:
    return Score(len(gold), len(system), len(gold & system))
