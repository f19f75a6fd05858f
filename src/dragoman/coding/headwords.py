"""What the words of one part of a noun phrase are: the person's name, the role, the unknown head."""

from __future__ import annotations

from dragoman.codebook.actors import ActorCodebook
from dragoman.coding.lexing import Item

NOUN_KINDS = frozenset(("role", "body", "generic"))
_NAME_PARTS = frozenset(("state", "place", "city", "capital", "people"))
_PARTICLES = frozenset(
    ("al", "el", "bin", "ibn", "ben", "de", "da", "di", "del", "della", "van", "von", "der", "den", "la",
     "le", "ul", "ur", "abu", "dos", "du", "of", "y")
)  # fmt: skip
_ARTICLES = frozenset(("the", "a", "an"))
_TITLES = frozenset(("mr", "mrs", "ms", "miss", "sir"))


def name_run(items: list[Item], book: ActorCodebook) -> list[Item]:
    """The words of a person's name: capitalised and in no list, after the description or alone.

    A full name of the officeholders' table goes before all others.
    """
    run: list[Item] = []
    described = False
    former, neutral = book.words["former"], book.words["title_neutral"]
    for n, item in enumerate(items):
        entry = item.entry
        described = described or entry is not None
        if item.person and not item.possessor:
            return [item]
        if item.possessor:
            run = []
            continue
        key = item.key
        named = (
            entry is None
            and item.capital
            and not (key in _ARTICLES or key in former or key in neutral or key in _TITLES)
        )
        if not named and entry is not None and run and n + 1 == len(items) and in_name(items, n, book):
            # A role word inside a name ("Martin Luther King") is part of it when capitalised.
            named = item.capital
        if named or (run and entry is None and key in _PARTICLES and n + 1 < len(items)):
            run.append(item)
        elif entry is not None:
            run = []
    if not described and len(run) == 1 and len(items) > 1:
        return run if run[0] is items[-1] else []
    return run


def in_name(items: list[Item], n: int, book: ActorCodebook) -> bool:
    """Whether a place is part of a person's name ("Michael Jordan", "Jack London")."""
    if n == 0:
        return False
    item, before = items[n], items[n - 1]
    if before.entry is not None or not before.capital or before.key not in book.gender:
        return False
    return item.entry is not None and item.entry.kind in _NAME_PARTS and " " not in item.key


def tail(items: list[Item], book: ActorCodebook) -> Item | None:
    """The last common noun in no list, if it heads the phrase ("the Ukrainian *crisis*")."""
    last = None
    for item in items:
        if item.entry is not None:
            last = None
        elif not (item.capital or item.person or item.possessor):
            last = item
    if last is None or last.key in book.words["foreign"] or last.key in book.words["weak"]:
        return None
    return None if last.key in _PARTICLES else last


def role(items: list[Item]) -> str | None:
    """The words of the last unbroken run of role words, in lower case."""
    run: list[str] = []
    for item in reversed(items):
        if item.entry is not None and item.entry.kind in NOUN_KINDS:
            run.append(item.text if item.text.isupper() else item.text.lower())
        elif run:
            break
    return " ".join(reversed(run)) or None


def generic(item: Item | None) -> bool:
    """Whether an item is a word that takes the sector of what stands with it ("spokesman")."""
    return item is not None and item.entry is not None and item.entry.kind == "generic"


def doer(items: list[Item], book: ActorCodebook) -> list[Item]:
    """Without a deed or state at the head, whose it is: "the president's decision", "support from Peru"."""
    deeds = book.words["deeds"]
    if items[-1].key in deeds and items[-1].entry is None:
        for n in range(len(items) - 2, -1, -1):
            if items[n].possessor:
                return items[: n + 1]
            if items[n].entry is not None:
                break
    for n, item in enumerate(items[:-1]):
        if item.entry is not None or item.capital:
            break
        if item.key in deeds and items[n + 1].key in ("from", "by", "of"):
            return items[n + 2 :] or items
    return items
