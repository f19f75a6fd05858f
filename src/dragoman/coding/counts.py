"""How many died: numbers beside killing, dying and death tolls."""

from __future__ import annotations

from dragoman.coding.roles import complements, passive, patient, prepositions, surface_subject
from dragoman.coding.shapes import lemma
from dragoman.tree import Tree

_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12}
_KILL = frozenset(
    {"kill", "slay", "murder", "massacre", "slaughter", "execute", "behead", "claim", "shoot", "assassinate"}
)
_DIE = frozenset({"die", "perish"})


def number(text: str) -> int | None:
    """The whole number that ``text`` writes, in figures or English words; None where it writes none.

    >>> number("13,200"), number("twenty-three"), number("two thousand and five"), number("a dozen")
    (13200, 23, 2005, 12)
    """
    words = text.lower().replace("-", " ").split()
    total, current, seen = 0.0, 0.0, False
    for word in words:
        figure = word.replace(",", "")
        if figure.replace(".", "", 1).isdigit():
            current, seen = current + float(figure), True
        elif word in _UNITS or word in _TENS:
            current, seen = current + _UNITS.get(word, _TENS.get(word, 0)), True
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
    """How many ``noun`` are: its numeral, or the noun itself where it is one ("left 12 dead")."""
    for child in tree.children(noun, "nummod", "det"):
        if tree.tokens[child].upos in ("NUM", "NOUN"):
            value = number(_numeral(tree, child))
            if value is not None:
                return value
    if tree.tokens[noun].upos == "NUM" or lemma(tree, noun) in ("dozen",):
        return number(_numeral(tree, noun))
    return None


def _numeral(tree: Tree, i: int) -> str:
    parts = [i, *tree.children(i, "compound", "nummod", "flat", "goeswith")]
    parts += [c for c in tree.children(i, "conj") if tree.tokens[c].upos == "NUM"]
    return " ".join(tree.tokens[p].text for p in sorted(parts) if tree.tokens[p].upos in ("NUM", "NOUN"))


def deaths(tree: Tree, i: int) -> int | None:
    """Deaths told at the trigger ``i``: "killed 12 people", "left 12 dead", "a toll of 12"."""
    word = lemma(tree, i)
    if word in _KILL:
        victim = patient(tree, i)
        if victim is None and passive(tree, i):
            victim = surface_subject(tree, i)
        return counted(tree, victim) if victim is not None else None
    if word in _DIE:
        victim = surface_subject(tree, i)
        return counted(tree, victim) if victim is not None else None
    if word == "leave":
        dead = [c for c in complements(tree, i) if lemma(tree, c) == "dead"]
        victim = patient(tree, i)
        if victim is None and dead:
            victim = surface_subject(tree, dead[0])
        return counted(tree, victim) if victim is not None and dead else None
    if word == "toll":
        for nouns in (prepositions(tree, i).get("of", []), tree.children(i, "nummod")):
            for noun in nouns:
                if (value := counted(tree, noun) or number(_numeral(tree, noun))) is not None:
                    return value
        head = tree.tokens[i].head
        if head >= 0:  # "the death toll rose to 40"
            for noun in prepositions(tree, head).get("to", []) + prepositions(tree, head).get("at", []):
                if (value := counted(tree, noun)) is not None:
                    return value
    return None


def told_deaths(tree: Tree, i: int) -> int | None:
    """Deaths told at ``i`` itself or in a clause that tells its outcome ("attacked ..., killing 12")."""
    value = deaths(tree, i)
    if value is not None:
        return value
    for child in tree.children(i, "advcl", "acl", "conj"):
        if tree.tokens[child].upos == "VERB" and lemma(tree, child) in (_KILL | {"leave"}):
            value = deaths(tree, child)
            if value is not None:
                return value
    return None
