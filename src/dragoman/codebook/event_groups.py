"""From a group of triggers in a type's file to entries (docs/codebook.md describes every key)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dragoman.codebook.event_entries import Entry, EventKind
from dragoman.codebook.event_values import goldstein, lemmas, rows
from dragoman.errors import CodebookError
from dragoman.types import EVENT_TYPES

# The groups of a file, and the part of speech of their triggers.
GROUPS = {"verbs": "verb", "nouns": "noun", "adjectives": "adj", "adverbs": "adv"}
_GROUP_KEYS = {
    "lemmas", "object", "not_object", "subject", "with", "complement", "source", "target", "symmetric",
    "mode", "cameo", "goldstein", "confidence", "needs", "choose",
}  # fmt: skip
# What a group may ask of the roles it found.
_NEEDS = {"source", "target", "either", "both", "none"}


def entries(
    data: Mapping[str, Any], kind: EventKind, classes: Mapping[str, frozenset[str]], file: str
) -> Iterable[Entry]:
    """Every entry of a type's file ``data``; ``classes`` of lemmas by name; ``file`` for messages.

    Raises :class:`~dragoman.errors.CodebookError` where a group is not what it should be.
    """
    for group, pos in GROUPS.items():
        for number, row in enumerate(rows(data, group, file), 1):
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
        return lemmas(row[key], classes, f"{where}: {key}") if key in row else None

    mode = row.get("mode")
    if mode is not None and mode not in kind.modes:
        raise CodebookError(f"{where}: there is no mode {mode!r}")
    of_mode = kind.modes[mode] if mode is not None else None
    cameo = row.get("cameo") or (of_mode.cameo if of_mode else None) or kind.cameo
    score = row.get("goldstein")
    if score is None and of_mode is not None:
        score = of_mode.goldstein
    beside = tuple(
        (prep, lemmas(words, classes, f"{where}: with.{prep}")) for prep, words in row.get("with", {}).items()
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
    for item in sorted(lemmas(row.get("lemmas"), classes, f"{where}: lemmas")):
        lemma, _, particle = item.partition("+")
        yield Entry(
            id=f"{kind.type.lower()}.toml {item} ({group})",
            type=kind.type,
            mode=mode,
            cameo=str(cameo),
            goldstein=goldstein(float(kind.goldstein if score is None else score), where),
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
    if subject is not None and "@actor" in subject:
        rank, subject = rank + 1, None  # that an actor does it says little
    for words in (object_, subject, complement, *(w for _, w in beside)):
        if words is not None:
            rank += 1 if any(w[0] == "*" for w in words) else 2 if words & {"@actor", "@person"} else 4
    return rank


def _default_roles(pos: str, symmetric: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if pos in ("verb", "adv"):
        return ("subj",), (("with", "obj") if symmetric else ("obj",))
    if symmetric:
        return ("poss", "by", "adj", "subj"), ("with", "between", "of", "to")
    return ("poss", "by", "adj", "subj"), ("on", "against", "of", "to", "with", "in")
