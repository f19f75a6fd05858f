"""Is a text English?  dragoman reads no other language, and says so rather than guess."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dragoman.codebook.text import load_text
from dragoman.errors import IntakeError

_WORD = re.compile(r"[^\W\d_]+")
# Enough to tell a language; keeps the cost of a very long report constant.
_WORDS_LOOKED_AT = 2000


@dataclass(frozen=True, slots=True)
class _English:
    words: frozenset[str]
    least_words: int
    least_share: float


@cache
def _english() -> _English:
    data = load_text("english")
    return _English(frozenset(data["words"]), int(data["least_words"]), float(data["least_share"]))


def check_english(text: str) -> None:
    """Do nothing if ``text`` looks English or is too short to tell; else raise ``IntakeError``.

    Two tests: most letters are Latin, and enough of the words are English function words
    (``codebook/data/text/english.toml``).
    """
    english = _english()
    words: list[str] = []
    for match in _WORD.finditer(text):
        words.append(match.group().lower())
        if len(words) == _WORDS_LOOKED_AT:
            break
    letters = sum(map(len, words))
    latin = sum(len(word) for word in words if word[0] < "\u0250")
    if letters >= english.least_words and latin * 2 < letters:
        raise IntakeError(
            "does not look like English (most letters are not Latin); dragoman reads English only"
        )
    if len(words) < english.least_words:
        return
    share = sum(word in english.words for word in words) / len(words)
    if share < english.least_share:
        raise IntakeError(
            f"does not look like English (common English words: {share:.0%}, at least "
            f"{english.least_share:.0%} expected); dragoman reads English only"
        )
