"""What commitments and deeds find each other by is never narrower than what decides."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.codebook.commitments import load_commitments
from dragoman.ledger import clues
from dragoman.ledger.bearing import bears
from dragoman.ledger.deeds import event_deed, heard_deed
from dragoman.ledger.gist import Gist
from dragoman.ledger.hearing import Heard
from dragoman.ledger.matching import satisfies
from dragoman.ledger.terms import Clause, Terms
from dragoman.types import EVENT_TYPES, Actor, Event, Party, Span

BOOK = load_commitments()
DAY = dt.date(2024, 3, 1)
CODES = ("PER", "ECU", "CHL")
WORDS = ("border", "crossing", "envoy", "talk", "12", "respond", "reservoir", "take")

parties = st.builds(
    lambda code, sector, text: Party(text, 0, 4, Actor(None, code, sector) if code else None),
    st.sampled_from((None, *CODES)),
    st.sampled_from(("GOV", "REB")),
    st.sampled_from(("Peru", "they", "the army")),
)
sides = st.lists(parties, max_size=2).map(tuple)


def events(modality: str) -> Any:
    return st.builds(
        lambda kind, source, target: Event(
            "e1", kind, None, Span("did", 0, 3), source, target, modality=modality  # type: ignore[arg-type]
        ),
        st.sampled_from(EVENT_TYPES),
        sides,
        sides,
    )  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(events("asserted"), events("conditional"))
def test_an_event_that_satisfies_a_condition_shares_a_clue_with_it(asked: Event, condition: Event) -> None:
    if satisfies(asked, condition, BOOK):
        assert clues.of_event(asked, BOOK) & set(clues.wanted(condition, BOOK))


gists = st.builds(
    lambda words, codes, verb: Gist(words, codes, False, frozenset(), verb if verb in words else None),
    st.frozensets(st.sampled_from(WORDS), min_size=1),
    st.frozensets(st.sampled_from(CODES)),
    st.sampled_from((None, *WORDS)),
)


def clauses(modality: str) -> Any:
    return st.builds(
        lambda told, done, negated, doer: Clause((told,), done, negated, doer),
        gists,
        st.lists(events(modality), max_size=1).map(tuple),
        st.booleans(),
        st.sampled_from((None, *CODES)),
    )


commitments = st.builds(
    lambda force, content, condition: Terms(
        "c1", force, "PER", "ECU", content, condition, DAY, (), frozenset(["r1"]), None, False, False
    ),
    st.sampled_from(("threat", "promise", "demand")),
    clauses("future"),
    st.none() | clauses("conditional"),
)
deeds = events("asserted").map(
    lambda event: event_deed(event, "r2", "e1", "v1", (DAY, DAY), DAY, [], BOOK)
) | st.builds(
    lambda words, codes, doer, denied: heard_deed(
        Heard(0, 9, words, tuple(codes), doer, None, None, denied=denied), "r2", DAY, frozenset(codes)
    ),
    st.frozensets(st.sampled_from(WORDS), min_size=2),
    st.lists(st.sampled_from(CODES), unique=True),
    st.sampled_from((None, *CODES)),
    st.booleans(),
)


@settings(max_examples=500, deadline=None)
@given(commitments, deeds)
def test_what_bears_on_a_commitment_finds_it(one: Terms, deed: Any) -> None:
    if not bears(deed, one, BOOK):
        return
    keys = clues.of_terms(one, BOOK)
    if deed.event is not None:
        assert keys & clues.of_event(deed.event, BOOK)
    else:
        shared = [word for word in deed.heard.words if clues.word(word) in keys]
        assert len(shared) >= clues.least(one, BOOK)
