"""Codes the entries that one sentence triggers, with date, place, modality and deaths."""

from __future__ import annotations

from dragoman.codebook.events import Entry, EventCodebook
from dragoman.coding.arguments import Arguments, known
from dragoman.coding.complements import complements
from dragoman.coding.context import Context
from dragoman.coding.counts import HARMING, NONE, told
from dragoman.coding.drafted import Drafted
from dragoman.coding.matching import DEMANDING, noun_entries, several_modes
from dragoman.coding.modality import modality as modality_of
from dragoman.coding.obliques import prepositions
from dragoman.coding.places import Places
from dragoman.coding.roles import patient
from dragoman.coding.shapes import deprel, lemma, nominal
from dragoman.coding.sides import Sides
from dragoman.tree import Tree
from dragoman.types import Modality, PairTyper, Span

# Acts of speech: done by being told as a purpose ("met him to warn him").
VERBAL = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "SUPPORT", "CONSULT"})


# Types that are told with numbers of people killed, wounded or arrested.
_COUNTED = frozenset({"ASSAULT", "COERCE", "PROTEST"})
# Prepositions in front of the deed by which another was done ("killed in an attack").
_MEANS = frozenset({"in", "by", "during", "with", "through"})


class SentenceCoder:
    """The coding of one sentence: ``found`` holds the draft at each trigger token.

    ``used``: nouns that a verb's entry has taken in ("issued a warning"), not to be coded again.
    """

    def __init__(
        self,
        book: EventCodebook,
        typer: PairTyper | None,
        context: Context,
        number: int,
        tree: Tree,
        sides: Sides,
        places: Places,
    ) -> None:
        """``number``: the index of the sentence in the document, whose tree is ``tree``."""
        self.book, self.typer, self.context = book, typer, context
        self.number, self.tree, self.sides, self.places = number, tree, sides, places
        self.arguments = Arguments(tree, sides, book)
        self.found: dict[int, Drafted] = {}
        self.used: set[int] = set()

    def may_tell(self, i: int) -> bool:
        """Whether the noun ``i`` can tell an event: it heads a phrase of its own."""
        if i > 1 and self.tree.tokens[i - 1].text == "of" and lemma(self.tree, i - 2) == "state":
            return False  # "a state of siege", wherever the parser hangs it
        return deprel(self.tree, i) not in ("compound", "flat", "amod", "fixed", "vocative", "case")

    def add(self, i: int, entry: Entry, known_only: bool = False) -> bool:
        """Codes ``entry`` at ``i``; False where its arguments are not there, or, if ``known_only``, where one
        of them is nobody known."""
        arguments = self.arguments.of(i, entry)
        if arguments is None:
            return False
        source, target = known(arguments[0]), known(arguments[1])
        if known_only and not all(p.code for p in (*source, *target)):
            return False
        clause = arguments[2]
        counts = (
            told(self.tree, i, clause, entry.mode == "arrest" and "obj" in entry.target)
            if entry.type in _COUNTED
            else NONE
        )
        if not counts and not (source and target) and not any(p.actor for p in (*source, *target)):
            return False
        mixed = entry.mode is not None and several_modes(self.tree, i, entry, self.book)
        kind = self.book.kinds[entry.type]
        draft = Drafted(
            sentence=self.number,
            token=i,
            type=entry.type,
            mode=None if mixed else entry.mode,
            cameo=kind.cameo if mixed else entry.cameo,
            goldstein=kind.goldstein if mixed else entry.goldstein,
            symmetric=entry.symmetric,
            confidence=entry.confidence,
            basis=f"codebook {entry.id}",
            source=source,
            target=target,
            trigger=self.demand(i, entry) or self.trigger(i, clause, self.light(entry)),
            modality=self.modality(i, entry.type in VERBAL),
            counts=counts,
            rule=entry,
            clause=clause,
        )
        if draft.type == "ASSAULT" and entry.pos == "verb":
            self.take_means(draft, i, entry)
        self.settle(draft, i, clause)
        self.found[i] = draft
        if entry.pos == "verb":
            thing = patient(self.tree, i)
            if thing is not None and self.consumes(entry, thing):
                self.used.add(thing)
            for prep, words in entry.beside:
                if not words & {"@actor", "*"}:
                    self.used.update(prepositions(self.tree, i).get(prep, ()))
        return True

    def consumes(self, entry: Entry, thing: int) -> bool:
        """Whether the entry of a verb tells its object's event itself ("issued a warning"); force against a
        protest does not tell the protest."""
        if entry.object is None or entry.object & {"@actor", "*"}:
            return False
        nouns = self.book.nouns.get(lemma(self.tree, thing), ())
        return entry.type != "ASSAULT" or not any(noun.type == "PROTEST" for noun in nouns)

    def take_means(self, draft: Drafted, i: int, entry: Entry) -> None:
        """The attack in which somebody was killed, or that killed, is the same event: it gives the mode
        and the doer, unless it tells both its sides itself."""
        doer = self.arguments.slots.doer(i, entry)
        nouns = [doer]
        for verb in (i, *(c for c in self.tree.children(i, "conj") if lemma(self.tree, c) in HARMING)):
            for preposition, found in prepositions(self.tree, verb).items():
                if preposition in _MEANS:
                    nouns.extend(found)
        for noun in nouns:
            if noun is None or not nominal(self.tree, noun):
                continue
            for means in noun_entries(self.tree, noun, self.book, self.sides):
                arguments = self.arguments.of(noun, means) if means.type == "ASSAULT" else None
                if arguments is None:
                    continue
                if not (arguments[0] and arguments[1]):
                    self.used.add(noun)
                draft.source = known(arguments[0]) if noun == doer else draft.source or known(arguments[0])
                if draft.mode is None and means.mode is not None:
                    draft.mode, draft.cameo, draft.goldstein = means.mode, means.cameo, means.goldstein
                break

    def settle(self, draft: Drafted, i: int, clause: int) -> None:
        """Gives the draft its date and place."""
        dates = self.context.dates
        draft.date = dates.of(self.tree, i, self.number)
        if draft.date is None and clause != i:
            draft.date = dates.of(self.tree, clause, self.number)
        home = self.context.actors.discourse.home.country
        draft.place = self.places.of(draft, self.tree, self.sides, clause, home)
        draft.wide = draft.place is not None and self.places.wide(draft.place)
        if draft.type == "PROTEST" and draft.place is not None and draft.place.country is not None:
            country = draft.place.country
            draft.source = tuple(self.sides.of_the_place(p, country) for p in draft.source)

    def trigger(self, i: int, clause: int, light: bool = False) -> Span:
        """The trigger's words: the verb with its particle, or the light verb with its noun.

        ``light``: whether ``i`` is itself the light verb of an entry ("issued a warning").
        """
        tree = self.tree
        if clause != i and abs(clause - i) <= 3:
            return tree.span(min(i, clause), max(i, clause))
        thing = patient(tree, i) if light else None
        if thing is not None and 0 < thing - i <= 3 and tree.tokens[thing].upos != "SYM":
            return tree.span(i, thing)
        particle = tree.child(i, "compound:prt") if tree.tokens[i].upos == "VERB" else None
        return tree.span(i, particle) if particle is not None and particle == i + 1 else tree.span(i, i)

    def light(self, entry: Entry) -> bool:
        """Whether the entry's event is in the noun that its verb asks for."""
        named = entry.object is not None and not entry.object & {"@actor", "*"}
        return entry.pos == "verb" and named and entry.lemma in self.book.light

    def demand(self, i: int, entry: Entry) -> Span | None:
        """The modal by which something is demanded ("said they should leave"); None where it isn't."""
        if "*must" not in (entry.complement or ()):
            return None
        for clause in complements(self.tree, i):
            for aux in self.tree.children(clause, "aux"):
                if lemma(self.tree, aux) in DEMANDING:
                    return self.tree.span(aux, aux)
        return None

    def modality(self, i: int, verbal: bool = False) -> Modality:
        """The modality of the event whose trigger is ``i``; ``verbal``: an act of speech."""
        return modality_of(self.tree, i, self.book.modality, verbal)
