"""The event codebook: which words are which PLOVER event, and which argument is whom.

``data/events/`` holds one TOML file for each of the 16 types (``assault.toml``), and

* ``classes.toml``: named sets of lemmas, written ``@name`` wherever lemmas are listed;
* ``operators.toml``: light verbs, verbs that act on another event, verbs never coded,
  thresholds of the model;
* ``modality.toml``: which words make an event negated, future, demanded, possible.

A type's file has ``definition``, ``quad``, ``cameo``, ``goldstein``, ``modes``, ``exceptions``,
``examples`` and its triggers, in groups ``[[verbs]]``, ``[[nouns]]`` and ``[[adjectives]]``
(docs/codebook.md describes every key).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

from dragoman.codebook.event_entries import (
    QUADS,
    Entry,
    EventCodebook,
    EventKind,
    Example,
    ModalityWords,
    Mode,
    Operator,
)
from dragoman.codebook.files import read_toml
from dragoman.errors import CodebookError
from dragoman.types import EVENT_TYPES, EventType, Modality

__all__ = ["QUADS", "Entry", "EventCodebook", "EventKind", "ModalityWords", "Operator", "load_events"]

_GROUPS = {"verbs": "verb", "nouns": "noun", "adjectives": "adj"}
_TYPE_KEYS = {
    "type", "quad", "definition", "cameo", "goldstein", "symmetric", "not_targets", "modes", "exceptions",
    "examples", *_GROUPS,
}  # fmt: skip
_GROUP_KEYS = {
    "lemmas", "object", "not_object", "subject", "with", "complement", "source", "target", "symmetric",
    "mode", "cameo", "goldstein", "confidence", "needs", "choose",
}  # fmt: skip
# What a group may ask of the roles it found.
_NEEDS = {"source", "target", "either", "both", "none"}


def load_events(extra: Path | None = None) -> EventCodebook:
    """The packaged event codebook, with the files of the directory ``extra`` over it.

    Raises :class:`~dragoman.errors.CodebookError`, naming the file and entry, where a file
    is not what it should be.
    """
    classes = _classes(read_toml("events/classes.toml", extra), "events/classes.toml")
    kinds: dict[EventType, EventKind] = {}
    found: dict[str, dict[str, list[Entry]]] = {"verb": {}, "noun": {}, "adj": {}}
    for name in EVENT_TYPES:
        file = f"events/{name.lower()}.toml"
        data = read_toml(file, extra)
        kind = _kind(data, name, file)
        kinds[name] = kind
        for entry in _entries(data, kind, classes, file):
            found[entry.pos].setdefault(entry.lemma, []).append(entry)
    ordered = {
        pos: {lemma: tuple(sorted(rows, key=lambda e: -e.rank)) for lemma, rows in table.items()}
        for pos, table in found.items()
    }
    file = "events/operators.toml"
    data = read_toml(file, extra)
    named = {
        op.name: op for op in (_operator(row, kinds, classes, file) for row in _rows(data, "operators", file))
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
        for kind, words in _table(data, "light", file).items()
        for lemma in _lemmas(words, classes, file)
    }
    words = _modality(read_toml("events/modality.toml", extra), classes, "events/modality.toml")
    # Under a light verb an event noun has the verb's own modality.
    words = replace(words, transparent=(words.transparent | light.keys()) - words.nominals.keys())
    model = _table(data, "model", file)
    return EventCodebook(
        kinds=kinds,
        verbs=ordered["verb"],
        nouns=ordered["noun"],
        adjectives=ordered["adj"],
        classes=classes,
        light=light,
        answered=_answered(_table(data, "answered", file), classes, file),
        operators=operators,
        announced=named["announced"],
        refused=named["refused"],
        modality=words,
        silent=_lemmas(data.get("silent", []), classes, file),
        model_threshold=_number(model, "threshold", file),
        choice_threshold=_number(model, "choice", file),
        told=_number(model, "told", file),
        partly=_number(model, "partly", file),
    )


def _classes(data: Mapping[str, Any], file: str) -> dict[str, frozenset[str]]:
    classes: dict[str, frozenset[str]] = {}
    for name, words in data.items():
        classes[name] = _lemmas(words, classes, f"{file}: {name}")
    for needed in (
        "human",
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
        for lemma in sorted(_lemmas(words, classes, f"{file}: answered.{name}")):
            found[lemma] = (*found.get(lemma, ()), kind)
    return found


def _lemmas(words: Any, classes: Mapping[str, frozenset[str]], where: str) -> frozenset[str]:
    if not isinstance(words, list) or not all(isinstance(w, str) and w for w in words):
        raise CodebookError(f"{where}: expected a list of words")
    out: set[str] = set()
    for word in words:
        if word in ("@actor", "@person"):
            out.add(word)
        elif word.startswith("@"):
            if word[1:] not in classes:
                raise CodebookError(
                    f"{where}: there is no class {word!r} (classes must stand before their use)"
                )
            out |= classes[word[1:]]
        else:
            out.add(word)
    return frozenset(out)


def _kind(data: Mapping[str, Any], name: EventType, file: str) -> EventKind:
    unknown = set(data) - _TYPE_KEYS
    if unknown:
        raise CodebookError(f"{file}: unknown key {sorted(unknown)[0]!r}")
    if data.get("type") != name:
        raise CodebookError(f"{file}: type must be {name!r}")
    quad = _text(data, "quad", file)
    if quad not in QUADS:
        raise CodebookError(f"{file}: quad must be one of {', '.join(QUADS)}")
    modes = {}
    for mode, row in _table(data, "modes", file).items():
        where = f"{file}: modes.{mode}"
        if not isinstance(row, dict):
            raise CodebookError(f"{where}: expected a table")
        cameo = _text(row, "cameo", where) if "cameo" in row else None
        modes[mode] = Mode(_text(row, "definition", where), cameo, row.get("goldstein"))
    examples = tuple(_example(row, modes, file) for row in _rows(data, "examples", file))
    return EventKind(
        type=name,
        quad=quad,
        definition=_text(data, "definition", file),
        cameo=_text(data, "cameo", file),
        goldstein=_goldstein(_number(data, "goldstein", file), file),
        symmetric=bool(data.get("symmetric", False)),
        not_targets=_lemmas(data.get("not_targets", []), {}, f"{file}: not_targets"),
        modes=modes,
        exceptions=tuple(str(x) for x in data.get("exceptions", [])),
        examples=examples,
    )


def _example(row: Mapping[str, Any], modes: Mapping[str, Mode], file: str) -> Example:
    text = _text(row, "text", file)
    where = f"{file}: example {text[:40]!r}"
    mode, modality = row.get("mode"), row.get("modality", "asserted")
    if mode is not None and mode not in modes:
        raise CodebookError(f"{where}: there is no mode {mode!r}")
    if modality not in get_args(Modality):
        raise CodebookError(f"{where}: there is no modality {modality!r}")
    sides = (str(row.get("source", "")), str(row.get("target", "")))
    if not all(side in text for side in sides):
        raise CodebookError(f"{where}: source and target must be parts of the text")
    return Example(text, *sides, mode, modality)


def _entries(
    data: Mapping[str, Any], kind: EventKind, classes: Mapping[str, frozenset[str]], file: str
) -> Iterable[Entry]:
    for group, pos in _GROUPS.items():
        for number, row in enumerate(_rows(data, group, file), 1):
            where = f"{file}: {group} {number}"
            unknown = set(row) - _GROUP_KEYS
            if unknown:
                raise CodebookError(f"{where}: unknown key {sorted(unknown)[0]!r}")
            yield from _group(row, kind, pos, classes, where, f"{group} {number}")


def _group(
    row: Mapping[str, Any],
    kind: EventKind,
    pos: str,
    classes: Mapping[str, frozenset[str]],
    where: str,
    group: str,
) -> Iterable[Entry]:
    def optional(key: str) -> frozenset[str] | None:
        return _lemmas(row[key], classes, f"{where}: {key}") if key in row else None

    mode = row.get("mode")
    if mode is not None and mode not in kind.modes:
        raise CodebookError(f"{where}: there is no mode {mode!r}")
    of_mode = kind.modes[mode] if mode is not None else None
    cameo = row.get("cameo") or (of_mode.cameo if of_mode else None) or kind.cameo
    score = row.get("goldstein")
    if score is None and of_mode is not None:
        score = of_mode.goldstein
    beside = tuple(
        (prep, _lemmas(words, classes, f"{where}: with.{prep}"))
        for prep, words in row.get("with", {}).items()
    )
    needs = row.get("needs", "either")
    if needs not in _NEEDS:
        raise CodebookError(f"{where}: needs must be one of {', '.join(sorted(_NEEDS))}")
    choose = tuple(row.get("choose", ()))
    if not set(choose) <= set(EVENT_TYPES):
        raise CodebookError(f"{where}: choose must list event types")
    object_, subject, complement = optional("object"), optional("subject"), optional("complement")
    symmetric = bool(row.get("symmetric", kind.symmetric))
    default = _default_roles(pos, symmetric)
    for item in sorted(_lemmas(row.get("lemmas"), classes, f"{where}: lemmas")):
        lemma, _, particle = item.partition("+")
        yield Entry(
            id=f"{kind.type.lower()}.toml {item} ({group})",
            type=kind.type,
            mode=mode,
            cameo=str(cameo),
            goldstein=_goldstein(float(kind.goldstein if score is None else score), where),
            symmetric=symmetric,
            pos=pos,
            lemma=lemma,
            particle=particle or None,
            object=object_,
            not_object=optional("not_object") or frozenset(),
            subject=subject,
            beside=beside,
            complement=complement,
            source=tuple(row.get("source", default[0])),
            target=tuple(row.get("target", default[1])),
            needs=needs,
            confidence=float(row.get("confidence", 0.9)),
            choose=choose,
            rank=_rank(particle, object_, subject, beside, complement, needs),
        )


def _rank(
    particle: str,
    object_: frozenset[str] | None,
    subject: frozenset[str] | None,
    beside: tuple[tuple[str, frozenset[str]], ...],
    complement: frozenset[str] | None,
    needs: str,
) -> int:
    """How specific an entry is: more constraints first; named words before ``@actor``."""
    rank = 6 * bool(particle) + (needs == "both")
    for words in (object_, subject, complement, *(w for _, w in beside)):
        if words is not None:
            rank += 1 if any(w[0] == "*" for w in words) else 2 if words & {"@actor", "@person"} else 4
    return rank


def _default_roles(pos: str, symmetric: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if pos == "verb":
        return ("subj",), (("with", "obj") if symmetric else ("obj",))
    if symmetric:
        return ("poss", "by", "adj", "subj"), ("with", "between", "of", "to")
    return ("poss", "by", "adj", "subj"), ("on", "against", "of", "to", "with", "in")


def _operator(
    row: Mapping[str, Any],
    kinds: Mapping[EventType, EventKind],
    classes: Mapping[str, frozenset[str]],
    file: str,
) -> Operator:
    name = _text(row, "name", file)
    where = f"{file}: operator {name!r}"
    result: dict[EventType, tuple[EventType, str | None, str, float]] = {}
    for content, made in _table(row, "result", where).items():
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
        lemmas=_lemmas(row.get("lemmas", []), classes, where),
        result=result,
        keeps=bool(row.get("keeps", False)),
        confidence=float(row.get("confidence", 0.8)),
    )


def _modality(data: Mapping[str, Any], classes: Mapping[str, frozenset[str]], file: str) -> ModalityWords:
    def words(section: str) -> dict[str, Modality]:
        out: dict[str, Modality] = {}
        for modality, listed in _table(data, section, file).items():
            if modality not in get_args(Modality):
                raise CodebookError(f"{file}: {section}: there is no modality {modality!r}")
            for lemma in _lemmas(listed, classes, f"{file}: {section}.{modality}"):
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
        occurring=_lemmas(data.get("occurring", []), classes, file),
        saying=_lemmas(data.get("saying", []), classes, file),
        ranking=_lemmas(data.get("ranking", []), classes, file),
        temporal=_lemmas(data.get("temporal", []), classes, file),
        setting=_lemmas(data.get("setting", []), classes, file),
        factual=_lemmas(data.get("factual", []), classes, file),
        transparent=_lemmas(data.get("transparent", []), classes, file),
        presupposing=_lemmas(data.get("presupposing", []), classes, file),
        renewing=_lemmas(data.get("renewing", []), classes, file),
    )


def _rows(data: Mapping[str, Any], key: str, file: str) -> list[dict[str, Any]]:
    rows = data.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise CodebookError(f"{file}: {key}: expected a list of tables ([[{key}]])")
    return rows


def _table(data: Mapping[str, Any], key: str, file: str) -> dict[str, Any]:
    table = data.get(key, {})
    if not isinstance(table, dict):
        raise CodebookError(f"{file}: {key}: expected a table ([{key}])")
    return table


def _text(data: Mapping[str, Any], key: str, where: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value:
        raise CodebookError(f"{where}: {key}: expected a text")
    return value


def _number(data: Mapping[str, Any], key: str, where: str) -> float:
    value = data.get(key)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise CodebookError(f"{where}: {key}: expected a number")
    return float(value)


def _goldstein(value: float, where: str) -> float:
    if not -10 <= value <= 10:
        raise CodebookError(f"{where}: goldstein must lie between -10 and 10")
    return value
