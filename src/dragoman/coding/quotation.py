"""Quotation marks: how a content is quoted, and the content without its marks."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.types import Quoted, Span

OPENING = "“„«‟‹"
CLOSING = "”»›"
STRAIGHT = '"＂'
DOUBLE = frozenset(OPENING + CLOSING + STRAIGHT)
_EDGE = " \t\n\r\u00a0,;:.!?-–—"


def quoted(text: str, content: Sequence[Span]) -> Quoted:
    """``direct`` when each piece stands wholly in quotation marks, ``indirect`` when there is
    none in or around it, ``mixed`` in between.

    A mark that only closes (nothing opened it) is a slip of the typesetter and counts for nothing.
    """
    kinds = {_piece(text, span) for span in content if span.text.strip()}
    if kinds == {"direct"}:
        return "direct"
    return "indirect" if kinds <= {"indirect"} else "mixed"


def _piece(text: str, span: Span) -> Quoted:
    first, last = _inner(span)
    if first >= last:
        return "indirect"
    before = _beside(text, first, -1)
    opens = text[first] in OPENING or text[first] in STRAIGHT or before in OPENING or before in STRAIGHT
    marks = [c for c in text[first + 1 : last] if c in DOUBLE]
    if opens:
        closed = next((i for i in range(first + 1, last) if text[i] in DOUBLE), None)
        if closed is None or not text[closed + 1 : last].strip(_EDGE + "".join(DOUBLE)):
            return "direct"
        return "mixed"
    opened = sum(c in OPENING or c in STRAIGHT for c in marks)
    return "mixed" if opened else "indirect"


def _inner(span: Span) -> tuple[int, int]:
    stripped = span.text.strip(_EDGE)
    first = span.start + span.text.find(stripped) if stripped else span.start
    return first, first + len(stripped)


def _beside(text: str, at: int, step: int) -> str:
    """The nearest character before (-1) the offset that is no space."""
    at += step
    while 0 <= at < len(text) and text[at].isspace():
        at += step
    return text[at] if 0 <= at < len(text) else " "


def bare(text: str, span: Span) -> Span:
    """``span`` without the quotation marks, commas and spaces at its edges.

    A mark is kept where its partner stands inside: “serious consequences” if it attacks.
    """
    start, end = span.start, span.end
    while start < end:
        body = text[start:end]
        marks = [c for c in body if c in DOUBLE]
        if body[0] in " \t\n\r\u00a0,;:":
            start += 1
        elif body[-1] in " \t\n\r\u00a0,;:-–—":
            end -= 1
        elif (len(marks) == 1 and body[-1] in DOUBLE) or (body[0] in CLOSING):
            end, start = (end - 1, start) if body[-1] in DOUBLE else (end, start + 1)
        elif len(marks) == 1 and body[0] in DOUBLE:
            start += 1
        elif len(marks) == 2 and body[0] in DOUBLE and body[-1] in DOUBLE:
            start, end = start + 1, end - 1
        else:
            break
    return Span(text[start:end], start, end) if start < end else span
