"""Fills the roles of a codebook entry from the tree around its trigger."""

from __future__ import annotations

from dragoman.codebook.events import Entry, EventCodebook
from dragoman.coding.matching import noun_entries, verb_entries
from dragoman.coding.naming import SELF, Naming
from dragoman.coding.roles import (
    agent,
    complements,
    passive,
    patient,
    prepositions,
)
from dragoman.coding.shapes import QUANTITY, bare_noun, content_head, deprel, lemma
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
_HOSTILE = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
# Verbs that put an event noun in a phrase of their own ("came under attack", "engaged in talks").
_PHRASAL = frozenset({"come", "engage", "go", "enter", "be", "remain", "take", "participate"})


class Arguments:
    """Finds source and target of entries in one sentence."""

    __slots__ = ("_book", "_naming", "_sides", "_slots", "_tree")

    def __init__(self, tree: Tree, sides: Sides, book: EventCodebook) -> None:
        """Ready for any number of entries at any token of ``tree``."""
        self._tree, self._sides, self._book = tree, sides, book
        self._naming = Naming(tree, sides, book)
        self._slots = Slots(tree, sides, book, self._naming)

    def of(self, i: int, entry: Entry) -> tuple[tuple[Party, ...], tuple[Party, ...], int] | None:
        """(source, target, token of the clause) for ``entry`` at ``i``; None where a side it needs
        is missing."""
        clause, kind = (i, "doer") if entry.pos != "noun" else self.clause_of(i)
        first, second = entry.source, entry.target
        if kind == "doer" and "subj" in first:
            first = ("subj", *(spec for spec in first if spec != "subj"))
        source = self._side(first, i, clause, kind, entry, frozenset(), ())
        if "between" in second and entry.symmetric:
            pair = self._between(i)
            if len(pair) >= 2:
                return pair[:1], pair[1:], clause
        if entry.symmetric and len(source) >= 2:
            return self._checked(source[:1], source[1:], entry, clause)
        codes = frozenset(p.code for p in source if p.code)
        target = self._side(second, i, clause, kind, entry, codes, source)
        if kind == "undergoer" and not target:
            target = self._parties([agent(self._tree, clause)])
        if entry.pos == "noun" and entry.symmetric and target and not source:
            source = self._scene(i, target)
        return self._checked(source, target, entry, clause)

    def _checked(
        self, source: tuple[Party, ...], target: tuple[Party, ...], entry: Entry, clause: int
    ) -> tuple[tuple[Party, ...], tuple[Party, ...], int] | None:
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

    def clause_of(self, noun: int) -> tuple[int, str]:
        """The light verb that tells the noun's event and its kind; the noun itself where there is none."""
        tree = self._tree
        node = noun
        for _ in range(4):
            token = tree.tokens[node]
            if token.head < 0:
                break
            base = deprel(tree, node)
            head = token.head
            objectlike = base == "obj" or (base == "ccomp" and bare_noun(tree, node))
            if (objectlike or base == "nsubj") and tree.tokens[head].upos == "VERB":
                kind = self._book.light.get(lemma(tree, head))
                if kind is not None and (objectlike or passive(tree, head)):
                    return head, kind
                break
            if base == "conj" or (base == "nmod" and lemma(tree, head) in QUANTITY):
                node = head
                continue
            if base in ("obl", "xcomp") and lemma(tree, head) in _PHRASAL:
                case = tree.child(node, "case")
                under = case is not None and tree.tokens[case].text.lower() == "under"
                return head, "undergoer" if under else "doer"
            break
        return noun, ""

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
                found = self._inner(i, clause, unlike, entry)
            elif spec == "within":
                thing = patient(self._tree, i)
                found = self._sides.inside(thing, unlike) if thing is not None else ()
            elif spec == "comp.obj":
                found = self._content_target(i)
            elif spec == "obj" and entry.type in _JUDGING and (deed := self._deed(i)) is not None:
                found = self._doer_of(deed)
            else:
                doing = specs is not entry.target
                found = self._parties(self._slots.tokens(spec, i, clause, kind, entry), doing)
            found = tuple(
                p
                for p in known(found)
                if p not in other
                and not (specs is entry.target and self._own_thing(p, unlike))
                and not (p.text.lower() in SELF and p.code is not None and p.code in unlike)
            )
            if spec == "adj":
                found = _distinct(found)
            if found:
                return found
        return ()

    def _own_thing(self, party: Party, unlike: frozenset[str]) -> bool:
        """Whether ``party`` is a thing of the source itself ("closed its embassy"), not its people."""
        first, _, rest = party.text.lower().partition(" ")
        if first not in _OWN or (party.code is not None and party.code not in unlike):
            return False
        people = self._book.classes["civilian"] | self._book.classes["leader"]
        return not any(word in people or word.removesuffix("s") in people for word in rest.split())

    def _parties(self, tokens: list[int | None], doing: bool = False) -> tuple[Party, ...]:
        return self._sides.all_of((self._naming.by_name(t) for t in tokens if t is not None), doing)

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

    def _content_target(self, i: int) -> tuple[Party, ...]:
        """The target of what ``i`` offers, threatens or refuses to do: that of the complement's own entry."""
        tree = self._tree
        for clause in complements(tree, i):
            for entry in verb_entries(tree, clause, self._book, self._sides):
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
            found = self._parties([self._undergoer(clause)])
            if found:
                return found
        return ()

    def _undergoer(self, clause: int) -> int | None:
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
        return thing

    def _inner(self, i: int, clause: int, unlike: frozenset[str], entry: Entry) -> tuple[Party, ...]:
        """The first actor inside what completes the trigger, unlike the source.

        Where the entry doesn't look for its target in the object, the object is what is moved
        or used ("deployed troops"): only those named inside it count.
        """
        tree = self._tree
        used = patient(tree, i) if entry.object is not None and "obj" not in entry.target else None
        queue = [c for c in (patient(tree, i), patient(tree, clause)) if c is not None and c != i]
        for node in (i, clause):
            queue.extend(complements(tree, node))
            queue.extend(c for c in tree.children(node, "obl", "advcl") if not self._slots.conditional(c))
        seen: set[int] = set()
        for _ in range(24):
            if not queue:
                break
            node = queue.pop(0)
            if node in seen or node == i:
                continue
            seen.add(node)
            if tree.tokens[node].upos in ("NOUN", "PROPN", "PRON"):
                found = tuple(p for p in self._sides.of(node) if p.actor is not None and p.code not in unlike)
                if not found or node == used:
                    found = self._sides.inside(node, unlike)
                if found:
                    return found
            else:
                queue.extend(tree.children(node, "nsubj", "obj", "iobj", "obl", "xcomp", "ccomp"))
        return ()

    def _between(self, i: int) -> tuple[Party, ...]:
        for node in prepositions(self._tree, i).get("between", []):
            parties = self._sides.all_of([node])
            if len(parties) < 2:
                parties = self._sides.all_of(self._sides.coordinated(node))
            if len(parties) >= 2:
                return parties
        return ()

    def _scene(self, i: int, other: tuple[Party, ...]) -> tuple[Party, ...]:
        """Who met, where the meeting is only the setting of what he does ("wrote after a meeting with X")."""
        tree = self._tree
        head = tree.tokens[i].head
        case = tree.child(i, "case")
        if head < 0 or case is None or tree.tokens[case].text.lower() not in _SCENE:
            return ()
        if deprel(tree, i) not in ("obl", "nmod", "advcl"):
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


def known(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """Without pronouns that stand for nobody."""
    return tuple(p for p in parties if p.actor is not None or p.text.lower() not in _PRONOUNS)
