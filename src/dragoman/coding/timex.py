"""Finding expressions of time in a sentence; :mod:`dragoman.coding.dates` gives them their values."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from dragoman.codebook.text import load_text

Kind = Literal["fixed", "day", "days", "month", "weekday", "offset", "period", "weekend", "story", "relation"]


@dataclass(frozen=True, slots=True)
class Timex:
    """An expression of time before it has a value.  ``start``, ``end``: characters of the text searched.

    What stands in ``numbers`` depends on ``kind``:

    - ``fixed``: nothing; ``value`` is the value
    - ``day``: month, day, weekday (0 is Monday, -1 unknown), and years from this one (or ``ANY``)
    - ``days``: month, first day, last day
    - ``month``: month, and years from this one (or ``ANY``; ``BEFORE``, ``NEXT``: last, next)
    - ``weekday``: weekday, -1 for "last", 1 for "next", 0 otherwise
    - ``offset``, ``period``: how many units from publication (``unit``)
    - ``story``: how many units from the story's date ("a day later")
    - ``relation``: how many units from the clause above to what follows ("a day after": -1)
    """

    start: int
    end: int
    kind: Kind
    numbers: tuple[int, ...] = ()
    unit: str = ""
    value: str = ""


ANY: Final = 99
BEFORE: Final = -98
NEXT: Final = 98

_TABLE: Final = load_text("dates")
_MONTHS: Final = {form.lower(): i for i, forms in enumerate(_TABLE["months"], 1) for form in forms}
_WEEKDAYS: Final = {form.lower(): i for i, forms in enumerate(_TABLE["weekdays"]) for form in forms}
_NUMBERS: Final[dict[str, int]] = _TABLE["numbers"]


def _names(groups: list[list[str]], short: bool) -> str:
    """Alternatives for names with a capital or in capitals; short forms may bear a stop."""
    found = []
    for long, *others in groups:
        found += [long, long.upper()]
        if short:
            found += [rf"{form}\b\.?" for other in others for form in (other, other.upper())]
    return "|".join(found)


_MONTH: Final = f"(?:{_names(_TABLE['months'], short=True)})"
_LONG_MONTH: Final = f"(?:{_names(_TABLE['months'], short=False)})"
_WEEKDAY: Final = f"(?:{_names(_TABLE['weekdays'], short=False)})"
_ANY_WEEKDAY: Final = f"(?:{_names(_TABLE['weekdays'], short=True)})"
_DAY: Final = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:])"
_YEAR: Final = r"(?:1[5-9]|20)\d\d"
_PART: Final = f"(?:\\s(?i:{'|'.join(_TABLE['parts_of_day'])}))?"
_COUNT: Final = f"(?:{'|'.join(_NUMBERS)}|\\d{{1,3}})"
_UNIT: Final = f"(?:{'|'.join(_TABLE['units'])})"
_FEAST: Final = "|".join(re.escape(name) for name in _TABLE["feasts"])
_WHICH: Final = r"(?i:last|previous|past|next|coming|following|this)"

_PATTERNS: Final = [
    (name, re.compile(rf"(?<![\w.,/:$€£-])(?:{pattern})(?!\w)", re.VERBOSE))
    for name, pattern in [
        ("iso", rf"(?P<y>{_YEAR})-(?P<m>\d\d)-(?P<d>\d\d)"),
        ("numeric", rf"(?P<a>\d{{1,2}})[/.](?P<b>\d{{1,2}})[/.](?P<y>{_YEAR})"),
        (
            "month_days",
            rf"(?P<m>{_MONTH})\s(?P<d>{_DAY})\s?(?:[-–—]|to|and|&)\s?(?P<e>{_DAY})(?:,?\s(?P<y>{_YEAR}))?",
        ),
        (
            "days_month",
            rf"(?P<d>{_DAY})\s?(?:[-–—]|to|and|&)\s?(?P<e>{_DAY})\s(?P<m>{_MONTH})(?:,?\s(?P<y>{_YEAR}))?",
        ),
        (
            "month_day",
            rf"(?:(?P<w>{_ANY_WEEKDAY}),?\s)?(?P<m>{_MONTH})\s(?P<d>{_DAY})"
            rf"(?:,?\s(?P<y>{_YEAR})|,?\s(?:of\s)?(?P<r>last|this|next)\syear)?",
        ),
        (
            "day_month",
            rf"(?:(?P<w>{_ANY_WEEKDAY}),?\s)?(?:the\s)?(?P<d>{_DAY})\s(?:of\s)?(?P<m>{_MONTH})"
            rf"(?:,?\s(?P<y>{_YEAR})|,?\s(?:of\s)?(?P<r>last|this|next)\syear)?",
        ),
        (
            "month",
            rf"(?:(?P<q>{_WHICH})\s)?(?:(?i:early|late|mid)[\s-])?(?P<m>{_MONTH}(?=,?\s(?:of\s)?{_YEAR})|{_LONG_MONTH})"
            rf"(?:,?\s(?:of\s)?(?P<y>{_YEAR})|,?\s(?:of\s)?(?P<r>last|this|next)\syear)?",
        ),
        ("decade", r"(?:(?:early|late|mid)[\s-])?(?P<y>(?:1[5-9]|20)\d)0'?s"),
        (
            "weekday",
            rf"(?:(?P<q>{_WHICH}|(?i:this\scoming))\s)?(?P<w>{_WEEKDAY}){_PART}"
            r"(?:,?\s(?P<r>last|this|next)\sweek)?",
        ),
        ("ago", rf"(?i:(?P<n>{_COUNT})\s(?P<u>{_UNIT})s?\s(?P<a>ago))"),
        ("from_now", rf"(?i:(?P<n>{_COUNT})\s(?P<u>{_UNIT})s?\sfrom\s(?:now|today))"),
        (
            "relation",
            rf"(?i:(?P<n>{_COUNT}|the)\s(?P<u>day|week|month|year)s?\s(?P<a>after|before)(?!\syesterday|\stomorrow))",
        ),
        ("story", rf"(?i:(?P<n>{_COUNT})\s(?P<u>day|week|month|year)s?\s(?P<a>earlier|later))"),
        (
            "same",
            r"(?i:(?:the|that)\s(?P<a>same|previous|following|next)\sday|that\s(?:very\s)?day"
            r"|the\sday\s(?P<b>before|after)(?!\s(?:yesterday|tomorrow)))",
        ),
        (
            "deictic",
            r"(?i:(?P<b>the\sday\s(?:before\syesterday|after\stomorrow))|(?:(?:earlier|later)\s)?"
            r"(?P<a>yesterday|today|tonight|tomorrow|last\snight|this\s(?:morning|afternoon|evening))"
            r"(?:\s(?:morning|afternoon|evening|night))?)",
        ),
        ("weekend", r"(?i:(?P<q>last|this|next|the)\s(?:past\s|coming\s)?weekend)"),
        (
            "period",
            r"(?i:(?:(?:early|earlier|late|later)\s)?(?:(?:the\s)?(?:beginning|start|middle|end)\sof\s)?"
            r"(?P<q>last|this|next|the\s(?:current|previous|past|coming)|(?<=ning\sof\s)the|(?<=start\sof\s)the|(?<=end\sof\s)the)\s(?P<u>week|month|year))",
        ),
        ("feast", rf"(?P<f>{_FEAST})(?:,?\s(?P<y>{_YEAR}))?"),
        ("years", rf"(?P<y>{_YEAR})\s?[-–—/]\s?(?P<e>\d\d(?:\d\d)?)"),
        ("year", rf"(?:(?i:early|late|mid)-)?(?P<y>{_YEAR})"),
    ]
]  # fmt: skip

_TRIGGERS: Final = frozenset(
    [
        *_MONTHS,
        *_WEEKDAYS,
        *_TABLE["units"],
        *(u + "s" for u in _TABLE["units"]),
        *(name.split()[-2 if name.endswith(" Day") else -1].lower() for name in _TABLE["feasts"]),
        "weekend",
        "yesterday",
        "today",
        "tonight",
        "tomorrow",
        "night",
        "morning",
        "afternoon",
        "evening",
    ]
)
_DAYS_AWAY: Final = {"yesterday": -1, "last night": -1, "tomorrow": 1}
_OFFSETS: Final = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1, "following": 1, "this": 0}


def may_date(word: str) -> bool:
    """Whether a sentence with ``word`` may hold an expression of time; fast."""
    if word.isdigit() or word.lower().rstrip(".") in _TRIGGERS:
        return True
    return (word[0].isdigit() and len(word) > 4) or (len(word) > 4 and word[-4:].isdigit())


def find(text: str, start: int, end: int) -> list[Timex]:
    """The expressions of time in ``text[start:end]``, in order, without overlap; longer readings first."""
    taken: list[Timex] = []
    for name, pattern in _PATTERNS:
        for match in pattern.finditer(text, start, end):
            if any(match.start() < t.end and t.start < match.end() for t in taken):
                continue
            nothing = Timex(*match.span(), "fixed")  # "February 30": its parts date nothing either
            taken.extend(list(_read(name, match)) or [nothing])
    return sorted((t for t in taken if t.value or t.kind != "fixed"), key=lambda t: t.start)


def _read(name: str, match: re.Match[str]) -> Iterator[Timex]:
    """What a match of the pattern ``name`` says; nothing where it is no possible date."""
    start, end = match.span()
    group = {key: value for key, value in match.groupdict().items() if value is not None}
    month = _MONTHS[group["m"].lower().rstrip(".")] if "m" in group and name != "iso" else 0
    day = int(group["d"].rstrip("stndrh")) if "d" in group else 0
    year = group.get("y")
    which = group.get("q", "").lower().removeprefix("the ")
    away = {"last": -1, "this": 0, "next": 1}.get(group.get("r", ""), ANY)
    unit = group.get("u", "").lower()
    count = _NUMBERS.get(group.get("n", "").lower(), 0)
    if group.get("n", "").isdigit():
        count = int(group["n"])
    word = group.get("a", "").lower()

    def fixed(value: str | None) -> Iterator[Timex]:
        if value is not None:
            yield Timex(start, end, "fixed", value=value)

    if name == "iso":
        yield from fixed(day_value(int(group["y"]), int(group["m"]), day))
    elif name == "numeric":
        yield from fixed(_numeric(int(group["a"]), int(group["b"]), int(group["y"])))
    elif name in ("month_days", "days_month"):
        last = int(group["e"].rstrip("stndrh"))
        if year:
            first, second = day_value(int(year), month, day), day_value(int(year), month, last)
            yield from fixed(f"{first}/{second}" if first and second and first < second else None)
        elif day < last:
            yield Timex(start, end, "days", (month, day, last))
    elif name in ("month_day", "day_month"):
        if year:
            yield from fixed(day_value(int(year), month, day))
        elif day_value(2000, month, day):
            weekday = _WEEKDAYS[group["w"].lower().rstrip(".")] if "w" in group else -1
            yield Timex(start, end, "day", (month, day, weekday, away))
    elif name == "month":
        if year:
            yield from fixed(f"{year}-{month:02}")
        else:
            shift = {"last": BEFORE, "next": NEXT, "coming": NEXT, "this": 0}.get(which, ANY)
            yield Timex(start, end, "month", (month, away if away != ANY else shift))
    elif name == "decade":
        yield from fixed(f"{group['y']}0/{group['y']}9")
    elif name == "weekday":
        shift = _OFFSETS.get(which.split()[-1] if which else "", 0)
        week = {"last": -2, "next": 2}.get(group.get("r", ""), 0)
        if shift and match.string[max(0, start - 4) : start].lower() == "the ":
            return  # "the next Tuesday": not counted from publication
        yield Timex(start, end, "weekday", (_WEEKDAYS[group["w"].lower()], week or shift))
    elif name in ("ago", "from_now"):
        yield Timex(start, end, "offset", (-count if name == "ago" else count,), unit)
    elif name == "relation":
        yield Timex(start, end, "relation", ((-1 if word == "after" else 1) * (count or 1),), unit)
    elif name == "story":
        yield Timex(start, end, "story", ((-1 if word == "earlier" else 1) * count,), unit)
    elif name == "same":
        word = word or group.get("b", "same").lower()
        shift = {"same": 0, "previous": -1, "before": -1}.get(word, 1)
        yield Timex(start, end, "story", (shift,), "day")
    elif name == "deictic":
        far = 0 if "b" not in group else -2 if "before" in group["b"].lower() else 2
        yield Timex(start, end, "offset", (far or _DAYS_AWAY.get(" ".join(word.split()), 0),), "day")
    elif name == "weekend":
        yield Timex(start, end, "weekend", (_OFFSETS.get(which, 0),))
    elif name == "period":
        yield Timex(start, end, "period", (_OFFSETS.get(which, 0),), unit)
    elif name == "feast":
        month, day = _TABLE["feasts"][group["f"]]
        if year:
            yield from fixed(day_value(int(year), month, day))
        else:
            yield Timex(start, end, "day", (month, day, -1, ANY))
    elif name == "years":
        last_year = group["e"] if len(group["e"]) == 4 else group["y"][:2] + group["e"]
        yield from fixed(f"{group['y']}/{last_year}" if group["y"] < last_year <= "2100" else None)
    elif name == "year":
        yield from fixed(year)


def day_value(year: int, month: int, day: int) -> str | None:
    """The ISO text of a day, or None where there is no such day."""
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def _numeric(first: int, second: int, year: int) -> str | None:
    """ "21/12/2021", "12/21/2021": a day where only one order is possible; else as exact as is certain."""
    dmy, mdy = day_value(year, second, first), day_value(year, first, second)
    if dmy and mdy and dmy != mdy:
        return str(year)
    return dmy or mdy
