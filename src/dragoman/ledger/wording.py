"""What of a text is compared: words, names and figures, runs of words."""

from __future__ import annotations

import re
import unicodedata
import zlib

_WORD = re.compile(r"[^\W_]+")
_LONG = 5  # letters: shorter words are mostly grammar
_STEM = 6


def wording(text: str, idle: frozenset[str] = frozenset()) -> str:
    """``text`` in small letters, without punctuation and without ``idle`` words (unless nothing is left)."""
    words = words_of(text)
    return " ".join([word for word in words if word not in idle] or words)


def words_of(text: str) -> list[str]:
    """The words and figures of ``text`` in small letters."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def stems(text: str) -> frozenset[int]:
    """The beginnings of the longer words of ``text``, each as a number (CRC-32): what paraphrases share."""
    return frozenset(zlib.crc32(word[:_STEM].encode()) for word in words_of(text) if len(word) >= _LONG)
