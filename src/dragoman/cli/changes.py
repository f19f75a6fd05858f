"""What another reading changes, for a person: shared by ``codebook diff`` and ``recode``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dragoman.export.layout import Paint, hanging, one_line

if TYPE_CHECKING:
    from dragoman.evaluate.differences import Difference

_KINDS = {"event": "events", "statement": "statements", "act": "acts"}


def counted(found: Iterable[Difference]) -> Iterator[str]:
    """A line for each kind of record: how many are new, gone and changed."""
    from dragoman.evaluate.differences import summary

    for kind, counts in summary(found).items():
        told = ", ".join(f"{number} {what}" for what, number in counts.items())
        yield f"{_KINDS[kind]:<11}{told}"


def lines(one: Difference, paint: Paint, columns: int) -> Iterator[str]:
    """A difference for a person: a line for the record, one for each field, the sentence."""
    record = one.after or one.before
    assert record is not None
    what = "new" if one.before is None else "gone" if one.after is None else "changed"
    yield paint(f"{what:<8}{one.kind:<10}“{one_line(record.text)}”", "good" if what == "new" else "bad")
    if what == "changed":
        shown = [(name, f"{old} → {new}") for name, (old, new) in one.changed.items()]
    else:
        shown = [(name, value) for name, value in record.fields if value not in ("none", "False")]
    for name, value in shown:
        yield from hanging(f"        {name:<12}", one_line(value), columns)
    yield from hanging("        ", one_line(one.sentence), columns)
    yield ""
