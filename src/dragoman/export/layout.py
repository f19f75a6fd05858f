"""What the text forms share: wrapping, quoting, and painting that knows nothing of terminals."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from typing import Literal

Role = Literal["heading", "label", "bad", "good", "ask", "faint"]
Paint = Callable[[str, Role], str]
"""Gives a piece of text the look of its role; must not change its visible width."""

LEAST_WIDTH = 40
# Escape sequences in a hostile text must not reach the terminal.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_BLANKS = re.compile(r"\s+")
_QUOTES = '“”„‟"«»'


def unpainted(text: str, role: Role) -> str:
    """The paint that leaves everything as it is."""
    return text


def one_line(text: str) -> str:
    """``text`` on one line, without control characters."""
    return _UNPRINTABLE.sub("", _BLANKS.sub(" ", text)).strip()


def quoted(text: str) -> str:
    """``text`` on one line in quotation marks, those it begins and ends with not doubled."""
    line = one_line(text)
    if (
        len(line) > 1
        and line[0] in _QUOTES
        and line[-1] in _QUOTES
        and not any(q in line[1:-1] for q in _QUOTES)
    ):
        line = line[1:-1]
    return f"“{line}”"


def shortened(text: str, width: int) -> str:
    """``text`` on one line of at most ``width`` characters, cut with an ellipsis."""
    line = one_line(text)
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def hanging(first: str, text: str, width: int, *, later: str | None = None) -> list[str]:
    """``text`` wrapped to ``width`` behind ``first``; further lines are indented by ``later``
    (default: as deep as ``first`` is wide)."""
    return textwrap.wrap(
        text,
        max(width, LEAST_WIDTH),
        initial_indent=first,
        subsequent_indent=" " * len(first) if later is None else later,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]
