"""The codebook of commitments: which events and wordings count as the same, and what moves a commitment.

Read from ``data/commitments.toml``, which says what its keys mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, cast, get_args

from dragoman.codebook.files import read_toml, wrong
from dragoman.types import FORCES, Force

_FILE = "commitments.toml"

RemarkKind = Literal["cancelled", "released", "refused", "met", "kept", "broken", "lapsed"]


@dataclass(frozen=True, slots=True)
class Remark:
    """How a report speaks of what became of a commitment.

    ``by``: who does it, "holder" or "counterpart" of the commitment, None for nobody; ``verbs``: with the
    commitment as their object; ``subjects``: with it as their subject.  Words of each are base forms.
    """

    kind: RemarkKind
    by: str | None
    verbs: tuple[tuple[str, ...], ...]
    subjects: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class WordLists:
    """Words by what they do in the news of a commitment (base forms)."""

    negators: frozenset[str]
    fail: frozenset[str]
    manage: frozenset[str]
    unreal: frozenset[str]
    borders: frozenset[str]
    permit: frozenset[str]
    abstain: frozenset[str]
    stay: frozenset[str]
    away: tuple[tuple[str, ...], ...]
    consent: frozenset[str]
    antonyms: frozenset[frozenset[str]]
    denials: frozenset[str]
    undoing: frozenset[str]
    light: frozenset[str]
    empty: frozenset[str]
    derived: dict[str, str]
    same: dict[str, str]


@dataclass(frozen=True, slots=True)
class CommitmentCodebook:
    """The tables of ``commitments.toml``; ``family`` gives the first type of a type's family,
    ``confused`` the groups of types (each by its first) that reports confuse with it."""

    family: dict[str, str]
    confused: dict[str, tuple[str, ...]]
    symmetric: frozenset[str]
    own_deed: frozenset[str]
    foreseen: frozenset[str]
    ending: tuple[str, ...]
    absence: tuple[str, ...]
    alternative: tuple[str, ...]
    not_the_state: frozenset[str]
    idle_words: frozenset[str]
    broad: frozenset[str]
    opposites: frozenset[frozenset[str]]
    harmful: frozenset[str]
    words: WordLists
    remarks: tuple[Remark, ...]
    nouns: dict[str, frozenset[Force]]
    agreements: frozenset[str]
    plain: frozenset[str]

    def family_of(self, event_type: str) -> str:
        """The type under which ``event_type`` is compared; itself if it has no family."""
        return self.family.get(event_type, event_type)

    def types_of(self, event_type: str) -> tuple[str, ...]:
        """All types that are compared as ``event_type`` is, sorted."""
        first = self.family_of(event_type)
        return tuple(sorted({first} | {member for member, head in self.family.items() if head == first}))

    def confused_with(self, event_type: str) -> tuple[str, ...]:
        """The groups of types in which reports confuse ``event_type``; itself if there is none."""
        return self.confused.get(event_type, (event_type,))

    def opposed_to(self, event_type: str) -> frozenset[str]:
        """The types whose deeds undo those of ``event_type``."""
        return frozenset(t for pair in self.opposites if event_type in pair for t in pair - {event_type})


@cache
def load_commitments(extra: Path | None = None) -> CommitmentCodebook:
    """The package's codebook with the user's directory ``extra`` over it.

    Raises CodebookError where the file is wrong.
    """
    file = _File(read_toml(_FILE, extra), extra)
    families = file.groups("families")
    words = {name: frozenset(file.words(name)) for name in _WORD_LISTS}
    agreements = file.table("agreements")
    return CommitmentCodebook(
        family={member: group[0] for group in families for member in group},
        confused=_memberships(file.groups("confused")),
        symmetric=frozenset(file.words("symmetric")),
        own_deed=frozenset(file.words("own_deed")),
        foreseen=frozenset(file.words("foreseen")),
        ending=file.words("ending"),
        absence=file.words("absence"),
        alternative=file.words("alternative"),
        not_the_state=frozenset(file.words("not_the_state")),
        idle_words=frozenset(file.words("idle_words")),
        broad=frozenset(file.words("broad")),
        opposites=frozenset(frozenset(pair) for pair in file.groups("opposites")),
        harmful=frozenset(file.words("harmful")),
        words=WordLists(
            **words,
            away=tuple(tuple(phrase.split()) for phrase in file.words("away")),
            antonyms=file.antonyms(),
            derived=file.bases("derived"),
            same=file.bases("same"),
        ),
        remarks=tuple(file.remark(entry) for entry in file.entries("remark")),
        nouns=file.nouns(),
        agreements=frozenset(_strings(agreements.get("nouns"), "nouns", extra)),
        plain=frozenset(_strings(agreements.get("plain"), "plain", extra)),
    )


_WORD_LISTS: Final = (
    "negators",
    "fail",
    "manage",
    "unreal",
    "borders",
    "permit",
    "abstain",
    "stay",
    "consent",
    "denials",
    "undoing",
    "light",
    "empty",
)


class _File:
    """One file's table, with the errors that name its lines."""

    def __init__(self, table: dict[str, Any], extra: Path | None) -> None:
        self._table = table
        self._extra = extra

    def words(self, key: str) -> tuple[str, ...]:
        return _strings(self._table.get(key), key, self._extra)

    def groups(self, key: str) -> list[tuple[str, ...]]:
        value = self._table.get(key)
        if not isinstance(value, list):
            raise wrong(_FILE, self._extra, key, "must be a list of lists of event types")
        groups = [_strings(group, key, self._extra) for group in value]
        if not all(groups):
            raise wrong(_FILE, self._extra, key, "must not be empty")
        return groups

    def antonyms(self) -> frozenset[frozenset[str]]:
        """The pairs of words of which one is of the left and one of the right of ``antonyms``."""
        value = self._table.get("antonyms")
        if not isinstance(value, list) or not all(isinstance(p, list) and len(p) == 2 for p in value):
            raise wrong(_FILE, self._extra, "antonyms", "must be a list of pairs of texts")
        pairs = [_strings(pair, "antonyms", self._extra) for pair in value]
        return frozenset(
            frozenset((one, other))
            for left, right in pairs
            for one in left.split()
            for other in right.split()
        )

    def table(self, key: str) -> dict[str, Any]:
        value = self._table.get(key)
        if not isinstance(value, dict):
            raise wrong(_FILE, self._extra, key, "must be a table")
        return value

    def bases(self, key: str) -> dict[str, str]:
        """Word -> the entry under which it stands; the first entry that has a word keeps it."""
        found: dict[str, str] = {}
        for base, forms in self.table(key).items():
            if not isinstance(forms, str):
                raise wrong(_FILE, self._extra, base, "must be a text of words")
            for form in forms.split():
                found.setdefault(form, base)
        return found

    def entries(self, key: str) -> list[dict[str, Any]]:
        value = self._table.get(key)
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            raise wrong(_FILE, self._extra, key, "must be a list of tables ([[remark]])")
        return value

    def remark(self, entry: dict[str, Any]) -> Remark:
        kind, by = entry.get("kind"), entry.get("by")
        if kind not in get_args(RemarkKind):
            raise wrong(
                _FILE, self._extra, "remark", f"kind must be one of {', '.join(get_args(RemarkKind))}"
            )
        if by not in (None, "holder", "counterpart"):
            raise wrong(_FILE, self._extra, "remark", "by must be holder or counterpart")
        phrases = [
            tuple(tuple(phrase.split()) for phrase in _strings(entry.get(key, []), key, self._extra))
            for key in ("verbs", "subject")
        ]
        return Remark(cast("RemarkKind", kind), by, *phrases)

    def nouns(self) -> dict[str, frozenset[Force]]:
        found: dict[str, frozenset[Force]] = {}
        for noun, forces in self.table("nouns").items():
            for force in _strings(forces, noun, self._extra):
                if force not in FORCES:
                    raise wrong(_FILE, self._extra, noun, f"{force!r} is no force ({', '.join(FORCES)})")
            found[noun] = frozenset(cast("list[Force]", forces))
        return found


def _memberships(groups: list[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The groups of each member, by their first."""
    members = dict.fromkeys(member for group in groups for member in group)
    return {member: tuple(group[0] for group in groups if member in group) for member in members}


def _strings(value: Any, key: str, extra: Path | None) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise wrong(_FILE, extra, key, "must be a list of words")
    return tuple(value)
