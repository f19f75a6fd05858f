"""What the sentences of a report tell in words, beside the events and acts that are coded.

Two things: that something happened (for conditions and contents that no event type covers), and what
became of a commitment ("withdrew its offer", "the deadline ran out").  Only what a sentence asserts
counts: not what is promised, demanded, foreseen or denied in it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dragoman.codebook.commitments import CommitmentCodebook, RemarkKind
from dragoman.coding.timevalues import relative
from dragoman.coding.timex import find, may_date
from dragoman.ledger.assertion import states_of, stems_of
from dragoman.ledger.gist import Word, in_order, is_inflected, stem, telling, words_in
from dragoman.ledger.identity import day_range
from dragoman.ledger.remarks import remarks
from dragoman.types import Force, Reading, Span

_PASSIVE: Final = frozenset(("is", "are", "was", "were", "been", "being", "be"))
_PRONOUNS: Final = frozenset(("it", "he", "she", "they"))
_DATED: Final = re.compile(r"\w+")
_BEFORE: Final = 2  # words before a noun that say what it is about


@dataclass(frozen=True, slots=True)
class Heard:
    """What a sentence tells.

    ``words``: base forms of what it says is so; ``codes``: states named, in order; ``doer``: the code of who
    seems to do it; ``first``, ``last``: the days it gives for it (None: none).  ``denied``: the sentence
    says that it is not so.

    With ``kind`` it tells what became of a commitment of one of ``forces``, whose holder or addressee is
    ``owner`` if it says so; ``words`` are then those that say what it is about, and ``named`` says whether
    it has a word for the commitment.
    """

    start: int
    end: int
    words: frozenset[str]
    codes: tuple[str, ...]
    doer: str | None
    first: dt.date | None
    last: dt.date | None
    kind: RemarkKind | None = None
    forces: frozenset[Force] = frozenset()
    owner: str | None = None
    named: bool = True
    denied: bool = False


def heard(reading: Reading, book: CommitmentCodebook) -> list[Heard]:
    """All that the sentences of ``reading`` tell in words, in order."""
    found: list[Heard] = []
    masks = [
        (span.start, span.end)
        for act in reading.acts
        for span in (act.content, act.condition, act.deadline)
        if span is not None
    ]
    before: str | None = None
    for sentence in reading.sentences:
        told = _sentence(sentence, reading, masks, before, book)
        before = next((one.doer for one in told if one.doer), None)
        found += told
    return found + _refusals(reading, book)


def plain(text: str, book: CommitmentCodebook) -> Heard:
    """What a sentence that stands alone says is so."""
    words = words_in(text, book)
    states = states_of(text, words, book)
    real = [word for word, state in zip(words, states, strict=True) if state == "real"]
    doer = _subject(text, words)
    return Heard(0, len(text), telling(real, book), tuple(in_order(words)), doer, None, None)


def _refusals(reading: Reading, book: CommitmentCodebook) -> list[Heard]:
    """The refusals that are coded, as acts or events: somebody's demands or offers are turned down."""
    coded = [
        (act.trigger, act.content, act.holder, act.counterpart)
        for act in reading.acts
        if act.force == "refusal"
    ] + [
        (event.trigger, None, event.source[0], next(iter(event.target), None))
        for event in reading.events
        if event.type == "REJECT"
        and event.modality == "asserted"
        and event.source
        and stem(event.trigger.text.strip().lower().partition(" ")[0]) not in stems_of(book.words.denials)
    ]
    found = []
    for trigger, content, doer, owner in coded:
        if doer is None or doer.code is None:
            continue
        sentence = next((s for s in reading.sentences if s.start <= trigger.start < s.end), trigger)
        words = words_in(reading.report.text, book, sentence.start, sentence.end)
        told = words_in(reading.report.text, book, content.start, content.end) if content else words
        found.append(
            Heard(
                sentence.start,
                sentence.end,
                telling(told, book),
                tuple(in_order(words)),
                doer.code,
                *_days(reading, sentence),
                "refused",
                frozenset(("demand", "promise")),
                owner.code if owner else None,
                named=False,
            )
        )
    return found


def _sentence(
    sentence: Span, reading: Reading, masks: Sequence[tuple[int, int]], before: str | None,
    book: CommitmentCodebook,
) -> list[Heard]:  # fmt: skip
    """What one sentence tells; ``before``: who does what the sentence before it tells."""
    text = reading.report.text
    words = words_in(text, book, sentence.start, sentence.end)
    if not words:
        return []
    states = states_of(text, words, book)
    first, last = _days(reading, sentence)
    codes = tuple(in_order(words))
    found = []
    for place, kind, forces, owner, spoken_of in remarks(words, states, book):
        # what the commitment is about is named, not told
        for i in spoken_of:
            states[i] = "unreal"
        doer = _doer_of(words, place) or _coded_doer(reading, words[place])
        # "its coal offer to the neighbours"
        about = telling(words[max(0, spoken_of.start - _BEFORE) : spoken_of.stop], book)
        found.append(
            Heard(
                sentence.start,
                sentence.end,
                about if len(about) > 1 else telling(words, book),
                codes,
                doer,
                first,
                last,
                kind,
                forces,
                owner if owner != "" else doer,
            )
        )
    covered = [any(a < w.end and w.start < b for a, b in masks) for w in words]
    real = [w for w, s, c in zip(words, states, covered, strict=True) if s == "real" and not c]
    told = telling(real, book)
    not_told = telling(
        [w for w, s, c in zip(words, states, covered, strict=True) if s == "denied" and not c], book
    )
    doer = _subject(text, words)
    if before is not None and words[0].text.lower() in _PRONOUNS:
        # "It closed the crossing": whoever did what the sentence before tells
        doer, codes = before, tuple(dict.fromkeys([before, *codes]))
    for said, denied in ((told, False), (not_told, True)):
        if len(said) >= 2:
            found.append(Heard(sentence.start, sentence.end, said, codes, doer, first, last, denied=denied))
    return found


def _subject(text: str, words: Sequence[Word]) -> str | None:
    """Who seems to do what a sentence tells: whoever stands behind "by", else who is named first.

    None where it is said to be done by nobody ("the envoy was expelled").
    """
    names = [word for word in words if word.code]
    for name in names:
        if text[: name.start].rstrip().lower().endswith((" by", " by the")):
            return name.code
    for i, word in enumerate(words[:-1]):
        after = words[i + 1 : i + 3]
        if word.text.lower() in _PASSIVE and any(is_inflected(w.text.lower()) for w in after):
            return None
    return names[0].code if names else None


def _doer_of(words: Sequence[Word], place: int) -> str | None:
    """The state named last before the word at ``place``."""
    return next((w.code for w in reversed(words[:place]) if w.code), None)


def _coded_doer(reading: Reading, verb: Word) -> str | None:
    """The source of the event whose trigger has the verb."""
    for event in reading.events:
        if event.trigger.start < verb.end and verb.start < event.trigger.end and event.source:
            return event.source[0].code
    return None


def _days(reading: Reading, sentence: Span) -> tuple[dt.date | None, dt.date | None]:
    """The first day that the sentence gives, exact to a week at least."""
    text = reading.report.text
    if not any(may_date(word) for word in _DATED.findall(text, sentence.start, sentence.end)):
        return None, None
    today = reading.report.published
    for timex in find(text, sentence.start, sentence.end):
        try:
            value = timex.value if timex.kind == "fixed" else None
            if value is None and today is not None and timex.kind not in ("story", "relation"):
                value = relative(timex, today, False)
        except (OverflowError, ValueError):
            continue
        first, last = day_range(value)
        if first is not None and last is not None and (last - first).days <= 7:
            return first, last
    return None, None
