"""The document read from front to back: who is spoken of, and whom each pronoun means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.codebook.phrases import fold, key
from dragoman.coding import persons
from dragoman.coding.aliases import Names
from dragoman.coding.descriptions import Descriptions
from dragoman.coding.home import Home
from dragoman.coding.layout import Layout
from dragoman.coding.nominals import Found
from dragoman.coding.pronouns import Pronouns
from dragoman.coding.registry import Registry
from dragoman.coding.salience import Candidate, Entity
from dragoman.coding.settling import settle
from dragoman.tree import Tree
from dragoman.types import Actor, Document, Span

if TYPE_CHECKING:
    from dragoman.coding.actors import Resolver

_INSIDE = frozenset(
    ("compound", "flat", "amod", "det", "case", "fixed", "goeswith", "nummod", "flat:foreign", "nmod:desc")
)
_INDEFINITE = frozenset(("a", "an", "some", "any", "no", "every", "each"))
_ARTICLE = re.compile(r"^the\s+", re.I)
_UNKNOWN = {"person": "person", "several": "objects"}


class Discourse:
    """Entities, candidates for reference, and quotations of one document."""

    def __init__(self, document: Document, resolver: Resolver) -> None:
        """Reads the whole document once."""
        self.document = document
        self.resolver = resolver
        self.book = resolver.codebook
        self.on = document.report.published
        self.candidates: list[Candidate] = []  # who may be an actor
        self.nominals: list[Candidate] = []  # all that a pronoun may mean
        self.layout = Layout(document)
        self.registry = Registry(self.book, self.candidates)
        self.pronouns = Pronouns(self.layout, self.book, self.nominals)
        self.home = Home(self.layout, self.book, self.candidates)
        self.describe = Descriptions(
            self.layout, resolver, self.on, self.registry, self.home, self.candidates
        )
        self._groups = self.book.words["nominal_persons"] | self.book.words["nominal_states"]
        self._marked = [m for m in document.mentions if m.kind == "person"]
        self.names = Names(document.report.text, resolver, self.on)
        self.look = self.names.look
        for number in range(len(document.sentences)):
            self._read(number)
            self.home.open(number)
        self.home.count()
        settle(self.layout, self.candidates, self.book, self.home, self.names)

    # --- reading -----------------------------------------------------------------------

    def _read(self, number: int) -> None:
        """Read one sentence: first its nominals, then its pronouns, which may point forward."""
        tree = self.layout.tree(number)
        before = len(self.candidates), len(self.nominals)
        taken: set[int] = set()
        for person in persons.read(tree, self._marked, self.look, self.book):
            if self._named(number, tree, person.token, person.start, person.end, person.actor, person.found):
                taken.update(person.tokens)
        pronouns: list[tuple[int, str, str]] = []
        for i, token in enumerate(tree.tokens):
            if i in taken or token.deprel in _INSIDE:
                continue
            plain = fold(token.text)
            kind = self.book.anaphora.get(plain) if not self.is_name(token.text) else None
            if kind is not None:
                if kind in ("person", "thing", "several") and not token.deprel.startswith("expl"):
                    pronouns.append((i, plain, kind))
                continue
            # Parsers take rare names for other things: the codebook knows better.
            named = plain in self.book.names and token.text[0].isupper() and token.upos != "ADJ"
            if token.upos in ("PROPN", "NOUN") or named:
                taken.update(self._nominal(number, tree, i, plain))
        self._sort(before)
        for candidate in self.candidates[before[0] :]:
            if candidate.form == "definite" and candidate.entities[0].state:
                self._own(tree, candidate.token, [candidate.entities[0]])  # "the country's minister"
        for i, plain, kind in pronouns:
            token = tree.tokens[i]
            span = Span(token.text, token.start, token.end)
            entities = self.pronouns.resolve(plain, kind, span)
            if plain in self.book.words["together"] and (group := self.describe.group(span)):
                entities = [self.registry.of(actor) for actor in group]
            if entities:
                self._own(tree, i, entities)
            else:
                entities = [Entity(Actor(), _UNKNOWN.get(kind, "object"))]
            self._add(number, i, token.start, token.end, tuple(entities), "pronoun")
        self._sort(before)

    def _sort(self, before: tuple[int, int]) -> None:
        for some, size in zip((self.candidates, self.nominals), before, strict=True):
            some[size:] = sorted(some[size:], key=lambda c: (c.start, -c.end))

    def _nominal(self, number: int, tree: Tree, i: int, plain: str) -> range:
        """Read the nominal that token ``i`` heads.  Returns the tokens of a name read with it."""
        token = tree.tokens[i]
        text = self.document.report.text
        first, last = self.layout.nominal(tree, i)
        start, end = tree.tokens[first].start, tree.tokens[last].end
        name = (
            range(first, last + 1) if key(_ARTICLE.sub("", text[start:end])) in self.book.names else range(0)
        )
        if last > first and plain in self._groups and (group := self.describe.group(tree.span(first, last))):
            self._add(number, i, start, end, tuple(self.registry.of(actor) for actor in group), "definite")
            return name
        form = self._form(tree, first, i)
        if first == last and form == "name" and (bearer := self.registry.bearer(plain)) is not None:
            self._add(number, i, start, end, (bearer,), form)
            return name
        if (
            form == "definite"
            and (known := self.describe.focus(number, i, text[start:end], start)) is not None
        ):
            self._add(number, i, start, end, (known,), form)
            return name
        if token.upos != "NOUN" or plain in self.book.heads:
            actor, found = self.look(self.describe.without_place(text[start:end]))
            if found is not None and found.person is not None and not persons.DAY.match(text, token.end):
                if self._named(number, tree, i, start, end, actor, found):
                    return name
            elif found is not None and actor is not None:
                if actor.country is None and actor.name is None:
                    actor = self.describe.belonging(actor, text[start:end], start)
                elif actor.country in ("IGO", "NGO") and actor.name:
                    self.registry.organisations.setdefault(actor.name, start)
                entity = self.describe.described(found, actor, text[start:end], start, (number, i))
                self._add(number, i, start, end, (entity or self.registry.other(actor, found),), form)
                return name
        self._add(number, i, start, end, (self.registry.thing(token),), form)
        return name

    @staticmethod
    def _form(tree: Tree, first: int, head: int) -> str:
        opener = tree.tokens[first]
        if tree.tokens[head].upos == "PROPN" and tree.tokens[head].text[0].isupper():
            return "name"
        if opener.upos in ("DET", "PRON"):
            return "indefinite" if opener.lemma.lower() in _INDEFINITE else "definite"
        return "definite" if tree.has(head, "nmod:poss") else "bare"

    def is_name(self, text: str) -> bool:
        """Whether a word like a pronoun is written as a name ("US", "IT")."""
        return text.isupper() and len(text) > 1 and fold(text) in self.book.names

    def _put_with(self, text: str) -> tuple[Actor | None, Found | None]:
        actor, found = self.look(text)
        if actor is not None and actor.country is None and actor.name is None:
            actor = self.describe.belonging(actor, text, 0)
        return actor, found

    def _own(self, tree: Tree, i: int, owners: list[Entity]) -> None:
        """Give what a possessive owns to its owners ("his forces", "its chairman, Ana Ruiz")."""
        if not tree.is_a(i, "nmod:poss") or not any(e.actor.country for e in owners):
            return
        noun = tree.tokens[i].head
        plain = fold(tree.tokens[noun].text)
        if plain in self.book.words["others"]:
            return
        number = self.candidates[-1].sentence if self.candidates else -1
        named = (*tree.children(noun, "appos"), tree.tokens[noun].head if tree.is_a(noun, "appos") else -1)
        for candidate in reversed(self.candidates):
            if candidate.sentence != number:
                break
            if len(candidate.entities) > 1 or candidate.token not in (noun, *named):
                continue
            entity, owner = candidate.entities[0], owners[0].actor
            if _told(entity.actor) and (owner.sector != "REB" or entity.actor.country != owner.country):
                continue
            if entity.surname is not None:  # "their leader, Ana Ruiz"
                entity.actor = self.describe.possessed(entity.actor, plain, owner)
                entity.roles.add(plain)
            elif candidate.token == noun:
                candidate.entities = tuple(
                    self.registry.belonging(entity, self.describe.possessed(entity.actor, plain, owner.actor))
                    for owner in owners
                )

    def _named(
        self, number: int, tree: Tree, i: int, start: int, end: int, actor: Actor | None, found: Found
    ) -> bool:
        actor = persons.apposed(tree, i, self.layout, self._put_with, actor, found)
        if actor is not None and actor.country in ("IGO", "NGO") and actor.name:
            self.registry.organisations.setdefault(actor.name, start)
        entity = self.registry.person(found.person or "", actor, found)
        if entity is None and any(m.start < end and m.end > start for m in self._marked):
            entity = self.registry.person(found.person or "", Actor(found.person), found)
        if entity is not None:
            self._add(number, i, start, end, (entity,))
        return entity is not None

    def _add(
        self, number: int, token: int, start: int, end: int, entities: tuple[Entity, ...], form: str = "name"
    ) -> None:
        tree = self.layout.tree(number)
        deprel = tree.tokens[token].deprel
        head = token
        while head >= 0 and tree.tokens[head].deprel == "conj":
            head = tree.tokens[head].head
        if head != token and head >= 0:
            deprel = tree.tokens[head].deprel
            self._join(number, head, end, entities, form)
        for entity in entities:
            entity.count += 1
        self._put(number, token, start, end, entities, deprel, form)
        if form == "pronoun":  # "He and Ana Ruiz": the names were read before
            beside = set(tree.conjuncts(token)) - {token}
            for other in [c for c in self.nominals if c.sentence == number and c.token in beside]:
                self._join(number, token, other.end, other.entities, other.form)

    def _join(self, number: int, head: int, end: int, entities: tuple[Entity, ...], form: str) -> None:
        """Note that those coordinated with the mention at ``head`` are also meant together ("they")."""
        first = next((c for c in reversed(self.nominals) if c.sentence == number and c.token == head), None)
        new = tuple(e for e in entities if first and not any(e is old for old in first.entities))
        if first is None or not new:
            return
        if len(first.entities) > 1:
            for some in (self.nominals, self.candidates):
                some[:] = [c for c in some if c is not first]
        self._put(number, head, first.start, end, (*first.entities, *new), first.deprel, form)

    def _put(
        self,
        number: int,
        token: int,
        start: int,
        end: int,
        entities: tuple[Entity, ...],
        deprel: str,
        form: str,
    ) -> None:
        speaks = self.layout.speaks(start, end)
        candidate = Candidate(
            number,
            token,
            start,
            end,
            entities,
            deprel,
            form,
            self.layout.quotation(start, end),
            speaks,
            bool(speaks) and self._closes(number, end),
            self.document.sentences[number].paragraph,
        )
        self.nominals.append(candidate)
        if not any(e.kind in ("object", "objects") for e in entities):
            self.candidates.append(candidate)

    def _closes(self, number: int, end: int) -> bool:
        """Whether the sentence ends with a saying by the one named before ``end`` ("..., Lavrov said")."""
        after = [t for t in self.layout.tree(number).tokens if t.start >= end]
        return (
            bool(after)
            and after[0].lemma.lower() in self.book.words["saying"]
            and not any(t.upos in ("VERB", "AUX") for t in after[1:])
        )

    # --- asked afterwards ------------------------------------------------------------------

    def at(self, span: Span) -> Candidate | None:
        """The mention that has the same head as ``span``, the widest within it."""
        number = self.layout.sentence(span.start)
        if number is None:
            return None
        head = self.layout.tree(number).head_of(span.start, span.end)
        found = [
            c
            for c in self.candidates
            if c.sentence == number and c.token == head and len(c.entities) == 1 and c.end <= span.end
        ]
        return max(found, key=lambda c: c.end - c.start) if found else None

    def person(self, name: str, span: Span) -> Entity | None:
        """The person of that name who is mentioned at ``span``."""
        entity = self.registry.person(name, None)
        for candidate in self.candidates:
            if candidate.start < span.end and candidate.end > span.start and len(candidate.entities) == 1:
                other = candidate.entities[0]
                if entity is not None and other.surname == entity.surname:
                    return other
        return entity


def _told(actor: Actor) -> bool:
    """Whether a country is known, and of an organisation which."""
    return actor.country is not None and (actor.country not in ("IGO", "NGO") or actor.name is not None)
