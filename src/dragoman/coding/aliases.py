"""Short names that a report gives itself: "the Lumbar People's Front (LPF)", then "LPF fighters"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dragoman.codebook.phrases import fold, key
from dragoman.coding.nominals import Found
from dragoman.types import Actor

if TYPE_CHECKING:
    from dragoman.coding.actors import Resolver

# A bracket with one short name, or with the full one.
_SHORT = re.compile(r"\(([A-Za-z][\w&.-]{1,9})\)")
_LONG = re.compile(r"\b([A-Z][\w&-]{1,9}) \(((?:[\w'’.&-]+ ){1,9}[\w'’.&-]+)\)")
_BRACKET = re.compile(r"\s*\([^()]*\)")
_NAME = re.compile(r"[\w&-]+")
_ARTICLE = re.compile(r"^(?:the|an?|this|that)\s+", re.I)
_RUN = re.compile(r"[\w'’.&, -]+$")
_ACRONYM = re.compile(r"\b[A-ZÀ-Þ]{3,6}\b")
_RUNS = re.compile(r"[A-ZÀ-Þ][\w'’-]+(?: (?:(?:of|for|and|the|de|du|des|la) )*[A-ZÀ-Þ][\w'’-]+){2,6}")
_FAR = 120  # characters
_CAPITAL = re.compile(r"[A-ZÀ-Þ]")
_INNER = frozenset(
    ("of", "for", "and", "the", "de", "du", "des", "la", "le", "al", "on", "in", "y", "e", "&", "to", "del")
)


@dataclass(frozen=True, slots=True)
class Alias:
    """A short name and the full one that it stands for.  ``spelt``: its letters are those of the words."""

    short: str
    long: str
    spelt: bool


def aliases(text: str) -> Iterator[Alias]:
    """The short names that brackets define in ``text``, in order.

    A short name has capitals, or its letters begin the words before it ("the ... agency (dpa)"); it is
    taken if its letters can be found in order in those words, the first beginning a word (Schwartz and
    Hearst 2003), or else, being an acronym of a foreign name, if capitalised words stand before it.
    """
    if "(" not in text:
        return
    for found in _SHORT.finditer(text):
        short = found[1]
        words = _before(text, found.start())
        capitals = sum(c.isupper() for c in short)
        if capitals < 2 and not (short.islower() and len(short) > 2):
            continue
        long = _spelt(short, words)
        if long is not None and (capitals > 1 or all(w[0].lower() in short for w in long.split())):
            yield Alias(short, long, True)
        elif short.isupper() and (name := _capitalised(words)) is not None:
            yield Alias(short, name, False)
    for found in _LONG.finditer(text):
        long = _spelt(found[1], found[2].split())
        if long is not None and long == found[2].removeprefix("the "):
            yield Alias(found[1], long, True)


def initials(text: str) -> Iterator[Alias]:
    """The acronyms that no bracket defines, with a name of their letters before them: "RSF", after
    "the Rapid Support Forces"."""
    first: dict[str, int] = {}
    for found in _ACRONYM.finditer(text):
        first.setdefault(found[0], found.start())
    if not first:
        return
    for name in _RUNS.finditer(text):
        words = [w for w in name[0].split() if w not in _INNER]
        short = "".join(w[0] for w in words)
        if first.get(short, 0) > name.end():
            yield Alias(short, name[0], True)
            del first[short]


def _before(text: str, at: int) -> list[str]:
    """The words before an offset, back to the last sign that no name holds, ten at most."""
    run = _RUN.search(text, max(at - _FAR, 0), at)
    return run[0].replace(",", "").split()[-10:] if run is not None else []


def _spelt(short: str, words: list[str]) -> str | None:
    """The words, from the right, in which the letters of ``short`` stand in order."""
    letters = [fold(c) for c in short if c.isalnum()]
    joined = fold(" ".join(words)) if len(letters) > 1 else ""
    plain = [fold(w) for w in words]
    at = len(plain) - 1
    inside = len(plain[at]) - 1 if plain else -1
    if not joined:
        return None
    for n in range(len(letters) - 1, -1, -1):
        while at >= 0:
            hit = (
                plain[at].rfind(letters[n], 0, inside + 1)
                if n
                else (0 if plain[at][:1] == letters[0] and inside >= 0 else -1)
            )
            if hit >= 0:
                inside = hit - 1
                break
            at -= 1
            inside = len(plain[at]) - 1 if at >= 0 else -1
        else:
            return None
    chosen = words[at:]
    # No more words than letters and small words allow, and a name.
    large = [w for w in chosen if w.lower() not in _INNER]
    if len(large) < 2 or len(large) > len(letters) + 2:
        return None
    return " ".join(chosen)


def _capitalised(words: list[str]) -> str | None:
    """The run of capitalised words at the end, two at least."""
    start = len(words)
    while start and (_CAPITAL.match(words[start - 1]) or words[start - 1] in _INNER):
        start -= 1
    while start < len(words) and words[start].lower() in _INNER:
        start += 1
    run = words[start:]
    return " ".join(run) if sum(bool(_CAPITAL.match(w)) for w in run) > 1 else None


class Names:
    """What words stand for in one document: by the codebook, and by the names that its text explains."""

    def __init__(self, text: str, resolver: Resolver, on: dt.date | None) -> None:
        """``text``: the report's; ``on``: its date."""
        self._resolver = resolver
        self._on = on
        self._explained: dict[str, Actor] = {}
        for alias in (*initials(text), *aliases(text)):
            short, said = resolver.look(alias.short, on)
            full, _ = resolver.look(alias.long, on)
            known = short is not None and said is not None and said.kind in ("organisation", "seat")
            if known and not alias.spelt:
                continue  # "NEW YORK (AP)"
            actor = short if known and (full is None or full.name is None or full.country is None) else full
            actor = actor or Actor()
            actor = replace(actor, name=actor.name or alias.long, role=None)
            self._explained[key(alias.short)] = self._explained[key(alias.long)] = actor

    def __contains__(self, name: str | None) -> bool:
        """Whether the report explains a body of that name."""
        return any(actor.name == name for actor in self._explained.values())

    def explain(self, name: str, actor: Actor) -> None:
        """Take ``name``, which the codebook knows as another's, for ``actor``."""
        self._explained[key(name)] = actor

    def settle(self, actor: Actor) -> None:
        """Take ``actor`` for what the names of that body stand for."""
        for name, known in self._explained.items():
            if known.name == actor.name:
                self._explained[name] = actor

    def look(self, text: str) -> tuple[Actor | None, Found | None]:
        """The actor of a mention by its words, and what they say."""
        if self._explained:
            named = self._explained.get(key(_ARTICLE.sub("", _BRACKET.sub("", text))))
            if named is not None:
                return named, Found(named.country, named.sector, organisation=named.name, kind="organisation")
        actor, found = self._resolver.look(text, self._on)
        if self._explained and (actor is None or actor.country is None):
            words = _NAME.findall(text)
            things = self._resolver.codebook.words["things"]
            for word in words if words and fold(words[-1]) not in things else ():
                named = self._explained.get(key(word)) if word[0].isupper() else None
                if named is not None:
                    found = found or Found()
                    return _belonging(named, found, word), found
        return actor, found


def _belonging(body: Actor, found: Found, word: str) -> Actor:
    """One of a body's own, whom a phrase with the body's short name describes ("LPF fighters")."""
    sector = body.sector if found.kind == "generic" or found.sector is None else found.sector
    person = found.person if found.person != word else None
    name = body.name if body.country in ("IGO", "NGO") else person
    return Actor(name, body.country, sector, found.role)
