"""How many were killed, wounded or arrested: numbers beside the words of ``text/counts.toml``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from dragoman.codebook.text import load_text
from dragoman.coding.obliques import prepositions
from dragoman.coding.roles import patient, surface_subject
from dragoman.coding.shapes import deprel, lemma
from dragoman.coding.voice import passive
from dragoman.tree import Tree

_DATA: Final[dict[str, Any]] = load_text("counts")
_NUMBERS: Final[dict[str, int]] = _DATA["numbers"]
_SCALES: Final[dict[str, int]] = _DATA["scales"]
_SINGLE: Final = frozenset(_DATA["single"]["determiners"])
_COLLECTIVE: Final = frozenset(_DATA["single"]["collectives"])
# Relations by which the clause that tells the outcome hangs on the deed ("attacked ..., killing 12").
_OUTCOME: Final = ("advcl", "acl", "conj", "parataxis", "xcomp", "ccomp", "dep")


@dataclass(frozen=True, slots=True)
class _Fate:
    """The words for one fate; each list as ``counts.toml`` describes it."""

    transitive: frozenset[str]
    intransitive: frozenset[str]
    states: frozenset[str]
    nouns: frozenset[str]
    tolls: frozenset[str]


_FATES: Final = {
    name: _Fate(**{key: frozenset(words) for key, words in _DATA[name].items()})
    for name in ("deaths", "injured", "arrested")
}


# Verbs of killing and wounding.
HARMING: Final = frozenset().union(
    *(_FATES[name].transitive | _FATES[name].intransitive for name in ("deaths", "injured"))
)


@dataclass(frozen=True, slots=True)
class Counts:
    """Persons killed, wounded and arrested, as far as they are told in numbers."""

    deaths: int | None = None
    injured: int | None = None
    arrested: int | None = None

    def __bool__(self) -> bool:
        """Whether any number is told."""
        return self != NONE


NONE: Final = Counts()


def filled(counts: Counts, later: Counts) -> Counts:
    """``counts`` with what it leaves open taken from ``later``."""
    return Counts(
        counts.deaths if counts.deaths is not None else later.deaths,
        counts.injured if counts.injured is not None else later.injured,
        counts.arrested if counts.arrested is not None else later.arrested,
    )


def contradict(a: Counts, b: Counts) -> bool:
    """Whether the two tell different numbers of one fate."""
    pairs = ((a.deaths, b.deaths), (a.injured, b.injured), (a.arrested, b.arrested))
    return any(x is not None and y is not None and x != y for x, y in pairs)


def number(text: str) -> int | None:
    """The whole number that ``text`` writes, in figures or English words; None where it writes none.

    >>> number("13,200"), number("twenty-three"), number("two thousand and five"), number("a dozen")
    (13200, 23, 2005, 12)
    """
    total, current, seen = 0.0, 0.0, False
    for word in text.lower().replace("-", " ").split():
        figure = word.replace(",", "")
        if figure.replace(".", "", 1).isdecimal():
            current, seen = current + float(figure), True
        elif word in _NUMBERS:
            current, seen = current + _NUMBERS[word], True
        elif word in _SCALES:
            scale = _SCALES[word]
            current = (current or 1) * scale
            seen = True
            if scale >= 1000:
                total, current = total + current, 0
        elif word not in ("a", "an", "and"):
            return None
    return int(total + current) if seen else None


def counted(tree: Tree, noun: int) -> int | None:
    """How many ``noun`` are: its numeral, the noun itself where it is one ("left 12 dead"), or 1 for
    "a soldier"; None for "dozens of soldiers" and where no number is told."""
    for child in tree.children(noun, "nummod", "det"):
        if tree.tokens[child].upos in ("NUM", "NOUN"):
            value = number(_numeral(tree, child))
            if value is not None:
                return value
    token = tree.tokens[noun]
    if token.upos == "NUM" or token.text.lower() == "dozen":
        return number(_numeral(tree, noun))
    article = tree.child(noun, "det")
    single = (
        token.upos == "NOUN"
        and article is not None
        and tree.tokens[article].text.lower() in _SINGLE
        and token.text.lower() == token.lemma.lower()
    )
    return 1 if single and token.lemma.lower() not in _COLLECTIVE else None


def _numeral(tree: Tree, i: int) -> str:
    parts = [i, *tree.children(i, "compound", "nummod", "flat", "goeswith")]
    parts += [c for c in tree.children(i, "conj") if tree.tokens[c].upos == "NUM"]
    return " ".join(tree.tokens[p].text for p in sorted(parts) if tree.tokens[p].upos in ("NUM", "NOUN"))


def told(tree: Tree, i: int, clause: int, arrest: bool = False) -> Counts:
    """What is told at the trigger ``i``, its light verb ``clause`` (``i`` itself where there is none),
    and the clauses that tell the outcome.

    ``arrest``: whether the trigger arrests, whatever its verb ("held 12 activists").
    """
    nodes = list(dict.fromkeys(_telling(tree, i, clause)))
    found = {name: next(_values(tree, nodes, fate), None) for name, fate in _FATES.items()}
    if arrest and found["arrested"] is None:
        victim = patient(tree, i)
        found["arrested"] = counted(tree, victim) if victim is not None else None
    return Counts(**found)


def _telling(tree: Tree, i: int, clause: int) -> Iterator[int]:
    """``i``, ``clause``, the verb of which ``i`` is the subject, and the clauses of outcome."""
    nodes = [i, clause]
    head = tree.tokens[i].head
    if head >= 0 and deprel(tree, i) == "nsubj" and tree.tokens[i].upos == "NOUN":
        nodes.append(head)
    for node in nodes:
        yield node
        for child in tree.children(node, *_OUTCOME):
            if tree.is_a(child, "advcl") and tree.has(child, "mark"):
                continue  # "protests erupted after a woman died"
            yield child
            yield from tree.children(child, "conj", "advcl")


def _values(tree: Tree, nodes: list[int], fate: _Fate) -> Iterator[int]:
    for node in nodes:
        value = _at(tree, node, fate)
        if value is not None:
            yield value


def _at(tree: Tree, i: int, fate: _Fate) -> int | None:
    """The number of those who met ``fate`` as the word ``i`` itself tells it."""
    word = lemma(tree, i)
    text = tree.tokens[i].text.lower()
    verb = tree.tokens[i].upos in ("VERB", "AUX")
    if verb and word in fate.transitive:
        own = _before(tree, i) if deprel(tree, i) == "conj" and not tree.has(i, "obj") else None
        if own is not None:
            return own  # "four were killed and six wounded"
        victim = patient(tree, i)
        if victim is None and passive(tree, i):
            victim = surface_subject(tree, i)
        value = counted(tree, victim) if victim is not None and victim != i else None
        return _before(tree, i) if value is None else value
    if verb and word in fate.intransitive:
        victim = surface_subject(tree, i)
        return counted(tree, victim) if victim is not None else None
    if text in fate.states:
        return _before(tree, i)
    if word in fate.nouns:
        of = prepositions(tree, i).get("of", [])
        return next((v for n in (i, *of) if (v := counted(tree, n)) is not None and not _one(tree, n)), None)
    if word in fate.tolls:
        return _toll(tree, i)
    if verb:
        # "left 12 dead and 30 wounded", "caused 12 deaths", "found dead"
        for part in tree.subtree(i):
            if i < part <= i + 12 and tree.tokens[part].text.lower() in fate.states:
                value = _before(tree, part)
                if value is not None:
                    return value
        for thing in tree.children(i, "obj", "obl"):
            if lemma(tree, thing) in fate.nouns:
                return counted(tree, thing)
    return None


def _one(tree: Tree, noun: int) -> bool:
    """Whether ``noun`` is one occurrence ("a death") and not a number of them."""
    return not tree.has(noun, "nummod") and tree.tokens[noun].upos != "NUM"


def _before(tree: Tree, i: int) -> int | None:
    """The number right before the word of fate: "12 dead", "30 others wounded", "12 people were hurt"."""
    for back in range(i - 1, max(i - 5, -1), -1):
        token = tree.tokens[back]
        if token.upos == "NUM":
            head = token.head if tree.tokens[token.head].upos == "NUM" else back
            return number(_numeral(tree, head))
        if token.upos not in ("AUX", "NOUN", "ADV", "ADJ"):
            return None
    return None


def _toll(tree: Tree, i: int) -> int | None:
    """ "a death toll of 40", "the death toll rose to 40"."""
    for nouns in (prepositions(tree, i).get("of", []), tree.children(i, "nummod")):
        for noun in nouns:
            if (value := counted(tree, noun) or number(_numeral(tree, noun))) is not None:
                return value
    head = tree.tokens[i].head
    if head < 0:
        return None
    beside = prepositions(tree, head)
    for noun in (*beside.get("to", []), *beside.get("at", []), *tree.children(head, "obj")):
        if noun != i and (value := counted(tree, noun)) is not None:
            return value
    return None
