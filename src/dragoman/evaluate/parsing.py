"""UPOS, UAS and LAS of the parser on treebanks: over gold words, and from raw text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dragoman.evaluate.conllu import TreebankDocument, read_documents
from dragoman.reading.reader import Reader
from dragoman.reading.tokenise import RawSentence
from dragoman.types import Document, Report


def evaluate_parsing(reader: Reader, path: Path, genre: str | None = None) -> dict[str, Any]:
    """Scores over the documents of a CoNLL-U file (of one ``genre``, if given).

    ``gold words``: shares of words with the right UPOS, head (UAS), head and relation (LAS,
    subtypes and punctuation counted).  ``raw text``: F1 of the same with our own sentences
    and words, aligned by characters as in CoNLL 2018.
    """
    gold = [0, 0, 0, 0]  # words, UPOS, UAS, LAS
    raw = [0, 0, 0, 0, 0]  # gold words, our words, UPOS, UAS, LAS
    for document in read_documents(path):
        if genre is not None and document.genre != genre:
            continue
        division = [
            RawSentence(s.start, s.end, s.paragraph, tuple((w.start, w.end) for w in s.words))
            for s in document.sentences
        ]
        report = Report(document.text)
        for total, read in ((gold, reader.read(report, division)), (raw, reader.read(report))):
            _count(total, document, read, is_raw=total is raw)
    n = max(gold[0], 1)
    both = max(raw[0] + raw[1], 1)
    return {
        "gold words": {k: round(v / n, 4) for k, v in zip(("upos", "uas", "las"), gold[1:], strict=True)},
        "raw text": {k: round(2 * v / both, 4) for k, v in zip(("upos", "uas", "las"), raw[2:], strict=True)},
        "words": gold[0],
    }


def _count(total: list[int], document: TreebankDocument, read: Document, *, is_raw: bool) -> None:
    guessed = {
        (t.start, t.end): (
            t.upos,
            (s.tokens[t.head].start, s.tokens[t.head].end) if t.head >= 0 else None,
            t.deprel,
        )
        for s in read.sentences
        for t in s.tokens
    }
    words = 0
    right = [0, 0, 0]
    for sentence in document.sentences:
        for word in sentence.words:
            words += 1
            found = guessed.get((word.start, word.end))
            if found is None:
                continue
            head = sentence.words[word.head] if word.head >= 0 else None
            place = (head.start, head.end) if head else None
            right[0] += found[0] == word.upos
            right[1] += found[1] == place
            right[2] += found[1] == place and found[2] == word.deprel
    total[0] += words
    rest = 1
    if is_raw:
        total[1] += len(guessed)
        rest = 2
    for k, value in enumerate(right):
        total[rest + k] += value
