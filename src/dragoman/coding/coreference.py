"""Actors in the context of their document: surnames, pronouns, "the minister", "both sides", "the alliance".

The document is read once from front to back; every nominal that names an actor becomes a candidate,
and a pronoun takes the candidate that stands out most (``dragoman.coding.salience``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from dragoman.codebook.phrases import fold, key
from dragoman.coding.bodies import body_of_class, class_of
from dragoman.coding.discourse import Discourse
from dragoman.coding.nationality import spoken_for
from dragoman.coding.nominals import Found
from dragoman.coding.salience import Entity
from dragoman.types import Actor, Document, Party, Span

if TYPE_CHECKING:
    from dragoman.coding.actors import Resolver

_COORDINATION = re.compile(r"\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|&|as well as|along with)\s+")
_RELATIVE = re.compile(r",?\s+(?:who|which|whose|whom|where)\b")
_DETERMINER = re.compile(r"^(?:the|both|these|those|this|that|all|each)\s+", re.I)
# Sectors whose members belong, where nothing else is said, to the country that the report is about.
_AT_HOME = frozenset(
    ("GOV", "MIL", "COP", "SPY", "JUD", "LEG", "PTY", "OPP", "REB", "UAF", "CVL", "MED", "AGR", "LAB")
)


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
        words = self.book.anaphora
        plain = fold(span.text.strip(" \"“”'’,.;:()"))
        if (kind := words.get(plain)) is not None and span.text.strip() != "US":
            entities = self.discourse.pronouns.resolve(plain, kind, span)
            return self._repeat(span, [a for e in entities if (a := self._at_home(e.actor, None, None))])
        group = self.discourse.group(span)
        if group is not None:
            return self._repeat(span, group)
        parts = self._split(span)
        if len(parts) > 1:
            return tuple(parts)
        return (Party(span.text, span.start, span.end, self._single(span)),)

    @staticmethod
    def _repeat(span: Span, actors: Iterable[Actor]) -> tuple[Party, ...]:
        found = tuple(Party(span.text, span.start, span.end, a) for a in actors)
        return found or (Party(span.text, span.start, span.end, None),)

    def _single(self, span: Span, text: str | None = None) -> Actor | None:
        """The one actor of a span; ``text`` where other words say more than the span's own."""
        text = text or _RELATIVE.split(span.text.strip())[0]
        first, _, rest = text.partition(" ")
        if rest and fold(first) in self.book.words["possessive"]:
            return self._possessed(fold(first), rest, span)
        actor, found = self.resolver.look(text, self.on)
        if found is not None and found.person is not None:
            entity = self.discourse.person(found.person, None)
            if entity is not None:
                return entity.actor
        if found is not None and found.role and (entity := self._covering(span)) is not None:
            return entity.actor
        named = actor is not None and (actor.name is not None or actor.country is not None)
        mentioned = self.discourse.organisations
        if not named and (noun := class_of(text, self.book)) is not None:
            name = body_of_class(noun, span.start, self.book, mentioned)
            if name is not None:
                return self.resolver.resolve(name, self.on)
        if not named and actor is not None:
            actor = self.discourse.belonging(actor, text, span.start)
            if actor.country is not None:
                return actor
        plain = key(_DETERMINER.sub("", text))
        definite = bool(_DETERMINER.match(text))
        if (
            definite
            and plain in self.book.words["nominal_state"]
            and (actor is None or actor.country is None)
        ):
            state = self.discourse.recent(span.start, lambda e: e.state)
            return state.actor if state is not None else None
        if found is not None and actor is not None and found.person is None:
            entity = self.discourse.described(found, actor, text, span.start)
            if entity is not None:
                return entity.actor
        if actor is None or actor.country is None:
            wider = self._wider(span)
            if wider is not None:
                actor = wider
        return self._at_home(actor, found, span)

    def _covering(self, span: Span) -> Entity | None:
        """The named person of whose mention ``span`` is but a part (the title without the name)."""
        for candidate in self.discourse.candidates:
            if candidate.start <= span.start and span.end <= candidate.end:
                entity = candidate.entities[0]
                if entity.surname is not None and len(candidate.entities) == 1:
                    return entity
        return None

    def _possessed(self, pronoun: str, rest: str, span: Span) -> Actor | None:
        """ "its troops", "his government": of the possessor's country, unless the words say another."""
        actor, found = self.resolver.look(rest, self.on)
        if actor is not None and (
            actor.country is not None or (found is not None and found.person is not None)
        ):
            return actor
        if key(rest).rpartition(" ")[2] in self.book.words["others"]:
            return None
        if actor is None or actor.sector is None:
            return None
        first = Span(span.text[: len(pronoun)], span.start, span.start + len(pronoun))
        kind = self.book.anaphora.get(pronoun)
        owners = self.discourse.pronouns.resolve(pronoun, kind, first) if kind is not None else []
        if not owners:
            return actor
        owner = owners[0].actor
        if owner.country in ("IGO", "NGO"):
            return Actor(owner.name, owner.country, actor.sector, actor.role)
        return Actor(actor.name, owner.country, actor.sector, actor.role)

    def _wider(self, span: Span) -> Actor | None:
        """The actor of the whole nominal, where ``span`` is but its head ("soldiers")."""
        number = self.discourse.layout.sentence(span.start)
        if number is None:
            return None
        tree = self.discourse.layout.tree(number)
        head = tree.head_of(span.start, span.end)
        if head is None or tree.tokens[head].upos not in ("NOUN", "PROPN"):
            return None
        start, end = self.discourse.layout.nominal(tree, head)
        if tree.tokens[start].start >= span.start and tree.tokens[end].end <= span.end:
            return None
        text = self.document.report.text[tree.tokens[start].start : tree.tokens[end].end]
        actor, found = self.resolver.look(text, self.on)
        if found is not None and found.person is not None:
            entity = self.discourse.person(found.person, None)
            return entity.actor if entity is not None else actor
        return actor if actor is not None and actor.country is not None else None

    def _at_home(self, actor: Actor | None, found: Found | None, span: Span | None) -> Actor | None:
        """The actor, with the country that the report is about where none is said.

        The state for which it speaks in this sentence goes before.
        """
        if (
            actor is None
            or actor.country is not None
            or actor.name is not None
            or actor.sector not in _AT_HOME
        ):
            return actor
        country = self.discourse.country
        number = self.discourse.layout.sentence(span.start) if span is not None else None
        if span is not None and number is not None and actor.sector in ("GOV", "MIL"):
            tree = self.discourse.layout.tree(number)
            head = tree.head_of(span.start, span.end)
            beside = [c for c in self.discourse.candidates if c.sentence == number]
            said = spoken_for(tree, head, beside, self.book) if head is not None else None
            if said is not None:
                return Actor(None, said, actor.sector, actor.role)
        for candidate in self.discourse.candidates:
            for entity in candidate.entities:
                other = entity.actor
                if other.sector == actor.sector and other.country and found and found.head in entity.roles:
                    return Actor(other.name, other.country, actor.sector, actor.role)
        return Actor(None, country, actor.sector, actor.role)

    # --- several at once ---------------------------------------------------------------

    def _split(self, span: Span) -> list[Party]:
        """The conjuncts of a coordination, each with its actor; empty where there is none."""
        text = _RELATIVE.split(span.text)[0]
        if " and " not in text and " or " not in text and " & " not in text and " as well as " not in text:
            return []
        if key(text) in self.book.names or key(_DETERMINER.sub("", text)) in self.book.names:
            return []
        if " between " in text and self.resolver.look(text, self.on)[0] is None:
            return []  # "a meeting between France and Spain" is neither
        pieces: list[tuple[int, int]] = []
        start = 0
        for found in _COORDINATION.finditer(text):
            pieces.append((start, found.start()))
            start = found.end()
        pieces.append((start, len(text)))
        pieces = self._rejoin(text, [p for p in pieces if text[p[0] : p[1]].strip()])
        if len(pieces) < 2:
            return []
        looks = [self.resolver.look(text[a:b], self.on) for a, b in pieces]
        first, last = looks[0][1], looks[-1][1]
        parties = []
        for n, (a, b) in enumerate(pieces):
            piece = Span(text[a:b], span.start + a, span.start + b)
            found_ = looks[n][1]
            fuller = None
            if (
                n < len(pieces) - 1
                and last is not None
                and last.head
                and found_ is not None
                and not found_.head
            ):
                if found_.person is None and found_.kind in ("people", "region", "state", "capital", "seat"):
                    # "Western and Ukrainian officials": the head is shared.
                    fuller = f"{text[a:b]} {last.role}"
            elif n and first is not None and first.head and found_ is not None and not found_.head:
                if found_.person is not None and found_.country is None and not first.singular:
                    # "Presidents Joe Biden and Vladimir Putin": so is the title.
                    fuller = None
                elif found_.kind in ("state", "capital") and " of " in text[pieces[0][0] : pieces[0][1]]:
                    fuller = f"{first.role} of {text[a:b]}"
            parties.append(Party(piece.text, piece.start, piece.end, self._part(piece, fuller)))
        return parties if sum(p.actor is not None for p in parties) > 1 else []

    def _part(self, piece: Span, fuller: str | None) -> Actor | None:
        if fuller is None and (kind := self.book.anaphora.get(fold(piece.text))) is not None:
            found = self.discourse.pronouns.resolve(fold(piece.text), kind, piece)
            return found[0].actor if found else None
        return self._single(piece, fuller)

    def _rejoin(self, text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Join what a coordinator inside a name or a comma before an apposition has torn apart."""
        joined: list[tuple[int, int]] = []
        for a, b in pieces:
            if joined:
                start, end = joined[-1]
                together = key(_DETERMINER.sub("", text[start:b]))
                apposed = text[end:a].strip() == "," and re.match(r"(?:the|a|an|his|her)\s", text[a:b])
                if together in self.book.names or together in self.book.roles or apposed:
                    joined[-1] = (start, b)
                    continue
            joined.append((a, b))
        return joined
