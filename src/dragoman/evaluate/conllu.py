"""Reading CoNLL-U: documents of sentences of syntactic words, each with its place in the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word.  ``head``: index of the head in the sentence, -1 for the root.

    ``start``, ``end``: characters in the document's text.  The words of a multi-word token
    divide its characters among them ("don't": "do", "n't").
    """

    form: str
    lemma: str
    upos: str
    head: int
    deprel: str
    misc: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TreebankSentence:
    """A sentence with its place in the document's text; ``paragraph`` counts from 0."""

    id: str
    start: int
    end: int
    paragraph: int
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class TreebankDocument:
    """A document: its text as it was before annotation, as well as the treebank keeps it."""

    id: str
    genre: str
    text: str
    sentences: tuple[TreebankSentence, ...]


def read_documents(path: Path) -> Iterator[TreebankDocument]:
    """The documents of a CoNLL-U file, in order.

    Paragraphs (``# newpar``) are joined by a blank line, sentences by a space unless the last
    word says ``SpaceAfter=No``.  Raises ``ValueError`` where a line is not CoNLL-U.
    """
    identifier, genre = path.stem, ""
    blocks: list[tuple[str, bool, list[list[str]]]] = []
    for comments, rows in _blocks(path):
        if "newdoc id" in comments or "newdoc" in comments:
            if blocks:
                yield _document(identifier, genre, blocks)
            blocks = []
            identifier = comments.get("newdoc id", "")
            genre = comments.get("meta::genre", identifier.partition("-")[0])
        new_paragraph = "newpar" in comments or "newpar id" in comments
        blocks.append((comments.get("sent_id", ""), new_paragraph, rows))
    if blocks:
        yield _document(identifier, genre, blocks)


def _blocks(path: Path) -> Iterator[tuple[dict[str, str], list[list[str]]]]:
    comments: dict[str, str] = {}
    rows: list[list[str]] = []
    with path.open(encoding="utf8") as lines:
        for number, raw in enumerate(lines, 1):
            line = raw.rstrip("\n")
            if not line:
                if rows:
                    yield comments, rows
                comments, rows = {}, []
            elif line.startswith("#"):
                key, _, value = line[1:].partition("=")
                comments[key.strip()] = value.strip()
            else:
                row = line.split("\t")
                if len(row) != 10:
                    raise ValueError(f"{path}, line {number}: a CoNLL-U word has ten columns, not {len(row)}")
                if "." not in row[0]:
                    rows.append(row)
    if rows:
        yield comments, rows


def _document(
    identifier: str, genre: str, blocks: list[tuple[str, bool, list[list[str]]]]
) -> TreebankDocument:
    text: list[str] = []
    length = 0
    space = ""
    paragraph = 0
    sentences: list[TreebankSentence] = []
    for sent_id, new_paragraph, rows in blocks:
        if new_paragraph and sentences:
            space = "\n\n"
            paragraph += 1
        text.append(space)
        length += len(space)
        start = length
        words: list[Word] = []
        space = ""
        skip_to = 0
        ranges: dict[int, tuple[int, int]] = {}
        for row in rows:
            if "-" in row[0]:
                first, _, last = row[0].partition("-")
                skip_to = int(last)
                text.append(space + row[1])
                length += len(space)
                members = [r[1] for r in rows if r[0].isdigit() and int(first) <= int(r[0]) <= skip_to]
                for offset, piece in enumerate(_divide(row[1], members)):
                    ranges[int(first) + offset] = (length + piece[0], length + piece[1])
                length += len(row[1])
                space = "" if "SpaceAfter=No" in row[9] else " "
                continue
            index = int(row[0])
            if index > skip_to:
                text.append(space + row[1])
                length += len(space)
                ranges[index] = (length, length + len(row[1]))
                length += len(row[1])
                space = "" if "SpaceAfter=No" in row[9] else " "
            begin, end = ranges[index]
            words.append(Word(row[1], row[2], row[3], int(row[6]) - 1, row[7], row[9], begin, end))
        sentences.append(TreebankSentence(sent_id, start, length, paragraph, tuple(words)))
    return TreebankDocument(identifier, genre, "".join(text), tuple(sentences))


def _divide(token: str, members: list[str]) -> list[tuple[int, int]]:
    """Ranges of the words ``members`` within the multi-word ``token``."""
    if "".join(members) == token:
        cuts = [0]
        for member in members:
            cuts.append(cuts[-1] + len(member))
    else:  # forms differ from the surface: the last words keep their length where that is possible
        cuts = [len(token)]
        for member in reversed(members[1:]):
            cuts.append(max(cuts[-1] - len(member), 0))
        cuts.append(0)
        cuts.reverse()
        for i in range(1, len(cuts) - 1):
            cuts[i] = min(max(cuts[i], i), len(token) - (len(members) - i))
    return list(pairwise(cuts))
