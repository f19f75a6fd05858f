"""The event codebook: which words are which PLOVER event, and which argument is whom.

``data/events/`` holds one TOML file for each of the 16 types (``assault.toml``), and

* ``classes.toml``: named sets of lemmas, written ``@name`` wherever lemmas are listed;
* ``operators.toml``: light verbs, verbs that act on another event, verbs never coded,
  thresholds of the model;
* ``modality.toml``: which words make an event negated, future, demanded, possible.

A type's file has ``definition``, ``cameo``, ``goldstein``, ``modes``, ``exceptions``,
``examples`` and its triggers, in groups ``[[verbs]]``, ``[[nouns]]``, ``[[adjectives]]`` and ``[[adverbs]]``
(docs/codebook.md describes every key).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

from dragoman.codebook.event_entries import (
    Entry,
    EventCodebook,
    EventKind,
    Example,
    ModalityWords,
    Mode,
    Operator,
)
from dragoman.codebook.event_groups import GROUPS, entries
from dragoman.codebook.event_values import goldstein, lemmas, number, rows, table, text
from dragoman.codebook.files import read_toml
from dragoman.errors import CodebookError
from dragoman.types import EVENT_TYPES, EventType, Modality

__all__ = ["Entry", "EventCodebook", "EventKind", "ModalityWords", "Operator", "load_events"]

_TYPE_KEYS = {
    "type", "definition", "cameo", "goldstein", "symmetric", "not_targets", "modes", "exceptions",
    "examples", *GROUPS,
}  # fmt: skip


def load_events(extra: Path | None = None) -> EventCodebook:
    """The packaged event codebook, with the files of the directory ``extra`` over it.

    Raises :class:`~dragoman.errors.CodebookError`, naming the file and entry, where a file
    is not what it should be.
    """
    classes = _classes(read_toml("events/classes.toml", extra), "events/classes.toml")
    kinds: dict[EventType, EventKind] = {}
    found: dict[str, dict[str, list[Entry]]] = {pos: {} for pos in GROUPS.values()}
    for name in EVENT_TYPES:
        file = f"events/{name.lower()}.toml"
        data = read_toml(file, extra)
        kind = _kind(data, name, file)
        kinds[name] = kind
        for entry in entries(data, kind, classes, file):
            key = entry.lemma.partition(" ")[0]  # adverbs may have several words
            found[entry.pos].setdefault(key, []).append(entry)
    ordered = {
        pos: {lemma: tuple(sorted(rows, key=lambda e: -e.rank)) for lemma, rows in table.items()}
        for pos, table in found.items()
    }
    file = "events/operators.toml"
    data = read_toml(file, extra)
    named = {
        op.name: op for op in (_operator(row, kinds, classes, file) for row in rows(data, "operators", file))
    }
    for needed in ("announced", "refused"):
        if needed not in named:
            raise CodebookError(f"{file}: there is no operator named {needed!r}")
    operators: dict[str, tuple[Operator, ...]] = {}
    for operator in named.values():
        for lemma in operator.lemmas:
            operators[lemma] = (*operators.get(lemma, ()), operator)
    light = {
        lemma: kind
        for kind, words in table(data, "light", file).items()
        for lemma in lemmas(words, classes, file)
    }
    words = _modality(read_toml("events/modality.toml", extra), classes, "events/modality.toml")
    # Under a light verb an event noun has the verb's own modality.
    words = replace(words, transparent=(words.transparent | light.keys()) - words.nominals.keys())
    model = table(data, "model", file)
    return EventCodebook(
        kinds=kinds,
        verbs=ordered["verb"],
        nouns=ordered["noun"],
        adjectives=ordered["adj"],
        adverbs=ordered["adv"],
        classes=classes,
        light=light,
        answered=_answered(table(data, "answered", file), classes, file),
        operators=operators,
        announced=named["announced"],
        refused=named["refused"],
        modality=words,
        silent=lemmas(data.get("silent", []), classes, file),
        model_threshold=number(model, "threshold", file),
        choice_threshold=number(model, "choice", file),
        told=number(model, "told", file),
        partly=number(model, "partly", file),
    )


def _classes(data: Mapping[str, Any], file: str) -> dict[str, frozenset[str]]:
    classes: dict[str, frozenset[str]] = {}
    for name, words in data.items():
        classes[name] = lemmas(words, classes, f"{file}: {name}")
    for needed in (
        "human",
        "agentive",
        "firing",
        "frame",
        "ground",
        "place_preposition",
        "scene_preposition",
        "settlement",
        "namesakes",
        "mutual",
        "calendar",
        "claim",
        "abstract",
        "deal",
        "truce",
        "talks",
        "troops",
        "weapons",
        "peace_force",
        "aid_thing",
    ):
        if needed not in classes:
            raise CodebookError(f"{file}: the class {needed!r} is missing")
    return classes


def _answered(
    data: Mapping[str, Any], classes: Mapping[str, frozenset[str]], file: str
) -> dict[str, tuple[EventType, ...]]:
    """noun -> the types it may go back to."""
    found: dict[str, tuple[EventType, ...]] = {}
    for name, words in data.items():
        kind = next((t for t in EVENT_TYPES if t == name), None)
        if kind is None:
            raise CodebookError(f"{file}: answered: {name} is no event type")
        for lemma in sorted(lemmas(words, classes, f"{file}: answered.{name}")):
            found[lemma] = (*found.get(lemma, ()), kind)
    return found


def _kind(data: Mapping[str, Any], name: EventType, file: str) -> EventKind:
    unknown = set(data) - _TYPE_KEYS
    if unknown:
        raise CodebookError(f"{file}: unknown key {sorted(unknown)[0]!r}")
    if data.get("type") != name:
        raise CodebookError(f"{file}: type must be {name!r}")
    modes = {}
    for mode, row in table(data, "modes", file).items():
        where = f"{file}: modes.{mode}"
        if not isinstance(row, dict):
            raise CodebookError(f"{where}: expected a table")
        cameo = text(row, "cameo", where) if "cameo" in row else None
        modes[mode] = Mode(text(row, "definition", where), cameo, row.get("goldstein"))
    examples = tuple(_example(row, modes, file) for row in rows(data, "examples", file))
    return EventKind(
        type=name,
        definition=text(data, "definition", file),
        cameo=text(data, "cameo", file),
        goldstein=goldstein(number(data, "goldstein", file), file),
        symmetric=bool(data.get("symmetric", False)),
        not_targets=lemmas(data.get("not_targets", []), {}, f"{file}: not_targets"),
        modes=modes,
        exceptions=tuple(str(x) for x in data.get("exceptions", [])),
        examples=examples,
    )


def _example(row: Mapping[str, Any], modes: Mapping[str, Mode], file: str) -> Example:
    sentence = text(row, "text", file)
    where = f"{file}: example {sentence[:40]!r}"
    mode, modality = row.get("mode"), row.get("modality", "asserted")
    if mode is not None and mode not in modes:
        raise CodebookError(f"{where}: there is no mode {mode!r}")
    if modality not in get_args(Modality):
        raise CodebookError(f"{where}: there is no modality {modality!r}")
    sides = (str(row.get("source", "")), str(row.get("target", "")))
    if not all(side in sentence for side in sides):
        raise CodebookError(f"{where}: source and target must be parts of the text")
    return Example(sentence, *sides, mode, modality)


def _operator(
    row: Mapping[str, Any],
    kinds: Mapping[EventType, EventKind],
    classes: Mapping[str, frozenset[str]],
    file: str,
) -> Operator:
    name = text(row, "name", file)
    where = f"{file}: operator {name!r}"
    result: dict[EventType, tuple[EventType, str | None, str, float]] = {}
    for content, made in table(row, "result", where).items():
        made_type, _, made_mode = str(made).partition("/")
        kind = next((k for name, k in kinds.items() if name == made_type), None)
        acted_on = next((name for name in kinds if name == content), None)
        if kind is None or acted_on is None:
            raise CodebookError(f"{where}: {content} = {made!r} names no event type")
        if made_mode and made_mode not in kind.modes:
            raise CodebookError(f"{where}: {made_type} has no mode {made_mode!r}")
        mode = kind.modes[made_mode] if made_mode else None
        cameo = (mode.cameo if mode else None) or kind.cameo
        score = mode.goldstein if mode and mode.goldstein is not None else kind.goldstein
        result[acted_on] = (kind.type, made_mode or None, cameo, score)
    return Operator(
        name=name,
        lemmas=lemmas(row.get("lemmas", []), classes, where),
        result=result,
        keeps=bool(row.get("keeps", False)),
        confidence=float(row.get("confidence", 0.8)),
    )


def _modality(data: Mapping[str, Any], classes: Mapping[str, frozenset[str]], file: str) -> ModalityWords:
    def words(section: str) -> dict[str, Modality]:
        out: dict[str, Modality] = {}
        for modality, listed in table(data, section, file).items():
            if modality not in get_args(Modality):
                raise CodebookError(f"{file}: {section}: there is no modality {modality!r}")
            for lemma in lemmas(listed, classes, f"{file}: {section}.{modality}"):
                out[lemma] = modality  # type: ignore[assignment]
        return out

    return ModalityWords(
        verbs=words("verbs"),
        nouns=words("nouns"),
        nominals=words("nominals"),
        adjectives=words("adjectives"),
        adverbs=words("adverbs"),
        auxiliaries=words("auxiliaries"),
        marks=words("marks"),
        prepositions=words("prepositions"),
        determiners=words("determiners"),
        modifiers=words("modifiers"),
        occurring=lemmas(data.get("occurring", []), classes, file),
        saying=lemmas(data.get("saying", []), classes, file),
        ranking=lemmas(data.get("ranking", []), classes, file),
        temporal=lemmas(data.get("temporal", []), classes, file),
        setting=lemmas(data.get("setting", []), classes, file),
        factual=lemmas(data.get("factual", []), classes, file),
        transparent=lemmas(data.get("transparent", []), classes, file),
        presupposing=lemmas(data.get("presupposing", []), classes, file),
        renewing=lemmas(data.get("renewing", []), classes, file),
    )
