"""The type of the event between two given spans: the codebook and the model together."""

from __future__ import annotations

import math
from collections.abc import Iterable

from dragoman.coding.context import Context
from dragoman.coding.events import EventCoder
from dragoman.types import Event, Party

Range = tuple[int, int]


def pair_shares(context: Context, coder: EventCoder, source: Range, target: Range) -> dict[str, float]:
    """Probability of each type (CONCEDE and RETREAT as YIELD) of what ``source`` does to ``target``.

    ``source`` and ``target``: character ranges.  Where the codebook tells events between the two,
    their types gain the codebook's ``model.told`` in the model's log-odds, shared between several;
    where it only tells events of one of them, ``model.partly``.
    A coder without a model gives what the codebook tells of both: nothing where it is silent.
    """
    events = coder.alone().code(context)
    told = _types(e for e in events if _touches(e.source, source) and _touches(e.target, target))
    if coder.typer is None:
        return {name: 1 / len(told) for name in told}
    [shares] = coder.typer.type_pairs(context.document, -1, [(source, target)])
    gain = coder.book.told / len(told) if told else coder.book.partly
    favoured = told or _types(e for e in events if _touches(e.source, source) or _touches(e.target, target))
    raised = {name: share * (math.exp(gain) if name in favoured else 1) for name, share in shares.items()}
    total = sum(raised.values())
    return {name: share / total for name, share in raised.items()}


def _types(events: Iterable[Event]) -> frozenset[str]:
    """The types of ``events``, as the model names them."""
    return frozenset("YIELD" if e.type in ("CONCEDE", "RETREAT") else e.type for e in events)


def _touches(side: tuple[Party, ...], span: Range) -> bool:
    return any(party.start < span[1] and span[0] < party.end for party in side)
