"""Whom a pronoun means: the candidate before it that stands out most."""

from __future__ import annotations

from dragoman.codebook.actors import ActorCodebook
from dragoman.codebook.phrases import fold
from dragoman.coding.layout import Layout
from dragoman.coding.salience import DISTANCE, DOMINATES, INSIDE, REACH, SALIENCE, SPEAKER, Candidate, Entity
from dragoman.tree import Tree
from dragoman.types import Actor, Span


class Pronouns:
    """Resolves pronouns among the candidates found so far."""

    def __init__(self, layout: Layout, book: ActorCodebook, candidates: list[Candidate]) -> None:
        """``candidates`` may grow while this is in use."""
        self.layout = layout
        self.book = book
        self.candidates = candidates
        self._quoted = sorted(
            ((c.start, c.end, a.source) for a in layout.document.attributions for c in a.content if a.source),
            key=lambda q: q[1] - q[0],
        )

    def resolve(self, plain: str, kind: str, span: Span) -> list[Entity]:
        """The entities that a pronoun at ``span`` means; empty where nobody fits."""
        if kind in ("speaker", "side"):
            return self._speaker(span, kind)
        number = self.layout.sentence(span.start)
        if number is None:
            return []
        tree = self.layout.tree(number)
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
            if candidate.sentence != number and self._quoted_inside(candidate):
                score -= INSIDE
            elif candidate.sentence != number and kind == "person" and self._closes(candidate):
                score += INSIDE
            if candidate.sentence == number:
                head = tree.tokens[candidate.token].head
                fellow = not possessive and head == tree.tokens[at].head
                if fellow and not self._outside(tree, candidate.token, at):
                    continue  # fellow arguments of one verb are not the same
                if head in above and candidate.deprel.startswith("nsubj"):
                    score += DOMINATES
                elif head in above and candidate.deprel in ("obj", "iobj"):
                    # "warn Russia that it ...": the one who is told is the one spoken of.
                    score += DOMINATES + (4.0 if kind == "thing" else 0.0)
            if best is None or score > best[0]:
                best = (score, n, candidate)
        return list(best[2].entities) if best is not None else []

    def _quoted_inside(self, candidate: Candidate) -> bool:
        """Whether another speaker's words name the candidate: who speaks to us goes before who is quoted."""
        return any(start <= candidate.start and candidate.end <= end for start, end, _ in self._quoted)

    def _closes(self, candidate: Candidate) -> bool:
        """Whether its sentence ends with the candidate's saying so ("..., Lavrov said")."""
        tokens = self.layout.tree(candidate.sentence).tokens
        after = [t for t in tokens if t.start >= candidate.end]
        return (
            bool(after)
            and after[0].lemma.lower() in self.book.words["saying"]
            and not any(t.upos in ("VERB", "AUX") for t in after[1:])
        )

    @staticmethod
    def _outside(tree: Tree, before: int, at: int) -> bool:
        """Whether a subordinator parts two tokens that the parser has put into one clause."""
        return any(before < c < at and tree.is_a(c, "mark") for c in tree.children(tree.tokens[at].head))

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

    def source(self, span: Span) -> Span | None:
        """Who says what stands at ``span``: the source of the shortest quotation around it."""
        for start, end, source in self._quoted:
            if (
                start <= span.start
                and span.end <= end
                and not any(s.start <= span.start < s.end for s in source)
            ):
                return source[0]
        return None

    def _speaker(self, span: Span, kind: str) -> list[Entity]:
        source = self.source(span)
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
