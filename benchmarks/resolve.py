"""How fast bare mentions are resolved: loading, mentions seen for the first time, mentions seen before.

    python benchmarks/resolve.py [NUMBER]

The mentions are made from the codebook's own words with a fixed seed: nations with roles, cities, names of
organisations and of officeholders, and phrases that name nobody.
"""

from __future__ import annotations

import random
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.codebook.actors import ActorCodebook

_SEED = 3
_QUALIFIERS = ("", "", "", "senior ", "former ", "two ", "several ", "local ", "top ", "masked ")
_TEMPLATES = (
    "the {people} {role}", "{quality}{people} {role}s", "a {quality}{role} of {state}", "{state}",
    "the {people} {body}", "{organisation}", "{quality}{role}s in {place}", "{people} {role} {person}",
    "{person}", "a dog called {person}", "the {quality}{role}", "{organisation} {role}", "{place}",
)  # fmt: skip


def mentions(number: int, book: ActorCodebook) -> list[str]:
    """``number`` different mentions, the same ones at each call."""
    words: dict[str, list[str]] = {}
    for phrase, entry in (*sorted(book.names.items()), *sorted(book.roles.items())):
        text = phrase.upper() if entry.case == 2 else phrase.title() if entry.case else phrase
        words.setdefault(entry.kind, []).append(text)
    words["person"] = [persons[0].name for _, persons in sorted(book.holders.by_name.items())]
    chance = random.Random(_SEED)
    found: dict[str, None] = {}
    while len(found) < number:
        filled = {kind: chance.choice(texts) for kind, texts in words.items()}
        text = chance.choice(_TEMPLATES).format(quality=chance.choice(_QUALIFIERS), **filled)
        found[text] = None
    return list(found)


def main() -> None:
    """Print seconds to load and mentions a second."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    from dragoman.codebook.actors import load_actors
    from dragoman.coding.actors import Resolver

    start = time.perf_counter()
    resolver = Resolver(load_actors())
    resolver.resolve("Nowhereville")  # the gazetteer is read when it is first needed
    print(f"loading: {time.perf_counter() - start:.2f} s")
    asked = mentions(number, resolver.codebook)
    for label in ("first time", "repeated"):
        start = time.perf_counter()
        for text in asked:
            resolver.resolve(text)
        print(f"{label}: {number / (time.perf_counter() - start):,.0f} mentions a second ({number:,})")


if __name__ == "__main__":
    main()
