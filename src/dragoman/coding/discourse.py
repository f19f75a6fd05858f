"""The document read from front to back: who is spoken of, and whom each pronoun means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from dragoman.codebook.phrases import fold, key
from dragoman.coding.bodies import body_behind
from dragoman.coding.groups import fellows, several
from dragoman.coding.layout import Layout
from dragoman.coding.lexing import scan
from dragoman.coding.nationality import settle
from dragoman.coding.nominals import Found
from dragoman.coding.pronouns import Pronouns
from dragoman.coding.salience import SALIENCE, Candidate, Entity
from dragoman.tree import Tree
from dragoman.types import Actor, Document, Span

if TYPE_CHECKING:
    from dragoman.coding.actors import Resolver

_INSIDE = frozenset(
    ("compound", "flat", "amod", "det", "case", "fixed", "goeswith", "nummod", "flat:foreign", "nmod:desc")
)
_QUOTES = '"“”„«»'
_WITHIN_TITLES = frozenset(("of", "for", "s", "the", "and"))


class Discourse:
    """Entities, candidates for reference, and quotations of one document."""

    def __init__(self, document: Document, resolver: Resolver) -> None:
        """Reads the whole document once."""
        self.document = document
        self.resolver = resolver
        self.book = resolver.codebook
        self.on = document.report.published
        self.candidates: list[Candidate] = []
        self.organisations: dict[str, int] = {}  # name -> where first mentioned
        self._surnames: dict[str, list[Entity]] = {}
        self._others: dict[tuple[str | None, ...], Entity] = {}
        self.layout = Layout(document)
        self.pronouns = Pronouns(self.layout, self.book, self.candidates)
        self._sources = [(s.start, s.end) for a in document.attributions for s in a.source]
        self._groups = self.book.words["nominal_persons"] | self.book.words["nominal_states"]
        self._marked = [m for m in document.mentions if m.kind == "person"]
        for number in range(len(document.sentences)):
            self._read(number)
        # Reports name the country they are about early and often.
        counts: Counter[str] = Counter()
        for candidate in self.candidates:
            for entity in candidate.entities:
                country = entity.actor.country
                if country not in (None, "IGO", "NGO") and entity.actor.sector != "JRN":
                    counts[country] += 2 if candidate.sentence < 2 else 1
        self.country = counts.most_common(1)[0][0] if counts else None
        settle(self.layout.tree, self.candidates, self.book, counts)

    # --- entities ----------------------------------------------------------------------

    def person(self, name: str, actor: Actor | None, found: Found | None = None) -> Entity | None:
        """The document's person of that name: the full name, or the surname alone.

        With an ``actor`` a new person is made where there is none yet, and one that is known
        only in part is completed.
        """
        words = name.split()
        surname, given = self._surname(name), key(words[0]) if len(words) > 1 else None
        entity = None
        for known in self._surnames.get(surname, ()):
            if given is None or known.given is None or known.given == given:
                entity = known
                break
        if actor is None:
            return entity
        if entity is None:
            entity = Entity(actor, "person", surname, given)
            self._surnames.setdefault(surname, []).append(entity)
        else:
            entity.actor = _fuller(entity.actor, actor, given is not None and entity.given is None)
            entity.given = entity.given or given
        if entity.gender is None:
            entity.gender = self.book.gender.get(entity.given or key((entity.actor.name or "").split(" ")[0]))
        for text in (found.role if found else None, actor.role):
            if text:
                entity.roles.add(key(text))
                if entity.gender is None:
                    words_ = self.book.words
                    if key(text) in words_["title_female"] or text.endswith("woman"):
                        entity.gender = "f"
                    elif key(text) in words_["title_male"]:
                        entity.gender = "m"
        return entity

    def _surname(self, name: str) -> str:
        folded = key(name)
        persons = self.book.holders.by_name.get(folded)
        if persons:
            # The table marks the surnames that stand first ("Xi Jinping").
            for word in folded.split():
                if any(p in persons for p in self.book.holders.by_surname.get(word, ())):
                    return word
        return folded.rpartition(" ")[2]

    def _other(self, actor: Actor, found: Found | None) -> Entity:
        """The document's state, organisation or group that is this actor."""
        plain = found is None or not found.role
        ident = (actor.name, actor.country, actor.sector, None if plain else actor.role)
        entity = self._others.get(ident)
        if entity is None:
            several = found is not None and not found.singular
            body = found is not None and (found.kind == "body" or found.head in self.book.classes)
            single = found is not None and found.singular and found.kind in ("role", "generic")
            kind = "several" if several else "person" if single else "thing"
            state = plain and actor.country not in (None, "IGO", "NGO") and actor.name is None
            entity = Entity(actor, "thing" if body else kind, state=state)
            if found is not None and found.head:
                entity.roles.add(found.head)
            self._others[ident] = entity
        return entity

    # --- reading -----------------------------------------------------------------------

    def _read(self, number: int) -> None:
        tree = self.layout.tree(number)
        text = self.document.report.text
        taken = self._persons(number, tree)
        for i, token in enumerate(tree.tokens):
            if i in taken or token.deprel in _INSIDE:
                continue
            plain = fold(token.text)
            kind = self.book.anaphora.get(plain) if token.text != "US" else None
            if kind is not None:
                if kind in ("person", "thing", "several") and not token.deprel.startswith("expl"):
                    entities = self.pronouns.resolve(plain, kind, Span(token.text, token.start, token.end))
                    if entities:
                        self._add(number, i, token.start, token.end, tuple(entities))
                continue
            # Parsers take rare names for other things: the codebook knows better.
            named = plain in self.book.names and token.text[0].isupper() and token.upos != "ADJ"
            if token.upos not in ("PROPN", "NOUN") and not named:
                continue
            first, last = self.layout.nominal(tree, i)
            start, end = tree.tokens[first].start, tree.tokens[last].end
            if last > first and plain in self._groups and (group := self.group(tree.span(first, last))):
                self._add(number, i, start, end, tuple(self._of(actor) for actor in group))
                continue
            if token.upos == "NOUN" and plain not in self.book.heads:
                continue
            actor, found = self.resolver.look(text[start:end], self.on)
            if found is None:
                continue
            if found.person is not None:
                self._named(number, tree, i, start, end, actor, found)
            elif actor is not None:
                if actor.country is None and actor.name is None:
                    actor = self.belonging(actor, text[start:end], start)
                elif actor.country in ("IGO", "NGO") and actor.name:
                    self.organisations.setdefault(actor.name, start)
                entity = self.described(found, actor, text[start:end]) or self._other(actor, found)
                self._add(number, i, start, end, (entity,))

    def group(self, span: Span) -> list[Actor] | None:
        """The actors of "both sides" and the like; None where ``span`` is no such phrase."""
        number = self.layout.sentence(span.start)
        excluded: set[str | None] = set()
        if number is not None:
            tree = self.layout.tree(number)
            head = tree.head_of(span.start, span.end)
            beside = fellows(tree, head) if head is not None else []
            excluded = {
                e.actor.country
                for c in self.candidates
                if c.sentence == number and c.token in beside
                for e in c.entities
            }
        before = [c for c in self.candidates if c.start < span.start]
        return several(span.text, self.book, before, frozenset(excluded))

    def belonging(self, actor: Actor, text: str, before: int) -> Actor:
        """``actor``, with the organisation that the words put it in ("a spokeswoman for the alliance")."""
        name = body_behind(text, before, self.book, self.organisations)
        body = self.resolver.resolve(name, self.on) if name is not None else None
        return Actor(body.name, body.country, body.sector, actor.role) if body is not None else actor

    def _of(self, actor: Actor) -> Entity:
        """The entity of an actor that is known already."""
        person = self.person(actor.name, None) if actor.name else None
        return person if person is not None else self._other(actor, None)

    def _named(
        self, number: int, tree: Tree, i: int, start: int, end: int, actor: Actor | None, found: Found
    ) -> None:
        actor, found = self._apposed(tree, i, self.document.report.text, actor, found)
        entity = self.person(found.person or "", actor, found)
        if entity is None and self._is_person(start, end):
            entity = self.person(found.person or "", Actor(found.person), found)
        if entity is not None:
            self._add(number, i, start, end, (entity,))

    def _persons(self, number: int, tree: Tree) -> set[int]:
        """Read the persons that the language model marked, each with the title before the name.

        This rests on the words alone, so that a wrong tree does not cost a name.  Returns the tokens read.
        """
        sentence = self.document.sentences[number]
        taken: set[int] = set()
        for mention in self._marked:
            if not (sentence.start <= mention.start and mention.end <= sentence.end):
                continue
            inside = tree.at(mention.start, mention.end)
            if not inside or len(inside) > 6 or fold(mention.text) in self.book.anaphora:
                continue
            first = self._title(tree, inside[0])
            start = tree.tokens[first].start
            actor, found = self.resolver.look(self.document.report.text[start : mention.end], self.on)
            if found is None or found.person is None:
                continue
            span = range(first, inside[-1] + 1)
            outward = [i for i in span if tree.tokens[i].head not in span]
            best = max(outward or [inside[0]], key=lambda i: SALIENCE.get(tree.tokens[i].deprel, 0.0))
            self._named(number, tree, best, start, mention.end, actor, found)
            taken.update(span)
        return taken

    def _title(self, tree: Tree, name: int) -> int:
        """The first token of the title before a name ("*Russian Foreign Minister* Sergei Lavrov")."""
        first = name
        while first > 0 and name - first < 9:
            before = tree.tokens[first - 1]
            if before.upos not in ("PROPN", "NOUN", "ADJ") and fold(before.text) not in _WITHIN_TITLES:
                break
            first -= 1
        while first < name and tree.tokens[first].upos in ("ADP", "CCONJ", "PART", "PUNCT"):
            first += 1
        if first == name:
            return name
        text = self.document.report.text[tree.tokens[first].start : tree.tokens[name - 1].end]
        items = [i for i in scan(text, self.book) if i.key != ","]
        last = items[-1].entry if items else None
        return first if last is not None and last.kind in ("role", "generic") else name

    def _apposed(
        self, tree: Tree, i: int, text: str, actor: Actor | None, found: Found
    ) -> tuple[Actor | None, Found]:
        """Complete a named person from an apposition ("Ms Rao, the Indian foreign secretary")."""
        if actor is not None and actor.country is not None and actor.sector is not None and found.role:
            return actor, found
        # "Peru's foreign minister, Tomás Quispe": the name may stand in apposition itself.
        around = [tree.tokens[i].head] if tree.is_a(i, "appos") else []
        for child in (*tree.children(i, "appos"), *around):
            first, last = self.layout.nominal(tree, child)
            other, said = self.resolver.look(text[tree.tokens[first].start : tree.tokens[last].end], self.on)
            if other is None or said is None or said.person is not None or not said.singular:
                continue
            name = actor.name if actor is not None and actor.name else found.person
            if other.country in ("IGO", "NGO"):
                return other, found
            country = other.country or (actor.country if actor else None)
            return Actor(name, country, other.sector or (actor.sector if actor else None), other.role), found
        return actor, found

    def _is_person(self, start: int, end: int) -> bool:
        return any(m.start < end and m.end > start for m in self._marked)

    def _add(self, number: int, token: int, start: int, end: int, entities: tuple[Entity, ...]) -> None:
        tree = self.layout.tree(number)
        deprel = tree.tokens[token].deprel
        head = token
        if deprel == "conj":
            # The second of two that are coordinated: they are also meant together ("they").
            head = tree.tokens[token].head
            while head >= 0 and tree.tokens[head].deprel == "conj":
                head = tree.tokens[head].head
            for candidate in self.candidates[::-1]:
                if candidate.sentence != number:
                    break
                if candidate.token == head:
                    new = tuple(e for e in entities if not any(e is old for old in candidate.entities))
                    if new:
                        both = (*candidate.entities, *new)
                        self.candidates.append(
                            Candidate(number, head, candidate.start, end, both, candidate.deprel)
                        )
                    break
            deprel = tree.tokens[head].deprel if head >= 0 else deprel
        speaker = any(s < end and e > start for s, e in self._sources)
        self.candidates.append(Candidate(number, token, start, end, entities, deprel, speaker))

    # --- descriptions ------------------------------------------------------------------

    def described(self, found: Found, actor: Actor, text: str, before: int | None = None) -> Entity | None:
        """The named person whom a description means ("the US foreign minister", "the minister")."""
        if not found.role or found.kind not in ("role", "generic") or found.former or found.indefinite:
            return None
        definite = text[:4].lower() in ("the ", "that", "this")
        if not found.singular or not (definite or actor.country):
            return None
        role = key(found.role)
        vague = role in self.book.words["unsaid"]
        if vague and not definite:
            return None
        best = None
        for candidate in self.candidates:
            for entity in candidate.entities:
                if entity.surname is None or len(candidate.entities) > 1:
                    continue
                if actor.country is not None and entity.actor.country != actor.country:
                    continue
                if actor.country is None and vague and found.head not in self.book.words["nominal_person"]:
                    continue
                if self._same_role(role, entity) and (
                    best is None or before is None or candidate.start < before
                ):
                    best = entity
        return best

    def _same_role(self, role: str, entity: Entity) -> bool:
        diminished = self.book.words["diminished"]
        if role in entity.roles:
            return True
        for other in entity.roles:
            longer, shorter = (other, role) if len(other) > len(role) else (role, other)
            if longer.endswith(" " + shorter):
                if not {*longer.split()} & diminished:
                    return True
            elif self.book.offices.get(role, frozenset()) & self.book.offices.get(other, frozenset()):
                return True
        return role in ("official", "diplomat", "politician", "leader") and entity.actor.sector == "GOV"

    def recent(self, before: int, fits: Callable[[Entity], bool]) -> Entity | None:
        """The last entity mentioned before an offset that ``fits``."""
        for candidate in reversed(self.candidates):
            if candidate.start < before:
                for entity in candidate.entities:
                    if fits(entity):
                        return entity
        return None


def _fuller(old: Actor, new: Actor, name: bool) -> Actor:
    """``old`` completed by ``new``; the fuller name stands."""
    if old.country in ("IGO", "NGO"):
        return old
    if new.country in ("IGO", "NGO") and old.country is None:
        return new
    return Actor(
        new.name if name and new.name else old.name or new.name,
        old.country or new.country,
        old.sector or new.sector,
        old.role or new.role,
    )
