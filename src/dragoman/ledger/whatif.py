"""What would follow if something happened: the commitments that an event would trigger."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.errors import QuestionError
from dragoman.ledger import clues
from dragoman.ledger.answer import Against, Trigger, WhatIf, evidence
from dragoman.ledger.bearing import Deed, meets
from dragoman.ledger.contrary import clash, same_deed
from dragoman.ledger.deeds import deeds_of, event_deed, heard_deed
from dragoman.ledger.hearing import Heard, plain
from dragoman.ledger.life import IN_FORCE
from dragoman.ledger.moment import Moment, Promise
from dragoman.ledger.standing import Bound, Standings, Tally
from dragoman.ledger.stored import StoredLives
from dragoman.ledger.terms import Terms
from dragoman.types import Event, Reading

_ADVICE = 'Say who does what to whom in one plain sentence, as in "Russia attacks Ukraine".'
_UNKEPT = frozenset(("violated", "expired", "cancelled"))
_SHOWN = 5  # commitments that speak against one


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: the sentence, the event that stands for it (None: none is coded), all that would happen."""

    ask: str
    event: Event | None
    happening: tuple[Event, ...]


def coded(ask: str, coder: Callable[[str], Reading]) -> Asked:
    """Code a question.  Raises QuestionError if it is empty.

    What is asserted would happen; where nothing is, whatever is not negated.
    """
    if not ask.strip():
        raise QuestionError(f"the question is empty. {_ADVICE}")
    events = coder(ask).events
    asserted = tuple(event for event in events if event.modality == "asserted")
    happening = asserted or tuple(event for event in events if event.modality != "negated")
    return Asked(ask, next(iter((*happening, *events)), None), happening)


def follow(moment: Moment, lives: StoredLives, book: CommitmentCodebook, asked: Asked, depth: int) -> WhatIf:
    """What the question would trigger as of the moment, and what that would, ``depth`` steps far.

    Each commitment is shown once, as near to the question as it is reached: circles end, and the answer
    is never longer than the ledger.  Raises QuestionError if no event is coded in the question and
    nothing in the ledger is triggered by its words.
    """
    search = _Search(moment, lives, book)
    roots: list[_Node] = []
    negated = asked.event is not None and not asked.happening
    # each entry: what happens, and where the commitments it triggers go
    level = [([] if negated else search.question(asked), roots)]
    seen: set[str] = set()
    for _ in range(depth):
        following: list[tuple[list[Deed], list[_Node]]] = []
        for deeds, into in level:
            for node in search.triggered(deeds, seen):
                seen.add(node.promise.id)
                into.append(node)
                following.append((list(deeds_of(node.bound.terms, moment.day, book)), node.then))
        level = following
    if asked.event is None and not roots:
        raise QuestionError(f'no event is coded in "{asked.ask}". {_ADVICE}')
    return WhatIf(asked.ask, asked.event, tuple(search.trigger(node) for node in roots))


@dataclass(slots=True)
class _Node:
    """A commitment on its way to a Trigger."""

    promise: Promise
    bound: Bound
    then: list[_Node]


class _Search:
    """Looks up commitments as the ledger stood at a moment."""

    def __init__(self, moment: Moment, lives: StoredLives, book: CommitmentCodebook) -> None:
        self._moment = moment
        self._book = book
        self._index = lives.index
        self._standings = Standings(moment, lives, book)
        self._records: dict[str | None, dict[str, Tally]] = {}

    def question(self, asked: Asked) -> list[Deed]:
        """What the question says happens: its events, and its words."""
        said = plain(asked.ask, self._book)
        heard = [heard_deed(said, "", self._moment.day)]
        return [self._coded(event, said) for event in asked.happening] + heard

    def _coded(self, event: Event, around: Heard | None) -> Deed:
        return event_deed(
            event, "", None, None, (None, None), self._moment.day, [around] if around else [], self._book
        )

    def triggered(self, deeds: list[Deed], seen: set[str]) -> list[_Node]:
        """The commitments in force, not yet ``seen``, with a condition that one of ``deeds`` meets."""
        book = self._book
        near = self._standings.gone_since().union(
            *(self._index.near(deed, however_old=True) for deed in deeds)
        )
        held = {
            id_: bound
            for id_, bound in self._standings.of(near - seen).items()
            if bound.standing.state in IN_FORCE
            and bound.terms.condition is not None
            and not bound.terms.condition.negated
            and any(meets(deed, bound.terms.condition, bound.terms, book) for deed in deeds)
        }
        promises = self._moment.told_by({id_: bound.terms.acts for id_, bound in held.items()}, book)
        made = sorted(promises, key=lambda promise: (held[promise.id].terms.made, promise.id))
        return [_Node(promise, held[promise.id], []) for promise in made]

    def trigger(self, node: _Node) -> Trigger:
        """The node with its evidence, its holder's record, what speaks against it, and all below it."""
        first, one = node.promise.tellings[0].act, node.bound.terms
        if one.holder not in self._records:
            self._records[one.holder] = self._standings.record(one.holder)
        return Trigger(
            commitment=one.id,
            force=one.force,
            holder=one.holder,
            counterpart=one.counterpart,
            content=first.content.text if first.content else None,
            condition=first.condition.text if first.condition else None,
            evidence=tuple(evidence(told, self._moment) for told in node.promise.tellings),
            state=node.bound.standing.state,
            state_since=node.bound.standing.since,
            red_line=one.red_line,
            record=self._records[one.holder],
            against=tuple(self._against(one)),
            then=tuple(self.trigger(child) for child in node.then),
        )

    def _against(self, one: Terms) -> Iterable[Against]:
        """What the holder has bound itself to that speaks against this, and the like that it did not keep."""
        if one.holder is None:
            return
        alike = self._index.held(one.holder, clues.of_deed(one, self._book), self._moment.day)
        found: list[tuple[str, Bound]] = []
        for id_, other in self._standings.of(alike | self._standings.gone_since()).items():
            if id_ == one.id or other.terms.holder != one.holder:
                continue
            why = clash(one, other.terms, self._book)
            if why and other.standing.state in IN_FORCE:
                found.append(("refusal" if other.terms.force == "refusal" else "contrary", other))
            elif (
                other.standing.state in _UNKEPT
                and other.terms.force == one.force
                and same_deed(one.content, other.terms.content, self._book)
            ):
                found.append(("unkept", other))
        chosen = sorted(found, key=lambda pair: (pair[0], pair[1].terms.made, pair[1].terms.id))[:_SHOWN]
        acts = {other.terms.id: other.terms.acts for _, other in chosen}
        promises = {promise.id: promise for promise in self._moment.told_by(acts, self._book)}
        for reason, other in chosen:
            told = promises[other.terms.id].tellings[0]
            yield Against(
                reason, other.terms.id, other.terms.force, other.standing.state,
                told.act.content.text if told.act.content else None, evidence(told, self._moment),
            )  # fmt: skip
