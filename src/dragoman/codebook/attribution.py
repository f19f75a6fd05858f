"""The words of attribution (``data/attribution.toml``)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dragoman.codebook.files import read_toml, wrong

_FILE = "attribution.toml"


@dataclass(frozen=True, slots=True)
class AttributionCodebook:
    """Sets of lemmas (channels: names); the file says what each is."""

    object_is_addressee: frozenset[str]
    addressee_prepositions: frozenset[str]
    relaying: frozenset[str]
    relaying_agents: frozenset[str]
    sources: frozenset[str]
    carrying: frozenset[str]
    utterances: frozenset[str]
    asking: frozenset[str]
    bare_cues: frozenset[str]
    channels: frozenset[str]
    channel_prepositions: frozenset[str]
    venues: frozenset[str]
    venue_prepositions: frozenset[str]
    verbs: frozenset[str]


def load_attribution(extra: Path | None = None) -> AttributionCodebook:
    """The packaged words, with those of ``extra`` in their place where it has them.

    Raises :class:`dragoman.errors.CodebookError` for a file that is wrong or a list that is unknown.
    """
    data = read_toml(_FILE, extra)
    names = AttributionCodebook.__slots__
    for name, words in data.items():
        if name not in names:
            raise wrong(_FILE, extra, name, f"unknown list; known are {', '.join(names)}")
        if not all(isinstance(word, str) for word in words):
            raise wrong(_FILE, extra, name, "must be a list of words")
    return AttributionCodebook(**{name: frozenset(data.get(name, ())) for name in names})
