"""The country of those whose words give none ("the army", "protesters"), as the report's context tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.codebook.actors import ActorCodebook
from dragoman.codebook.phrases import fold, key
from dragoman.coding.aliases import Names
from dragoman.coding.clauses import surface_subject
from dragoman.coding.descriptions import owned
from dragoman.coding.home import Home
from dragoman.coding.layout import Layout
from dragoman.coding.nationality import spoken_for
from dragoman.coding.nominals import Found
from dragoman.coding.registry import Registry
from dragoman.coding.salience import Candidate, nations
from dragoman.coding.settling import AT_HOME
from dragoman.types import Actor, Span

# Bodies and offices that each state has: "the government" is not always the one spoken of before.
_EACH_HAS = frozenset(("GOV", "MIL", "COP", "LEG", "CVL"))
_POWERS = ("GOV", "MIL")


class Unmarked:
    """Gives the mentions of one document the country that their own words leave out."""

    def __init__(
        self,
        layout: Layout,
        book: ActorCodebook,
        registry: Registry,
        home: Home,
        names: Names,
        candidates: Sequence[Candidate],
    ) -> None:
        """``candidates``: all mentions, in order."""
        self.layout, self.book, self.registry, self.home = layout, book, registry, home
        self.names, self.candidates = names, candidates

    def at_home(
        self, actor: Actor | None, found: Found | None, span: Span, place: tuple[int, int] | None
    ) -> Actor | None:
        """The actor, with the country that the context gives where none is said.

        In order: the state for which it speaks in this sentence, who sends it, those whom the report called
        by the same noun before, where the sentence plays.  ``place``: of ``span``,
        its sentence and head token.
        """
        if actor is None or actor.country is not None:
            return actor
        domestic = (
            actor.sector == "JRN" and key(actor.role or "").split(" ")[0] in self.book.words["domestic"]
        )
        if actor.sector not in AT_HOME and not domestic:
            return actor
        if actor.name is not None and actor.name not in self.names:
            return actor  # "the West"
        if place is None or self._anybody(found, span):
            return actor
        number, head = place
        tree = self.layout.tree(number)
        if actor.sector in _POWERS:
            beside = [c for c in self.candidates if c.sentence == number]
            said = spoken_for(tree, head, beside, self.book)
            if said is not None:
                return replace(actor, country=said)
        sender = self.sender(number, head) if actor.sector != "CVL" else None
        if sender is not None:
            return owned(actor, sender)
        before = self.registry.alike(found, span.start) if found is not None else None
        country = before.actor.country if before is not None else None
        if before is not None and actor.sector not in _EACH_HAS:
            return replace(actor, name=actor.name or before.actor.name, country=country)
        kinds, backers = None, frozenset[str]()
        if actor.sector == "REB":  # of the states that the report says to have rebels
            entities = (e.actor for c in self.candidates for e in c.entities)
            backers = self._backers(number, head)
            kinds = frozenset(a.country for a in entities if a.sector == "REB" and a.country) or None
        power = actor.sector in _POWERS
        country = self.home.at(number, head, kinds, country, power=power, barred=backers)
        return replace(actor, country=country)

    def _backers(self, number: int, head: int) -> frozenset[str]:
        """The states that arm or support the rebels at ``head``, or are accused of it: those of others."""
        tree = self.layout.tree(number)
        verb = tree.tokens[head].head
        backed = verb >= 0 and tree.is_a(head, "obj")
        if not backed or tree.tokens[verb].lemma.lower() not in self.book.words["backing"]:
            return frozenset()
        above = tree.tokens[verb].head
        accused = tree.children(above, "obj", "nsubj:pass") if above >= 0 and tree.is_a(verb, "advcl") else []
        doers = accused or [d for d in (surface_subject(tree, verb),) if d is not None]
        named = (m for m in self.candidates if m.sentence == number and m.token in doers)
        return frozenset(c for m in named for c in nations(m))

    def _anybody(self, found: Found | None, span: Span) -> bool:
        """Whether the words name nobody in particular ("any more farmers", "a diplomat")."""
        first = fold(span.text.strip().partition(" ")[0])
        if first in self.book.words["nonspecific"]:
            own = found is not None and key(found.role or "").startswith(first)
            # "foreign troops", but "foreign ministry"
            return not own or (found is not None and found.sector != "GOV")
        definite = first in ("the", "this", "that", "these", "those")
        return found is not None and not definite and key(found.role or "") in self.book.words["anybody"]

    def sender(self, number: int, head: int) -> Actor | None:
        """Whose people the object of a verb of sending are ("offered to send monitors")."""
        tree = self.layout.tree(number)
        if not tree.is_a(head, "obj"):
            return None
        verb = tree.tokens[head].head
        if tree.tokens[verb].lemma.lower() not in self.book.words["sending"]:
            return None
        subject = tree.child(verb, "nsubj")
        while subject is None and tree.is_a(verb, "xcomp", "conj"):
            controlled = tree.is_a(verb, "xcomp")
            verb = tree.tokens[verb].head
            asked = tree.child(verb, "obj", "iobj") if controlled else None
            subject = asked if asked is not None else tree.child(verb, "nsubj")
        for candidate in self.candidates:
            if candidate.sentence == number and candidate.token == subject and len(candidate.entities) == 1:
                actor = candidate.entities[0].actor
                return actor if actor.country is not None else None
        return None
