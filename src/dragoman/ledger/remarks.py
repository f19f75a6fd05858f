"""Where a sentence says what became of a commitment ("withdrew its offer", "the deadline ran out")."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dragoman.codebook.commitments import CommitmentCodebook, RemarkKind
from dragoman.ledger.gist import Word, is_inflected, stem
from dragoman.types import Force

# the verb's place, the kind, the forces, the owner, what the commitment is about
Spoken = tuple[int, RemarkKind, frozenset[Force], str | None, range]
_FAR: Final = 14  # words between a noun and the verb whose subject it is
_REACH: Final = 7  # words between a verb and the noun it belongs to
_OWNERS: Final = frozenset(("its", "their", "his", "her", "our", "own"))


def remarks(words: Sequence[Word], states: Sequence[str], book: CommitmentCodebook) -> list[Spoken]:
    """Where the sentence says what became of a commitment: a ``Spoken`` each.

    Owner: a code, "" for whoever does it ("its offer"), None if nothing says.
    """
    nouns = [(i, book.nouns[noun]) for i, word in enumerate(words) if (noun := _noun(word, book))]
    if not nouns:
        return []
    roots = [stem(word.text.lower()) for word in words]
    found: dict[int, Spoken] = {}
    for remark in book.remarks:
        for place, forces in nouns:
            if place in found:
                continue
            for verbs, before in ((remark.verbs, True), (remark.subjects, False)):
                at = next((v for verb in verbs if (v := _near(verb, roots, place, before)) is not None), None)
                if at is None:
                    continue
                # "its offer to open the bridge expired": the verb stands behind an aim, but is none
                finite = not before and states[at] == "aim" and is_inflected(words[at].text.lower())
                if states[at] != "real" and not finite:
                    continue
                found[place] = (
                    at,
                    remark.kind,
                    forces,
                    _owner(words, at, place, before),
                    _about(words, place, at, book),
                )
                break
    return [found[place] for place in sorted(found)]


def _about(words: Sequence[Word], noun: int, verb: int, book: CommitmentCodebook) -> range:
    """What stands behind the noun, up to its verb or the end of the clause."""
    end = noun + 1
    while end < len(words) and end != verb and words[end].text.lower() not in book.words.borders:
        end += 1
    return range(noun, end)


def _noun(word: Word, book: CommitmentCodebook) -> str | None:
    low = word.text.lower()
    for noun in (low, low.removesuffix("s")):
        if noun in book.nouns:
            return noun
    return None


def _near(verb: tuple[str, ...], roots: Sequence[str], noun: int, before: bool) -> int | None:
    """Where the verb stands that has the noun as its object (``before`` it) or its subject."""
    first, *rest = (stem(part) for part in verb)
    places = (
        range(noun - 1, max(-1, noun - 1 - _REACH), -1)
        if before
        else range(noun + 1, min(len(roots), noun + 1 + _FAR))
    )
    for at in places:
        if roots[at] != first:
            continue
        if not rest:
            return at
        between = roots[at + 1 : noun] if before else roots[at + 1 : at + 3]
        if all(part in between for part in rest):
            return at
    return None


def _owner(words: Sequence[Word], verb: int, noun: int, before: bool) -> str | None:
    between = words[verb + 1 : noun] if before else words[max(0, noun - 3) : noun]
    for word in reversed(between):
        if word.code:
            return word.code
    return "" if any(word.text.lower() in _OWNERS for word in between) else None
