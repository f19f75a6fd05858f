"""Text into paragraphs, sentences and syntactic words, in the manner of the English UD treebanks.

The text is cut into paragraphs, paragraphs at white space into chunks, and each chunk is divided
into words by itself (:mod:`dragoman.reading.chunks`).  Whether a sentence ends after a chunk is
then seen from how it ends and how the next begins.  A dateline ("KYIV (Reuters) -") is a sentence
of its own, as in the treebanks.

All is linear in the length of the text: chunks, words and sentences have a greatest length.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from dragoman.codebook.text import load_text
from dragoman.reading.chunks import MAX_CHUNK, MAX_WORD, Beginning, Chunk, Ending, divide

__all__ = ["MAX_SENTENCE", "MAX_WORD", "SPACE", "RawSentence", "split"]

MAX_SENTENCE: Final = 200
"""Words of the longest sentence; a longer one is cut."""

SPACE: Final = "\\s\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""Inside of a regular expression's character class: white space and invisible characters."""

_CHUNK: Final = re.compile(f"[^{SPACE}]{{1,{MAX_CHUNK}}}")
_LINE: Final = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_CAPITALS: Final = r"[^\W\d_a-z][^\W\da-z]{1,20}"
_DATELINE: Final = re.compile(
    rf"""[{SPACE}]{{0,20}}(?:
        {_CAPITALS} (?:[ /'’.-]{{1,2}}{_CAPITALS}){{0,4}}
        (?: ,\ [A-Z][\w.]{{1,15}} (?:\ [A-Z][\w.]{{1,15}}){{0,2}} ){{0,2}}
        (?: ,?\ (?:[A-Z][a-z]{{2,8}}\.?\ \d{{1,2}}|\d{{1,2}}\ [A-Z][a-z]{{2,8}}) (?:,?\ \d{{4}})? )?
        (?: ,?\ ?\([A-Z][\w\ /.-]{{1,30}}\) )?
      | (?:[A-Z][\w.,'’-]{{1,20}}\ ){{0,4}} (?:[A-Z][a-z]{{2,8}}\.?\ \d{{1,2}}\ )? \([A-Z][\w\ /.-]{{1,30}}\)
    )\ ?(?:--|[-–—―])[ \xa0](?=[{SPACE}]{{0,5}}["“'‘]?[A-Z\d])""",
    re.VERBOSE,
)

_ABBREVIATIONS: Final = load_text("abbreviations")
_ALSO_WORDS: Final = frozenset(_ABBREVIATIONS["also_words"])
_FINAL: Final = frozenset(_ABBREVIATIONS["final"])
_SAYING: Final = frozenset(_ABBREVIATIONS["saying"])
_STARTERS: Final = frozenset(_ABBREVIATIONS["starters"])
_WITH_OWN_STOP: Final = (Ending.NUMBERED, Ending.ABBREVIATION, Ending.INITIAL, Ending.TITLE)


@dataclass(frozen=True, slots=True)
class RawSentence:
    """Character ranges of a sentence and of its syntactic words.

    ``words`` are in order, do not overlap, are not empty and together hold every character of
    the sentence that is not white space; ``paragraph`` counts the text's paragraphs from 0.
    """

    start: int
    end: int
    paragraph: int
    words: tuple[tuple[int, int], ...]


def split(text: str) -> list[RawSentence]:
    """The sentences of ``text`` in order, each with its syntactic words.

    Ranges count characters of ``text``.  Any text is accepted; the same text gives the same
    division, and the time it takes is proportional to its length.
    """
    sentences: list[RawSentence] = []
    paragraph = 0
    for start, end in _paragraphs(text):
        before = len(sentences)
        dateline = _DATELINE.match(text, start, end)
        if dateline is not None:
            _split(text, start, dateline.end(), paragraph, sentences, whole=True)
            start = dateline.end()
        _split(text, start, end, paragraph, sentences)
        paragraph += len(sentences) > before
    return sentences


# --- paragraphs --------------------------------------------------------------------------

_LONG_LINE: Final = 40
_WRAPPED: Final = (50, 100)  # characters of the lines of wrapped text ...
_RAGGED: Final = 30  # ... and how much they may differ


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Ranges of the paragraphs: lines, joined where text has been wrapped."""
    found: list[tuple[int, int]] = []
    block: list[tuple[int, int]] = []
    last = 0
    for match in _LINE.finditer(text):
        start, end = match.span()
        blank = not match[0].strip()
        if block and (blank or (start - last > 1 and text[last:start] != "\r\n")):
            found.extend(_joined(text, block))
            block = []
        if not blank:
            block.append((start, end))
        last = end
    found.extend(_joined(text, block))
    return found


def _joined(text: str, block: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The paragraphs of lines between which no blank line stands."""
    if len(block) < 2:
        return block
    lengths = [end - start for start, end in block[:-1]]
    if (
        len(block) > 2
        and _WRAPPED[0] <= min(lengths)
        and max(lengths) <= _WRAPPED[1]
        and max(lengths) - min(lengths) <= _RAGGED
        and any(text[start].islower() for start, _ in block[1:])
    ):
        return [(block[0][0], block[-1][1])]
    found = [block[0]]
    for (before, stop), (start, end) in pairwise(block):
        goes_on = text[start:end].lstrip()[0].islower() and stop - found[-1][0] >= _LONG_LINE
        if goes_on and text[before:stop].rstrip()[-1] not in ".!?:;…":
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


# --- sentences ---------------------------------------------------------------------------


def _split(
    text: str, start: int, end: int, paragraph: int, sentences: list[RawSentence], whole: bool = False
) -> None:
    """Add the sentences of a paragraph; with ``whole``, it is one sentence."""
    places = [match.start() for match in _CHUNK.finditer(text, start, end)]
    pieces = _CHUNK.findall(text, start, end)
    chunks = list(map(divide, pieces))
    words: list[tuple[int, int]] = []
    asking: Chunk | None = None  # the chunk after which the sentence may end
    for k, chunk in enumerate(chunks):
        offset = places[k]
        if asking is not None:
            if chunk.beginning == Beginning.QUOTE:
                closing = text.count(pieces[k][0], max(start, offset - 2000), offset) % 2 == 1
            else:
                closing = chunk.beginning in (Beginning.CLOSING, Beginning.STOPS)
            if not closing and _ends(asking, chunk, pieces, k) and not _is_label(asking, words):
                _close(words, asking, paragraph, sentences)
        else:
            closing = False
        if chunk.breaks and not whole:
            after = 0
            for index in chunk.breaks:
                words.extend([(offset + a, offset + b) for a, b in chunk.words[after : index + 1]])
                _close(words, None, paragraph, sentences)
                after = index + 1
            words.extend([(offset + a, offset + b) for a, b in chunk.words[after:]])
        elif len(chunk.words) == 1:
            words.append((offset, offset + chunk.words[0][1]))
        else:
            words.extend([(offset + a, offset + b) for a, b in chunk.words])
        if chunk.ending and not whole:
            asking = chunk
        elif not closing:
            asking = None
    _close(words, asking, paragraph, sentences)


def _close(
    words: list[tuple[int, int]], last: Chunk | None, paragraph: int, sentences: list[RawSentence]
) -> None:
    """Add ``words``, if any, as a sentence (more than one where it is too long) and empty the list."""
    if last is not None and last.ending in _WITH_OWN_STOP and last.words[-1][1] - last.words[-1][0] > 1:
        start, end = words[-1]  # "in the U.S." at the end: the stop is the sentence's too
        if end - start == last.words[-1][1] - last.words[-1][0]:
            words[-1:] = [(start, end - 1), (end - 1, end)]
    for i in range(0, len(words), MAX_SENTENCE):
        part = tuple(words[i : i + MAX_SENTENCE])
        sentences.append(RawSentence(part[0][0], part[-1][1], paragraph, part))
    words.clear()


def _is_label(asking: Chunk, words: list[tuple[int, int]]) -> bool:
    """Whether the sentence so far is only the number or letter of an item: "2.", "b."."""
    return (
        asking.ending == Ending.STOP
        and len(words) == len(asking.words) <= 3
        and (len(asking.last) == 1 or (asking.last.replace(".", "").isdigit() and len(asking.last) <= 3))
    )


def _ends(asking: Chunk, chunk: Chunk, pieces: Sequence[str], k: int) -> bool:
    """Whether a sentence ends between ``asking`` and ``chunk``, which is ``pieces[k]``."""
    ending, beginning = asking.ending, chunk.beginning
    if ending == Ending.STOP:
        return beginning != Beginning.LOWER or len(asking.last) > 3
    if ending in (Ending.QUOTED_STOP, Ending.ASK):
        return beginning != Beginning.LOWER
    if ending == Ending.TITLE:
        return False
    if ending == Ending.QUOTED_ASK:
        if beginning in (Beginning.LOWER, Beginning.DASH):
            return False
        return not any(piece.rstrip(".,:") in _SAYING for piece in pieces[k : k + 4])
    capital = beginning in (Beginning.UPPER, Beginning.OPENING)
    if ending == Ending.ELLIPSIS:
        return capital
    if asking.last in _ALSO_WORDS or asking.last in _FINAL:
        return capital
    return beginning == Beginning.UPPER and pieces[k].rstrip(",") in _STARTERS
