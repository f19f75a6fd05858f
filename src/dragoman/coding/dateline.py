"""The country of the town that a report comes from ("TUNIS, March 6 -"), and whether the report is about it.

A report comes also from where others meet: "ABUJA, May 10 - The Economic Community of West African States
imposed an embargo on Guinea-Bissau" says nothing of Nigeria.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.codebook.actors import ActorCodebook
from dragoman.coding.layout import Layout
from dragoman.coding.lexing import scan
from dragoman.coding.salience import Candidate, nations

_DASHES = ("-", "--", "–", "—", "―")
_LEAD = 1  # the sentence after the dateline


def dateline(layout: Layout, candidates: Sequence[Candidate]) -> str | None:
    """The country of the dateline that is the first sentence; None where that is none."""
    if layout.tree(0).tokens[-1].text not in _DASHES:
        return None
    return next((c for m in candidates if m.sentence == 0 for c in nations(m)), None)


def headline(layout: Layout, book: ActorCodebook) -> frozenset[str]:
    """The countries that the report's title names."""
    entries = [i.entry for i in scan(layout.document.report.title or "", book)]
    return frozenset(e.country for e in entries if e is not None and e.country not in (None, "IGO", "NGO"))


def is_abroad(country: str, titled: frozenset[str], layout: Layout, candidates: Sequence[Candidate]) -> bool:
    """Whether the report comes from ``country`` but tells of others.

    So it is where an organisation or a group of states is the subject of the first sentence, and that names,
    with the title, some other state, and not this one.  ``titled``: the countries of the title.
    """
    lead = [c for c in candidates if c.sentence == _LEAD]
    named = titled.union(*(nations(c) for c in lead))
    if not named or country in named:
        return False
    tree = layout.tree(_LEAD)
    subjects = (c for c in lead if c.deprel.startswith("nsubj"))
    return any(_is_of_states(c) for c in subjects if tree.is_a(tree.tokens[c.token].head, "root"))


def _is_of_states(candidate: Candidate) -> bool:
    """Whether it is an organisation, one of its own, or a group of states ("West African leaders")."""
    entity = candidate.entities[0]
    actor = entity.actor
    return actor.country == "IGO" or (actor.country is None and bool(actor.name) and entity.surname is None)
