"""Coordinations taken apart: "Western and Ukrainian officials", "the ministers of Kenya and Uganda"."""

from __future__ import annotations

import re
from collections.abc import Callable

from dragoman.codebook.actors import ActorCodebook
from dragoman.codebook.phrases import key
from dragoman.coding.nominals import Found
from dragoman.types import Actor, Span

_COORDINATION = re.compile(r"\s*,(?!\d)\s*(?:and\s+|or\s+)?|\s+(?:and|or|&|as well as|along with)\s+")
_DETERMINER = re.compile(r"^(?:the|both|these|those|this|that|all|each)\s+", re.I)
_WORDS = (" and ", " or ", " & ", " as well as ")
_NATIONS = ("people", "region", "state", "capital", "seat")

Look = Callable[[str], tuple[Actor | None, Found | None]]


def conjuncts(text: str, start: int, look: Look, book: ActorCodebook) -> list[tuple[Span, str | None]]:
    """The conjuncts of ``text``, which begins at the offset ``start``; empty where it is no coordination.

    With each the words that say more than its own, where it shares a head or a preposition with
    another.  Not names: "Bosnia and Herzegovina".  ``look`` says what words alone stand for.
    """
    if not any(w in text for w in _WORDS):
        return []
    if key(text) in book.names or key(_DETERMINER.sub("", text)) in book.names:
        return []
    if " between " in text and look(text)[0] is None:
        return []  # "a meeting between France and Spain" is neither
    pieces: list[tuple[int, int]] = []
    begin = 0
    for found in _COORDINATION.finditer(text):
        pieces.append((begin, found.start()))
        begin = found.end()
    pieces.append((begin, len(text)))
    pieces = _rejoin(text, [p for p in pieces if text[p[0] : p[1]].strip()], book)
    if len(pieces) < 2:
        return []
    looks = [look(text[a:b])[1] for a, b in pieces]
    first, last = looks[0], looks[-1]
    of = " of " in text[pieces[0][0] : pieces[0][1]]
    parts = []
    for n, (a, b) in enumerate(pieces):
        said = looks[n]
        fuller = None
        if said is not None and not said.head and said.person is None:
            if n < len(pieces) - 1 and last is not None and last.head:
                if said.kind in _NATIONS:
                    fuller = f"{text[a:b]} {last.role}"  # "Western and Ukrainian officials"
            elif n and first is not None and first.head and said.kind in ("state", "capital") and of:
                fuller = f"{first.role} of {text[a:b]}"
        parts.append((Span(text[a:b], start + a, start + b), fuller))
    return parts


def _rejoin(text: str, pieces: list[tuple[int, int]], book: ActorCodebook) -> list[tuple[int, int]]:
    """Join what a coordinator inside a name or a comma before an apposition has torn apart."""
    joined: list[tuple[int, int]] = []
    for a, b in pieces:
        if joined:
            start, end = joined[-1]
            together = key(_DETERMINER.sub("", text[start:b]))
            apposed = text[end:a].strip() == "," and re.match(r"(?:the|a|an|his|her)\s", text[a:b])
            if together in book.names or together in book.roles or apposed:
                joined[-1] = (start, b)
                continue
        joined.append((a, b))
    return joined
