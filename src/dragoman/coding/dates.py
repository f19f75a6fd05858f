"""The dates of a report: what its expressions of time mean, and to which clause they belong.

Values are ISO 8601 texts, as exact as the words are: "2014", "2021-06", "2021-12-02"; a stretch of
time is "start/end" ("2021-11-22/2021-11-28" for "last week").  Only what is said is dated:

- Without a publication date only absolute expressions have a value.
- A day or month without its year is the nearest one, the past before the future; with a mark of
  the future ("will", "to", "by Friday", "plans") the next one.
- A weekday is the most recent one up to publication, the day of publication included.
- "03/04/2021" may be two days, so it is "2021".
- "a day later", "the next day", "a day earlier" count from the story's date: the last expression
  exact to the day before it, in its sentence or an earlier one.  Where there is none, what is
  "earlier" counts from publication, what is "later" has no value.
- "a day after X": X is a day before the date of the clause that says so, if the sentence dates it.
- Durations ("for 30 minutes", "the two-year war") and vague words ("recently") have no value.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Final

from dragoman.codebook.text import load_text
from dragoman.coding.timex import ANY, BEFORE, NEXT, Timex, day_value, find, may_date
from dragoman.errors import DateError
from dragoman.tree import Tree, matches
from dragoman.types import Document, Sentence, Token

_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d")
_TABLE: Final = load_text("dates")
_COUNTED: Final = frozenset(_TABLE["years"]["counted"])
_NOT_AFTER: Final = frozenset(_TABLE["years"]["not_after"])
_WILL: Final = frozenset(_TABLE["future"]["auxiliaries"])
_AHEAD: Final = frozenset(_TABLE["future"]["heads"])
_BY: Final = frozenset(_TABLE["future"]["prepositions"])
_BEFORE: Final = frozenset(_TABLE["future"]["before"])
_BETWEEN: Final = re.compile(r"\s?(?:(?P<dash>[-–—])|(?P<to>to|until|till|through)|(?P<and>and))\s?")

_BOUNDS: Final = frozenset(_TABLE["bounds"])
_WITHIN: Final = frozenset(_TABLE["within"])
_FAR: Final = 4  # so much less likely is a day without its year to lie ahead than behind
_CLAUSAL: Final = ("root", "advcl", "acl", "ccomp", "xcomp", "csubj", "parataxis", "conj", "reparandum")
_PASSES_UP: Final = ("obj", "obl", "nmod", "iobj")


def parse_date(text: str) -> dt.date:
    """The day that ``text`` (YYYY-MM-DD) names.  Raises DateError where it names none."""
    try:
        if _ISO.fullmatch(text.strip()):
            return dt.date.fromisoformat(text.strip())
    except ValueError:
        pass
    raise DateError(f"not a date: {text!r}; give it as YYYY-MM-DD")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A span of the report's text that dates, with its ISO 8601 value."""

    text: str
    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class _Dated:
    """An expression in its sentence: ``head`` its syntactic head, ``governor`` the token it dates."""

    expression: TimeExpression
    head: int
    governor: int
    bound: bool  # "after May 3": it is not the date itself
    own: bool  # it belongs to the governor alone ("the 2014 accords"), not to what stands above


class DocumentDates:
    """The expressions of time of one document, with their values."""

    def __init__(self, document: Document) -> None:
        """``document.report.published`` is the day from which relative expressions count."""
        self._published = document.report.published
        self._text = document.report.text
        self._story: dict[str, str] = {}  # the last value exact to the day, month, year
        self._dated = tuple(self._sentence(sentence) for sentence in document.sentences)

    def expressions(self, sentence: int) -> tuple[TimeExpression, ...]:
        """The expressions of the sentence with that index, in text order."""
        return tuple(dated.expression for dated in self._dated[sentence])

    def of(self, tree: Tree, i: int, sentence: int) -> str | None:
        """The date that the tree attaches to the clause or nominal headed by token ``i``, or None.

        An expression belongs to what it depends on.  One that is exact to the day and stands after
        a verb dates the verb's clause also from within its objects ("held talks on Thursday"); one
        that stands before its noun or after "of" ("the 2014 accords") dates that noun alone.  The
        date of a clause holds for a second verb with the same subject when it stands before both.
        """
        dated = [d for d in self._dated[sentence] if not d.bound]
        if not dated:
            return None
        own = [d for d in dated if d.governor == i]
        if own:
            return own[0].expression.value
        tokens = tree.tokens
        token = tokens[i]
        if token.upos not in ("VERB", "AUX") and not tree.has(i, "nsubj", "cop"):
            return None
        for d in dated:
            if not d.own and d.head > i and _is_day(d.expression.value) and _reaches(tokens, d.governor, i):
                return d.expression.value
        if (
            matches(token.deprel, ("conj",))
            and token.upos in ("VERB", "AUX")
            and not tree.has(i, "nsubj", "csubj")
        ):
            for d in dated:
                if d.governor == token.head and d.head < token.head:
                    return d.expression.value
        return None

    # --- one sentence ------------------------------------------------------------------

    def _sentence(self, sentence: Sentence) -> tuple[_Dated, ...]:
        tokens = sentence.tokens
        if not any(may_date(token.text) for token in tokens):
            return ()
        found: list[_Dated] = []
        later: list[tuple[Timex, int, int]] = []
        previous: tuple[Timex, int] | None = None
        for timex in find(self._text, sentence.start, sentence.end):
            inside = [i for i, t in enumerate(tokens) if t.start < timex.end and t.end > timex.start]
            if not inside or not self._plausible(timex, tokens, inside):
                continue
            head = _head(tokens, inside)
            if timex.kind == "relation":
                if _introduces(tokens, head, inside[-1]):
                    later.append((timex, head, inside[-1]))
                    continue
                timex = replace(timex, kind="story", numbers=(-timex.numbers[0],))  # "... the day before."
            value = self._value(timex, tokens, head)
            if value is None:
                continue
            if previous is not None and found and self._is_range(previous[0], timex):
                merged = _merge(previous[0], found[-1].expression, timex, value, self._text)
                if merged is not None:
                    found[-1] = replace(found[-1], expression=merged, bound=False)
                    previous = None
                    continue
            governor, own = _governor(tokens, head, timex)
            found.append(_Dated(self._expression(timex, value), head, governor, _bound(tokens, head), own))
            previous = (timex, head)
            self._remember(value, own)
        for timex, head, marker in later:
            related = self._related(timex, head, marker, tokens, found)
            if related is not None:
                found.append(related)
        return tuple(sorted(found, key=lambda d: d.expression.start))

    def _expression(self, timex: Timex, value: str) -> TimeExpression:
        return TimeExpression(self._text[timex.start : timex.end], timex.start, timex.end, value)

    def _plausible(self, timex: Timex, tokens: tuple[Token, ...], inside: list[int]) -> bool:
        """Whether "May" is a month and "1973" a year here."""
        first = tokens[inside[0]]
        if timex.kind == "month" and len(inside) == 1:
            i = inside[0]
            in_a_name = (first.deprel == "flat" and not may_date(tokens[first.head].text)) or any(
                t.head == i and t.deprel == "flat" and t.text.isalpha() for t in tokens
            )
            return first.upos in ("PROPN", "NOUN", "X") and not in_a_name
        if timex.kind == "fixed" and len(timex.value) == 4 and len(inside) == 1:
            if inside[0] and tokens[inside[0] - 1].text.lower() in _NOT_AFTER:
                return False
            if first.upos not in ("NUM", "PROPN", "NOUN"):
                return False
            if first.head > inside[0] and tokens[first.head].lemma.lower() in _COUNTED:
                return False
            after = tokens[inside[0] + 1].text if inside[0] + 1 < len(tokens) else ""
            return after not in _COUNTED and after not in ("%", "GMT", "UTC", "°")
        return True

    # --- values ------------------------------------------------------------------------

    def _value(self, timex: Timex, tokens: tuple[Token, ...], head: int) -> str | None:
        if timex.kind == "fixed":
            return timex.value
        if timex.kind == "story":
            unit = "day" if timex.unit == "week" else timex.unit
            told = self._story.get(unit)
            if told is not None:
                day = dt.date.fromisoformat((told + "-01-01")[:10] if len(told) != 7 else told + "-01")
            elif self._published is not None and timex.numbers[0] < 0:
                day = self._published
            else:
                return None
            return _moved(day, timex.numbers[0], timex.unit)
        today = self._published
        if today is None:
            return None
        try:
            return _relative(timex, today, _future(tokens, head))
        except (OverflowError, ValueError):  # beyond the calendar
            return None

    def _remember(self, value: str, own: bool) -> None:
        """Let the story's date be ``value``; what dates a noun alone counts only if exact to the day."""
        if _is_day(value):
            self._story = {"day": value, "month": value, "year": value}
        elif "/" not in value and not own:
            if len(value) == 7:
                self._story["month"] = value
            self._story["year"] = value

    def _related(
        self, timex: Timex, head: int, marker: int, tokens: tuple[Token, ...], found: list[_Dated]
    ) -> _Dated | None:
        """ "a day after he said": dates what "after" introduces, from the date of the clause above it."""
        target = tokens[marker].head
        if target <= marker:  # "after" hangs on "day": what it introduces hangs on one of the two
            target = next(i for i in range(marker + 1, len(tokens)) if tokens[i].head in (head, marker))
        days = [d for d in found if _is_day(d.expression.value)]
        anchors = [d for d in days if not _under(tokens, d.head, target)]
        count = timex.numbers[0]
        if anchors:
            before = [d for d in anchors if d.head < head]
            anchor, dated = (before[-1] if before else anchors[0]), target
        else:  # "a day after the talks on December 1, he said": dates the clause above
            inner = [d for d in days if d.governor == target]
            if not inner or tokens[target].head < 0:
                return None
            anchor, dated, count = inner[0], tokens[target].head, -count
        value = _moved(dt.date.fromisoformat(anchor.expression.value), count, timex.unit)
        return _Dated(self._expression(timex, value), head, dated, False, True) if value else None

    def _is_range(self, first: Timex, second: Timex) -> bool:
        between = _BETWEEN.fullmatch(self._text, first.end, second.start)
        if between is None:
            return False
        before = self._text[max(0, first.start - 12) : first.start].lower().split()
        word = before[-1] if before else ""
        return bool(
            between["dash"] or (between["to"] and word == "from") or (between["and"] and word == "between")
        )


def _merge(
    first: Timex, expression: TimeExpression, second: Timex, value: str, text: str
) -> TimeExpression | None:
    """ "from May 3 to May 5, 2021": one range; the first takes the year of the second."""
    begin = expression.value
    if first.kind == "day" and second.kind == "fixed" and _is_day(value):
        month, day = first.numbers[:2]
        year = int(value[:4]) - (f"-{month:02}-{day:02}" > value[4:])
        begin = day_value(year, month, day) or begin
    if "/" in begin or "/" in value or len(begin) != len(value) or begin >= value:
        return None
    start, end = expression.start, second.end
    return TimeExpression(text[start:end], start, end, f"{begin}/{value}")


def _is_day(value: str) -> bool:
    return len(value) == 10


# --- relative values -------------------------------------------------------------------------


def _relative(timex: Timex, today: dt.date, future: bool) -> str | None:
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
        begin = _relative(Timex(0, 0, "day", (month, first, -1, ANY)), today, future)
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
    return _moved(today, numbers[0], timex.unit)


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


def _moved(day: dt.date, count: int, unit: str) -> str | None:
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


# --- the tree --------------------------------------------------------------------------------


def _head(tokens: tuple[Token, ...], inside: list[int]) -> int:
    members = set(inside)
    outside = [i for i in inside if tokens[i].head not in members and tokens[i].upos not in ("PUNCT", "ADP")]
    return outside[0] if outside else inside[0]


def _governor(tokens: tuple[Token, ...], head: int, timex: Timex) -> tuple[int, bool]:
    """The token that an expression with that head dates, and whether it dates nothing above it."""
    token = tokens[head]
    up = token.head
    if up < 0 or matches(token.deprel, _CLAUSAL) and not matches(token.deprel, ("conj",)):
        return head, False
    while (
        up >= 0
        and matches(tokens[head].deprel, ("flat", "appos", "conj", "goeswith", "nummod"))
        and (
            may_date(tokens[up].text) and tokens[up].upos in ("PROPN", "NUM", "NOUN") and _is_time(tokens[up])
        )
    ):
        head, up = up, tokens[up].head  # "Thursday, the second of December"
    if up < 0:
        return head, False
    deprel = tokens[head].deprel
    premodifier = head < up and matches(deprel, ("compound", "nummod", "amod", "nmod", "det", "flat"))
    while (
        tokens[up].head >= 0
        and not matches(tokens[up].deprel, _CLAUSAL)
        and (tokens[up].lemma in _WITHIN or tokens[up].upos == "ADV")
    ):
        premodifier = premodifier and tokens[up].deprel in ("compound", "nmod:poss")
        head, up = up, tokens[up].head
    of = any(t.head == head and t.deprel == "case" and t.lemma == "of" for t in tokens)
    return up, premodifier or of


def _introduces(tokens: tuple[Token, ...], head: int, marker: int) -> bool:
    """Whether "after" in "a day after" has something to follow it."""
    if tokens[marker].head > marker:
        return True
    return any(
        tokens[i].head in (head, marker) and tokens[i].upos != "PUNCT" for i in range(marker + 1, len(tokens))
    )


def _bound(tokens: tuple[Token, ...], head: int) -> bool:
    return any(t.head == head and t.deprel == "case" and t.lemma in _BOUNDS for t in tokens)


def _is_time(token: Token) -> bool:
    return may_date(token.text) and not token.text.isdigit()


def _reaches(tokens: tuple[Token, ...], j: int, i: int) -> bool:
    """Whether ``i`` is reached from its object or oblique ``j`` without crossing another clause."""
    for _ in range(6):
        if j < 0 or not matches(tokens[j].deprel, _PASSES_UP) or j < i:
            return False
        j = tokens[j].head
        if j == i:
            return True
    return False


def _under(tokens: tuple[Token, ...], j: int, i: int) -> bool:
    while j >= 0:
        if j == i:
            return True
        j = tokens[j].head
    return False


def _is_past(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether the verb ``i`` tells of the past."""
    auxiliaries = [t for t in tokens if t.head == i and t.deprel.startswith("aux")]
    if auxiliaries:
        return any(t.text.lower() in ("was", "were", "had", "did") for t in auxiliaries)
    return tokens[i].upos == "VERB" and tokens[i].text.lower().endswith("ed")


def _future(tokens: tuple[Token, ...], head: int) -> bool:
    """Whether the clause in which ``head`` stands lies ahead: "will meet on Friday", "by Friday"."""
    node = tokens[head].head
    if any(t.head == head and t.deprel == "case" and t.lemma in _BY for t in tokens):
        return node < 0 or not _is_past(tokens, node)
    while node >= 0:
        token = tokens[node]
        for child in tokens:
            if child.head != node:
                continue
            relation = child.deprel
            if relation.startswith("aux") and child.lemma in _WILL:
                return True
            if relation == "mark" and child.lemma == "to" and child.upos == "PART":
                return True
            if relation == "case" and child.lemma in _BEFORE and token.upos in ("NOUN", "PROPN"):
                return True
        if token.lemma in _AHEAD:
            return True
        if matches(token.deprel, _CLAUSAL):
            return False
        node = token.head
    return False
