"""Actors in the context of their document: surnames, pronouns, "the minister", "both sides", "the alliance".

The document is read once from front to back (``dragoman.coding.discourse``); then any span of it can
be asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.codebook.phrases import fold, key
from dragoman.coding.bodies import body_of_class, class_of
from dragoman.coding.coordination import conjuncts
from dragoman.coding.discourse import Discourse, owned
from dragoman.coding.groups import last_two
from dragoman.coding.nationality import spoken_for
from dragoman.coding.nominals import Found
from dragoman.coding.salience import Entity
from dragoman.coding.settling import AT_HOME
from dragoman.types import Actor, Document, Party, Span

if TYPE_CHECKING:
    from dragoman.coding.actors import Resolver

RELATIVE = re.compile(r",?\s+(?:who|which|whose|whom|where)\b")
_OF_TWO = re.compile(r"^the (former|latter)$", re.I)
# Bodies and offices that each state has: "the government" is not always the one spoken of before.
_EACH_HAS = frozenset(("GOV", "MIL", "COP", "LEG", "CVL"))
_POWERS = ("GOV", "MIL")
_TOWNS = ("place", "capital", "city")
_EDGES = " \"“”'’,.;:()"


class DocumentActors:
    """Whom the mentions of one document stand for."""

    def __init__(self, document: Document, resolver: Resolver) -> None:
        """``resolver`` does the bare mentions; the report's date decides about offices."""
        self.document = document
        self.resolver = resolver
        self.book = resolver.codebook
        self.on = document.report.published
        self.discourse = Discourse(document, resolver)
        self._parties: dict[tuple[int, int], tuple[Party, ...]] = {}

    # --- what is asked -----------------------------------------------------------------

    def party(self, span: Span) -> Party:
        """``span`` with the actor that it stands for (null where it stands for none).

        Of several actors ("the two officials") the first is given; see :meth:`parties`.
        """
        found = self.parties(span)
        actor = found[0].actor if found else None
        if len(found) > 1 and actor is not None and actor.country is None:
            actor = next((p.actor for p in found if p.actor is not None and p.actor.country), actor)
        return Party(span.text, span.start, span.end, actor)

    def parties(self, span: Span) -> tuple[Party, ...]:
        """The parties that ``span`` names, in order: coordinations are split.

        Each party is a part of the span; where one word stands for several actors ("they"),
        the span is repeated.
        """
        at = (span.start, span.end)
        if at not in self._parties:
            self._parties[at] = self._resolve(span)
        return self._parties[at]

    # --- one span ----------------------------------------------------------------------

    def _resolve(self, span: Span) -> tuple[Party, ...]:
        core = span.text.strip(_EDGES)
        plain = fold(core)
        if (kind := self.book.anaphora.get(plain)) is not None and not self.discourse.is_name(core):
            return self._repeat(span, self._meant(plain, kind, span))
        if (of_two := _OF_TWO.match(span.text.strip(_EDGES))) is not None:
            return self._repeat(span, self._of_two(fold(of_two[1]), span))
        group = self.discourse.group(span)
        if group is not None:
            return self._repeat(span, group)
        text = RELATIVE.split(span.text)[0]
        parts = [
            Party(piece.text, piece.start, piece.end, self._part(piece, fuller))
            for piece, fuller in conjuncts(text, span.start, self.discourse.look, self.book)
        ]
        if sum(p.actor is not None for p in parts) > 1:
            return tuple(parts)
        first, _, rest = text.strip().partition(" ")
        if rest and fold(first) in self.book.words["possessive"]:
            return self._repeat(span, self._possessed(fold(first), rest, span))
        return (Party(span.text, span.start, span.end, self._single(span)),)

    @staticmethod
    def _repeat(span: Span, actors: Iterable[Actor]) -> tuple[Party, ...]:
        found = tuple(Party(span.text, span.start, span.end, a) for a in actors)
        return found or (Party(span.text, span.start, span.end, None),)

    def _meant(self, plain: str, kind: str, span: Span) -> list[Actor]:
        """The actors whom a pronoun means."""
        found = []
        for entity in self.discourse.pronouns.resolve(plain, kind, span):
            actor = entity.actor
            if actor.country is None and actor.name is None and actor.sector in AT_HOME:
                last = None
                for candidate in self.discourse.candidates:
                    if candidate.start >= span.start:
                        break
                    if entity in candidate.entities and candidate.form != "pronoun":
                        last = candidate
                if last is not None:
                    words = self.document.report.text[last.start : last.end]
                    actor = self.party(Span(words, last.start, last.end)).actor or actor
            if actor.country is not None or actor.sector is not None or actor.name is not None:
                found.append(actor)
        return found

    def _of_two(self, which: str, span: Span) -> list[Actor]:
        """ "the former", "the latter": the first or second of the last two named together."""
        two = last_two(c for c in self.discourse.candidates if c.end <= span.start)
        return [two[which in self.book.words["last_named"]].actor] if two else []

    def _part(self, piece: Span, fuller: str | None) -> Actor | None:
        plain = fold(piece.text)
        if fuller is None and (kind := self.book.anaphora.get(plain)) is not None:
            return next(iter(self._meant(plain, kind, piece)), None)
        first, _, rest = piece.text.partition(" ")
        if fuller is None and rest and fold(first) in self.book.words["possessive"]:
            return next(iter(self._possessed(fold(first), rest, piece)), None)
        return self._single(piece, fuller)

    def _single(self, span: Span, fuller: str | None = None) -> Actor | None:
        """The one actor of a span; ``fuller`` where other words say more than the span's own."""
        text = fuller or RELATIVE.split(span.text.strip())[0]
        discourse = self.discourse
        actor, found = discourse.look(text)
        if fuller is None and (found is None or found.kind in _TOWNS):
            mention = discourse.at(span)
            if mention is not None and mention.form == "name" and mention.entities[0].given is not None:
                return mention.entities[0].actor
        if found is not None and found.person is not None:
            entity = discourse.person(found.person, span)
            if entity is not None:
                return entity.actor
        core = Span(text, span.start, span.start + len(text)) if fuller is None else span
        if found is not None and found.role and (entity := self._covering(core)) is not None:
            return entity.actor
        if actor is not None and actor.name is not None and actor.country is None:
            return self._at_home(actor, found, span)  # a body that the report alone knows
        if actor is None or actor.country is None:
            if (follower := self._retinue(text)) is not None:
                return follower
            class_noun = class_of(text, self.book)
            if class_noun is not None:
                name = body_of_class(class_noun, span.start, self.book, discourse.registry.organisations)
                if name is not None:
                    return self.resolver.resolve(name, self.on)
            if (known := discourse.registry.named(text, span.start)) is not None:
                return known.actor
            place = self._place(span)
            state = discourse.state(*place, text) if place is not None else None
            if state is not None:
                return Actor(None, state, "GOV")
        if actor is not None and actor.name is None and actor.country is None:
            actor = discourse.belonging(actor, text, span.start)
            if actor.country is not None:
                return actor
        if found is not None and actor is not None and found.person is None:
            entity = discourse.described(found, actor, text, span.start, self._place(span))
            if entity is not None:
                return entity.actor
        if (actor is None or actor.country is None) and (wider := self._wider(span)) is not None:
            return wider
        if actor is None and (place := self._place(span)) is not None:
            tree = discourse.layout.tree(place[0])
            if fold(tree.tokens[place[1]].text) in self.book.words["sent"]:
                sender = self._sender(*place)
                return replace(sender, role=key(text)) if sender is not None else None
        mention = discourse.at(span) if actor is None or actor.country is None else None
        if (
            mention is not None
            and mention.form != "pronoun"
            and mention.entities[0].actor.country is not None
        ):
            return mention.entities[0].actor
        return self._at_home(actor, found, span)

    def _covering(self, span: Span) -> Entity | None:
        """The named person of whose mention ``span`` is but a part (the title without the name)."""
        for candidate in self.discourse.candidates:
            if candidate.start <= span.start and span.end <= candidate.end:
                entity = candidate.entities[0]
                if entity.surname is not None and len(candidate.entities) == 1:
                    return entity
        return None

    def _retinue(self, text: str) -> Actor | None:
        """ "the Rivas campaign": those who follow a person whom the report names."""
        before, _, noun = key(text).rpartition(" ")
        sector = next(iter(self.book.retinue.get(noun, ())), None)
        person = self.discourse.registry.bearer(before.rpartition(" ")[2]) if sector is not None else None
        return Actor(None, person.actor.country, sector, noun) if person is not None else None

    def _place(self, span: Span) -> tuple[int, int] | None:
        """Sentence and head token of a span."""
        number = self.discourse.layout.sentence(span.start)
        if number is None:
            return None
        head = self.discourse.layout.tree(number).head_of(span.start, span.end)
        return (number, head) if head is not None else None

    def _possessed(self, pronoun: str, rest: str, span: Span) -> list[Actor]:
        """ "its troops", "his government": of the possessor's country, unless the words say another."""
        actor, found = self.discourse.look(rest)
        if found is not None and found.person is not None:
            entity = self.discourse.person(found.person, span)
            return [entity.actor] if entity is not None else [actor] if actor is not None else []
        if actor is not None and actor.country is not None:
            word, _, name = rest.partition(" ")
            beside = (
                self.discourse.look(name)[0] if name and fold(word) in self.book.words["others"] else None
            )
            return [beside or actor]  # "its neighbour Macedonia"
        last = key(rest).rpartition(" ")[2]
        if last in self.book.words["others"]:
            return []
        if last in self.book.words["country"]:
            actor = Actor(None, None, "GOV")
        if actor is None or actor.sector is None:
            return []
        kind = self.book.anaphora.get(pronoun)
        at = span.start + len(span.text) - len(span.text.lstrip())
        first = Span(span.text.strip()[: len(pronoun)], at, at + len(pronoun))
        owners = self._meant(pronoun, kind, first) if kind is not None else []
        return [owned(actor, owner) for owner in owners] or [actor]

    def _wider(self, span: Span) -> Actor | None:
        """The actor of the whole nominal, where ``span`` is but its head ("soldiers")."""
        place = self._place(span)
        if place is None:
            return None
        number, head = place
        layout = self.discourse.layout
        tree = layout.tree(number)
        if tree.tokens[head].upos not in ("NOUN", "PROPN"):
            return None
        start, end = layout.nominal(tree, head)
        if tree.tokens[start].start >= span.start and tree.tokens[end].end <= span.end:
            return None
        whole = tree.span(start, end)
        first, _, rest = whole.text.partition(" ")
        if rest and fold(first) in self.book.words["possessive"]:
            return next(iter(self._possessed(fold(first), rest, whole)), None)
        actor, found = self.discourse.look(whole.text)
        if found is not None and found.person is not None:
            entity = self.discourse.person(found.person, span)
            return entity.actor if entity is not None else actor
        return actor if actor is not None and actor.country is not None else None

    # --- of which country --------------------------------------------------------------------

    def _at_home(self, actor: Actor | None, found: Found | None, span: Span) -> Actor | None:
        """The actor, with the country that the context gives where none is said.

        In order: the state for which it speaks in this sentence, who sends it, those whom the report called
        by the same noun before, where the sentence plays.
        """
        if actor is None or actor.country is not None or actor.sector not in AT_HOME:
            return actor
        if actor.name is not None and actor.name not in self.discourse.names:
            return actor  # "the West"
        place = self._place(span)
        if place is None or self._anybody(found, span):
            return actor
        number, head = place
        tree = self.discourse.layout.tree(number)
        if actor.sector in _POWERS:
            beside = [c for c in self.discourse.candidates if c.sentence == number]
            said = spoken_for(tree, head, beside, self.book)
            if said is not None:
                return replace(actor, country=said)
        if (sender := self._sender(number, head)) is not None:
            return owned(actor, sender)
        before = self.discourse.registry.alike(found, span.start) if found is not None else None
        country = before.actor.country if before is not None else None
        if before is not None and actor.sector not in _EACH_HAS:
            return replace(actor, name=actor.name or before.actor.name, country=country)
        kinds = None
        if actor.sector == "REB":  # of the states that the report says to have rebels
            entities = (e.actor for c in self.discourse.candidates for e in c.entities)
            kinds = frozenset(a.country for a in entities if a.sector == "REB" and a.country) or None
        home = self.discourse.home
        country = home.at(number, head, kinds, country, power=actor.sector in _POWERS)
        return replace(actor, country=country)

    def _anybody(self, found: Found | None, span: Span) -> bool:
        """Whether the words name nobody in particular ("any more farmers", "a diplomat")."""
        first = fold(span.text.strip().partition(" ")[0])
        if first in self.book.words["nonspecific"]:
            return True
        definite = first in ("the", "this", "that", "these", "those")
        return found is not None and not definite and key(found.role or "") in self.book.words["anybody"]

    def _sender(self, number: int, head: int) -> Actor | None:
        """Whose people the object of a verb of sending are ("offered to send monitors")."""
        tree = self.discourse.layout.tree(number)
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
        for candidate in self.discourse.candidates:
            if candidate.sentence == number and candidate.token == subject and len(candidate.entities) == 1:
                actor = candidate.entities[0].actor
                return actor if actor.country is not None else None
        return None
