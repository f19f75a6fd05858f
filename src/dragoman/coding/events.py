"""Codes the events of a document: codebook first, the model where the codebook is silent."""

from __future__ import annotations

from dragoman.codebook.events import Entry, EventCodebook, Operator
from dragoman.coding.arguments import Arguments
from dragoman.coding.context import Context
from dragoman.coding.counts import told_deaths
from dragoman.coding.drafted import Drafted
from dragoman.coding.matching import adjective_entry, noun_entries, verb_entries
from dragoman.coding.modality import modality
from dragoman.coding.places import place_of
from dragoman.coding.roles import agent, complements, deprel, lemma, patient, prepositions
from dragoman.coding.sides import Sides
from dragoman.coding.tellings import merge
from dragoman.tree import Tree
from dragoman.types import EVENT_TYPES, Document, Event, EventType, Mention, Modality, PairTyper, Party, Span

# Acts of speech: done by being told as a purpose ("met him to warn him").
_VERBAL = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "SUPPORT", "CONSULT"})
_PRONOUNS = frozenset(
    {
        "it",
        "this",
        "that",
        "they",
        "them",
        "he",
        "she",
        "him",
        "her",
        "we",
        "us",
        "i",
        "its",
        "their",
        "his",
        "those",
        "these",
        "which",
        "who",
    }
)


class EventCoder:
    """Codes PLOVER events.

    ``codebook`` decides wherever it has an entry.  ``typer`` (may be None) chooses where an
    entry leaves the type open, and types a verb between two resolved actors that the codebook
    does not know, when its probability exceeds the codebook's ``model.threshold``.

    ``Event.confidence``: the entry's own confidence (1 would be certain), times the typer's
    probability where the typer decided.
    """

    def __init__(self, codebook: EventCodebook, typer: PairTyper | None = None) -> None:
        self._book = codebook
        self._typer = typer

    def code(self, context: Context) -> list[Event]:
        """Every event of every sentence, tellings of one event merged, in order of the text."""
        merged = merge(self.draft(context))
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
                deaths=d.deaths,
                confidence=round(d.confidence, 3),
            )
            for number, d in enumerate(merged, 1)
        ]

    def draft(self, context: Context) -> list[Drafted]:
        """Every telling of every event, unmerged, with the entry that decided (for explanations)."""
        mentioned = _mentioned(context)
        drafts: list[Drafted] = []
        for number, tree in enumerate(context.trees):
            if tree.tokens:
                classes = self._book.classes
                sides = Sides(context, tree, mentioned[number], classes["human"], classes["calendar"])
                drafts.extend(_Sentence(self._book, self._typer, context, number, tree, sides).code())
        return drafts

    def split_yield(self, document: Document, label: str) -> EventType:
        """``label``, with the model's class YIELD told apart: RETREAT where the document holds
        a trigger of RETREAT in the codebook, else CONCEDE."""
        if label != "YIELD":
            return next((t for t in EVENT_TYPES if t == label), "CONCEDE")
        for sentence in document.sentences:
            for token in sentence.tokens:
                word = token.lemma.lower()
                table = self._book.verbs if token.upos == "VERB" else self._book.nouns
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


class _Sentence:
    """The coding of one sentence."""

    def __init__(
        self,
        book: EventCodebook,
        typer: PairTyper | None,
        context: Context,
        number: int,
        tree: Tree,
        sides: Sides,
    ) -> None:
        self.book, self.typer, self.context = book, typer, context
        self.number, self.tree, self.sides = number, tree, sides
        self.arguments = Arguments(tree, sides, book)
        self.found: dict[int, Drafted] = {}
        self.used: set[int] = set()

    def code(self) -> list[Drafted]:
        tree, book = self.tree, self.book
        tried: list[int] = []
        for i, token in enumerate(tree.tokens):
            if token.deprel == "amod":
                continue
            if token.upos == "VERB" or (token.upos == "AUX" and deprel(tree, i) not in ("aux", "cop")):
                word = token.lemma.lower()
                if word in book.verbs:
                    any(self._add(i, entry) for entry in verb_entries(tree, i, book, self.sides))
                if i not in self.found and word not in book.silent and self.typer is not None:
                    tried.append(i)
            elif token.upos == "ADJ" and token.lemma.lower() in book.adjectives:
                adjective = adjective_entry(tree, i, book)
                if adjective is not None:
                    self._add(i, adjective)
        for i, token in enumerate(tree.tokens):
            if token.upos in ("NOUN", "PROPN") and i not in self.used and token.lemma.lower() in book.nouns:
                if self._may_tell(i):
                    any(self._add(i, entry) for entry in noun_entries(tree, i, book, self.sides))
        if self.typer is not None:
            self._ask(tried)
        self._operate()
        self._share_occasion()
        drafts = [*self.found.values(), *self._announce()]
        return sorted(drafts, key=lambda d: d.token)

    # --- entries ------------------------------------------------------------------

    def _may_tell(self, i: int) -> bool:
        """Whether the noun ``i`` can tell an event: it heads a phrase of its own."""
        return deprel(self.tree, i) not in ("compound", "flat", "amod", "fixed", "vocative", "case")

    def _add(self, i: int, entry: Entry) -> bool:
        """Codes ``entry`` at ``i``; False where its arguments are not there."""
        arguments = self.arguments.of(i, entry)
        if arguments is None:
            return False
        source, target, clause = arguments
        source, target = _known(source), _known(target)
        deaths = told_deaths(self.tree, i) if entry.type == "ASSAULT" else None
        if not source and not target and deaths is None:
            return False
        if not any(p.actor for p in (*source, *target)) and not (source and target) and deaths is None:
            return False
        draft = Drafted(
            sentence=self.number,
            token=i,
            type=entry.type,
            mode=entry.mode,
            cameo=entry.cameo,
            goldstein=entry.goldstein,
            symmetric=entry.symmetric,
            confidence=entry.confidence,
            entry=entry.id,
            source=source,
            target=target,
            trigger=self._trigger(i, clause),
            modality=self._modality(i),
            deaths=deaths,
            rule=entry,
            clause=clause,
        )
        self._settle(draft, i, clause)
        if entry.choose:
            self._choose(draft, entry.choose)
        self.found[i] = draft
        if entry.pos == "verb":
            thing = patient(self.tree, i)
            if thing is not None and entry.object is not None and "@actor" not in entry.object:
                self.used.add(thing)
            for prep, words in entry.beside:
                if "@actor" not in words:
                    self.used.update(prepositions(self.tree, i).get(prep, ()))
        return True

    def _settle(self, draft: Drafted, i: int, clause: int) -> None:
        """Gives the draft its date and place."""
        dates = self.context.dates
        draft.date = dates.of(self.tree, i, self.number)
        if draft.date is None and clause != i:
            draft.date = dates.of(self.tree, clause, self.number)
        place = place_of(self.tree, i, self.sides, self.book.classes["place_preposition"])
        if place is None and clause != i:
            place = place_of(self.tree, clause, self.sides, self.book.classes["place_preposition"])
        draft.place = place

    def _trigger(self, i: int, clause: int) -> Span:
        """The trigger's words: the verb with its particle, or the light verb with its noun."""
        tree = self.tree
        if clause != i and abs(clause - i) <= 3:
            return tree.span(min(i, clause), max(i, clause))
        particle = tree.child(i, "compound:prt") if tree.tokens[i].upos == "VERB" else None
        return tree.span(i, particle) if particle is not None and particle == i + 1 else tree.span(i, i)

    def _modality(self, i: int) -> Modality:
        return modality(self.tree, i, self.book.modality)

    # --- the model ------------------------------------------------------------------

    def _choose(self, draft: Drafted, choose: tuple[EventType, ...]) -> None:
        """Lets the model choose between the types that the entry leaves open."""
        if self.typer is None or not draft.source or not draft.target:
            return
        [shares] = self.typer.type_pairs(
            self.context.document, self.number, [_pair(draft.source, draft.target)]
        )
        best = max(choose, key=lambda t: _share(shares, t))
        share = _share(shares, best)
        if share >= self.book.choice_threshold and best != draft.type:
            kind = self.book.kinds[best]
            draft.type, draft.mode, draft.cameo, draft.goldstein = best, None, kind.cameo, kind.goldstein
            draft.confidence = round(draft.confidence * share, 3)
            draft.entry += " + model"

    def _ask(self, verbs: list[int]) -> None:
        """Types verbs that the codebook does not know, between two actors it does know."""
        asked: list[tuple[int, tuple[Party, ...], tuple[Party, ...]]] = []
        for i in verbs:
            if deprel(self.tree, i) == "amod":
                continue
            doer = agent(self.tree, i)
            if doer is None:
                continue
            source = tuple(p for p in self.sides.of(doer) if p.actor is not None)
            if not source:
                continue
            codes = {p.code for p in source}
            things = [patient(self.tree, i), *self.tree.children(i, "iobj", "obl")]
            for thing in things:
                target = self.sides.of(thing) if thing is not None and self.sides.names(thing) else ()
                target = tuple(p for p in target if p.actor is not None and p.code not in codes)
                if target:
                    asked.append((i, source, target))
                    break
        if not asked or self.typer is None:
            return
        answers = self.typer.type_pairs(
            self.context.document, self.number, [_pair(s, t) for _, s, t in asked]
        )
        for (i, source, target), shares in zip(asked, answers, strict=True):
            label = max(shares, key=shares.__getitem__)
            if shares[label] < self.book.model_threshold:
                continue
            kind = self.book.kinds["CONCEDE" if label == "YIELD" else label]  # type: ignore[index]
            draft = Drafted(
                sentence=self.number,
                token=i,
                type=kind.type,
                mode=None,
                cameo=kind.cameo,
                goldstein=kind.goldstein,
                symmetric=kind.symmetric,
                confidence=shares[label],
                entry="model",
                source=source,
                target=target,
                trigger=self._trigger(i, i),
                modality=self._modality(i),
                clause=i,
            )
            self._settle(draft, i, i)
            self.found[i] = draft

    # --- events made of events ---------------------------------------------------------

    def _operate(self) -> None:
        for i, token in enumerate(self.tree.tokens):
            if token.upos != "VERB":
                continue
            for operator in self._operators(i):
                content = self._content(i)
                made = operator.result.get(content.type) if content is not None else None
                if content is None or made is None:
                    continue
                present = self.found.get(i)
                if present is not None:
                    # An entry that takes any clause gives way to what the clause is.
                    open_ended = present.rule is not None and any(
                        w[0] == "*" for w in present.rule.complement or ()
                    )
                    if open_ended and operator.keeps:
                        present.type, present.mode, present.cameo, present.goldstein = made
                        present.entry = f"operator {operator.name}"
                        if content.target and not any(p.actor for p in present.target):
                            present.target = content.target
                    break
                doer = agent(self.tree, i)
                source = _known(self.sides.of(doer)) if doer is not None else ()
                self._made(i, operator, made, content, source or content.source)
                break

    def _operators(self, i: int) -> tuple[Operator, ...]:
        word = lemma(self.tree, i)
        particle = self.tree.child(i, "compound:prt")
        if particle is not None:
            joined = f"{word}+{self.tree.tokens[particle].text.lower()}"
            if joined in self.book.operators:
                return self.book.operators[joined]
        return self.book.operators.get(word, ())

    def _content(self, i: int) -> Drafted | None:
        """The event that the verb ``i`` acts on: its object, its complement, what it calls for."""
        tree = self.tree
        things = [patient(tree, i), *complements(tree, i)]
        beside = prepositions(tree, i)
        for prep in ("for", "to", "of"):
            things.extend(beside.get(prep, ()))
        for thing in things:
            if thing is not None and thing in self.found:
                return self.found[thing]
        return None

    def _made(
        self,
        i: int,
        operator: Operator,
        made: tuple[EventType, str | None, str, float],
        content: Drafted,
        source: tuple[Party, ...],
    ) -> None:
        codes = {p.code for p in source if p.code}
        target = tuple(p for p in content.target if p.code is None or p.code not in codes)
        if not target:
            target = tuple(
                p for p in content.source if p not in source and (p.code is None or p.code not in codes)
            )
        if not source or not target:
            return
        draft = Drafted(
            sentence=self.number,
            token=i,
            type=made[0],
            mode=made[1],
            cameo=made[2],
            goldstein=made[3],
            symmetric=False,
            confidence=operator.confidence * content.confidence,
            entry=f"operator {operator.name}",
            source=source,
            target=target,
            trigger=self._trigger(i, i),
            modality=self._modality(i),
            clause=i,
        )
        self._settle(draft, i, i)
        if not operator.keeps:
            del self.found[content.token]
        self.found[i] = draft

    def _announce(self) -> list[Drafted]:
        """What a party says that it will do, or will not do, is itself an event."""
        extra: list[Drafted] = []
        for i, draft in self.found.items():
            if draft.modality not in ("future", "negated") or not draft.target or not draft.source:
                continue
            will = self._will(i)
            if will is None or not self._own_word(i, draft):
                continue
            operator = self.book.refused if draft.modality == "negated" else self.book.announced
            made = operator.result.get(draft.type)
            if made is None:
                continue
            extra.append(
                Drafted(
                    sentence=self.number,
                    token=i,
                    type=made[0],
                    mode=made[1],
                    cameo=made[2],
                    goldstein=made[3],
                    symmetric=False,
                    confidence=operator.confidence * draft.confidence,
                    entry=f"operator {operator.name}",
                    source=draft.source,
                    target=draft.target,
                    trigger=self.tree.span(will, i),
                    modality="asserted",
                    date=None,
                    clause=i,
                )
            )
        return extra

    def _will(self, i: int) -> int | None:
        """The "will" of the clause ``i`` itself."""
        for aux in self.tree.children(i, "aux"):
            if self.tree.tokens[aux].text.lower() in ("will", "would", "wo", "'ll", "’ll", "shall"):
                return aux
        return None

    def _own_word(self, i: int, draft: Drafted) -> bool:
        """Whether the announcement is the party's own: it says so, or the report says so flatly."""
        tree = self.tree
        node = i
        while deprel(tree, node) == "conj":
            node = tree.tokens[node].head
        relation, above = deprel(tree, node), tree.tokens[node].head
        if above < 0:
            return True
        if relation not in ("ccomp", "parataxis") or lemma(tree, above) not in self.book.modality.saying:
            return False
        speaker = agent(tree, above)
        if speaker is None:
            return True
        spoken = {p.code for p in self.sides.of(speaker)}
        return bool(spoken & {p.code for p in draft.source})

    def _share_occasion(self) -> None:
        """An event that is the purpose, manner or content of another shares its date and place."""
        for i, draft in self.found.items():
            token = self.tree.tokens[i]
            other = self.found.get(token.head)
            if other is None or deprel(self.tree, i) not in ("advcl", "xcomp", "acl", "conj"):
                continue
            verbal = draft.type in _VERBAL and other.type in _VERBAL and deprel(self.tree, i) == "advcl"
            if verbal and draft.modality == "future" and other.modality == "asserted":
                draft.modality = "asserted"
            if draft.modality == other.modality and deprel(self.tree, i) == "advcl":
                draft.date, other.date = draft.date or other.date, other.date or draft.date
                draft.place, other.place = draft.place or other.place, other.place or draft.place


def _known(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """Without pronouns that stand for nobody."""
    return tuple(p for p in parties if p.actor is not None or p.text.lower() not in _PRONOUNS)


def _pair(source: tuple[Party, ...], target: tuple[Party, ...]) -> tuple[tuple[int, int], tuple[int, int]]:
    return (source[0].start, source[0].end), (target[0].start, target[0].end)


def _share(shares: dict[str, float], name: EventType) -> float:
    return shares.get("YIELD" if name in ("RETREAT", "CONCEDE") else name, 0.0)
