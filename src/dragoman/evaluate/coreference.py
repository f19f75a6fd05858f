"""How often what points back is understood, on a treebank that annotates coreference (GUM)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.codebook.phrases import fold
from dragoman.coding.actors import Resolver
from dragoman.coding.salience import Candidate
from dragoman.evaluate.conllu import TreebankDocument, read_documents
from dragoman.evaluate.entities import Entities, GoldMention, read_entities
from dragoman.evaluate.overlap import Score
from dragoman.reading.reader import Reader
from dragoman.types import Document, Report

# The genres nearest to news and its read-outs.
GENRES = ("news", "interview", "bio", "speech", "court", "letter")
_ACTORS = frozenset(("person", "organization", "place"))
_KINDS = {"person": "he, she", "thing": "it", "several": "they"}
_DEFINITE = ("the ", "this ", "that ", "these ", "those ", "both ")


def evaluate_coreference(
    reader: Reader, resolver: Resolver, path: Path, genres: Collection[str] = GENRES
) -> dict[str, Any]:
    """Reads the documents of a CoNLL-U file from their raw text and looks where anaphors lead.

    Asked are third-person pronouns, definite descriptions and shortened names of persons,
    organisations and places that the text has named before by a noun.  Right is an antecedent (the last
    mention by a noun of whom the anaphor was taken to mean; of a state any) in the gold entity.  A pronoun
    for anything else counts against precision if it was taken for an actor.  Returns precision,
    recall and F1 of each kind.  Raises ``OSError`` and ``ValueError``.
    """
    counts: dict[str, list[int]] = {}
    for document in read_documents(path):
        if document.genre in genres:
            for verdict in judge(reader, resolver, document):
                total = counts.setdefault(verdict.kind, [0, 0, 0])
                for k, value in enumerate((verdict.right, verdict.answered, verdict.asked)):
                    total[k] += value
    return {
        kind: Score(right, found, right, wanted).to_dict()
        for kind, (right, found, wanted) in sorted(counts.items())
    }


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one anaphor.  ``asked``: its antecedent is an actor that the text has named before."""

    kind: str
    anaphor: GoldMention
    antecedent: Candidate | None
    asked: bool
    answered: bool
    right: bool


def judge(reader: Reader, resolver: Resolver, document: TreebankDocument) -> Iterator[Verdict]:
    """The verdict on each anaphor of a document, in order of the text."""
    gold = read_entities(document)
    actors = resolver.document(reader.read(Report(document.text)))
    pronouns = resolver.codebook.anaphora
    nouns: list[Candidate] = []
    taken: dict[int, Candidate] = {}  # by the offset of the head word
    for candidate in actors.discourse.nominals:
        head = actors.document.sentences[candidate.sentence].tokens[candidate.token]
        if head.end >= candidate.end and fold(head.text) in pronouns:
            taken[head.start] = candidate
        else:
            nouns.append(candidate)
            if len(candidate.entities) == 1:
                taken.setdefault(head.start, candidate)
    named: dict[str, list[GoldMention]] = {}
    for mention in gold.mentions:
        text = document.text[mention.start : mention.end]
        earlier = named.get(mention.entity, [])
        pronoun = pronouns.get(fold(text))
        kind = _kind(text, mention, pronoun, earlier, document)
        if kind is not None:
            whole = mention.kind in _ACTORS and bool(earlier or gold.parts.get(mention.entity))
            chosen = taken.get(mention.head)
            found = list(_antecedents(chosen, nouns, mention.start)) if chosen is not None else []
            antecedent = found[0] if found else None
            # A state and its cities are one actor here, several entities there.
            asked = found if antecedent is not None and antecedent.entities[0].state else found[:1]
            right = any(same_entity(a, mention, gold, actors.document) for a in asked)
            answered = antecedent is not None and (
                whole or any(e.actor.code is not None for e in antecedent.entities)
            )
            yield Verdict(kind, mention, antecedent, whole, answered, right and whole)
        if pronoun is None:
            named.setdefault(mention.entity, []).append(mention)


def _kind(
    text: str,
    mention: GoldMention,
    pronoun: str | None,
    earlier: list[GoldMention],
    document: TreebankDocument,
) -> str | None:
    """What kind of anaphor a mention is; None where it is none."""
    if pronoun is not None:
        return _KINDS.get(pronoun)
    if mention.kind not in _ACTORS or mention.link != "coref" or not earlier:
        return None
    if text.lower().startswith(_DEFINITE) and not any(c.isupper() for c in text[1:]):
        return "description"
    if mention.kind == "person" and text[0].isupper() and " " not in text:
        longer = any(
            text in document.text[m.start : m.end].split() and m.end - m.start > len(text) for m in earlier
        )
        return "surname" if longer else None
    return None


def _antecedents(chosen: Candidate, nouns: list[Candidate], before: int) -> Iterator[Candidate]:
    """The mentions by a noun, before an offset, of all whom ``chosen`` means; the last first."""
    wanted = set(map(id, chosen.entities))
    for candidate in reversed(nouns):
        nearer = candidate.start < before and candidate.end <= chosen.start
        if nearer and wanted == set(map(id, candidate.entities)):
            yield candidate


def same_entity(antecedent: Candidate, mention: GoldMention, gold: Entities, document: Document) -> bool:
    """Whether a candidate of ``document`` is a mention, before ``mention``, of the same gold entity.

    Several together are one where the annotation has their coordination, or them as parts.
    """
    head = document.sentences[antecedent.sentence].tokens[antecedent.token].start
    parts = gold.parts.get(mention.entity, frozenset())
    several = len(antecedent.entities) > 1
    for other in gold.mentions:
        if other.start >= mention.start:
            break
        common = min(other.end, antecedent.end) - max(other.start, antecedent.start)
        if common <= 0:
            continue
        size = min(other.end - other.start, antecedent.end - antecedent.start) if several else 0
        if other.entity == mention.entity:
            covered = 2 * common / (other.end - other.start + antecedent.end - antecedent.start)
            if covered >= 0.5 or (other.head == head and not several):
                return True
        if several and other.entity in parts and common == size:
            return True
    return False
