"""Finding the codebook's phrases in a text: proper names, roles, institutions, cities of the gazetteer."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from dragoman.codebook.actors import ActorCodebook, Entry
from dragoman.codebook.phrases import POSSESSIVE, TOKEN, fold

# What stands between a word and the one before it.
_NOTHING, _HYPHEN, _DASH, _COMMA = range(4)
_GAPS = {"-": _HYPHEN, "–": _HYPHEN, "—": _DASH, ",": _COMMA, ";": _COMMA, ":": _COMMA, "&": _COMMA}


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
    words: list[str] = []
    keys: list[str] = []
    gaps: list[int] = []
    owners: list[bool] = []
    gap = _NOTHING
    for token in TOKEN.findall(text):
        if token[0].isalnum():
            words.append(token)
            keys.append(fold(token))
            gaps.append(gap)
            owners.append(False)
            gap = _NOTHING
        elif token in POSSESSIVE:
            if owners:
                owners[-1] = True
        elif token in _GAPS:
            gap = max(gap, _GAPS[token])
    lower = text == text.lower()
    names, roles, starts, pairs = book.names, book.roles, book.starts, book.pairs
    items: list[Item] = []
    count = len(words)
    at = 0
    while at < count:
        word, phrase = words[at], keys[at]
        if gaps[at] == _COMMA:
            items.append(Item(",", ",", None, False))
        size = 1
        entry: Entry | None = None
        person = False
        if phrase in starts:
            most = pairs.get(f"{phrase} {keys[at + 1]}", 1) if at + 1 < count else 1
            for size in range(min(most, count - at), 1, -1):
                # Only hyphens may stand within a phrase.
                if max(gaps[at + 1 : at + size]) > _HYPHEN:
                    continue
                long = " ".join(keys[at : at + size])
                entry = _proper(names.get(long), words[at : at + size], lower, long, book) or roles.get(long)
                person = entry is None and long in book.holders.by_name
                if entry is not None or person:
                    phrase = long
                    break
            else:
                size = 1
                entry = names.get(phrase)
                if entry is not None and entry.case:
                    entry = _proper(entry, [word], lower, phrase, book)
                if entry is None:
                    entry = roles.get(phrase)
                    if entry is not None and entry.case == 2 and not word.isupper():
                        entry = None
        capital = word[0].isupper()
        if entry is None and capital and not person and not word.isupper():
            entry, size, phrase = _city(words, keys, gaps, at, book)
        last = at + size - 1
        shown = word if size == 1 else " ".join(words[at : last + 1])
        items.append(Item(shown, phrase, entry, capital, gaps[at] == _HYPHEN, owners[last], person))
        at = last + 1
    return items


def _proper(
    entry: Entry | None, words: list[str], lower: bool, phrase: str, book: ActorCodebook
) -> Entry | None:
    """``entry``, a proper name's, if ``words`` are spelt as it asks."""
    if entry is None or entry.case == 0:
        return entry
    if entry.case == 2:
        return entry if words[0].isupper() else None
    # "al-Shabaab", "the Gambia": a capital anywhere in the name will do.
    for word in words:
        if word[0].isupper() or word[0].isdigit():
            return entry
    return entry if lower and phrase not in book.words["ambiguous"] else None


def _city(
    words: list[str], keys: list[str], gaps: list[int], at: int, book: ActorCodebook
) -> tuple[Entry | None, int, str]:
    """The gazetteer's place whose name begins at ``at``, the number of its words, and its phrase.

    Beside a capitalised word that is in no list it is part of a name ("Austin Ngwenya").
    """
    end = at + 1
    while end < len(words) and gaps[end] <= _HYPHEN and words[end][0].isupper() and end - at < 4:
        end += 1
    if at and gaps[at] == _NOTHING and _unknown(words[at - 1], keys[at - 1], book):
        return None, 1, keys[at]
    for size in range(end - at, 0, -1):
        after = at + size
        if after < end and gaps[after] == _NOTHING and _unknown(words[after], keys[after], book):
            continue
        phrase = " ".join(keys[at : at + size])
        if (entry := book.cities.get(phrase)) is not None:
            return entry, size, phrase
    return None, 1, keys[at]


def _unknown(word: str, folded: str, book: ActorCodebook) -> bool:
    return word[0].isupper() and not word.isupper() and folded not in book.starts


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
