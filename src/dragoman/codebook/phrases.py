"""Words as the codebook compares them: folded, split, made plural."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Abbreviations with points, figures, words (with inner apostrophes), the possessive mark, dividers.
TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)+"
    r"|[^\W_]+(?:['’ʼ](?!s\b)[^\W_]+)*"
    r"|['’ʼ]s\b|['’ʼ](?=\s|$)"
    r"|[,;:()&\-–—]"
)
POSSESSIVE = frozenset(("'s", "’s", "ʼs", "'", "’", "ʼ", "’S", "'S"))
_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "a",
     "'": "", "’": "", "ʼ": "", ".": ""}
)  # fmt: skip
_FIRST_NOUN = re.compile(r"^(.*?\S)( (?:of|in|for|to|with) .*| general| generals)$")
_IRREGULAR = {
    "child": "children", "thief": "thieves", "person": "people", "passer-by": "passers-by",
    "passerby": "passersby", "staff": "staff", "personnel": "personnel", "aircraft": "aircraft",
    "chassis": "chassis", "jury": "juries", "swiss": "swiss",
}  # fmt: skip


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """``word`` in lower case, without accents, apostrophes and points ("Orbán" -> "orban")."""
    if word.isascii() and word.isalpha():
        return word.lower()
    word = word.lower().translate(_LETTERS)
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


@lru_cache(maxsize=65_536)
def key(phrase: str) -> str:
    """The words of ``phrase``, folded and joined by single spaces; hyphens and commas fall away."""
    if phrase.isascii() and phrase.replace(" ", "").isalpha():
        return " ".join(phrase.lower().split())  # the same, in a fraction of the time
    return " ".join(fold(t) for t in TOKEN.findall(phrase) if t[0].isalnum())


def plural(phrase: str) -> str:
    """The plural of an English noun phrase ("chief of staff" -> "chiefs of staff")."""
    if found := _FIRST_NOUN.match(phrase):
        first, rest = found.groups()
        return plural(first) + rest
    rest, _, last = phrase.rpartition(" ")
    return f"{rest} {_noun(last)}" if rest else _noun(last)


def _noun(word: str) -> str:
    low = word.lower()
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    if low.endswith("man") and low not in (
        "german",
        "human",
        "ottoman",
        "oman",
        "roman",
        "shaman",
        "turkman",
    ):
        return word[:-3] + "men"
    if low.endswith("person"):
        return word + "s"
    if low.endswith("child"):
        return word + "ren"
    if low.endswith("wife"):
        return word[:-2] + "ves"
    if low.endswith("y") and low[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if low.endswith(("s", "sh", "ch", "x", "z")):
        return word + "es"
    return word + "s"
