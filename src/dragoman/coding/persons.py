"""Reading named persons in a sentence: the title before the name, the apposition beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.codebook.actors import ActorCodebook
from dragoman.codebook.phrases import fold
from dragoman.coding.layout import Layout
from dragoman.coding.lexing import scan
from dragoman.coding.nominals import Found
from dragoman.tree import Tree
from dragoman.types import Actor, Mention

Look = Callable[[str], tuple[Actor | None, Found | None]]

DAY = re.compile(r"\s+\d")  # after a word that is a month as well: "May 11" is nobody
_ARGUMENTS = ("nsubj", "obj", "iobj", "obl", "nmod", "conj", "appos", "root")
_WITHIN_TITLES = frozenset(("of", "for", "s", "'s", "’s", "the", "and"))
_LONGEST = 9  # tokens of a title
_WIDEST = 6  # and of a name


@dataclass(frozen=True, slots=True)
class Person:
    """A named person in a sentence: head token, characters and tokens of name and title, what they say."""

    token: int
    start: int
    end: int
    tokens: range
    actor: Actor | None
    found: Found


def read(tree: Tree, marked: Sequence[Mention], look: Look, book: ActorCodebook) -> Iterator[Person]:
    """The persons among ``marked`` that stand in a sentence, each with the title before the name.

    This rests on the words alone, so that a wrong tree does not cost a name.
    """
    sentence = tree.sentence
    for mention in marked:
        if not (sentence.start <= mention.start and mention.end <= sentence.end):
            continue
        inside = _whole(tree, tree.at(mention.start, mention.end))
        if not inside or _width(tree, inside) > _WIDEST or DAY.match(tree.text, mention.end):
            continue
        end = tree.tokens[inside[-1]].end
        if fold(tree.text[tree.tokens[inside[0]].start : end]) in book.anaphora:
            continue
        first = title(tree, inside[0], book)
        start = tree.tokens[first].start
        actor, found = look(tree.text[start:end])
        if found is not None and found.person is None and _is_town(tree, inside[-1], found, book):
            # A surname that is a town's as well ("Marcela Holguin").
            actor, found = _townlike(tree, first, inside, look, book)
        if found is None or found.person is None:
            continue
        tokens = range(first, inside[-1] + 1)
        if first == inside[0] and (before := described(tree, first, book)) < first:
            fuller, said = look(tree.text[tree.tokens[before].start : end])
            if fuller is not None and said is not None and said.person == found.person:
                actor, found = fuller, said
                tokens = range(before, inside[-1] + 1)
        outward = [i for i in tokens if tree.tokens[i].head not in tokens] or [inside[0]]
        head = next((i for i in outward if tree.is_a(i, *_ARGUMENTS)), outward[0])
        yield Person(head, start, end, tokens, actor, found)


def _whole(tree: Tree, inside: list[int]) -> list[int]:
    """The tokens of a name with the rest of a word that hyphens join ("Hadj-*Amar*")."""
    if not inside:
        return inside
    first, last, tokens = inside[0], inside[-1], tree.tokens
    while first > 1 and tokens[first - 1].text == "-" and _joined(tree, first - 2, first):
        first -= 2
    while last + 2 < len(tokens) and tokens[last + 1].text == "-" and _joined(tree, last, last + 2):
        last += 2
    return list(range(first, last + 1))


def _width(tree: Tree, inside: Sequence[int]) -> int:
    """How many tokens of those marked are after the last ordinary word ("UN envoy *Ana Ruiz*")."""
    plain = [n for n, i in enumerate(inside, 1) if tree.tokens[i].text.islower()]
    return len(inside) - (plain[-1] if plain else 0)


def _joined(tree: Tree, one: int, other: int) -> bool:
    """Whether nothing but a hyphen stands between two words of a name ("Young-sam")."""
    before, after = tree.tokens[one], tree.tokens[other]
    return after.start - before.end == 1 and before.text[0].isupper() and after.text[0].isalpha()


def _is_town(tree: Tree, token: int, found: Found, book: ActorCodebook) -> bool:
    plain = fold(tree.tokens[token].text)
    entry = book.names.get(plain)
    return found.city == plain or (entry is not None and entry.kind in ("place", "capital"))


def _townlike(
    tree: Tree, first: int, inside: list[int], look: Look, book: ActorCodebook
) -> tuple[Actor | None, Found | None]:
    """A person whose name holds a town's; the words before the name give the rest."""
    name = inside[-1]
    while name > inside[0] and tree.tokens[name - 1].upos == "PROPN":
        if fold(tree.tokens[name - 1].text) in book.roles:
            break
        name -= 1
    if name == inside[-1]:
        return None, None  # one word: the town
    text = tree.text[tree.tokens[name].start : tree.tokens[inside[-1]].end]
    actor, found = None, None
    if name > first:
        actor, found = look(tree.text[tree.tokens[first].start : tree.tokens[name - 1].end])
    return replace(actor or Actor(), name=text), replace(found or Found(), person=text)


def title(tree: Tree, name: int, book: ActorCodebook) -> int:
    """The first token of the title before a name ("*Russian Foreign Minister* Sergei Lavrov").

    ``name``: the first token of what was marked as the person; it may itself belong to the title.
    """
    first = _leftmost(tree, name)
    while first < name and tree.tokens[first].upos in ("ADP", "CCONJ", "PART", "PUNCT"):
        first += 1
    before = name
    while before > first and fold(tree.tokens[before - 1].text) in book.words["former"]:
        before -= 1
    if before < name:
        return before  # "*former* US president Jimmy Carter", of which the title was marked
    if first == name or fold(tree.tokens[name].text) in book.roles:
        return first  # "the army's *spokesman Colonel* ..."
    text = tree.text[tree.tokens[first].start : tree.tokens[name - 1].end]
    items = [i for i in scan(text, book) if i.key != ","]
    last = items[-1].entry if items else None
    return first if last is not None and last.kind in ("role", "generic") else name


def _leftmost(tree: Tree, name: int) -> int:
    first = name
    while first > 0 and name - first < _LONGEST:
        before = tree.tokens[first - 1]
        if first > 1 and before.text == "-" and _joined(tree, first - 2, first):
            first -= 2  # "Secretary-*General's*"
            continue
        if before.upos not in ("PROPN", "NOUN", "ADJ") and fold(before.text) not in _WITHIN_TITLES:
            break
        first -= 1
    return first


def described(tree: Tree, name: int, book: ActorCodebook) -> int:
    """The first token of a description before a name and a comma ("*a former minister*, Ana Ruiz").

    ``name`` itself where there is none.
    """
    if name < 2 or tree.tokens[name - 1].text != ",":
        return name
    entry = book.roles.get(fold(tree.tokens[name - 2].text))
    if entry is None or entry.plural or entry.kind not in ("role", "generic"):
        return name
    first = _leftmost(tree, name - 1)
    while first > 0 and tree.tokens[first - 1].upos == "DET":
        first -= 1
    while tree.tokens[first].upos in ("ADP", "CCONJ", "PART", "PUNCT"):
        first += 1
    return first


def apposed(
    tree: Tree, i: int, layout: Layout, look: Look, actor: Actor | None, found: Found
) -> Actor | None:
    """A named person at token ``i``, completed from an apposition ("Ms Rao, the foreign secretary")."""
    if actor is not None and actor.country is not None and actor.sector is not None and found.role:
        return actor
    # "Peru's foreign minister, Tomás Quispe": the name may stand in apposition itself.
    around = [tree.tokens[i].head] if tree.is_a(i, "appos") else []
    for child in (*tree.children(i, "appos"), *around):
        first, last = layout.nominal(tree, child)
        other, said = look(tree.text[tree.tokens[first].start : tree.tokens[last].end])
        if other is None or said is None or said.person is not None or not said.singular:
            continue
        if other.country in ("IGO", "NGO"):
            return other
        name = actor.name if actor is not None and actor.name else found.person
        country = other.country or (actor.country if actor else None)
        return replace(
            other, name=name, country=country, sector=other.sector or (actor.sector if actor else None)
        )
    return actor
