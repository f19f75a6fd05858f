"""Whom a noun phrase without a name of its own means by what the report said before."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.codebook.phrases import fold, key
from dragoman.coding.bodies import body_behind, body_of_class, class_of
from dragoman.coding.groups import fellows, opposite, several
from dragoman.coding.home import Home
from dragoman.coding.layout import Layout
from dragoman.coding.nationality import half_of, is_half
from dragoman.coding.nominals import Found
from dragoman.coding.registry import Registry
from dragoman.coding.salience import Candidate, Entity, nations
from dragoman.types import Actor, Span

if TYPE_CHECKING:
    from dragoman.coding.actors import Resolver

# Whose own words give one of these is, in an organisation or armed group, of its sector.
_OF_BODY = (None, "GOV", "PTY", "SOC")
_OF_REBELS = (None, "GOV", "PTY", "OPP", "MIL")
_OWNER = re.compile(r"([\w-]+)['’]s?\s")
_BEHIND = re.compile(r"\s(?:of|for|from)\s(the\s[\w -]+)$")
_PLACE = re.compile(r"\s(?:in|at|near|outside|inside|around)\s")
_ARTICLE = re.compile(r"^(?:the|an?|this|that)\s+", re.I)


class Descriptions:
    """Finds who is meant by "the alliance", "the country", "both sides", "Rivas's deputy"."""

    def __init__(
        self,
        layout: Layout,
        resolver: Resolver,
        on: dt.date | None,
        registry: Registry,
        home: Home,
        candidates: Sequence[Candidate],
    ) -> None:
        """``candidates``: the mentions read so far; may grow."""
        self.layout = layout
        self.resolver = resolver
        self.book = resolver.codebook
        self.on = on
        self.registry = registry
        self.home = home
        self.candidates = candidates

    def focus(self, number: int, token: int, text: str, start: int) -> Entity | None:
        """The organisation or state that a definite noun without a name means."""
        if (body := self.body(text, start)) is not None:
            return self.registry.other(body, None)
        if (half := self.half(text, start)) is not None:
            return self.registry.other(Actor(None, half, "GOV"), None)
        known = self.registry.named(text, start)
        if known is None and (country := self.state(number, token, text)) is not None:
            return self.registry.other(Actor(None, country, "GOV"), None)
        return known

    def body(self, text: str, start: int) -> Actor | None:
        """The organisation that a noun for its class means ("the alliance")."""
        noun = class_of(text, self.book)
        name = body_of_class(noun, start, self.book, self.registry.organisations) if noun else None
        return self.resolver.resolve(name, self.on) if name is not None else None

    def without_place(self, text: str) -> str:
        """A phrase with a possessive, cut before the place, which does not tell of which country it is.

        "its commander in Pristina": "its commander".
        """
        first, _, rest = text.partition(" ")
        possessive = bool(rest) and fold(first) in self.book.words["possessive"]
        return _PLACE.split(text)[0] if possessive else text

    def half(self, text: str, start: int) -> str | None:
        """The state that "the North" or "the South" is, where one of the two is named before."""
        if not is_half(text):
            return None
        before = (c for m in reversed(self.candidates) if m.start < start for c in nations(m))
        return next((half for c in before if (half := half_of(text, c, self.book)) is not None), None)

    def state(self, number: int, token: int, text: str) -> str | None:
        """The country that "the country", "the kingdom", "the island" means; None for other words."""
        plain = key(_ARTICLE.sub("", text))
        if plain not in self.book.words["country"] or plain == key(text):
            return None
        return self.home.at(number, token, self.book.states.get(plain), focus=True)

    def group(self, span: Span) -> list[Actor] | None:
        """The actors of "both sides" and the like; None where ``span`` is no such phrase."""
        before = (c for c in self.candidates if c.start < span.start and not self._place(c))
        return several(span.text, self.book, before, self._acting(span))

    def _place(self, candidate: Candidate) -> bool:
        """Whether a mention is a town where something is done, which is then no party."""
        tree = self.layout.tree(candidate.sentence)
        cases = tree.children(candidate.token, "case")
        if not any(tree.tokens[c].text.lower() in self.book.words["around"] for c in cases):
            return False
        entry = self.book.names.get(fold(tree.tokens[candidate.token].text))
        return candidate.entities[0].state and (entry is None or entry.kind != "state")

    def other_side(self, span: Span, owners: frozenset[str | None]) -> Actor | None:
        """The state that "its neighbour", "the other side" is: the one spoken of beside ``owners``."""
        number = self.layout.sentence(span.start)
        if number is None:
            return None
        before = [c for c in self.candidates if c.start < span.start and c.sentence >= number - 8]
        country = opposite(before, number, owners | self._acting(span))
        return Actor(None, country, "GOV") if country is not None else None

    def _acting(self, span: Span) -> frozenset[str | None]:
        """The countries of those who act with or on whom ``span`` names."""
        number = self.layout.sentence(span.start)
        if number is None:
            return frozenset()
        tree = self.layout.tree(number)
        head = tree.head_of(span.start, span.end)
        beside = fellows(tree, head) if head is not None else []
        return frozenset(
            e.actor.country
            for c in self.candidates
            if c.sentence == number and c.token in beside
            for e in c.entities
        )

    def belonging(self, actor: Actor, text: str, before: int) -> Actor:
        """``actor``, with the organisation or person that the words put it with.

        "a spokeswoman for the alliance", "a spokesman for the group", "Rivas's deputy".
        """
        owner = _OWNER.search(text)
        person = self.registry.person(owner[1], None) if owner is not None else None
        if person is not None and person.actor.country is not None:
            return owned(actor, person.actor)
        first = text.partition(",")[0]
        name = body_behind(first, before, self.book, self.registry.organisations)
        body = self.resolver.resolve(name, self.on) if name is not None else None
        if body is None and (behind := _BEHIND.search(first)) is not None:
            entity = self.registry.named(behind[1], before)
            body = entity.actor if entity is not None else None
        if body is None:
            return actor
        return self.possessed(actor, key(actor.role or "").rpartition(" ")[2], body)

    def described(
        self, found: Found, actor: Actor, text: str, before: int, place: tuple[int, int] | None
    ) -> Entity | None:
        """The named person whom a description means.

        The last one named in this sentence or the one before; of others named further back the one of the
        country that the context gives.
        """
        matches = self.registry.described(found, actor, text, before)
        if not matches:
            return None
        last = matches[-1]
        if actor.country is not None and last.entities[0].actor.country is None:
            return self._told_now(last, actor.country, place)
        countries = {c.entities[0].actor.country for c in matches}
        if place is not None and actor.country is None and last.sentence > place[0]:
            # One named later is meant only where the context does not tell another's.
            return last.entities[0] if self.home.at(*place, power=True) in (None, *countries) else None
        if place is None or len(countries) == 1 or place[0] - last.sentence < 2:
            return last.entities[0]
        home = self.home.at(*place)
        return next((c for c in reversed(matches) if c.entities[0].actor.country == home), last).entities[0]

    def _told_now(self, named: Candidate, country: str, place: tuple[int, int] | None) -> Entity | None:
        """The person ``named``, of whose country a description tells only now ("the Peruvian minister").

        None where the context gave another: then two hold the office.
        """
        if place is not None and place[0] == named.sentence:
            return None
        entity = named.entities[0]
        if self.home.at(named.sentence, named.token) not in (None, country):
            return None
        entity.actor = replace(entity.actor, country=country)
        return entity

    def retinue(self, text: str) -> Actor | None:
        """ "the Rivas campaign": those who follow a person whom the report names."""
        before, _, noun = key(text).rpartition(" ")
        sector = next(iter(self.book.retinue.get(noun, ())), None)
        person = self.registry.bearer(before.rpartition(" ")[2]) if sector is not None else None
        return Actor(None, person.actor.country, sector, noun) if person is not None else None

    def possessed(self, actor: Actor, noun: str, owner: Actor) -> Actor:
        """What the words ``actor`` say, as belonging to ``owner``; ``noun``: its head.

        A word without a sector of its own takes the owner's: "its spokesman", of rebels, of an alliance.
        """
        if noun in self.book.words["followers"]:
            return replace(owned(actor, owner), sector="REB" if owner.sector == "REB" else "MIL")
        entry = self.book.roles.get(fold(noun))
        sectors = _OF_BODY if owner.country in ("IGO", "NGO") else _OF_REBELS if owner.sector == "REB" else ()
        civil = actor.sector in sectors
        generic = entry is not None and entry.kind == "generic"
        vague = actor.sector is None or (generic and owner.sector not in ("GOV", "ELI"))
        if owner.sector is not None and (civil or vague):
            actor = replace(actor, sector=owner.sector)
        return owned(actor, owner)


def owned(actor: Actor, owner: Actor) -> Actor:
    """What belongs to ``owner``: of its country, and by its name where that is an organisation."""
    if owner.country in ("IGO", "NGO"):
        return replace(actor, name=owner.name, country=owner.country)
    return replace(actor, country=owner.country)
