"""Whom a pronoun means."""

from __future__ import annotations

from dragoman.codebook.actors import ActorCodebook
from dragoman.codebook.phrases import fold
from dragoman.coding.clauses import surface_subject
from dragoman.coding.layout import Layout
from dragoman.coding.salience import REACH, Anaphor, Candidate, Entity, features, nobody, suits
from dragoman.tree import Tree
from dragoman.types import Actor, Span

_ARGUMENTS = ("nsubj", "obj", "iobj", "obl")
Option = tuple[list[str], Candidate | None]


class Pronouns:
    """Resolves pronouns among the candidates found so far; what it once said of a pronoun stands."""

    def __init__(self, layout: Layout, book: ActorCodebook, candidates: list[Candidate]) -> None:
        """``candidates``: all nominals, in order of the text; may grow while this is in use."""
        self.layout = layout
        self.book = book
        self.candidates = candidates
        self._chosen: dict[int, list[Entity]] = {}

    def resolve(self, plain: str, kind: str, span: Span) -> list[Entity]:
        """The entities that a pronoun at ``span`` means; empty where nobody fits."""
        if kind in ("speaker", "side"):
            return self._speaker(span, kind)
        if span.start in self._chosen:
            return self._chosen[span.start]
        number = self.layout.sentence(span.start)
        if number is None:
            return []
        tree = self.layout.tree(number)
        at = next((i for i, t in enumerate(tree.tokens) if t.start <= span.start < t.end), None)
        if at is None:
            return []
        if kind == "relative":
            return self._antecedent(tree, number, at)
        if tree.tokens[at].deprel.startswith("expl"):
            return []
        reflexive = plain in self.book.words["reflexive"]
        chosen = (
            self._subject(tree, number, at)
            if reflexive
            else self.choose(self._anaphor(plain, kind, tree, number, at))
        )
        self._chosen[span.start] = list(chosen.entities) if chosen is not None else []
        gender = self.book.pronoun_gender.get(plain)
        if gender is not None and chosen is not None and chosen.entities[0].gender is None:
            chosen.entities[0].gender = gender
        return self._chosen[span.start]

    def choose(self, anaphor: Anaphor) -> Candidate | None:
        """The antecedent that stands out most, None where nobody does."""
        weights = self.book.ranking[anaphor.kind]
        best, score = None, float("-inf")
        for found, candidate in self.options(anaphor):
            total = sum(weights.get(f, 0.0) for f in found)
            if total > score:
                best, score = candidate, total
        return best

    def _subject(self, tree: Tree, number: int, at: int) -> Candidate | None:
        """The subject of the clause that a reflexive stands in."""
        subject = next((c for i in tree.ancestors(at) if (c := tree.child(i, "nsubj")) is not None), None)
        found = [c for c in self.candidates if c.sentence == number and c.token == subject]
        return max(found, key=lambda c: len(c.entities)) if found else None

    def _anaphor(self, plain: str, kind: str, tree: Tree, number: int, at: int) -> Anaphor:
        token = tree.tokens[at]
        quotation = self.layout.quotation(token.start, token.end)
        return Anaphor(
            kind,
            self.book.pronoun_gender.get(plain),
            number,
            at,
            token.start,
            tree,
            plain in self.book.words["possessive"] and token.deprel not in ("obj", "iobj"),
            frozenset(tree.ancestors(at)),
            quotation,
            quotation >= 0 and self.layout.quotations[quotation].direct,
            self.layout.document.sentences[number].paragraph,
            bool(self.layout.speaks(token.start, token.end)),
            self._doer(tree, at),
            self._fronted(tree, at),
            tree.is_a(at, "nsubj") and token.head >= 0 and tree.is_a(token.head, "ccomp"),
            kind != "person" and self._acts(tree, at),
        )

    @staticmethod
    def _doer(tree: Tree, at: int) -> int | None:
        """Who does what is done with the possessed: Russia, in "urged Russia to pull its troops back"."""
        noun = tree.tokens[at].head
        if noun < 0 or not tree.is_a(at, "nmod:poss") or not tree.is_a(noun, "obj", "iobj", "obl"):
            return None
        return surface_subject(tree, tree.tokens[noun].head)

    @staticmethod
    def _fronted(tree: Tree, at: int) -> int | None:
        """The subject of the clause before one coordinated with it, of whose subject the pronoun is part."""
        subject = tree.tokens[at].head if tree.is_a(at, "nmod:poss") else at
        verb = tree.tokens[subject].head
        if verb < 0 or not tree.is_a(subject, "nsubj") or not tree.is_a(verb, "conj"):
            return None
        return tree.child(tree.tokens[verb].head, "nsubj")

    def _acts(self, tree: Tree, at: int) -> bool:
        """Whether a pronoun is the active subject of a verb of those that only somebody does."""
        head = tree.tokens[at].head
        subject = head >= 0 and tree.is_a(at, "nsubj") and not tree.is_a(at, "nsubj:pass")
        return subject and tree.tokens[head].lemma.lower() in self.book.words["acting"]

    def options(self, anaphor: Anaphor) -> list[Option]:
        """The candidates that a pronoun can mean with their features, the nearest first; last, nobody."""
        options: list[Option] = []
        nearer: list[Entity] = []
        here = 0
        barred = self._fellows(anaphor)
        for n in range(len(self.candidates) - 1, -1, -1):
            candidate = self.candidates[n]
            if candidate.sentence > anaphor.sentence:
                continue
            if anaphor.sentence - candidate.sentence > REACH:
                break
            if not suits(candidate, anaphor.kind, anaphor.gender) or self._barred(anaphor, candidate):
                continue
            if candidate.sentence != anaphor.sentence and any(candidate.entities[0] is e for e in barred):
                continue
            here += candidate.sentence == anaphor.sentence
            options.append((features(anaphor, candidate, len(nearer)), candidate))
            if not any(candidate.entities[0] is e for e in nearer):
                nearer.append(candidate.entities[0])
        options.append((nobody(anaphor, here), None))
        return options

    def _fellows(self, anaphor: Anaphor) -> list[Entity]:
        """Those who are arguments of the pronoun's own verb, so that it cannot mean them.

        In "he described her rival as weak" he is not the rival, wherever the text named that one before.
        """
        tree = anaphor.tree
        head = tree.tokens[anaphor.token].head
        if anaphor.possessive or not tree.is_a(anaphor.token, *_ARGUMENTS):
            return []
        found: list[Entity] = []
        for candidate in reversed(self.candidates):
            if candidate.sentence != anaphor.sentence:
                break
            if tree.tokens[candidate.token].head == head and tree.is_a(candidate.token, *_ARGUMENTS):
                found += candidate.entities
        return found

    @staticmethod
    def _barred(anaphor: Anaphor, candidate: Candidate) -> bool:
        """Whether the grammar forbids it: fellow arguments of a verb, a phrase that holds the pronoun,
        what comes later (but for the subject of a clause that the pronoun's clause goes before)."""
        if candidate.sentence != anaphor.sentence:
            return False
        tree, at = anaphor.tree, anaphor.token
        head = tree.tokens[candidate.token].head
        if candidate.start > anaphor.start:
            clauses = [i for i in anaphor.above if tree.is_a(i, "advcl")]
            later = any(tree.tokens[i].head == head for i in clauses)
            return not (later and tree.is_a(candidate.token, "nsubj"))
        if candidate.end > anaphor.start:
            return True
        if anaphor.possessive or head != tree.tokens[at].head:
            return False
        # A subordinator may part two tokens that the parser has put into one clause.
        return not any(candidate.token < c < at and tree.is_a(c, "mark") for c in tree.children(head))

    def _antecedent(self, tree: Tree, number: int, at: int) -> list[Entity]:
        """The head of the relative clause that it opens; else the nominal right before it."""
        heads = [
            tree.tokens[node].head
            for node in (at, *tree.ancestors(at))
            if tree.is_a(node, "acl", "advcl:relcl")
        ]
        for candidate in self.candidates:
            if candidate.sentence == number and candidate.token in heads[:1]:
                return list(candidate.entities)
        if heads:
            return []
        before = tree.text[: tree.tokens[at].start].rstrip(" ,")
        return next((list(c.entities) for c in reversed(self.candidates) if c.end == len(before)), [])

    def _speaker(self, span: Span, kind: str) -> list[Entity]:
        source = self.layout.source(span)
        found: list[Entity] = []
        if source is not None:
            plain = fold(source.text)
            pronoun = self.book.anaphora.get(plain)
            if pronoun in ("person", "thing", "several"):
                found = self.resolve(plain, pronoun, source)
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
