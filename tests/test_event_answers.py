"""Whom a party answers: the doer of the deed that its words go back to."""

from __future__ import annotations

import pytest

import dragoman


@pytest.mark.parametrize(
    ("text", "kind", "target"),
    [
        (
            "Kenya closed two Somali radio stations. Ethiopia denounced the decision.",
            "ACCUSE",
            "KEN",
        ),
        (
            "India closed its border with Nepal. "
            "Thousands of people rallied in Kathmandu against the embargo.",
            "PROTEST",
            "IND",
        ),
        (
            "Russia expelled ten Polish diplomats on Monday. Lithuania condemned the step.",
            "ACCUSE",
            "RUS",
        ),
        # what the same party did itself, or nobody, is not answered
        ("Kenya closed its border with Somalia. Kenya denounced the decision.", "ACCUSE", None),
        ("Kenya denounced the decision.", "ACCUSE", None),
    ],
)
def test_the_doer_of_the_deed_is_the_target(text: str, kind: str, target: str | None) -> None:
    [event] = [e for e in dragoman.read(text).events if e.type == kind]
    assert [party.code for party in event.target if party.code] == ([target] if target else [])
