"""Parties by their names: what a pronoun in an event's place stands for in its own sentence."""

from __future__ import annotations

from dragoman.codebook.events import EventCodebook
from dragoman.coding.control import DEMANDING_CLAUSE
from dragoman.coding.roles import agent, patient
from dragoman.coding.shapes import deprel, lemma
from dragoman.coding.sides import Sides
from dragoman.tree import Tree

# Pronouns that, standing for the source itself, are no target.
SELF = frozenset(
    {"it", "its", "he", "his", "him", "she", "her", "they", "them", "their", "itself", "himself", "herself",
     "themselves", "our", "us", "we", "i", "me", "my", "each other", "one another"}
)  # fmt: skip


class Naming:
    """Finds the name that the sentence itself gives for a pronoun."""

    __slots__ = ("_book", "_sides", "_tree")

    def __init__(self, tree: Tree, sides: Sides, book: EventCodebook) -> None:
        """For one sentence."""
        self._tree, self._sides, self._book = tree, sides, book

    def by_name(self, i: int) -> int:
        """``i``, or for a pronoun the subject of a clause above it that stands for the same actor."""
        tree = self._tree
        token = tree.tokens[i]
        if token.upos != "PRON" or token.text.lower() not in SELF:
            return i
        codes = {p.code for p in self._sides.of(i)}
        if len(codes) != 1 or None in codes:
            return i
        for above in tree.ancestors(i):
            if tree.tokens[above].upos != "VERB":
                continue
            subject = agent(tree, above)
            if subject is None or subject >= i or tree.tokens[subject].upos not in ("NOUN", "PROPN"):
                continue
            if {p.code for p in self._sides.of(subject)} == codes:
                return subject
        return i

    def or_speaker(self, doer: int, i: int) -> int:
        """``doer``, or who speaks where it is a pronoun that stands for nobody known
        ("the rebels said they had ...")."""
        tree = self._tree
        if tree.tokens[doer].upos != "PRON" or tree.tokens[doer].text.lower() not in SELF:
            return doer
        codes = {p.code for p in self._sides.of(doer) if p.code}
        for node in (i, *tree.ancestors(i)):
            above = tree.tokens[node].head
            if (
                above >= 0
                and deprel(tree, node) == "ccomp"
                and lemma(tree, above) in DEMANDING_CLAUSE
                and not any(
                    lemma(tree, a) in ("be", "have", "will") for a in tree.children(node, "aux", "cop")
                )
            ):
                # "accused Norway and demanded that it ...": nobody demands of himself
                other = self.told_before(above)
                demander = agent(tree, above)
                if other is None or demander is None:
                    return doer
                same = not codes or codes == {p.code for p in self._sides.of(demander)}
                return other if same else doer
            if above >= 0 and deprel(tree, node) in ("acl", "ccomp") and tree.tokens[above].upos == "NOUN":
                owner = tree.child(above, "nmod:poss")
                if owner is not None and owner != doer:
                    return owner  # "North Korea's claim that it had tested ..."
            if codes or above < 0 or deprel(tree, node) not in ("ccomp", "parataxis"):
                continue
            if lemma(tree, above) in self._book.modality.saying:
                speaker = agent(tree, above)
                return speaker if speaker is not None and speaker != doer else doer
        return doer

    def told_before(self, i: int) -> int | None:
        """The object of the clause that ``i`` goes on from, where it names somebody."""
        tree = self._tree
        head = tree.tokens[i].head
        if head < 0 or deprel(tree, i) != "conj":
            return None
        thing = patient(tree, head)
        return thing if thing is not None and thing < i and self._sides.names(thing) else None

    def named(self, i: int) -> bool:
        """Whether the modifier ``i`` names an actor, as adjectives of nationality do."""
        token = self._tree.tokens[i]
        return self._sides.names(i) or (token.upos == "ADJ" and token.text[:1].isupper())
