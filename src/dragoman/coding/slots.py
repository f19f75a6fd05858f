"""The places where a codebook entry looks for a party: "subj", "obj", "on", "adj", "comp.subj", ...

docs/codebook.md describes them.
"""

from __future__ import annotations

from dragoman.codebook.events import Entry, EventCodebook
from dragoman.coding.naming import Naming
from dragoman.coding.roles import accused_of, agent, complements, patient, prepositions, surface_subject
from dragoman.coding.shapes import content_head, coordinated, deprel
from dragoman.coding.sides import Sides
from dragoman.tree import Tree


class Slots:
    """Finds the tokens that stand in a place of a codebook entry."""

    __slots__ = ("_book", "_naming", "_sides", "_tree")

    def __init__(self, tree: Tree, sides: Sides, book: EventCodebook, naming: Naming) -> None:
        """For one sentence."""
        self._tree, self._sides, self._book, self._naming = tree, sides, book, naming

    def tokens(self, spec: str, i: int, clause: int, kind: str, entry: Entry) -> list[int | None]:
        """What stands in the place ``spec`` of the trigger ``i``, whose light verb of the given kind is
        ``clause`` (``i`` itself where there is none)."""
        tree = self._tree
        noun = entry.pos == "noun"
        if spec == "subj":
            if not noun:
                doer = agent(tree, i) if tree.tokens[i].upos != "ADJ" else surface_subject(tree, i)
                return [doer if doer is None else self._naming.or_speaker(doer, i)]
            own = tree.child(i, "nsubj")
            if own is not None:
                return [own]
            accused = accused_of(tree, i)
            if accused is not None:
                return [accused]
            return [agent(tree, clause)] if clause != i and kind != "undergoer" else []
        if spec == "obj":
            thing = patient(tree, clause)
            return [thing] if thing != i else []
        if spec == "iobj":
            return list(tree.children(clause, "iobj"))
        thing = i if noun else patient(tree, i)
        if spec == "poss":
            return list(tree.children(thing, "nmod:poss")) if thing is not None else []
        if spec == "adj":
            if thing is None:
                return []
            before_it = tree.children(thing, "amod", "compound", "nmod:desc")
            named = [c for c in before_it if self._naming.named(c)]
            for part in before_it:
                if not named and tree.tokens[part].text.lower() in ("led", "backed", "brokered", "mediated"):
                    # "a Saudi-led strike"
                    named = [
                        c for c in tree.children(part, "compound", "obl", "nmod") if self._naming.named(c)
                    ]
            before = thing - 1  # "a Russian attack": the adjective beside the noun, wherever it hangs
            beside = before >= 0 and tree.tokens[before].upos in ("ADJ", "PROPN")
            if not named and beside and deprel(tree, before) == "amod" and self._naming.named(before):
                named = [before]
            if noun and entry.symmetric and len(named) == 1 and self._sides.place(named[0]):
                # "the Geneva talks": one place name is where they were, an adjective whose they were
                return [c for c in named if tree.tokens[c].upos == "ADJ"]
            return list(named)
        if spec == "comp.subj":
            return [s for c in complements(tree, i) if (s := surface_subject(tree, c)) != agent(tree, i)]
        if spec == "before":
            return [self._naming.told_before(i)]
        if spec == "cond":
            return self._doers_of_condition(i)
        found: list[int | None] = []
        shared = coordinated(tree, thing)[1:] if thing is not None and thing != i else []
        for node in dict.fromkeys((i, clause, thing, *shared)):
            if node is not None:
                found.extend(n for n in prepositions(tree, node).get(spec, ()) if n not in (i, clause))
        if not found:
            found.extend(n for n in self._beside(spec, (i, thing)) if n not in (i, clause, thing))
        if noun and not found and entry.object is not None:
            # "the deployment of troops on the border": the place may hang on what is moved
            for moved in prepositions(tree, i).get("of", ()):
                for node in dict.fromkeys((moved, content_head(tree, moved))):
                    found.extend(prepositions(tree, node).get(spec, ()) if spec != "of" else ())
        return found

    def _beside(self, preposition: str, nodes: tuple[int | None, ...]) -> list[int]:
        """The noun after a preposition that directly follows the trigger or its object: it belongs
        to them, wherever the parser hangs it."""
        tree, found = self._tree, []
        for node in nodes:
            after = len(tree.tokens) if node is None else node + 1
            if after >= len(tree.tokens) or tree.tokens[after].deprel != "case":
                continue
            if tree.tokens[after].text.lower() != preposition:
                continue
            head = tree.tokens[after].head
            first = next(
                (k for k in range(after + 1, head) if tree.tokens[k].upos in ("NOUN", "PROPN")), head
            )
            if first > after:
                # where the first noun is no part of the phrase that follows, it ends the phrase itself
                found.append(head if first == head or head in tree.ancestors(first) else first)
        return found

    def _doers_of_condition(self, i: int) -> list[int | None]:
        """Who would do what is warned against: the subject of the "if" clause under what ``i`` says."""
        tree = self._tree
        found: list[int | None] = []
        for clause in [i, *complements(tree, i)]:
            for child in tree.children(clause, "advcl"):
                if self.conditional(child):
                    found.append(surface_subject(tree, child))
        return found

    def conditional(self, i: int) -> bool:
        """Whether the clause ``i`` is a condition."""
        marks = self._tree.children(i, "mark")
        return any(self._tree.tokens[m].text.lower() in self._book.modality.marks for m in marks)
