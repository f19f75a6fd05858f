"""The day by which what a commitment speaks of must happen."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from dragoman.codebook.text import load_text
from dragoman.coding.timevalues import relative
from dragoman.coding.timex import find
from dragoman.ledger.identity import day_range, days_after
from dragoman.types import Act

_NUMBERS: Final[dict[str, int]] = load_text("dates")["numbers"]
_COUNTED: Final = re.compile(
    rf"(?i)\b(?P<n>{'|'.join(_NUMBERS)}|\d{{1,3}})[\s-](?:more\s)?"
    r"(?P<u>hour|day|week|fortnight|month|year)s?\b"
)
_BOUND: Final = re.compile(
    r"(?i)\b(?:by|until|till|before|within|no later than|not later than|at the latest)\b"
)
_ON: Final = re.compile(r"(?i)(?<!since )(?<!from )\b(?:on|next|this|tomorrow|today)\b")
_HOURS: Final = 24
_DAYS: Final = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}


def due(act: Act, made: dt.date) -> tuple[dt.date, bool] | None:
    """The last day for an act made on ``made``, and whether it bounds the condition rather than the content.

    From the act's deadline, else from a limit in its content or condition ("by April 10", "until May"), else
    from the day its content gives ("to reopen the crossing on March 20").  None if it gives none.
    """
    deadline = act.deadline
    if deadline is not None:
        day = day_in(deadline.text, made)
        inside = act.condition is not None and act.condition.start <= deadline.start < act.condition.end
        if day is not None:
            return day, inside
    for span, of_condition in ((act.condition, True), (act.content, False)):
        if span is not None and (limit := _BOUND.search(span.text)) is not None:
            day = day_in(span.text[limit.start() :], made)
            if day is not None:
                return day, of_condition
    if act.content is not None and (on := _ON.search(act.content.text)) is not None:
        day = day_in(act.content.text[on.start() :], made)
        if day is not None:
            return day, False
    return None


def day_in(text: str, made: dt.date) -> dt.date | None:
    """The last day that an expression of time in ``text`` means, from ``made`` on; None if it is past."""
    counted = _COUNTED.search(text)
    if counted is not None:
        number = counted["n"].lower()
        count = int(number) if number.isdigit() else _NUMBERS[number]
        unit = counted["u"].lower()
        days = -(-count // _HOURS) if unit == "hour" else count * _DAYS[unit]
        return days_after(made, days)
    for timex in find(text, 0, len(text)):
        if timex.kind in ("story", "relation"):
            continue
        try:
            value = timex.value if timex.kind == "fixed" else relative(timex, made, True)
        except (OverflowError, ValueError):
            continue
        last = day_range(value)[1]
        if last is not None and last >= made:
            return last
    return None
