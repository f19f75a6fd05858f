"""The codebook of speech acts: what triggers them and which words decide their force.

Read from ``data/acts/triggers.toml`` (entries with their frames) and ``data/acts/words.toml``
(word classes and lists).  Both files say what their keys mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from dragoman.codebook.files import read_toml
from dragoman.errors import CodebookError
from dragoman.types import FORCES

Category = Literal["verb", "noun", "adjective"]

RULES = (*FORCES, "tone", "warn", "withhold")
_CATEGORIES: tuple[Category, ...] = ("verb", "noun", "adjective")
_TRIGGERS, _WORDS = "acts/triggers.toml", "acts/words.toml"


@dataclass(frozen=True, slots=True)
class Frame:
    """One way a trigger takes its content.

    ``force`` is one of the six or a rule ("tone", "warn", "withhold").
    """

    content: str
    force: str
    condition: str | None = None
    counterpart: tuple[str, ...] = ()
    negated: str | None = None
    only: str | None = None
    never: str | None = None
    modal: bool = False
    bare: bool = False
    own: bool = False
    harmful: bool = False
    owned: bool = False
    such: bool = False
    addressed: bool = False
    first: bool = False
    answered: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A trigger: one lemma (with ``particle``, for "turn down") and its frames."""

    lemma: str
    category: Category
    confidence: float
    frames: tuple[Frame, ...]
    particle: str | None = None
    support: frozenset[str] = frozenset()
    owned: bool = False
    supported: bool = False
    denied: bool = False
    party: bool = False
    future: bool = False
    impersonal: bool = False
    not_holder: str | None = None


@dataclass(frozen=True, slots=True)
class ActCodebook:
    """All entries by lemma, word classes by name, and word lists by "table.name"."""

    entries: Mapping[str, tuple[Entry, ...]]
    classes: Mapping[str, frozenset[str]]
    words: Mapping[str, frozenset[str]]
    clause_markers: tuple[tuple[str, ...], ...]
    phrase_markers: tuple[tuple[str, ...], ...]
    marker_starts: frozenset[str]
    alternatives: tuple[tuple[str, ...], ...]


def load_acts(extra: Path | None = None) -> ActCodebook:
    """The codebook in the package, with the user's files in ``extra`` where given.

    Raises ``CodebookError`` naming the file and entry where one is wrong.
    """
    if extra is None:
        return _packaged()
    return _load(extra)


@cache
def _packaged() -> ActCodebook:
    return _load(None)


def _load(extra: Path | None) -> ActCodebook:
    tables = read_toml(_WORDS, extra)
    classes = {name: _words(value, f"classes.{name}") for name, value in tables.pop("classes", {}).items()}
    words: dict[str, frozenset[str]] = {}
    for table, lists in tables.items():
        if not isinstance(lists, dict):
            raise CodebookError(f"{_WORDS}: {table} must be a table of word lists")
        for name, value in lists.items():
            words[f"{table}.{name}"] = _words(value, f"{table}.{name}")
    entries: dict[str, list[Entry]] = {}
    triggers = read_toml(_TRIGGERS, extra)
    for category in _CATEGORIES:
        for number, item in enumerate(triggers.get(category, []), 1):
            for entry in _entries(category, item, f"{_TRIGGERS}: [[{category}]] number {number}", classes):
                entries.setdefault(entry.lemma, []).append(entry)
    clause_markers = _sequences(words, "conditions.clause")
    phrase_markers = _sequences(words, "conditions.phrase")
    firsts = {marker[0] for marker in (*clause_markers, *phrase_markers)}
    return ActCodebook(
        entries={lemma: tuple(found) for lemma, found in entries.items()},
        classes=classes,
        words=words,
        clause_markers=clause_markers,
        phrase_markers=phrase_markers,
        marker_starts=frozenset(firsts | words["conditions.inverted"]),
        alternatives=_sequences(words, "conditions.alternative"),
    )


def _words(value: Any, where: str) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise CodebookError(f"{_WORDS}: {where} must be a list of words")
    return frozenset(value)


def _sequences(words: Mapping[str, frozenset[str]], name: str) -> tuple[tuple[str, ...], ...]:
    if name not in words:
        raise CodebookError(f"{_WORDS}: {name} is missing")
    return tuple(sorted((tuple(marker.split()) for marker in words[name]), key=lambda m: (-len(m), m)))


_ENTRY_KEYS = {
    "lemmas", "confidence", "frames", "support", "owned", "supported", "denied", "party", "future",
    "impersonal", "not_holder",
}  # fmt: skip
_FRAME_FLAGS = ("modal", "bare", "own", "harmful", "owned", "such", "addressed", "first", "answered", "alone")
_FRAME_WORDS = ("content", "force", "condition", "negated", "only", "never")


def _entries(category: Category, item: Any, where: str, classes: Mapping[str, frozenset[str]]) -> list[Entry]:
    if not isinstance(item, dict) or not isinstance(item.get("lemmas"), list) or not item["lemmas"]:
        raise CodebookError(f"{where}: an entry needs lemmas = [...]")
    where += f" ({item['lemmas'][0]})"
    if unknown := set(item) - _ENTRY_KEYS:
        raise CodebookError(
            f"{where}: unknown key {sorted(unknown)[0]!r}; known: {', '.join(sorted(_ENTRY_KEYS))}"
        )
    confidence = item.get("confidence", 1.0)
    if not isinstance(confidence, int | float) or not 0 <= confidence <= 1:
        raise CodebookError(f"{where}: confidence must lie between 0 and 1")
    frames = tuple(_frame(frame, where, classes) for frame in item.get("frames", []))
    if not frames:
        raise CodebookError(f"{where}: an entry needs frames = [...]")
    not_holder = item.get("not_holder")
    if not_holder is not None and not_holder not in classes:
        raise CodebookError(f"{where}: no word class {not_holder!r} in {_WORDS}")
    found = []
    for words in item["lemmas"]:
        lemma, _, particle = str(words).partition(" ")
        found.append(
            Entry(
                lemma=lemma,
                category=category,
                confidence=float(confidence),
                frames=frames,
                particle=particle or None,
                support=frozenset(word.split()[0] for word in item.get("support", [])),
                owned=bool(item.get("owned", False)),
                supported=bool(item.get("supported", False)),
                denied=bool(item.get("denied", False)),
                party=bool(item.get("party", False)),
                future=bool(item.get("future", False)),
                impersonal=bool(item.get("impersonal", False)),
                not_holder=not_holder,
            )
        )
    return found


def _frame(item: Any, where: str, classes: Mapping[str, frozenset[str]]) -> Frame:
    if not isinstance(item, dict) or not {"content", "force"} <= set(item):
        raise CodebookError(f"{where}: a frame needs content and force")
    if unknown := set(item) - {*_FRAME_FLAGS, *_FRAME_WORDS, "counterpart"}:
        raise CodebookError(f"{where}: unknown key {sorted(unknown)[0]!r} in a frame")
    for key in ("force", "negated"):
        if item.get(key) is not None and item[key] not in RULES:
            raise CodebookError(f"{where}: {key} is {item[key]!r}, not one of {', '.join(RULES)}")
    for key in ("only", "never"):
        if item.get(key) is not None and item[key] not in classes:
            raise CodebookError(f"{where}: no word class {item[key]!r} in {_WORDS}")
    return Frame(
        content=str(item["content"]),
        force=item["force"],
        condition=item.get("condition"),
        counterpart=tuple(item.get("counterpart", ())),
        negated=item.get("negated"),
        only=item.get("only"),
        never=item.get("never"),
        **{key: bool(item.get(key, False)) for key in _FRAME_FLAGS},
    )
