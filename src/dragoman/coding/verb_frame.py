"""What stands around a verb, as codebook entries ask for it; each part is worked out when first asked for."""

from __future__ import annotations

from functools import cached_property

from dragoman.coding.complements import complements
from dragoman.coding.obliques import prepositions, within_phrase
from dragoman.coding.roles import agent, patient
from dragoman.coding.shapes import content_head, lemma, modifiers
from dragoman.coding.sides import Sides
from dragoman.coding.voice import passive

_PARTICLES = ("compound", "advmod", "obl", "advcl", "compound:prt", "xcomp")


class VerbFrame:
    """The surroundings of the verb ``i`` of one sentence."""

    def __init__(self, i: int, sides: Sides) -> None:
        """``sides``: of the sentence."""
        self.i, self.sides, self.tree = i, sides, sides.tree

    @cached_property
    def thing(self) -> int | None:
        """Whom or what it is done to."""
        return patient(self.tree, self.i)

    @cached_property
    def doer(self) -> int | None:
        """Who does it."""
        return agent(self.tree, self.i)

    @cached_property
    def passive(self) -> bool:
        """Whether it is passive."""
        return passive(self.tree, self.i)

    @cached_property
    def clauses(self) -> list[int]:
        """The clauses that complete it."""
        return complements(self.tree, self.i)

    @cached_property
    def pronoun(self) -> bool:
        """Whether it is done to an "it" that is nobody known."""
        thing = self.thing
        if thing is None or self.tree.tokens[thing].text.lower() != "it":
            return False
        return not any(p.actor for p in self.sides.of(thing))

    @cached_property
    def beside(self) -> dict[str, list[int]]:
        """Its prepositional phrases: preposition -> nouns."""
        return prepositions(self.tree, self.i)

    def nouns(self, preposition: str) -> list[int]:
        """The nouns after ``preposition``, beside the verb or, for "to" and "with", within its object."""
        found = self.beside.get(preposition, [])
        if found or preposition not in ("to", "with") or self.thing is None:
            return found
        return within_phrase(self.tree, self.thing, preposition)

    @cached_property
    def particles(self) -> set[str]:
        """The words that may make one verb with it: "pull *out*", "set *free*", "*test*-fired"."""
        tree, i = self.tree, self.i
        found = {tree.tokens[c].text.lower() for c in tree.children(i, *_PARTICLES)}
        found.update(tree.tokens[c].text.lower() for c in tree.children(i, "obj")[1:])  # "sent him packing"
        if i > 1 and tree.tokens[i - 1].text == "-":
            found.add(tree.tokens[i - 2].text.lower())
        if i + 1 < len(tree.tokens) and tree.tokens[i + 1].deprel not in ("case", "mark"):
            found.add(tree.tokens[i + 1].text.lower())  # "set free ten men", read as "free men"
        return found

    @cached_property
    def words(self) -> set[str]:
        """Lemmas of its object, obliques and doer, by which a reading may be ruled out."""
        tree, classes = self.tree, self.sides.classes
        found: set[str] = set()
        if self.thing is not None:
            found = {lemma(tree, self.thing), lemma(tree, content_head(tree, self.thing))}
        for noun in (*tree.children(self.i, "obl"), self.doer):
            around = modifiers(tree, noun) if noun is not None else set()
            if noun is None or around & classes["firing"]:  # "sniper fire" is no fire
                continue
            word = lemma(tree, noun)
            found.add(word)
            if noun == self.doer or word in classes["ground"]:
                found |= around  # "arrested on suspicion of burglary", "peacekeeping troops"
        return found

    @cached_property
    def narrowing(self) -> set[str]:
        """Lemmas of what narrows its object."""
        return modifiers(self.tree, self.thing) if self.thing is not None else set()
