"""The state of an official whom the report names without one ("President Elena Rivas").

Wire reports leave the nationality out where it is plain.  It is told by whom the official's
statement binds ("said Lima would not tolerate"), or by the national source that passes it on ("according
to the Peruvian news agency"); else by where the report brings the official in: the place of the sentence
and of the report, who acts in the sentences before, and what the report is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.codebook.actors import ActorCodebook
from dragoman.codebook.phrases import fold, key
from dragoman.coding.home import Home
from dragoman.coding.layout import Layout
from dragoman.coding.lexing import scan
from dragoman.coding.salience import Candidate, Entity, nations
from dragoman.tree import Tree

_OF_STATE = frozenset(("GOV", "MIL"))
_SPEAKING = frozenset(("GOV", "MIL", "IGO", "NGO"))
_FUTURE = frozenset(("will", "would", "shall", "wo", "can", "could"))
_READY = frozenset(("ready", "willing", "prepared", "determined", "open", "committed"))
_SEATS = ("capital", "seat")
_NATIONAL = ("state", "people", "peoples", "capital", "seat")
_ARGUMENTS = ("nsubj", "obj", "iobj", "obl")
_HALVES = {"the north": 0, "the south": 1}
_REACH = 3  # sentences back
# What a country named beside a mention of the official counts for, by how.
_FRONTED = 8.0  # "In Tunis, Foreign Minister ..."
_PLACE = 3.0  # "... said in Tunis"
_DATELINE = 1.5
_OPENING = 5.0  # the same for those brought in at once
_SAID = 0.5  # in what the official says, or who says something of the official
_TO_DO = 2.5  # what the official says that the state will do
_BESIDE = 1.0
_SUBJECT = 4.0  # who acts in a sentence before, divided by the distance's square
_BEFORE = 1.5  # others there
_APART = 0.6  # how much of it counts across paragraphs
_SHARE = 3.0  # the country's share of all mentions
_LATER = 0.3  # how much the later mentions of the official count for
_ENOUGH = 2.0  # the least that decides


class Officials:
    """Finds the states of the named officials of one report."""

    def __init__(
        self, layout: Layout, candidates: Sequence[Candidate], book: ActorCodebook, home: Home
    ) -> None:
        """``candidates``: all mentions, in order; ``home``: where the report plays."""
        self.layout, self.candidates, self.book, self.home = layout, candidates, book, home

    def settle(self) -> None:
        """Give a country to the named officials of a state that have none, in place and in order."""
        mentions: dict[int, list[Candidate]] = {}
        for candidate in self.candidates:
            entity = candidate.entities[0]
            if len(candidate.entities) == 1 and candidate.form != "pronoun" and lacks(entity):
                mentions.setdefault(id(entity), []).append(candidate)
        for found in mentions.values():
            entity = found[0].entities[0]
            country = self._told(found) or self._likeliest(found)
            if country is not None:
                entity.actor = replace(entity.actor, country=country, second_sector=None)

    def _told(self, mentions: list[Candidate]) -> str | None:
        """The country that the words around one of the mentions tell."""
        for candidate in mentions:
            beside = self._beside(candidate)
            tree = self.layout.tree(candidate.sentence)
            country = _bound(tree, candidate.token, beside, self.book, self.home.country)
            if country is None:
                country = _source(tree, beside)
            if country is not None:
                return country
        return None

    def _beside(self, mention: Candidate) -> list[Candidate]:
        return [c for c in self.candidates if c.sentence == mention.sentence and c is not mention]

    def _likeliest(self, mentions: list[Candidate]) -> str | None:
        """The country for which most speaks around the mentions; None where little does."""
        score: dict[str, float] = {}
        barred: set[str] = set()
        total = self.home.counts.total()
        for country, n in self.home.counts.items():
            score[country] = _SHARE * n / total
        if self.home.dateline is not None:
            weight = _OPENING if mentions[0].paragraph < 2 else _DATELINE
            score[self.home.dateline] = score.get(self.home.dateline, 0.0) + weight
        for number, mention in enumerate(mentions):
            self._count(mention, score, barred, _LATER if number else 1.0)
        fitting = [c for c in score if c not in barred and score[c] >= _ENOUGH]
        return max(fitting, key=lambda c: score[c], default=None)

    def _count(self, mention: Candidate, score: dict[str, float], barred: set[str], part: float) -> None:
        """Add ``part`` of what the countries around a mention count for: in each sentence, its best."""
        best: dict[tuple[int, str], float] = {}
        for other in self.candidates:
            back = mention.sentence - other.sentence
            if back < 0:
                break
            countries = nations(other)
            if back > _REACH or not countries or other.entities[0] is mention.entities[0]:
                continue
            if back == 0 and self._foreign(mention, other):
                barred.update(countries)
                continue
            weight = self._here(mention, other) if back == 0 else self._before(mention, other) / back**2
            for country in countries:
                best[back, country] = max(best.get((back, country), 0.0), weight)
        for (_, country), weight in best.items():
            score[country] = score.get(country, 0.0) + part * weight

    def _before(self, mention: Candidate, other: Candidate) -> float:
        """What a mention in a sentence before counts for."""
        subject = other.deprel.startswith("nsubj") or self.home.is_around(other)
        apart = other.paragraph != mention.paragraph
        return (_SUBJECT if subject else _BEFORE) * (_APART if apart else 1.0)

    def _here(self, mention: Candidate, other: Candidate) -> float:
        """What a mention in the same sentence counts for."""
        tree = self.layout.tree(mention.sentence)
        above, below = tree.tokens[other.token].head, tree.tokens[mention.token].head
        if self.home.is_around(other):
            if below != above in tree.ancestors(mention.token) and self._is_spoken_of(tree, mention, above):
                return _BESIDE
            return _FRONTED if other.start < mention.start else _PLACE
        tells = other.deprel == "nsubj" and above in tree.ancestors(mention.token)
        told = mention.deprel == "nsubj" and below in tree.ancestors(other.token)
        if told and other.entities[0].state and other.deprel == "nsubj":
            clause = tree.tokens[other.token].head
            if any(tree.tokens[c].lemma.lower() in _FUTURE for c in tree.children(clause, "aux")):
                return _TO_DO
        return _SAID if tells or told else _BESIDE

    def _is_spoken_of(self, tree: Tree, mention: Candidate, verb: int) -> bool:
        """Whether another official is the subject of ``verb``, in whose clause the mention stands below.

        In "In Lisbon, Foreign Minister Costa offered aid if President Djassi was freed" the place is Costa's.
        """
        return any(
            tree.tokens[c.token].head == verb and c.deprel.startswith("nsubj")
            for c in self.candidates
            if c.sentence == mention.sentence and c.entities[0].actor.sector in _SPEAKING
        )

    def _foreign(self, mention: Candidate, other: Candidate) -> bool:
        """Whether the two are arguments of one verb and the other's nation is said: it is another's then."""
        tree = self.layout.tree(mention.sentence)
        fellows = tree.tokens[mention.token].head == tree.tokens[other.token].head
        if not fellows or not all(tree.is_a(c.token, *_ARGUMENTS) for c in (mention, other)):
            return False
        if other.entities[0].actor.sector not in _OF_STATE or self.home.is_around(other):
            return False
        words = self.layout.document.report.text[other.start : other.end]
        return any(i.entry is not None and i.entry.kind in _NATIONAL for i in scan(words, self.book))


def lacks(entity: Entity) -> bool:
    """Whether it is a named official of a state of which no words tell."""
    actor = entity.actor
    return (
        entity.surname is not None
        and actor.country is None
        and actor.sector in _OF_STATE
        and actor.role is not None
    )


def spoken_for(tree: Tree, official: int, beside: Sequence[Candidate], book: ActorCodebook) -> str | None:
    """The state for which a body without a nation speaks: "Peru would free him, the ministry said".

    ``official``: the head token of its mention; ``beside``: the candidates of the sentence.
    """
    return _bound(tree, official, beside, book, None, body=True)


def _bound(
    tree: Tree,
    official: int,
    beside: Sequence[Candidate],
    book: ActorCodebook,
    home: str | None,
    *,
    body: bool = False,
) -> str | None:
    """The state that the official's statement binds: the subject of what it says will be done."""
    if not tree.is_a(official, "nsubj"):
        return None
    for clause in tree.children(tree.tokens[official].head, "ccomp", "parataxis"):
        helpers = {tree.tokens[c].lemma.lower() for c in tree.children(clause, "aux")}
        ready = tree.tokens[clause].lemma.lower() in _READY
        if not (helpers & _FUTURE or ready):
            continue
        denied = any(tree.tokens[c].lemma.lower() in ("not", "never", "n't") for c in tree.children(clause))
        for subject in tree.children(clause, "nsubj"):
            for other in beside:
                if other.token != subject or len(other.entities) != 1:
                    continue
                found = other.entities[0]
                entry = book.names.get(fold(tree.tokens[subject].text))
                seat = entry is not None and entry.kind in _SEATS
                if found.state and (seat or denied or ready or body):
                    return found.actor.country
                ours = found.actor.sector in _OF_STATE and found.actor.name is None
                if ours and found.kind != "person" and not found.state:
                    return found.actor.country or home  # "the army would not give in"
    return None


def _source(tree: Tree, beside: Sequence[Candidate]) -> str | None:
    """The nation of a source that opens the sentence: "According to the Peruvian news agency, ..."."""
    for other in beside:
        actor = other.entities[0].actor
        cases = {tree.tokens[c].lemma.lower() for c in tree.children(other.token, "case")}
        cases |= {tree.tokens[c].text.lower() for c in tree.children(other.token, "case")}
        if "according" in cases and actor.country not in (None, "IGO", "NGO"):
            return actor.country
    return None


def is_half(text: str) -> bool:
    """Whether ``text`` may be one of two states of one name: "the North", "the South"."""
    return key(text) in _HALVES


def half_of(text: str, country: str, book: ActorCodebook) -> str | None:
    """The state that "the North" or "the South" is in a report about ``country``; else None."""
    half = _HALVES.get(key(text))
    return book.halves[country][half] if half is not None and country in book.halves else None
