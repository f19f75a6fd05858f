"""What of a report is compared with others to see whether they tell of one thing: names, words, days."""

from __future__ import annotations

import base64
import datetime as dt
import math
import re
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.codebook.phrases import fold
from dragoman.coding.timevalues import relative
from dragoman.coding.timex import Timex, find
from dragoman.ledger.gist import base_of, named_actors
from dragoman.ledger.rarity import known, rarity
from dragoman.types import Report

_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_OPENING: Final = frozenset('.!?"“”:')  # what stands before the first word of a sentence
_TEXT: Final = 2000  # characters: what a report is about stands at its beginning
_NAMES, _WORDS = 40, 60  # kept, the rarest
_NAME_STEM, _WORD_STEM = 5, 7  # letters: names are spelt in more than one way towards their end
_FEW = 8  # names besides states, under which a report is also found by the states that it names
_KEYS = 16  # names by which reports are found
_LEVELS: Final = 15
_HASH: Final = (1 << 19) - 1
_BACK: Final = 14  # days before publication: what is older is background
_COUNTED: Final = frozenset(("day", "weekday", "offset"))


@dataclass(frozen=True, slots=True)
class Bag:
    """Words with how much each says, and the length of that vector."""

    weights: dict[int, int]
    length: float

    def alike(self, other: Bag) -> float:
        """The cosine of the two: 0 to 1."""
        a, b = self.weights, other.weights
        if len(b) < len(a):
            a, b = b, a
        shared = sum(weight * b[word] for word, weight in a.items() if word in b)
        return shared / (self.length * other.length) if shared else 0.0


@dataclass(frozen=True, slots=True)
class Profile:
    """What of a report is compared.

    ``text``: its rarest names and words with their weights (see ``unpacked``); ``days``: ordinals of the days
    shortly before publication that it names, in its order, each once; ``published``: ordinal;
    ``names``: the beginnings of its rarest names.
    """

    text: str
    days: list[int]
    published: int | None
    names: list[str]

    def facts(self) -> dict[str, Any]:
        """As a part of the facts of a telling (JSON)."""
        return {"text": self.text, "days": self.days, "published": self.published}


def profile(report: Report, book: CommitmentCodebook) -> Profile:
    """The profile of ``report``."""
    text = f"{report.title}. {report.text[:_TEXT]}" if report.title else report.text[:_TEXT]
    names, words = _words(text, book)
    rarest = _rarest(names, _NAMES)
    own = [name for name, _ in rarest if name not in _nations()]
    units = [_unit(name, weight, True) for name, weight in rarest]
    units += [_unit(word, weight, False) for word, weight in _rarest(words, _WORDS)]
    raw = b"".join(unit.to_bytes(3, "big") for unit in sorted(units))
    published = report.published.toordinal() if report.published else None
    return Profile(
        base64.b64encode(raw).decode("ascii"),
        _days(text, report.published),
        published,
        own[:_KEYS] if len(own) >= _FEW else [name for name, _ in rarest[:_KEYS]],
    )


@lru_cache(65_536)
def unpacked(text: str) -> tuple[Bag, Bag]:
    """The names and the words that ``packed`` has put into ``text``."""
    raw = base64.b64decode(text)
    sides: tuple[dict[int, int], dict[int, int]] = ({}, {})
    for at in range(0, len(raw), 3):
        unit = int.from_bytes(raw[at : at + 3], "big")
        sides[unit >> 23][unit >> 4 & _HASH] = unit & _LEVELS
    words, names = (Bag(side, math.sqrt(sum(weight * weight for weight in side.values()))) for side in sides)
    return names, words


def _days(text: str, published: dt.date | None) -> list[int]:
    found: dict[int, None] = {}
    for timex in find(text, 0, len(text)):
        day = _day(timex, published)
        if day is not None and (published is None or 0 <= published.toordinal() - day <= _BACK):
            found[day] = None
    return list(found)


def _day(timex: Timex, published: dt.date | None) -> int | None:
    """The day (ordinal) that an expression of time means, if it means one."""
    value: str | None = timex.value
    if timex.kind != "fixed":
        if published is None or timex.kind not in _COUNTED:
            return None
        try:
            value = relative(timex, published, False)
        except (ValueError, OverflowError):
            return None
    if value is None or len(value) != len("2000-01-01"):
        return None
    return dt.date.fromisoformat(value).toordinal()


def _words(text: str, book: CommitmentCodebook) -> tuple[dict[str, float], dict[str, float]]:
    """Names and other words of ``text``, by their beginnings or base forms."""
    names: dict[str, float] = {}
    words: dict[str, float] = {}
    actor_names = named_actors().names
    for match in _WORD.finditer(text):
        word = match.group()
        low = fold(word)
        weight = rarity(low)
        if weight <= 0 or low in book.words.empty:
            continue
        if word[0].isupper() and not (_opens(text, match.start()) and known(low) and low not in actor_names):
            names.setdefault(low[:_NAME_STEM], weight)
        else:
            words.setdefault(base_of(low, book)[:_WORD_STEM], weight)
    return names, words


@lru_cache(1)
def _nations() -> frozenset[str]:
    """The beginnings of names of states and peoples, by which far too many reports would be found."""
    found = named_actors().names.items()
    return frozenset(name[:_NAME_STEM] for name, entry in found if entry.kind in ("state", "people"))


def _opens(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip()
    return not before or before[-1] in _OPENING


def _rarest(weights: dict[str, float], count: int) -> list[tuple[str, float]]:
    return sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:count]


def _unit(word: str, weight: float, name: bool) -> int:
    level = max(1, round(weight * _LEVELS))
    return name << 23 | (zlib.crc32(word.encode()) & _HASH) << 4 | level
