"""An act while it is being made: token indices of one sentence, not yet spans."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.coding.absence import Asked
from dragoman.coding.conditions import Condition
from dragoman.types import Force, Party


@dataclass(slots=True)
class Draft:
    """A speech act found in a sentence.

    ``node``: head token of the trigger; ``content``: tokens, with the head ``content_head``
    in the clause headed by ``clause``;
    ``holder``, ``counterpart``: head token of the noun phrase in this sentence; ``speaker``:
    the holder where it stands in another sentence; ``borrowed``: the demanded deed that is the
    condition, ``breached`` if it is so by not being done.
    """

    force: Force
    node: int
    trigger: list[int]
    confidence: float
    holder: int | None = None
    speaker: Party | None = None
    counterpart: int | None = None
    addressee: Party | None = None
    content: list[int] = field(default_factory=list)
    content_head: int | None = None
    clause: int | None = None
    condition: Condition | None = None
    borrowed: Asked | None = None
    breached: bool = False
    content_negated: bool = False
    red_line: bool = False
    modal: bool = False
    noun: bool = False
    warned: bool = False
    toned: bool = False
    deadline: list[int] = field(default_factory=list)

    @property
    def members(self) -> set[int]:
        """Trigger and content tokens."""
        return {*self.trigger, *self.content}
