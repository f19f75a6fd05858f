"""The ledger: the store of readings and the reasoning over it."""

from dragoman.ledger.answer import Against, Evidence, Trigger, WhatIf
from dragoman.ledger.relation import Relation
from dragoman.ledger.store import Ledger

__all__ = ["Against", "Evidence", "Ledger", "Relation", "Trigger", "WhatIf"]
