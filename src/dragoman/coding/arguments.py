"""Fills the roles of a codebook entry from the tree around its trigger."""

from __future__ import annotations

from dragoman.codebook.events import Entry, EventCodebook
from dragoman.coding.complements import complements
from dragoman.coding.control import REASON
from dragoman.coding.inner import Inner
from dragoman.coding.light import light_clause
from dragoman.coding.matching import noun_entries, verb_entries
from dragoman.coding.naming import SELF, Naming
from dragoman.coding.obliques import prepositions
from dragoman.coding.roles import agent, patient
from dragoman.coding.shapes import content_head, deprel, lemma, participial
from dragoman.coding.sides import Sides
from dragoman.coding.slots import Slots
from dragoman.tree import Tree
from dragoman.types import Party

_PRONOUNS = frozenset(
    {"it", "this", "that", "they", "them", "he", "she", "him", "her", "we", "us", "i", "its", "their", "his",
     "those", "these", "which", "who", "our", "my"}
)  # fmt: skip
_SCENE = frozenset(
    {"after", "during", "at", "following", "before", "in", "from", "for", "on", "since", "upon"}
)
_OWN = frozenset({"its", "their", "his", "her", "our", "my"})
# Types that judge a deed, whose target is then who did it, not who suffered it.
_JUDGING = frozenset({"ACCUSE", "PROTEST"})
# Types that punish or blame, and types of deeds for which one is punished.
_PUNISHING = frozenset({"SANCTION", "COERCE", "ACCUSE", "THREATEN", "ASSAULT"})
_DEEDS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "REJECT", "THREATEN", "SUPPORT", "AID"})
# Types of deeds that are done to a place or a thing in it where no party is named.
_LOCAL = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
_HELPING = frozenset({"AID", "COOPERATE"})
_HOSTILE = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})


class Arguments:
    """Finds source and target of entries in one sentence."""

    __slots__ = ("_book", "_inner", "_naming", "_sides", "_tree", "slots")

    def __init__(self, tree: Tree, sides: Sides, book: EventCodebook) -> None:
        """Ready for any number of entries at any token of ``tree``."""
        self._tree, self._sides, self._book = tree, sides, book
        self._naming = Naming(tree, sides, book)
        self.slots = Slots(tree, sides, book, self._naming)
        self._inner = Inner(tree, sides, book, self.slots)

    def of(self, i: int, entry: Entry) -> tuple[tuple[Party, ...], tuple[Party, ...], int] | None:
        """(source, target, token of the clause) for ``entry`` at ``i``; None where a side it needs
        is missing."""
        clause, kind = (i, "doer") if entry.pos != "noun" else light_clause(self._tree, i, self._book)
        first, second = entry.source, entry.target
        if kind == "doer" and "subj" in first:
            first = ("subj", *(spec for spec in first if spec != "subj"))
        source = self._side(first, i, clause, kind, entry, frozenset(), ())
        if "between" in second and entry.symmetric:
            pair = self._inner.between(i, clause)
            if len(pair) >= 2:
                return pair[:1], pair[1:], clause
        mutual = entry.symmetric or lemma(self._tree, clause) in self._book.classes["mutual"]
        if mutual and len(source) >= 2:
            return self._checked(source[:1], source[1:], entry, clause)
        codes = frozenset(p.code for p in source if p.code)
        target = self._side(second, i, clause, kind, entry, codes, source)
        if not target and source and entry.type == "PROTEST":
            target = self._inner.against(i, clause)
        if not target and source and entry.pos == "verb" and entry.type in _LOCAL:
            target = self._there(i, entry, codes)
        if kind == "undergoer" and not target:
            target = self._parties([agent(self._tree, clause)])
        if entry.pos == "noun" and entry.symmetric and target and not source:
            source = self._scene(i, target)
        return self._checked(source, target, entry, clause)

    def _there(self, i: int, entry: Entry, unlike: frozenset[str]) -> tuple[Party, ...]:
        """What a deed without a named target is done to: the place of its clause, else what is attacked."""
        beside = prepositions(self._tree, i)
        for preposition in ("in", "at", "near", "outside", "around", "on"):
            for noun in beside.get(preposition, ()):
                found = tuple(p for p in self._sides.of(noun) if p.code is not None and p.code not in unlike)
                if found:
                    return found
        return self._inner.thing(i) if entry.type == "ASSAULT" and "obj" in entry.target else ()

    def _checked(
        self, source: tuple[Party, ...], target: tuple[Party, ...], entry: Entry, clause: int
    ) -> tuple[tuple[Party, ...], tuple[Party, ...], int] | None:
        barred = self._book.kinds[entry.type].not_targets
        if barred:
            target = _without(target, barred)
            source = _without(source, barred) if entry.symmetric else source
        codes = {p.code for p in source}
        starts = [p.start for p in target]
        target = tuple(
            p
            for p in target
            if p not in source
            and not (p.text.lower() in SELF and p.code in codes)
            # "both sides", said by one of them, are for the other
            and not (starts.count(p.start) > 1 and p.code is not None and p.code in codes)
        )
        needs = entry.needs
        if needs == "both" and not (source and target):
            return None
        if (needs == "source" and not source) or (needs == "target" and not target):
            return None
        if needs == "either" and not (source or target):
            return None
        return source, target, clause

    def _side(
        self,
        specs: tuple[str, ...],
        i: int,
        clause: int,
        kind: str,
        entry: Entry,
        unlike: frozenset[str],
        other: tuple[Party, ...],
    ) -> tuple[Party, ...]:
        for spec in specs:
            if spec == "inner":
                found = self._inner.first(
                    i, clause, frozenset() if entry.type == "PROTEST" else unlike, entry
                )
            elif spec == "within":
                thing = patient(self._tree, i)
                found = self._sides.inside(thing, unlike) if thing is not None else ()
            elif spec == "poss" and (blamed := self._blamed(i, entry)) is not None:
                found = blamed
            elif spec == "thing":
                found = self._inner.thing(i)
            elif spec == "comp.obj":
                found = self._content_target(i, entry)
            elif spec == "obj" and entry.type in _JUDGING and (deed := self._deed(i)) is not None:
                found = self._doer_of(deed)
            else:
                doing = specs is not entry.target
                found = self._parties(self.slots.tokens(spec, i, clause, kind, entry), doing)
                if spec == "obj" and not any(p.code not in unlike for p in known(found)):
                    found = self._object_above(i) or found
            found = tuple(
                p
                for p in known(found)
                if p not in other
                and not (specs is entry.target and self._own_thing(p, unlike))
                and not (
                    specs is entry.target
                    and entry.pos == "verb"
                    and p.text.lower() in _OWN
                    and spec != "poss"
                )
                and not (p.text.lower() in SELF and p.code is not None and p.code in unlike)
            )
            if spec == "adj":
                found = _distinct(tuple(p for p in found if p.actor is not None) or found)
            if found:
                return found
        return ()

    def _own_thing(self, party: Party, unlike: frozenset[str]) -> bool:
        """Whether ``party`` is a thing of the source itself ("closed its embassy"), not its people."""
        first, _, rest = party.text.lower().partition(" ")
        if first not in _OWN or (party.code is not None and party.code not in unlike):
            return False
        people = self._book.classes["civilian"] | self._book.classes["leader"]
        return not any(
            word in people or word.removesuffix("s") in people or word.removesuffix("ies") + "y" in people
            for word in rest.split()
        )

    def _parties(self, tokens: list[int | None], doing: bool = False) -> tuple[Party, ...]:
        return self._sides.all_of((self._naming.by_name(t) for t in tokens if t is not None), doing)

    def _blamed(self, i: int, entry: Entry) -> tuple[Party, ...] | None:
        """Whose deed ``i`` is in "sanctioned Iraq over its invasion": of the one punished for it."""
        tree = self._tree
        owner = tree.child(i, "nmod:poss")
        if entry.type not in _DEEDS or owner is None or tree.tokens[owner].text.lower() not in _OWN:
            return None
        cases = {lemma(tree, c) for c in tree.children(i, "case")}
        for above in tree.ancestors(i):
            if tree.tokens[above].upos == "VERB":
                if not cases & REASON:
                    return None
                for judged in verb_entries(tree, above, self._book, self._sides):
                    if judged.type in _PUNISHING and (roles := self.of(above, judged)) is not None:
                        return roles[1] or None
                return None
            cases.update(lemma(tree, c) for c in (above, *tree.children(above, "case")))
        return None

    def _object_above(self, i: int) -> tuple[Party, ...]:
        """Whom "them" means in "sanctioned two firms, accusing them of ...": the target of the clause
        that the participle goes with."""
        tree = self._tree
        thing = patient(tree, i)
        if not participial(tree, i) or thing is None or tree.tokens[thing].upos != "PRON":
            return ()
        head = tree.tokens[i].head
        for entry in verb_entries(tree, head, self._book, self._sides):
            roles = self.of(head, entry)
            if roles is not None:
                return roles[1]
        return ()

    def _deed(self, i: int) -> int | None:
        """The hostile deed that ``i`` judges ("condemned the attack on Mali"); None for a party."""
        thing = patient(self._tree, i)
        if thing is None:
            return None
        thing = content_head(self._tree, thing)
        if lemma(self._tree, thing) not in self._book.nouns:
            return None
        entries = noun_entries(self._tree, thing, self._book, self._sides)
        return thing if any(e.type in _HOSTILE for e in entries) else None

    def _doer_of(self, noun: int) -> tuple[Party, ...]:
        for entry in noun_entries(self._tree, noun, self._book, self._sides):
            arguments = self.of(noun, entry)
            if arguments is not None:
                return arguments[0]
        return self._sides.of(noun, True)

    def _content_target(self, i: int, outer: Entry) -> tuple[Party, ...]:
        """The target of what ``i`` offers, threatens or refuses to do: that of the complement's own entry.

        Who is helped in a hostile deed ("help fight the rebels") is not whom the deed is done to.
        """
        tree = self._tree
        for clause in complements(tree, i):
            for entry in verb_entries(tree, clause, self._book, self._sides):
                if outer.type in _HELPING and entry.type in _HOSTILE:
                    return ()
                arguments = self.of(clause, entry)
                if arguments is not None:
                    if arguments[1] or entry.symmetric:
                        return arguments[1]
                    break
            thing = patient(tree, clause)
            if thing is not None and lemma(tree, clause) in self._book.light:
                for entry in noun_entries(tree, thing, self._book, self._sides):
                    arguments = self.of(thing, entry)
                    if arguments is not None and arguments[1]:
                        return arguments[1]
            found = self._parties([self._inner.undergoer(clause)])
            if found:
                return found
        return ()

    def _scene(self, i: int, other: tuple[Party, ...]) -> tuple[Party, ...]:
        """Who met, where the meeting is only the setting of what he does ("wrote after a meeting with X")."""
        tree = self._tree
        head = tree.tokens[i].head
        if head < 0:
            return ()
        relation, case = deprel(tree, i), tree.child(i, "case")
        above = tree.tokens[head].head
        if relation == "nsubj" and above >= 0 and lemma(tree, above) in self._book.modality.saying:
            head = above  # "said that talks with Mali went well"
        elif relation in ("obl", "nmod", "advcl"):
            if case is None or tree.tokens[case].text.lower() not in _SCENE:
                return ()
        elif relation != "obj":
            return ()
        who = agent(tree, head) if tree.tokens[head].upos == "VERB" else None
        if who is None:
            for above in tree.ancestors(head):
                if tree.tokens[above].upos == "VERB":
                    who = agent(tree, above)
                    break
        codes = {p.code for p in other if p.code}
        return tuple(p for p in self._parties([who]) if p.code is None or p.code not in codes)


def _distinct(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """Of parties with one code only the first ("U.N." and "Security Council" are one)."""
    codes = [p.code for p in parties]
    return tuple(p for k, p in enumerate(parties) if p.code is None or p.code not in codes[:k])


def _without(parties: tuple[Party, ...], words: frozenset[str]) -> tuple[Party, ...]:
    """Without those whose phrase ends in one of ``words``."""
    return tuple(p for p in parties if p.text.lower().rpartition(" ")[2] not in words)


def known(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """Without pronouns that stand for nobody."""
    return tuple(p for p in parties if p.actor is not None or p.text.lower() not in _PRONOUNS)
