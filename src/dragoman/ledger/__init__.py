"""The ledger: the store of readings and the reasoning over it."""

from dragoman.ledger.relation import Relation
from dragoman.ledger.store import Ledger
from dragoman.ledger.whatif import Evidence, Trigger, WhatIf

__all__ = ["Evidence", "Ledger", "Relation", "Trigger", "WhatIf"]
