"""Whether one event satisfies the condition that another event states.

The asked event may say more than the condition does, never less: see ``satisfies``.
"""

from __future__ import annotations

from itertools import product

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.ledger.identity import wording
from dragoman.types import Event, Party

Side = tuple[Party, ...]


def satisfies(asked: Event, condition: Event, book: CommitmentCodebook) -> bool:
    """Whether ``asked``, if it happened, would be what ``condition`` speaks of.

    - Same type (or family); a mode that the condition names must be the asked one, and a
      condition without mode is satisfied by any.
    - Each side that the condition names must be satisfied by a party of the asked event (one
      of several named is enough); a side that it leaves open is satisfied by anything, or
      by nobody.
    - A country is satisfied by any actor of that country, except that those who do not act
      for the state (rebels) do not make it the doer.  A condition that names such a group needs
      that group, and one that names an international organisation needs that organisation.
    - Types without direction match either way round.
    - What is negated, asked or stated, matches nothing.
    """
    if "negated" in (asked.modality, condition.modality):
        return False
    if book.family_of(asked.type) != book.family_of(condition.type):
        return False
    if condition.mode is not None and condition.mode != asked.mode:
        return False
    if asked.type in book.symmetric:
        return _together((*asked.source, *asked.target), condition, book)
    return _side(asked.source, condition.source, book, doer=True) and _side(
        asked.target, condition.target, book, doer=False
    )


def _side(asked: Side, condition: Side, book: CommitmentCodebook, *, doer: bool) -> bool:
    return not condition or any(_party(a, c, book, doer=doer) for a, c in product(asked, condition))


def _together(asked: Side, condition: Event, book: CommitmentCodebook) -> bool:
    """Symmetric types: two different participants must satisfy the condition's two sides."""
    source, target = condition.source, condition.target
    if not source or not target:
        return _side(asked, source or target, book, doer=True)
    firsts = [i for i, a in enumerate(asked) if _side((a,), source, book, doer=True)]
    seconds = [i for i, a in enumerate(asked) if _side((a,), target, book, doer=True)]
    return any(i != j for i, j in product(firsts, seconds))


def _party(asked: Party, condition: Party, book: CommitmentCodebook, *, doer: bool) -> bool:
    if condition.actor is None or condition.code is None:
        # nobody knows whom the condition names: only the same words are the same party
        return wording(asked.text, book.idle_words) == wording(condition.text, book.idle_words)
    if asked.actor is None or asked.code != condition.code:
        return False
    wanted, given = condition.actor, asked.actor
    if wanted.sector in book.not_the_state:
        return given.sector == wanted.sector and wanted.name in (None, given.name)
    return not (doer and given.sector in book.not_the_state)
