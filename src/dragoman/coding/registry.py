"""The persons, states and organisations of one document, each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.codebook.actors import ActorCodebook
from dragoman.codebook.phrases import fold, key
from dragoman.coding.nominals import Found
from dragoman.coding.salience import Candidate, Entity
from dragoman.types import Actor, Token

_ORGANISATIONS = ("IGO", "NGO")
_DEFINITE = ("the ", "that ", "this ")


class Registry:
    """Finds or makes the entity of a mention, and the person whom a description means."""

    def __init__(self, book: ActorCodebook, candidates: Sequence[Candidate]) -> None:
        """``candidates``: the mentions read so far; may grow."""
        self.book = book
        self.candidates = candidates
        self.organisations: dict[str, int] = {}  # name -> where first mentioned
        self._surnames: dict[str, list[Entity]] = {}
        self._others: dict[tuple[str | None, ...], Entity] = {}
        self._objects: dict[str, Entity] = {}

    @property
    def persons(self) -> list[Entity]:
        """The named persons."""
        return [e for known in self._surnames.values() for e in known]

    def person(self, name: str, actor: Actor | None, found: Found | None = None) -> Entity | None:
        """The document's person of that name: the full name, or the surname alone.

        With an ``actor`` a new person is made where there is none yet, and one that is known
        only in part is completed.
        """
        words = name.split()
        surname = self._surname(name)
        given = self._given(words, surname)
        if surname not in self._surnames and surname.endswith("s") and surname[:-1] in self._surnames:
            surname = surname[:-1]  # "the Bidens"
        bearers = [
            e
            for e in self._surnames.get(surname, ())
            if None in (given, e.given) or e.given == given or _is_end(words, e.actor.name)
        ]
        # Of two that bear the name, the one that the report speaks of most.
        entity = max(bearers, key=lambda e: (e.given == given, e.count)) if bearers else self._first(words)
        if actor is None:
            return entity
        if entity is None:
            entity = Entity(actor, "person", surname, given)
            self._surnames.setdefault(surname, []).append(entity)
        elif given is None and self._namesake(entity):
            return entity
        else:
            entity.actor = fuller(entity.actor, actor, given is not None and entity.given is None)
            entity.given = entity.given or given
        self._describe(entity, found, actor)
        return entity

    def bearer(self, surname: str) -> Entity | None:
        """The person of that surname whom the report calls by the full name too; of several the usual one."""
        known = [e for e in self._surnames.get(surname, ()) if e.given is not None]
        return max(known, key=lambda e: e.count) if known else None

    def _first(self, words: list[str]) -> Entity | None:
        """The person whose name begins with a single word ("Somsak", after "Somsak Rattana")."""
        if len(words) != 1:
            return None
        first = key(words[0])
        bearers = [e for e in self.persons if e.given == first]
        return bearers[0] if len(bearers) == 1 else None

    def _describe(self, entity: Entity, found: Found | None, actor: Actor) -> None:
        """Note what a mention says of a person's sex and roles."""
        words = self.book.words
        if entity.gender is None:
            entity.gender = self.book.gender.get(entity.given or key((entity.actor.name or "").split(" ")[0]))
        for text in (found.role if found else None, actor.role):
            if text:
                entity.roles.add(key(text))
                if entity.gender is None:
                    if key(text) in words["title_female"] or text.endswith("woman"):
                        entity.gender = "f"
                    elif key(text) in words["title_male"]:
                        entity.gender = "m"

    def _namesake(self, entity: Entity) -> bool:
        """Whether those whom the table knows by the surname are all others than the report's person."""
        persons = self.book.holders.by_surname.get(entity.surname or "", ())
        return (
            entity.given is not None
            and bool(persons)
            and not any(entity.given in key(p.name) for p in persons)
        )

    @staticmethod
    def _given(words: list[str], surname: str) -> str | None:
        """The given name of a full one; where the surname stands first, all that follows it."""
        if len(words) < 2:
            return None
        return key(" ".join(words[1:])) if key(words[0]) == surname else key(words[0])

    def _surname(self, name: str) -> str:
        folded = key(name)
        persons = self.book.holders.by_name.get(folded)
        if persons:
            # The table marks the surnames that stand first ("Xi Jinping").
            for word in folded.split():
                if any(p in persons for p in self.book.holders.by_surname.get(word, ())):
                    return word
        return folded.rpartition(" ")[2]

    def other(self, actor: Actor, found: Found | None) -> Entity:
        """The document's state, organisation or group that is this actor."""
        plain = found is None or not found.role
        ident = (actor.name, actor.country, actor.sector, None if plain else actor.role)
        entity = self._others.get(ident)
        if entity is None:
            several = found is not None and not found.singular
            body = found is not None and (found.kind == "body" or self._is_body(found.head))
            single = found is not None and found.singular and found.kind in ("role", "generic")
            kind = "several" if several else "person" if single else "thing"
            state = plain and actor.country not in (None, *_ORGANISATIONS) and actor.name is None
            entity = Entity(actor, "thing" if body else kind, state=state)
            if found is not None and found.head:
                entity.roles.add(found.head)
            self._others[ident] = entity
        return entity

    def belonging(self, entity: Entity, actor: Actor) -> Entity:
        """The entity of what belongs to somebody: ``entity``, read by its words alone, as ``actor``."""
        ident = (actor.name, actor.country, actor.sector, actor.role or "", *sorted(entity.roles))
        known = self._others.get(ident)
        if known is None:
            known = self._others[ident] = Entity(actor, entity.kind, roles=set(entity.roles))
        return known

    def thing(self, token: Token) -> Entity:
        """What a noun names that is no actor by itself; the same noun names the same thing."""
        plain = fold(token.text)
        entity = self._objects.get(plain)
        if entity is None:
            entity = self._objects[plain] = Entity(Actor(), self._kind(token, plain))
        return entity

    def _kind(self, token: Token, plain: str) -> str:
        many = token.upos == "NOUN" and token.text.lower() != token.lemma.lower()
        entry = self.book.roles.get(plain)
        if token.upos == "NOUN" and entry is not None and not self._is_body(plain):
            if entry.kind in ("role", "generic"):
                return "several" if many or entry.plural else "person"
            return "several" if many else "thing"
        return "objects" if many else "object"

    def _is_body(self, noun: str) -> bool:
        last = noun.rpartition(" ")[2]
        return noun in self.book.classes or last in self.book.words["bodies"]

    def of(self, actor: Actor) -> Entity:
        """The entity of an actor that is known already."""
        person = self.person(actor.name, None) if actor.name else None
        return person if person is not None else self.other(actor, None)

    # --- descriptions ------------------------------------------------------------------

    def described(self, found: Found, actor: Actor, text: str, before: int) -> list[Candidate]:
        """The mentions of named persons whom a description at an offset can mean ("the US foreign minister").

        Those before it in order, else the first after.
        """
        if not found.role or found.kind not in ("role", "generic") or found.former or found.indefinite:
            return []
        definite = text.lower().startswith(_DEFINITE)
        if not found.singular or not (definite or actor.country):
            return []
        role = key(found.role)
        vague = role in self.book.words["unsaid"]
        if vague and not definite:
            return []
        titles = self.book.words["nominal_person"] | self.book.words["anybody"]
        bare = definite and actor.country is None and role in titles
        if (
            actor.country is None
            and vague
            and not bare
            and found.head not in self.book.words["nominal_person"]
        ):
            return []
        matches: list[Candidate] = []
        unknown: list[Candidate] = []  # whose country no words told
        for candidate in self.candidates:
            if matches and candidate.start >= before:
                break
            if len(candidate.entities) > 1 or candidate.form == "pronoun":
                continue
            entity = candidate.entities[0]
            if entity.surname is None:
                continue
            if actor.country is not None and entity.actor.country != actor.country:
                if (
                    entity.actor.country is None
                    and candidate.start < before
                    and self._same_role(role, entity)
                ):
                    unknown.append(candidate)
                continue
            if self._same_role(role, entity) or (bare and _ends(role, entity)):
                matches.append(candidate)
        return matches or unknown[-1:]

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

    def alike(self, found: Found, before: int) -> Entity | None:
        """The last one named before by the same noun, with a country ("the separatists", "the court")."""
        if not found.head:
            return None
        for candidate in reversed(self.candidates):
            if candidate.start < before and len(candidate.entities) == 1:
                entity = candidate.entities[0]
                if found.head in entity.roles and entity.actor.country is not None and entity.surname is None:
                    return entity
        return None

    def named(self, text: str, before: int) -> Entity | None:
        """The last organisation named before that a definite noun without a name can mean ("the group")."""
        lowered = text.lower()
        if not lowered.startswith(_DEFINITE):
            return None
        sectors = self.book.hypernyms.get(key(lowered.partition(" ")[2]))
        if sectors is None:
            return None
        for candidate in reversed(self.candidates):
            if candidate.start < before and len(candidate.entities) == 1:
                entity = candidate.entities[0]
                if entity.actor.name and entity.surname is None and entity.actor.sector in sectors:
                    return entity
        return None


def _is_end(words: list[str], name: str | None) -> bool:
    """Whether a name of several words is the end of a longer one ("Wasserman Schultz")."""
    return name is not None and name.split()[-len(words) :] == words


def _ends(role: str, entity: Entity) -> bool:
    return any(other.rpartition(" ")[2] == role for other in entity.roles)


def fuller(old: Actor, new: Actor, name: bool) -> Actor:
    """``old`` completed by ``new``; the fuller name stands."""
    if old.country in _ORGANISATIONS:
        return old
    if new.country in _ORGANISATIONS and old.country is None:
        return new
    return replace(
        old,
        name=new.name if name and new.name else old.name or new.name,
        country=old.country or new.country,
        sector=old.sector or new.sector,
        role=old.role or new.role,
        second_sector=old.second_sector or (new.second_sector if old.sector in (None, new.sector) else None),
    )
