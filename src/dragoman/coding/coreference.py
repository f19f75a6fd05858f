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
from dragoman.coding.coordination import conjuncts
from dragoman.coding.discourse import Discourse
from dragoman.coding.groups import last_two
from dragoman.coding.salience import Entity
from dragoman.coding.settling import AT_HOME
from dragoman.coding.unmarked import Unmarked
from dragoman.types import Actor, Document, Party, Span

if TYPE_CHECKING:
    from dragoman.coding.actors import Resolver

RELATIVE = re.compile(r",?\s+(?:who|which|whose|whom|where)\b")
_OF_TWO = re.compile(r"^the (former|latter)$", re.I)
_TOWNS = ("place", "capital", "city")
_OTHER = re.compile(r"^the other \w+$", re.I)
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
        self.describe = self.discourse.describe
        self.unmarked = Unmarked(
            self.discourse.layout, self.book, self.discourse.registry, self.discourse.home,
            self.discourse.names, self.discourse.candidates,
        )  # fmt: skip
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
        alone = plain in self.book.words["together"]
        kind = self.book.anaphora.get(plain)
        if kind is not None and not alone and not self.discourse.is_name(core):
            return self._repeat(span, self._meant(plain, kind, span))
        if (of_two := _OF_TWO.match(span.text.strip(_EDGES))) is not None:
            return self._repeat(span, self._of_two(fold(of_two[1]), span))
        group = self.describe.group(span)
        if group is not None:
            return self._repeat(span, group)
        if _OTHER.match(core) and fold(core.rpartition(" ")[2]) in self.book.words["other_party"]:
            return (Party(span.text, span.start, span.end, self._other_party(span)),)
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

    def _other_party(self, span: Span) -> Actor | None:
        """ "the other side", as one says who is of the first."""
        place = self._place(span)
        if place is None:
            return None
        number, head = place
        tree = self.discourse.layout.tree(number)
        subjects = {c for verb in tree.ancestors(head) for c in tree.children(verb, "nsubj") if c != head}
        own = frozenset(
            e.actor.country
            for c in self.discourse.candidates
            if c.sentence == number and c.token in subjects
            for e in c.entities
        )
        return self.describe.other_side(span, own) if own - {None} else None

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
            if (body := self.describe.body(text, span.start)) is not None:
                return body  # "the pan-African body"
            return self.unmarked.at_home(
                actor, found, span, self._place(span)
            )  # a body that the report alone knows
        if actor is None or actor.country is None:
            if (follower := self.describe.retinue(text)) is not None:
                return follower
            if (body := self.describe.body(text, span.start)) is not None:
                return body
            if (known := discourse.registry.named(text, span.start)) is not None:
                return known.actor
            if (half := self.describe.half(text, span.start)) is not None:
                return Actor(None, half, "GOV")
            place = self._place(span)
            state = self.describe.state(*place, text) if place is not None else None
            if state is not None:
                return Actor(None, state, "GOV")
        if actor is not None and actor.name is None and actor.country is None:
            actor = self.describe.belonging(actor, text, span.start)
            if actor.country is not None:
                return actor
        if found is not None and actor is not None and found.person is None:
            entity = self.describe.described(found, actor, text, span.start, self._place(span))
            if entity is not None:
                return entity.actor
        if (actor is None or actor.country is None) and (wider := self._wider(span)) is not None:
            return wider
        if actor is None and (place := self._place(span)) is not None:
            tree = discourse.layout.tree(place[0])
            if fold(tree.tokens[place[1]].text) in self.book.words["sent"]:
                sender = self.unmarked.sender(*place)
                return replace(sender, role=key(text)) if sender is not None else None
        mention = discourse.at(span) if actor is None or actor.country is None else None
        if (
            mention is not None
            and mention.form != "pronoun"
            and mention.entities[0].actor.country is not None
        ):
            return mention.entities[0].actor
        return self.unmarked.at_home(actor, found, span, self._place(span))

    def _covering(self, span: Span) -> Entity | None:
        """The named person of whose mention ``span`` is but a part (the title without the name)."""
        for candidate in self.discourse.candidates:
            if candidate.start <= span.start and span.end <= candidate.end:
                entity = candidate.entities[0]
                if entity.surname is not None and len(candidate.entities) == 1:
                    return entity
        return None

    def _place(self, span: Span) -> tuple[int, int] | None:
        """Sentence and head token of a span."""
        number = self.discourse.layout.sentence(span.start)
        if number is None:
            return None
        head = self.discourse.layout.tree(number).head_of(span.start, span.end)
        return (number, head) if head is not None else None

    def _possessed(self, pronoun: str, rest: str, span: Span) -> list[Actor]:
        """ "its troops", "his government": of the possessor's country, unless the words say another."""
        actor, found = self.discourse.look(self.describe.without_place(f"{pronoun} {rest}").partition(" ")[2])
        if found is not None and found.person is not None:
            entity = self.discourse.person(found.person, span)
            return [entity.actor] if entity is not None else [actor] if actor is not None else []
        if actor is not None and actor.country is not None:
            word, _, name = rest.partition(" ")
            beside = (
                self.discourse.look(name)[0] if name and fold(word) in self.book.words["others"] else None
            )
            if actor.country != "IGO" or self.book.anaphora.get(pronoun) != "person":
                return [beside or actor]  # "its neighbour Macedonia"
            actor = Actor(None, None, "GOV", key(rest))  # "his security council"
        last = key(self.describe.without_place(f"{pronoun} {rest}").partition(",")[0]).rpartition(" ")[2]
        others = last in self.book.words["others"]
        if others and last not in self.book.words["opposite"]:
            return []
        if last in self.book.words["country"]:
            actor = Actor(None, None, "GOV")
        if actor is None and (last in self.book.roles or last in self.book.hypernyms):
            actor = Actor(role=last)
        if actor is None and not others:
            return []
        kind = self.book.anaphora.get(pronoun)
        at = span.start + len(span.text) - len(span.text.lstrip())
        first = Span(span.text.strip()[: len(pronoun)], at, at + len(pronoun))
        owners = self._meant(pronoun, kind, first) if kind is not None else []
        if others:
            sides = frozenset(owner.country for owner in owners)
            other = self.describe.other_side(span, sides) if len(sides) == 1 and sides != {None} else None
            return [other] if other is not None else []
        assert actor is not None
        return [self.describe.possessed(actor, last, owner) for owner in owners] or [actor]

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
