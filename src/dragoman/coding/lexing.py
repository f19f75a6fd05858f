"""Finding the codebook's phrases in a text: proper names, roles, institutions."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from dragoman.codebook.actors import ActorCodebook, Entry
from dragoman.codebook.phrases import POSSESSIVE, TOKEN, fold


@dataclass(slots=True)
class Item:
    """A matched phrase, or a word that is in no list (``entry`` None), of a noun phrase."""

    text: str
    key: str
    entry: Entry | None
    capital: bool
    hyphen: bool = False  # joined to the word before by a hyphen
    possessor: bool = False  # followed by 's
    person: bool = False  # a full name of the officeholders' table
    foreign: bool = False  # "Iran-backed", "pro-Russian": not the actor's own nation
    weak: bool = False  # "London-based": only where nothing better is said


def scan(text: str, book: ActorCodebook) -> list[Item]:
    """The longest phrases of the codebook in ``text``, in order; other words one by one."""
    tokens = [t for t in TOKEN.findall(text) if t not in "()"]
    keys = [fold(t) if t[0].isalnum() else t for t in tokens]
    spoken = [i for i, t in enumerate(tokens) if t[0].isalnum()]
    lower = text == text.lower()
    names, roles, longest, people = book.names, book.roles, book.longest, book.holders.by_name
    ambiguous = book.words["ambiguous"]
    items: list[Item] = []
    count = len(spoken)
    at = 0
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if not token[0].isalnum():
            if token in POSSESSIVE:
                if items:
                    items[-1].possessor = True
            elif token in ",;:&":
                items.append(Item(token, ",", None, False))
            position += 1
            continue
        while spoken[at] < position:
            at += 1
        hyphen = position > 0 and tokens[position - 1] == "-"
        word = keys[position]
        entry: Entry | None = None
        person = False
        size = 1
        most = longest.get(word, 0)
        if most:
            for size in range(min(most, count - at), 0, -1):
                last = spoken[at + size - 1]
                # Only hyphens may stand within a phrase.
                if last - position + 1 != size and any(
                    t not in "-–" and not t[0].isalnum() and t not in POSSESSIVE
                    for t in tokens[position:last]
                ):
                    continue
                phrase = word if size == 1 else " ".join(keys[spoken[k]] for k in range(at, at + size))
                entry = names.get(phrase)
                if entry is not None and not _spelt(
                    tokens[position : last + 1], entry.case, lower, phrase, ambiguous
                ):
                    entry = None
                if entry is None:
                    entry = roles.get(phrase)
                    if entry is not None and entry.case == 2 and not token.isupper():
                        entry = None
                if entry is None and size > 1 and phrase in people:
                    person = True
                if entry is not None or person:
                    break
            else:
                size = 1
        last = spoken[at + size - 1]
        piece = token if size == 1 else " ".join(tokens[spoken[k]] for k in range(at, at + size))
        phrase = word if size == 1 else " ".join(keys[spoken[k]] for k in range(at, at + size))
        items.append(Item(piece, phrase, entry, token[0].isupper(), hyphen, False, person))
        position = last + 1
        at += size
    return items


def _spelt(tokens: list[str], case: int, lower: bool, phrase: str, ambiguous: frozenset[str]) -> bool:
    if case == 0:
        return True
    if case == 2:
        return tokens[0].isupper()
    # "al-Shabaab", "the Gambia": a capital anywhere in the name will do.
    if any(t[0].isupper() or t[0].isdigit() for t in tokens):
        return True
    return lower and phrase not in ambiguous


def mark(items: list[Item], book: ActorCodebook) -> None:
    """Find the nations that are not the actor's own: "pro-Russian", "Iran-backed", "London-based"."""
    prefixes, foreign, weak = book.words["prefixes"], book.words["foreign"], book.words["weak"]
    for before, item in pairwise(items):
        if (
            item.entry is not None
            and before.key in prefixes
            and (item.hyphen or before.key in ("pro", "anti"))
        ):
            item.foreign = True
        if item.hyphen and item.key in foreign:
            before.foreign = True
        elif item.hyphen and item.key in weak:
            before.weak = True
