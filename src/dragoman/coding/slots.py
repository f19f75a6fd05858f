"""The places where a codebook entry looks for a party: "subj", "obj", "on", "adj", "comp.subj", ...

docs/codebook.md describes them.
"""

from __future__ import annotations

from dragoman.codebook.events import Entry, EventCodebook
from dragoman.coding.claims import accused_of, claimed_by
from dragoman.coding.complements import complements
from dragoman.coding.naming import Naming
from dragoman.coding.obliques import prepositions, within_phrase
from dragoman.coding.roles import agent, patient, surface_subject
from dragoman.coding.shapes import content_head, coordinated, deprel, lemma
from dragoman.coding.sides import Sides
from dragoman.coding.voice import passive
from dragoman.tree import Tree

# Types in which something goes over to the target.
_GIVING = frozenset({"AID", "RETREAT", "COOPERATE", "CONCEDE"})


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
                doer = self.doer(i, entry) if tree.tokens[i].upos != "ADJ" else surface_subject(tree, i)
                return [doer if doer is None else self._naming.or_speaker(doer, i)]
            own = tree.child(i, "nsubj")
            if own is not None:
                return [own]
            answering = accused_of(tree, i)
            if answering is None:
                answering = claimed_by(tree, i)
            if answering is not None:
                return [answering]
            if clause == i or kind in ("undergoer", "scene"):
                return []
            doer = agent(tree, clause)
            return [doer if doer is None else self._naming.or_speaker(doer, clause)]
        if spec == "obj":
            thing = patient(tree, clause)
            return [thing] if thing != i else []
        if spec == "iobj":
            things = tree.children(clause, "obj")
            given = tree.children(clause, "iobj") or (things[:1] if len(things) > 1 else [])
            if not given and tree.has(clause, "obj") and passive(tree, clause):
                return [surface_subject(tree, clause)]  # "were given rice"
            return list(given)
        thing = i if noun else patient(tree, i)
        if spec == "poss":
            return list(self._owners(thing)) if thing is not None else []
        if spec == "adj":
            if thing is None:
                return []
            before_it = tree.children(thing, "amod", "compound", "nmod:desc")
            named = [c for c in before_it if self._naming.named(c) and not (noun and self._no_doer(c, entry))]
            for part in before_it:
                if not named and tree.tokens[part].text.lower() in ("led", "backed", "brokered", "mediated"):
                    # "a Saudi-led strike"
                    named = [
                        c for c in tree.children(part, "compound", "obl", "nmod") if self._naming.named(c)
                    ]
            # "a Russian mortar attack": the adjective beside the noun, wherever it hangs
            before = min([thing, *(c for c in tree.children(thing, "compound") if c < thing)]) - 1
            beside = before >= 0 and tree.tokens[before].upos in ("ADJ", "PROPN")
            if not named and beside and deprel(tree, before) == "amod" and self._naming.named(before):
                named = [before]
            if noun and entry.symmetric and len(named) == 1 and self._sides.toponyms.place(named[0]):
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
                found.extend(
                    n
                    for n in prepositions(tree, node).get(spec, ())
                    if n not in (i, clause) and lemma(tree, n) not in self._sides.classes["frame"]
                )
        if not found:
            found.extend(n for n in self._beside(spec, (i, thing)) if n not in (i, clause, thing))
        if not found and not noun and spec == "from":
            found.extend(self._sent_from(i))
        asked = spec in ("to", "with") and any(preposition == spec for preposition, _ in entry.beside)
        far = asked or (spec == "to" and entry.type in _GIVING)
        if far and not found and not noun and thing is not None and thing > i:
            found.extend(within_phrase(tree, thing, spec))
        if noun and not found and spec == "by":
            for done in prepositions(tree, i).get("of", ()):
                found.extend(within_phrase(tree, done, "by"))  # "the arrest of the leader by the police"
        if noun and not found and entry.object is not None:
            # "the deployment of troops on the border": the place may hang on what is moved
            for moved in prepositions(tree, i).get("of", ()):
                for node in dict.fromkeys((moved, content_head(tree, moved))):
                    found.extend(prepositions(tree, node).get(spec, ()) if spec != "of" else ())
        return found

    def _sent_from(self, i: int) -> list[int]:
        """Whence the subject comes: "shells *fired from* Chad fell on ...", "mortars from Chad hit ..."."""
        subject = surface_subject(self._tree, i)
        if subject is None:
            return []
        found = [subject, *self._tree.children(subject, "acl", "acl:relcl")]
        found.extend(c for c in self._tree.children(i, "advcl") if subject < c < i)
        return [n for node in found for n in prepositions(self._tree, node).get("from", ())]

    def _no_doer(self, i: int, entry: Entry) -> bool:
        """Whether the word before a noun says where or by what means, not who ("Boston", "drone attack")."""
        return self._sides.toponyms.locality(i) or lemma(self._tree, i) in (entry.object or ())

    def doer(self, i: int, entry: Entry) -> int | None:
        """Who or what does the verb ``i``, which triggers ``entry``."""
        doer = agent(self._tree, i)
        if doer is not None and entry.type == "ASSAULT" and deprel(self._tree, i) == "acl":
            return self._attack_above(doer)
        return doer

    def _attack_above(self, doer: int) -> int:
        """``doer``, or the attack on it: what "an attack on the school that killed two" says of the school
        by its place in the tree, it says of the attack."""
        tree, node = self._tree, doer
        for above in tree.ancestors(doer):
            relation = deprel(tree, node)
            if relation not in ("nmod", "conj", "appos", "compound"):
                break
            case = tree.child(node, "case")
            on = case is not None and tree.tokens[case].text.lower() in ("on", "against", "in", "at", "near")
            if on and any(e.type == "ASSAULT" for e in self._book.nouns.get(lemma(tree, above), ())):
                return above
            node = above
        return doer

    def _owners(self, thing: int) -> list[int]:
        """The possessors of ``thing``; of neighbouring words of one name the last."""
        found = self._tree.children(thing, "nmod:poss")
        return [c for c in found if not (c + 1 in found and self._tree.tokens[c].upos == "PROPN")]

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
