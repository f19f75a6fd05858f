"""The country that is meant where none is said: "the police", "the government", "the country".

Reports leave it out where it is plain from where the sentence plays, from who acts in it, or from what the
paragraph and the report are about.  Each mention of a country speaks for it, the nearer the more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dragoman.codebook.actors import ActorCodebook
from dragoman.coding.dateline import dateline, headline, is_abroad
from dragoman.coding.layout import Layout
from dragoman.coding.salience import Candidate, nations
from dragoman.tree import Tree

_ARGUMENTS = ("nsubj", "obj", "iobj", "obl:agent")
_STATE = frozenset(("GOV", "MIL"))
# What a mention of a country counts for, by where it stands.
_AROUND = 8.0  # "in Bangkok, ..."
_BEFORE = 3.0
_AFTER = 1.5
_DOMESTIC = 3.0  # one who is no power of state acts in the same clause: "dissidents accused the government"
_PLAYED = 5.0  # where a sentence before in the same paragraph plays; as those below divided by the distance
_ACTED = 4.0  # who acts in the sentence before, for a power of state
_NEAR = 2.0  # in the same paragraph
_FAR = 1.0  # in another
_ALIKE = 1.5  # whose the report called by the same noun before
_REACH = 4
_REPORT = 4.0  # the country's share of all mentions
_DATELINE = 2.5  # the town from which it is reported
_NAMED = 4.0  # a state named before "the country", divided by the distance
_DOMINANT = 4.0  # how many times the mentions of the next country it then has
_ABOUT = 1.0  # and there the share of all mentions


class Home:
    """Finds the country that the context of a mention gives."""

    def __init__(self, layout: Layout, book: ActorCodebook, candidates: Sequence[Candidate]) -> None:
        """``candidates`` may grow; nothing is decided before it is asked for."""
        self.layout = layout
        self.book = book
        self.candidates = candidates
        self.counts: Counter[str] = Counter()
        self.dateline: str | None = None  # the country of the town from which it is reported
        self._titled = headline(layout, book)
        self._abroad = False  # whether the report comes from a country that it is not about

    def count(self) -> None:
        """Count how often the report names each country; its title and first two sentences count double."""
        self.counts = Counter(dict.fromkeys(self._titled, 2))
        for candidate in self.candidates:
            if candidate.sentence == 0 and self._abroad:
                continue
            for country in nations(candidate):
                self.counts[country] += 2 if candidate.sentence < 2 else 1

    def open(self, number: int) -> None:
        """Take the dateline, once the first sentence is read, for where the report plays.

        Not where the second one, once it is read, tells of others.
        """
        if number == 0:
            self.dateline = dateline(self.layout, self.candidates)
        elif number == 1 and self.dateline is not None:
            self._abroad = is_abroad(self.dateline, self._titled, self.layout, self.candidates)
            if self._abroad:
                self.dateline = None

    @property
    def country(self) -> str | None:
        """The country that the report is about."""
        return self.counts.most_common(1)[0][0] if self.counts else None

    @property
    def alone(self) -> str | None:
        """The country that the report is about, where it names no other nearly as often."""
        ranked = self.counts.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] < _DOMINANT * ranked[1][1]):
            return None
        return ranked[0][0]

    def at(
        self,
        number: int,
        token: int,
        kinds: frozenset[str] | None = None,
        alike: str | None = None,
        *,
        focus: bool = False,
        power: bool = False,
        barred: frozenset[str] = frozenset(),
    ) -> str | None:
        """The country at a token of a sentence; None where the report names none.

        ``kinds``: the countries that can be meant, where the words tell ("the kingdom"); ``alike``: one whose
        body of this name the report spoke of before; ``focus``: a state itself is meant ("the country"),
        ``power``: a power of state ("the army");
        ``barred``: countries that it is not.
        """
        tree = self.layout.tree(number)
        total = self.counts.total()
        score: dict[str, float] = {}
        for country, n in self.counts.items():
            score[country] = (_ABOUT if focus else _REPORT) * n / total
        if self.dateline is not None and not focus:
            score[self.dateline] = score.get(self.dateline, 0.0) + _DATELINE
        if alike is not None:
            score[alike] = score.get(alike, 0.0) + _ALIKE
        paragraph = self.layout.document.sentences[number].paragraph
        start = tree.tokens[token].start
        excluded = set(barred)
        best: dict[tuple[int, str], float] = {}  # of each sentence, what most speaks for a country
        for candidate in reversed(self.candidates):
            back = number - candidate.sentence
            if back > _REACH:
                break
            if back < 0 or candidate.start <= start < candidate.end:
                continue
            if self._of_mission(candidate):
                continue
            if back == 0:
                weight = self._beside(tree, token, candidate, excluded, focus=focus, power=power)
            elif focus and candidate.entities[0].state and len(candidate.entities) == 1:
                weight = _NAMED / back
            elif candidate.paragraph == paragraph:
                acted = power and back == 1 and candidate.deprel == "nsubj"
                weight = (_PLAYED if self.is_around(candidate) else _ACTED if acted else _NEAR) / back
            else:
                weight = _FAR / back
            for country in nations(candidate):
                best[back, country] = max(best.get((back, country), 0.0), weight)
        for (_, country), weight in best.items():
            score[country] = score.get(country, 0.0) + weight
        if focus or power:
            excluded |= self._acting(tree, number, token, focus=focus)
        fitting = [c for c in score if c not in excluded and (kinds is None or c in kinds)]
        return max(fitting, key=lambda c: score[c]) if fitting else None

    def _beside(
        self, tree: Tree, token: int, candidate: Candidate, barred: set[str], *, focus: bool, power: bool
    ) -> float:
        """What a mention in the same sentence counts for.

        A state is not "the country" or "the government" on which it acts itself.
        """
        verb = tree.tokens[token].head
        other = tree.tokens[candidate.token]
        actor = candidate.entities[0].actor
        if (
            verb >= 0
            and other.head == verb
            and tree.is_a(candidate.token, *_ARGUMENTS)
            and tree.is_a(token, *_ARGUMENTS)
        ):
            guessed = candidate.form == "pronoun" and not tree.is_a(candidate.token, "nsubj")
            if guessed:
                return _BEFORE
            if ((focus or power) and candidate.entities[0].state) or (focus and actor.sector in _STATE):
                barred.update(nations(candidate))
                return 0.0
            return _BEFORE + (0.0 if candidate.entities[0].state else _DOMESTIC)
        if self.is_around(candidate):
            return _AROUND
        governs = tree.is_a(candidate.token, "nsubj") and other.head in tree.ancestors(token)
        return (_BEFORE if other.start < tree.tokens[token].start else _AFTER) + (
            _DOMESTIC if governs else 0.0
        )

    def _acting(self, tree: Tree, number: int, token: int, *, focus: bool) -> set[str]:
        """The states and bodies that act on "the country", or demand of "the government": it is another's."""
        found = self._objects_of(tree, number, token) if focus else set()
        below = token
        for verb in tree.ancestors(token):
            told = tree.is_a(below, "ccomp") and tree.has(below, "aux")
            awaited = self._is_condition(tree, below, token)
            if told or (tree.is_a(below, "advcl", "parataxis") and not awaited):
                break  # not what is demanded
            below = verb
            subject = tree.child(verb, "nsubj")
            if subject is not None and (
                awaited or tree.tokens[verb].lemma.lower() in self.book.words["urging"]
            ):
                found |= {
                    country
                    for candidate in self.candidates
                    if candidate.sentence == number and candidate.token == subject != token
                    if candidate.entities[0].actor.sector in _STATE
                    for country in nations(candidate)
                }
        return found

    def _is_condition(self, tree: Tree, clause: int, token: int) -> bool:
        """Whether a clause tells on what doing of ``token`` another's depends ("if the junta names them")."""
        if not (tree.is_a(clause, "advcl") and tree.is_a(token, "nsubj")):
            return False
        opening = (clause, *tree.children(clause, "mark"))  # "provided that" is a clause
        return any(tree.tokens[m].text.lower() in self.book.words["conditional"] for m in opening)

    def _objects_of(self, tree: Tree, number: int, token: int) -> set[str]:
        """The states and bodies in whose clause a token is acted on."""
        at = token
        while tree.is_a(at, "nmod") and not tree.is_a(at, "nmod:poss"):
            at = tree.tokens[at].head  # "cut aid to the country"
        if not tree.is_a(at, "obj", "iobj", "obl", "nsubj:pass"):
            return set()
        verb = tree.tokens[at].head
        while tree.child(verb, "nsubj") is None and tree.is_a(verb, "advcl", "xcomp", "conj"):
            verb = tree.tokens[verb].head
        subject = tree.child(verb, "nsubj")
        if subject is None or subject == at:
            return set()
        agents = tree.conjuncts(subject)
        return {
            country
            for candidate in self.candidates
            if candidate.sentence == number and candidate.token in agents
            if all(e.kind == "thing" for e in candidate.entities)
            for country in nations(candidate)
        }

    def is_around(self, candidate: Candidate) -> bool:
        """Whether a mention is the place where its sentence plays ("in Bangkok, ...")."""
        if not candidate.entities[0].state or not candidate.deprel.startswith("obl"):
            return False
        tree = self.layout.tree(candidate.sentence)
        cases = tree.children(candidate.token, "case")
        return any(tree.tokens[c].text.lower() in self.book.words["around"] for c in cases)

    def _of_mission(self, candidate: Candidate) -> bool:
        """Whether a mention is of those whom a state has in others ("the Cambodian embassy")."""
        role = candidate.entities[0].actor.role
        return role is not None and role.rpartition(" ")[2] in self.book.words["missions"]
