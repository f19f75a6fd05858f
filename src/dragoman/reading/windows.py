"""Windows: runs of whole sentences that the encoder reads in one pass."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.reading.tokenise import RawSentence

LIMIT_WORDS = 180
LIMIT_CHARACTERS = 900


def windows(sentences: Sequence[RawSentence]) -> list[tuple[int, int]]:
    """Ranges of sentence indices; a window holds at most ``LIMIT_WORDS`` words and
    ``LIMIT_CHARACTERS`` characters, unless a single sentence is longer.

    The cut depends on the report alone, so a sentence is read the same way every time.
    """
    ranges: list[tuple[int, int]] = []
    first = 0
    words = 0
    for i, sentence in enumerate(sentences):
        long = sentence.end - sentences[first].start > LIMIT_CHARACTERS
        if i > first and (words + len(sentence.words) > LIMIT_WORDS or long):
            ranges.append((first, i))
            first, words = i, 0
        words += len(sentence.words)
    if sentences:
        ranges.append((first, len(sentences)))
    return ranges
