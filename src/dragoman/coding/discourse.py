"""The document read from front to back: who is spoken of, and whom each pronoun means."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from dragoman.codebook.phrases import fold, key
from dragoman.coding.nominals import Found
from dragoman.coding.salience import DISTANCE, DOMINATES, REACH, SALIENCE, SPEAKER, Candidate, Entity
from dragoman.tree import Tree
from dragoman.types import Actor, Document, Span

if TYPE_CHECKING:
    from dragoman.coding.actors import Resolver

_CLAUSES = frozenset(
    ("acl", "acl:relcl", "conj", "cc", "parataxis", "advcl", "advcl:relcl", "appos", "punct", "dep", "list",
     "nsubj", "cop", "aux", "mark", "obl", "advmod", "nsubj:pass", "aux:pass", "csubj", "ccomp", "xcomp", "obj")
)  # fmt: skip
_INSIDE = frozenset(("compound", "flat", "amod", "det", "case", "fixed", "goeswith", "nummod", "flat:foreign"))
_QUOTES = "\"“”„«»"


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
        self._starts = [s.start for s in document.sentences]
        self._trees: dict[int, Tree] = {}
        self._quoted = sorted(
            ((c.start, c.end, a.source) for a in document.attributions for c in a.content if a.source),
            key=lambda q: q[1] - q[0],
        )
        self._sources = [(s.start, s.end) for a in document.attributions for s in a.source]
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

    def sentence(self, offset: int) -> int | None:
        """Index of the sentence at a character offset; None outside all."""
        number = bisect_right(self._starts, offset) - 1
        if number < 0 or offset >= self.document.sentences[number].end:
            return None
        return number

    def tree(self, number: int) -> Tree:
        """The tree of a sentence, built when first asked for."""
        if number not in self._trees:
            self._trees[number] = Tree(self.document.sentences[number], self.document.report.text)
        return self._trees[number]

    def nominal(self, tree: Tree, head: int) -> tuple[int, int]:
        """First and last token of the nominal of ``head``, without clauses, appositions and conjuncts."""
        members = {head}
        stack = [c for c in tree.children(head) if tree.tokens[c].deprel not in _CLAUSES]
        while stack:
            node = stack.pop()
            members.add(node)
            stack.extend(c for c in tree.children(node) if tree.tokens[c].deprel not in _CLAUSES)
        first = last = head
        while first - 1 in members or (first - 2 in members and tree.tokens[first - 1].text in "-.'’/("):
            first -= 1
        while last + 1 in members or (last + 2 in members and tree.tokens[last + 1].text in "-.'’/()"):
            last += 1
        while first < head and tree.tokens[first].upos in ("ADP", "SCONJ", "PUNCT"):
            first += 1
        return first, last

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
            body = found is not None and found.kind == "body"
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
        tree = self.tree(number)
        text = self.document.report.text
        for i, token in enumerate(tree.tokens):
            if token.upos == "PRON":
                plain = fold(token.text)
                kind = self.book.anaphora.get(plain)
                if kind in ("person", "thing", "several") and not token.deprel.startswith("expl"):
                    entities = self.pronoun(plain, kind, Span(token.text, token.start, token.end))
                    if entities:
                        self._add(number, i, token.start, token.end, tuple(entities))
                continue
            if token.upos not in ("PROPN", "NOUN") or token.deprel in _INSIDE:
                continue
            if token.upos == "NOUN" and not self._may_act(tree, i):
                continue
            first, last = self.nominal(tree, i)
            start, end = tree.tokens[first].start, tree.tokens[last].end
            actor, found = self.resolver.look(text[start:end], self.on)
            if found is None:
                continue
            if found.person is not None:
                actor, found = self._apposed(tree, i, text, actor, found)
                if actor is None and not self._is_person(start, end):
                    continue
                entity = self.person(found.person or "", actor or Actor(found.person), found)
                if entity is None:
                    continue
            elif actor is None:
                continue
            else:
                if actor.country in ("IGO", "NGO") and actor.name:
                    self.organisations.setdefault(actor.name, start)
                entity = self.described(found, actor, text[start:end]) or self._other(actor, found)
            self._add(number, i, start, end, (entity,))

    def _may_act(self, tree: Tree, i: int) -> bool:
        word = fold(tree.tokens[i].text)
        return word in self.book.heads

    def _apposed(
        self, tree: Tree, i: int, text: str, actor: Actor | None, found: Found
    ) -> tuple[Actor | None, Found]:
        """Complete a named person from an apposition ("Ms Rao, the Indian foreign secretary")."""
        if actor is not None and actor.country is not None and actor.sector is not None and found.role:
            return actor, found
        for child in tree.children(i, "appos"):
            first, last = self.nominal(tree, child)
            other, said = self.resolver.look(text[tree.tokens[first].start : tree.tokens[last].end], self.on)
            if other is None or said is None or said.person is not None:
                continue
            name = actor.name if actor is not None and actor.name else found.person
            if other.country in ("IGO", "NGO"):
                return other, found
            country = other.country or (actor.country if actor else None)
            return Actor(name, country, other.sector or (actor.sector if actor else None), other.role), found
        return actor, found

    def _is_person(self, start: int, end: int) -> bool:
        return any(m.kind == "person" and m.start < end and m.end > start for m in self.document.mentions)

    def _add(self, number: int, token: int, start: int, end: int, entities: tuple[Entity, ...]) -> None:
        tree = self.tree(number)
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
                if self._same_role(role, entity) and (best is None or before is None or candidate.start < before):
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

    # --- pronouns ----------------------------------------------------------------------

    def pronoun(self, plain: str, kind: str, span: Span) -> list[Entity]:
        """The entities that a pronoun at ``span`` means; empty where nobody fits."""
        if kind in ("speaker", "side"):
            return self._speaker(span, kind)
        number = self.sentence(span.start)
        if number is None:
            return []
        tree = self.tree(number)
        at = next((i for i, t in enumerate(tree.tokens) if t.start <= span.start < t.end), None)
        if at is None:
            return []
        if kind == "relative":
            return self._antecedent(tree, number, at)
        gender = self.book.pronoun_gender.get(plain)
        possessive = plain in self.book.words["possessive"] and tree.tokens[at].deprel != "obj"
        above = set(tree.ancestors(at))
        best: tuple[float, int, Candidate] | None = None
        for n in range(len(self.candidates) - 1, -1, -1):
            candidate = self.candidates[n]
            if number - candidate.sentence > REACH:
                break
            if candidate.end > span.start or not self._suits(candidate, kind, gender):
                continue
            score = SALIENCE.get(candidate.deprel, SALIENCE.get(candidate.deprel.partition(":")[0], 0.0))
            score -= DISTANCE * (number - candidate.sentence)
            if candidate.speaker:
                score += SPEAKER
            if candidate.sentence == number:
                head = tree.tokens[candidate.token].head
                if not possessive and head == tree.tokens[at].head and candidate.token != at:
                    continue  # fellow arguments of one verb are not the same
                if head in above and candidate.deprel.startswith("nsubj"):
                    score += DOMINATES
                elif head in above and candidate.deprel in ("obj", "iobj"):
                    # "warn Russia that it ...": the one who is told is the one spoken of.
                    score += DOMINATES + (4.0 if kind == "thing" else 0.0)
            if best is None or score > best[0]:
                best = (score, n, candidate)
        return list(best[2].entities) if best is not None else []

    @staticmethod
    def _suits(candidate: Candidate, kind: str, gender: str | None) -> bool:
        entities = candidate.entities
        if kind == "several":
            return len(entities) > 1 or entities[0].kind == "several"
        if len(entities) > 1:
            return False
        entity = entities[0]
        if kind == "person":
            return entity.kind == "person" and not (gender and entity.gender and entity.gender != gender)
        return entity.kind == "thing"

    def _antecedent(self, tree: Tree, number: int, at: int) -> list[Entity]:
        """The head of the relative clause that the pronoun at ``at`` opens."""
        for node in (at, *tree.ancestors(at)):
            if tree.is_a(node, "acl") and tree.tokens[node].head >= 0:
                head = tree.tokens[node].head
                for candidate in self.candidates:
                    if candidate.sentence == number and candidate.token == head:
                        return list(candidate.entities)
                return []
        return []

    def source(self, span: Span) -> Span | None:
        """Who says what stands at ``span``: the source of the shortest quotation around it."""
        for start, end, source in self._quoted:
            if start <= span.start and span.end <= end and not any(s.start <= span.start < s.end for s in source):
                return source[0]
        return None

    def _speaker(self, span: Span, kind: str) -> list[Entity]:
        source = self.source(span)
        found: list[Entity] = []
        if source is not None:
            plain = fold(source.text)
            pronoun = self.book.anaphora.get(plain)
            if pronoun in ("person", "thing", "several"):
                found = self.pronoun(plain, pronoun, source)
            else:
                inside = [c for c in self.candidates if c.start < source.end and c.end > source.start]
                found = list(inside[0].entities) if inside else []
        if kind == "side":
            # "we" are those for whom the speaker speaks.
            return [
                entity if entity.actor.country in (None, "IGO", "NGO")
                else Entity(Actor(None, entity.actor.country, entity.actor.sector), "thing", state=True)
                for entity in found
            ]  # fmt: skip
        return found

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
