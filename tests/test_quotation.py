"""How a content is quoted, and the content without its marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.coding.quotation import bare, quoted
from dragoman.types import Span


def at(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(part, start, start + len(part))


@pytest.mark.parametrize(
    ("text", "part", "how"),
    [
        ("“We will not yield,” she said.", "“We will not yield,”", "direct"),
        ("“We will not yield,” she said.", "We will not yield", "direct"),
        ('"We will not yield," she said.', '"We will not yield,"', "direct"),
        ("„Wir“ or «nous»: «We stay», he wrote.", "«We stay»", "direct"),
        ("She said they would not yield.", "they would not yield", "indirect"),
        ("She said they would “never” yield.", "they would “never” yield", "mixed"),
        ("“No.”\nThe minister said talks had failed.", "talks had failed", "indirect"),
        ("The envoy is willing to help, “said the minister.", "The envoy is willing to help", "indirect"),
    ],
)
def test_quoted(text: str, part: str, how: str) -> None:
    assert quoted(text, [at(text, part)]) == how


def test_pieces_that_differ_are_mixed() -> None:
    text = "“We stay,” he said, and that nobody had asked."
    assert quoted(text, [at(text, "“We stay,”"), at(text, "that nobody had asked")]) == "mixed"


@pytest.mark.parametrize(
    ("part", "inner"),
    [
        ("“We will not yield,”", "We will not yield"),
        ("that they faced “serious losses”", "that they faced “serious losses”"),
        ("“serious losses” if they came", "“serious losses” if they came"),
        ("would answer, “", "would answer"),
        (", they went on", "they went on"),
    ],
)
def test_bare(part: str, inner: str) -> None:
    text = f"x {part} y"
    assert bare(text, at(text, part)).text == inner


@given(st.text(alphabet='ab “”"«», .', min_size=1), st.data())
def test_bare_stays_a_span_of_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = bare(text, Span(text[start:end], start, end))
    assert start <= found.start < found.end <= end
    assert text[found.start : found.end] == found.text
