"""dragoman: reads news reports of international crises and keeps the record.

``read(text)`` gives a ``Reading`` with statements, events and acts; ``Ledger(path)`` keeps
readings and answers what would follow.  Names are loaded when they are first used, so
that ``import dragoman`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.coding.mentions import resolve
    from dragoman.errors import (
        CodebookError,
        DateError,
        DragomanError,
        IntakeError,
        LedgerError,
        ModelError,
        QuestionError,
    )
    from dragoman.ledger import Ledger
    from dragoman.pipeline import code_pair, read, read_many
    from dragoman.types import Act, Actor, Event, Party, Reading, Report, Span, Statement

__version__ = "0.3.0"

__all__ = [
    "Act",
    "Actor",
    "CodebookError",
    "DateError",
    "DragomanError",
    "Event",
    "IntakeError",
    "Ledger",
    "LedgerError",
    "ModelError",
    "Party",
    "QuestionError",
    "Reading",
    "Report",
    "Span",
    "Statement",
    "__version__",
    "code_pair",
    "read",
    "read_many",
    "resolve",
]

_HOME = {
    "Ledger": "dragoman.ledger",
    "resolve": "dragoman.coding.mentions",
    **dict.fromkeys(("code_pair", "read", "read_many"), "dragoman.pipeline"),
    **dict.fromkeys(
        ("Act", "Actor", "Event", "Party", "Reading", "Report", "Span", "Statement"), "dragoman.types"
    ),
    **dict.fromkeys((name for name in __all__ if name.endswith("Error")), "dragoman.errors"),
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)
