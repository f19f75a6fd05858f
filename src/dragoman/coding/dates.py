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
- "since May" is the stretch from then to publication, as exact as the words are.
- Durations ("for 30 minutes", "the two-year war") and vague words ("recently") have no value.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from dragoman.codebook.text import load_text
from dragoman.coding.timetree import (
    governor_of,
    happens_at,
    head_of,
    introduces,
    is_ahead,
    is_bound,
    is_since,
    is_under,
    reaches,
)
from dragoman.coding.timevalues import moved, relative
from dragoman.coding.timex import Timex, day_value, find, may_date
from dragoman.tree import Tree, matches
from dragoman.types import Document, Sentence, Token

_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d")
_TABLE: Final = load_text("dates")
_COUNTED: Final = frozenset(_TABLE["years"]["counted"])
_NOT_AFTER: Final = frozenset(_TABLE["years"]["not_after"])
_BETWEEN: Final = re.compile(r"\s?(?:(?P<dash>[-–—])|(?P<to>to|until|till|through)|(?P<and>and))\s?")


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
    since: bool = False  # "since May": from then until publication


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
            return self._dating(own[0])
        tokens = tree.tokens
        token = tokens[i]
        if token.upos not in ("VERB", "AUX") and not tree.has(i, "nsubj", "cop"):
            return None
        for d in dated:
            if not d.own and d.head > i and _is_day(d.expression.value) and reaches(tokens, d.governor, i):
                return self._dating(d)
        for d in dated:
            if d.own and tokens[d.governor].head == i and happens_at(tokens, d.governor):
                return self._dating(d)  # "met at a June summit"
        if (
            matches(token.deprel, ("conj",))
            and token.upos in ("VERB", "AUX")
            and not tree.has(i, "nsubj", "csubj")
        ):
            for d in dated:
                if d.governor == token.head and d.head < token.head:
                    return self._dating(d)
        return None

    def _dating(self, d: _Dated) -> str:
        """The date that ``d`` gives to what it belongs to."""
        value = d.expression.value
        if not d.since or self._published is None:
            return value
        begin = value.partition("/")[0]
        today = self._published.isoformat()[: len(begin)]
        return f"{begin}/{today}" if begin < today else begin

    # --- one sentence ------------------------------------------------------------------

    def _sentence(self, sentence: Sentence) -> tuple[_Dated, ...]:
        tokens = sentence.tokens
        if not any(may_date(token.text) for token in tokens):
            return ()
        found: list[_Dated] = []
        later: list[tuple[Timex, int, int]] = []
        previous: Timex | None = None
        for timex in self._with_years(find(self._text, sentence.start, sentence.end)):
            inside = [i for i, t in enumerate(tokens) if t.start < timex.end and t.end > timex.start]
            if not inside or not self._plausible(timex, tokens, inside):
                continue
            head = head_of(tokens, inside)
            if timex.kind == "relation":
                if introduces(tokens, head, inside[-1]):
                    later.append((timex, head, inside[-1]))
                    continue
                timex = replace(timex, kind="story", numbers=(-timex.numbers[0],))  # "... the day before."
            value = self._value(timex, tokens, head)
            if value is None:
                continue
            if previous is not None and found and self._is_range(previous, timex):
                merged = _merge(found[-1].expression, timex, value, self._text)
                if merged is not None:
                    found[-1] = replace(found[-1], expression=merged, bound=False)
                    previous = None
                    continue
            governor, own = governor_of(tokens, head)
            since = self._published is not None and is_since(tokens, head)
            bound = is_bound(tokens, head) and not since
            found.append(_Dated(self._expression(timex, value), head, governor, bound, own, since))
            previous = timex
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
            return moved(day, timex.numbers[0], timex.unit)
        today = self._published
        if today is None:
            return None
        try:
            return relative(timex, today, is_ahead(tokens, head))
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
        days = [d for d in found if _exact_to(d.expression.value, timex.unit)]
        for k, d in enumerate(found):
            if (
                d in days
                and d.governor == tokens[target].head
                and target < d.head
                and _next_to(tokens, target, d)
            ):
                # "two weeks before the vote on May 3", where the day is read with the verb
                days[days.index(d)] = found[k] = replace(d, governor=target, own=True)
        anchors = [d for d in days if d.governor != target and not is_under(tokens, d.head, target)]
        count = timex.numbers[0]
        if anchors:
            before = [d for d in anchors if d.head < head]
            anchor, dated = (before[-1] if before else anchors[0]), target
        else:  # "a day after the talks on December 1, he said": dates the clause above
            inner = [d for d in days if d.governor == target]
            if not inner or tokens[target].head < 0:
                return None
            anchor, dated, count = inner[0], tokens[target].head, -count
        value = moved(_first_day(anchor.expression.value), count, timex.unit)
        return _Dated(self._expression(timex, value), head, dated, False, True) if value else None

    def _with_years(self, found: list[Timex]) -> list[Timex]:
        """ "from May 3 to May 5, 2021": the first day takes the year of the second."""
        for i, (first, second) in enumerate(pairwise(found)):
            if first.kind == "day" and _is_day(second.value) and self._is_range(first, second):
                month, day = first.numbers[:2]
                year = int(second.value[:4]) - (f"-{month:02}-{day:02}" > second.value[4:])
                if value := day_value(year, month, day):
                    found[i] = replace(first, kind="fixed", value=value)
        return found

    def _is_range(self, first: Timex, second: Timex) -> bool:
        between = _BETWEEN.fullmatch(self._text, first.end, second.start)
        if between is None:
            return False
        before = self._text[max(0, first.start - 12) : first.start].lower().split()
        word = before[-1] if before else ""
        return bool(
            between["dash"] or (between["to"] and word == "from") or (between["and"] and word == "between")
        )


def _merge(expression: TimeExpression, second: Timex, value: str, text: str) -> TimeExpression | None:
    """ "from May 3 to May 5": one range, or None where the two make none."""
    begin = expression.value
    if "/" in begin or "/" in value or len(begin) != len(value) or begin >= value:
        return None
    start, end = expression.start, second.end
    return TimeExpression(text[start:end], start, end, f"{begin}/{value}")


def _exact_to(value: str, unit: str) -> bool:
    """Whether ``value`` is exact enough to count units from it."""
    return "/" not in value and len(value) >= {"year": 4, "month": 7}.get(unit, 10)


def _first_day(value: str) -> dt.date:
    return dt.date.fromisoformat(value + "-01-01"[len(value) - 4 :])


def _next_to(tokens: tuple[Token, ...], noun: int, d: _Dated) -> bool:
    """Whether only a preposition stands between ``noun`` and the expression."""
    between = [t for t in tokens[noun + 1 :] if t.end <= d.expression.start]
    return len(between) == 1 and between[0].upos == "ADP"


def _is_day(value: str) -> bool:
    return len(value) == 10
