"""Organisations by their class: "the alliance", "a spokeswoman for the bloc"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dragoman.codebook.actors import ActorCodebook
from dragoman.codebook.phrases import key

_DETERMINER = re.compile(r"^(?:the|both|these|those|this|that|all|each)\s+", re.I)
_BELONGS = re.compile(r"\s(?:of|for|from|at)\s+((?:the|this|that)\s.+)$")


def class_of(text: str, book: ActorCodebook) -> str | None:
    """The class noun ("alliance") that a definite phrase without a name is, if it is one."""
    if not _DETERMINER.match(text):
        return None
    words = key(_DETERMINER.sub("", text)).split()
    for n in range(len(words)):
        if (noun := " ".join(words[n:])) in book.classes:
            return noun
    return None


def body_of_class(noun: str, before: int, book: ActorCodebook, mentioned: Mapping[str, int]) -> str | None:
    """The organisation of that class that the report names: the last before, else the first after.

    ``mentioned``: organisations and the offset where each is first named.
    """
    named = {n: at for n in book.classes[noun] if (at := mentioned.get(n)) is not None}
    earlier = [n for n, at in named.items() if at < before]
    if earlier:
        return max(earlier, key=lambda n: named[n])
    return min(named, key=lambda n: named[n]) if named else None


def body_behind(text: str, before: int, book: ActorCodebook, mentioned: Mapping[str, int]) -> str | None:
    """The organisation that a phrase belongs to by a class noun after "of", "for" or "from"."""
    inner = _BELONGS.search(text)
    noun = class_of(inner.group(1), book) if inner is not None else None
    return body_of_class(noun, before, book, mentioned) if noun is not None else None
