"""The calendar: values of expressions of time that count from a given day."""

from __future__ import annotations

import datetime as dt
from typing import Final

from dragoman.coding.timex import ANY, BEFORE, NEXT, Timex, day_value

_FAR: Final = 4  # so much less likely is a day without its year to lie ahead than behind


def relative(timex: Timex, today: dt.date, future: bool) -> str | None:
    """The value of an expression that counts from ``today``, the day of publication.

    ``future``: whether its clause lies ahead.  None where there is no such day.
    Raises ValueError or OverflowError beyond the calendar.
    """
    numbers = timex.numbers
    if timex.kind == "weekday":
        return _weekday(numbers[0], numbers[1], today, future).isoformat()
    if timex.kind == "day":
        month, day, weekday, away = numbers
        if away != ANY:
            return day_value(today.year + away, month, day)
        days = [
            dt.date(y, month, day) for y in range(today.year - 1, today.year + 2) if day_value(y, month, day)
        ]
        days = [d for d in days if d.weekday() == weekday] or days
        if future:
            days = [d for d in days if d >= today] or days
        nearest = min(
            days, key=lambda d: (d - today).days * _FAR if d > today else (today - d).days, default=None
        )
        return nearest.isoformat() if nearest else None
    if timex.kind == "days":
        month, first, last = numbers
        begin = relative(Timex(0, 0, "day", (month, first, -1, ANY)), today, future)
        end = day_value(int(begin[:4]), month, last) if begin else None
        return f"{begin}/{end}" if end else None
    if timex.kind == "month":
        month, away = numbers
        if away not in (ANY, BEFORE, NEXT):
            return f"{today.year + away:04}-{month:02}"
        if away == NEXT or (future and away == ANY):
            passed = month < today.month or (month == today.month and away == NEXT)
            return f"{today.year + passed:04}-{month:02}"
        ahead = month > today.month or (month == today.month and away == BEFORE)
        return f"{today.year - ahead:04}-{month:02}"
    if timex.kind == "weekend":
        saturday = today - dt.timedelta(days=(today.weekday() - 5) % 7)
        if numbers[0] > 0 or (numbers[0] == 0 and future):
            saturday = today + dt.timedelta(days=(5 - today.weekday()) % 7)
        return f"{saturday.isoformat()}/{(saturday + dt.timedelta(days=1)).isoformat()}"
    if timex.unit in ("hour", "minute"):
        return today.isoformat() if numbers[0] < 24 and numbers[0] > -6 else None
    return moved(today, numbers[0], timex.unit)


def _weekday(weekday: int, shift: int, today: dt.date, future: bool) -> dt.date:
    if abs(shift) == 2:  # "Tuesday last week", "Tuesday next week"
        monday = today - dt.timedelta(days=today.weekday())
        return monday + dt.timedelta(days=7 * (shift // 2) + weekday)
    if shift > 0:
        return today + dt.timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if shift < 0:
        return today - dt.timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    if future:
        return today + dt.timedelta(days=(weekday - today.weekday()) % 7)
    return today - dt.timedelta(days=(today.weekday() - weekday) % 7)


def moved(day: dt.date, count: int, unit: str) -> str | None:
    """``day`` moved by ``count`` units, as exact as the unit is; None beyond the calendar."""
    try:
        if unit == "day":
            return (day + dt.timedelta(days=count)).isoformat()
        if unit in ("week", "fortnight"):
            monday = day + dt.timedelta(days=7 * count * (2 if unit == "fortnight" else 1) - day.weekday())
            return f"{monday.isoformat()}/{(monday + dt.timedelta(days=6)).isoformat()}"
        if unit == "month":
            months = day.year * 12 + day.month - 1 + count
            return f"{dt.date(months // 12, months % 12 + 1, 1):%Y-%m}" if months >= 12000 else None
        if unit == "decade":
            first = (day.year // 10 + count) * 10
            return f"{first:04}/{first + 9:04}" if 1000 <= first <= 9990 else None
        return f"{day.year + count:04}" if 1000 <= day.year + count <= 9999 else None
    except (OverflowError, ValueError):
        return None
