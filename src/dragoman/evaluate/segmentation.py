"""How well text is divided into sentences and words, against treebanks (as in CoNLL 2018)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dragoman.evaluate.conllu import read_documents
from dragoman.evaluate.overlap import Score
from dragoman.reading.tokenise import split

Ranges = set[tuple[int, int]]


def evaluate_segmentation(path: Path, genre: str | None = None) -> dict[str, Any]:
    """Divides the raw text of a CoNLL-U file (of one ``genre``, if given) and compares spans.

    A word or sentence counts as found where both its ends are right.  Returns precision,
    recall and F1 of words and of sentences.  Raises ``OSError``, and ``ValueError`` for a file
    that is not CoNLL-U.
    """
    words = [0, 0, 0]
    sentences = [0, 0, 0]
    for document in read_documents(path):
        if genre is not None and document.genre != genre:
            continue
        found = split(document.text)
        _count(
            words,
            {(w.start, w.end) for s in document.sentences for w in s.words},
            {w for s in found for w in s.words},
        )
        _count(sentences, {(s.start, s.end) for s in document.sentences}, {(s.start, s.end) for s in found})
    return {"words": _score(words), "sentences": _score(sentences)}


def _count(total: list[int], gold: Ranges, found: Ranges) -> None:
    for k, value in enumerate((len(gold & found), len(found), len(gold))):
        total[k] += value


def _score(total: list[int]) -> dict[str, Any]:
    right, found, wanted = total
    return Score(right, found, right, wanted).to_dict()
