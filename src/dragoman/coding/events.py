"""Codes the events of a document: codebook first, the model where the codebook is silent."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.codebook.events import Entry, EventCodebook
from dragoman.codebook.gazetteer import Gazetteer
from dragoman.coding.answers import answer
from dragoman.coding.context import Context
from dragoman.coding.drafted import Drafted
from dragoman.coding.matching import adjective_entry, done_so, noun_entries, verb_entries
from dragoman.coding.model_events import ask, choose
from dragoman.coding.occasions import join
from dragoman.coding.operators import announce, operate
from dragoman.coding.places import Places
from dragoman.coding.sentence_events import SentenceCoder
from dragoman.coding.shapes import deprel, lemma, nominal
from dragoman.coding.sides import Sides
from dragoman.coding.tellings import merge
from dragoman.types import EVENT_TYPES, Document, Event, EventType, Mention, PairTyper


class EventCoder:
    """Codes PLOVER events.

    ``codebook`` decides wherever it has an entry.  ``typer`` (may be None) chooses where an
    entry leaves the type open, and types a verb between two resolved actors that the codebook
    does not know, when its probability exceeds the codebook's ``model.threshold``.

    ``Event.confidence``: the entry's own confidence (1 would be certain), times the typer's
    probability where the typer decided.
    """

    def __init__(
        self, codebook: EventCodebook, typer: PairTyper | None = None, gazetteer: Gazetteer | None = None
    ) -> None:
        """``typer``: the model that types pairs, or None to go by the codebook alone; ``gazetteer``:
        where places are looked up, the packaged one when None."""
        self.book = codebook
        self.typer = typer
        self._gazetteer = gazetteer
        self._places = Places(codebook, gazetteer)

    def alone(self) -> EventCoder:
        """A coder that goes by the same codebook, without the model."""
        return EventCoder(self.book, None, self._gazetteer)

    def code(self, context: Context) -> list[Event]:
        """Every event of every sentence, tellings of one event merged, in order of the text."""
        merged = sorted(merge(self.draft(context)), key=lambda d: d.trigger.start)
        return [
            Event(
                id=f"e{number}",
                type=d.type,
                mode=d.mode,
                trigger=d.trigger,
                source=d.source,
                target=d.target,
                date=d.date,
                place=d.place,
                modality=d.modality,
                cameo=d.cameo,
                goldstein=d.goldstein,
                deaths=d.counts.deaths,
                injured=d.counts.injured,
                arrested=d.counts.arrested,
                confidence=round(d.confidence, 3),
                basis=d.basis,
            )
            for number, d in enumerate(merged, 1)
        ]

    def draft(self, context: Context) -> list[Drafted]:
        """Every telling of every event, unmerged."""
        mentioned = _mentioned(context)
        drafts: list[Drafted] = []
        for number, tree in enumerate(context.trees):
            if tree.tokens:
                sides = Sides(context, tree, mentioned[number], self.book.classes)
                drafts.extend(
                    _code(SentenceCoder(self.book, self.typer, context, number, tree, sides, self._places))
                )
        answer(drafts, context.trees, self.book)
        return drafts

    def split_yield(self, document: Document, label: str) -> EventType:
        """``label``, with the model's class YIELD told apart: RETREAT where the document holds
        a trigger of RETREAT in the codebook, else CONCEDE."""
        if label != "YIELD":
            return next((t for t in EVENT_TYPES if t == label), "CONCEDE")
        for sentence in document.sentences:
            for token in sentence.tokens:
                word = token.lemma.lower()
                table = self.book.verbs if token.upos == "VERB" else self.book.nouns
                if any(entry.type == "RETREAT" for entry in table.get(word, ())):
                    return "RETREAT"
        return "CONCEDE"


def _mentioned(context: Context) -> list[dict[int, Mention]]:
    """For each sentence: token -> the mention it lies in."""
    found: list[dict[int, Mention]] = [{} for _ in context.trees]
    for mention in context.document.mentions:
        number = context.sentence_at(mention.start)
        if number < len(found):
            for token in context.trees[number].at(mention.start, mention.end):
                found[number][token] = mention
    return found


def _add_first(s: SentenceCoder, i: int, entries: Iterator[Entry]) -> None:
    """Codes the first of ``entries`` whose arguments are there.  Where it says nothing of the mode, a less
    specific one of its type may."""
    entry = next((e for e in entries if s.add(i, e)), None)
    if entry is None or entry.mode is not None:
        return
    told = next((e for e in entries if e.type == entry.type and e.mode is not None), None)
    draft = s.found[i]
    if told is not None and draft.mode is None:
        draft.mode, draft.cameo, draft.goldstein = told.mode, told.cameo, told.goldstein


def _code(s: SentenceCoder) -> list[Drafted]:
    """All drafts of one sentence: verbs, then nouns not yet taken in, the model, then composition."""
    tree, book = s.tree, s.book
    tried: list[int] = []
    for i, token in enumerate(tree.tokens):
        if token.deprel == "amod":
            continue
        if token.upos == "VERB" or (token.upos == "AUX" and deprel(tree, i) not in ("aux", "cop")):
            word = lemma(tree, i)
            if word in book.verbs:
                _add_first(s, i, verb_entries(tree, i, book, s.sides))
            if i not in s.found and word not in book.silent and s.typer is not None:
                tried.append(i)
        elif token.upos == "ADJ" and token.lemma.lower() in book.adjectives:
            adjective = adjective_entry(tree, i, book)
            if adjective is not None:
                s.add(i, adjective)
    for verb, entry in done_so(tree, book):
        if verb not in s.found:
            s.add(verb, entry, known_only=True)
    for i in range(len(tree.tokens)):
        if i in s.used or not nominal(tree, i) or not s.may_tell(i):
            continue
        if lemma(tree, i) in book.nouns:
            _add_first(s, i, noun_entries(tree, i, book, s.sides))
    if s.typer is not None:
        for draft in s.found.values():
            if draft.rule is not None and draft.rule.choose:
                choose(s, draft, draft.rule.choose)
        told = {draft.clause for draft in s.found.values()}
        ask(s, [i for i in tried if i not in told])
    operate(s)
    join(s)
    drafts = [*s.found.values(), *announce(s)]
    return sorted(drafts, key=lambda d: d.token)
