"""Sides that stand deeper than the places of a frame: the first actor inside what completes the
trigger, whom a complement is done to, both sides of "between", what is judged by its own words."""

from __future__ import annotations

from dragoman.codebook.events import Entry, EventCodebook
from dragoman.coding.complements import complements
from dragoman.coding.obliques import prepositions
from dragoman.coding.roles import patient
from dragoman.coding.shapes import content_head, lemma
from dragoman.coding.sides import Sides
from dragoman.coding.slots import Slots
from dragoman.tree import Tree
from dragoman.types import Party

# Types of speech to which an answer goes back.
_SPOKEN = frozenset({"REQUEST", "AGREE", "ACCUSE", "THREATEN"})


class Inner:
    """Looks inside the phrases and clauses of one sentence."""

    __slots__ = ("_book", "_sides", "_slots", "_tree")

    def __init__(self, tree: Tree, sides: Sides, book: EventCodebook, slots: Slots) -> None:
        """For one sentence."""
        self._tree, self._sides, self._book, self._slots = tree, sides, book, slots

    def thing(self, i: int) -> tuple[Party, ...]:
        """What ``i`` judges, answers or backs, as its words name it, where nobody stands behind it."""
        thing = patient(self._tree, i)
        if thing is None or self._tree.tokens[thing].upos not in ("NOUN", "PROPN"):
            return ()
        word = lemma(self._tree, content_head(self._tree, thing))
        if word in self._book.classes["claim"] | self._book.classes["truce"] or _SPOKEN & set(
            self._book.answered.get(word, ())
        ):
            return ()  # a charge, demand or truce stands for nobody
        span = self._sides.phrases.span(thing)
        return (Party(span.text, span.start, span.end, None),)

    def against(self, i: int, clause: int) -> tuple[Party, ...]:
        """What is protested against, as its words name it ("rallied against the tax")."""
        for node in dict.fromkeys((i, clause, patient(self._tree, i))):
            for noun in prepositions(self._tree, node).get("against", ()) if node is not None else ():
                span = self._sides.phrases.span(noun)
                return (Party(span.text, span.start, span.end, None),)
        return ()

    def undergoer(self, clause: int) -> int | None:
        """Whom the complement clause ``clause`` is done to: not what is moved, but where it is moved to."""
        tree = self._tree
        thing = patient(tree, clause)
        indirect = tree.child(clause, "iobj")
        if indirect is not None:
            return indirect
        beside = prepositions(tree, clause)
        classes = self._book.classes
        moved = thing is not None and lemma(tree, content_head(tree, thing)) in (
            classes["troops"] | classes["weapons"] | classes["peace_force"] | classes["aid_thing"]
        )
        if thing is None or moved or not self._sides.names(thing):
            if moved:
                thing = None
            for prep in ("against", "to", "with", "on", "from", "for", "in"):
                nouns = beside.get(prep)
                if nouns and (self._sides.names(nouns[0]) or thing is None):
                    return nouns[0]
        elif not any(p.actor for p in self._sides.of(thing)):
            # "return the weapons to Kenya": somebody known goes before a thing
            for prep in ("to", "from", "with", "against", "for"):
                for noun in beside.get(prep, ()):
                    if any(p.actor for p in self._sides.of(noun)):
                        return noun
        return thing

    def first(self, i: int, clause: int, unlike: frozenset[str], entry: Entry) -> tuple[Party, ...]:
        """The first actor inside what completes the trigger, unlike the source.

        Where the entry doesn't look for its target in the object, the object is what is moved
        or used ("deployed troops"): only those named inside it count.
        """
        tree = self._tree
        used = patient(tree, i) if entry.object is not None and "obj" not in entry.target else None
        queue = [c for c in (patient(tree, i), patient(tree, clause)) if c is not None and c != i]
        for node in (i, clause):
            queue.extend(complements(tree, node))
            queue.extend(c for c in tree.children(node, "obl", "advcl") if not self._apart(c))
        seen: set[int] = set()
        for _ in range(24):
            if not queue:
                break
            node = queue.pop(0)
            if node in seen or node == i:
                continue
            seen.add(node)
            if tree.tokens[node].upos in ("NOUN", "PROPN", "PRON"):
                if self._scenery(node) or self._by(node):
                    continue
                found = tuple(p for p in self._sides.of(node) if p.actor is not None and p.code not in unlike)
                if not found or node == used:
                    found = self._sides.inside(node, unlike)
                found = tuple(p for p in found if not self._scenery(tree.head_of(p.start, p.end)))
                if found:
                    return found
                queue.extend(c for c in tree.subtree(node) if tree.tokens[c].deprel == "acl")
            else:
                queue.extend(tree.children(node, "nsubj", "obj", "iobj", "obl", "xcomp", "ccomp"))
        return ()

    def _apart(self, i: int) -> bool:
        """Whether the clause ``i`` tells a condition or a fact of its own ("after gunmen stormed ...")."""
        if self._slots.conditional(i):
            return True
        marks = self._tree.children(i, "mark")
        return any(self._tree.tokens[m].text.lower() in self._book.modality.factual for m in marks)

    def _by(self, i: int) -> bool:
        case = self._tree.child(i, "case")
        if self._tree.tokens[self._tree.tokens[i].head].deprel == "acl":
            return False  # "cotton made by a Malian firm"
        return case is not None and self._tree.tokens[case].text.lower() == "by"

    def _scenery(self, i: int | None) -> bool:
        """Whether ``i`` is only where something was done: "in Khartoum", not "in Sudan"."""
        if i is None:
            return False
        case = self._tree.child(i, "case")
        where = case is not None and self._tree.tokens[case].text.lower() in ("in", "at")
        return where and self._sides.toponyms.locality(i)

    def between(self, i: int, clause: int) -> tuple[Party, ...]:
        """Both sides of the "between" of a noun or its verb; fewer than two where they are not there."""
        tree = self._tree
        nouns = prepositions(tree, i).get("between") or prepositions(tree, clause).get("between") or []
        for node in nouns:
            parties = self._sides.all_of([node])
            if len(parties) < 2:
                parties = self._sides.all_of(self._sides.coordinated(node))
            if len(parties) < 2:
                # the second may hang elsewhere: what the "and" behind the first belongs to
                ands = [
                    k
                    for k in range(node + 1, min(node + 8, len(tree.tokens)))
                    if tree.tokens[k].deprel == "cc"
                ]
                parties = self._sides.all_of([node, *(tree.tokens[k].head for k in ands[:1])])
            if len(parties) >= 2:
                return parties
        return ()
