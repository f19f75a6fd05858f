from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.codebook.commitments import load_commitments
from dragoman.ledger import Ledger
from dragoman.ledger.gist import base_of
from dragoman.types import Modality, Reading
from ledger_stories import Story, threat

ATTACK = ("ASSAULT", "ECU", "PER")
SANCTION = ("SANCTION", "PER", "ECU")


def event(
    code: str,
    source: str | None,
    target: str | None,
    day: str | None,
    published: str,
    modality: Modality = "asserted",
    text: str = "Something happened.",
) -> Reading:
    """A report of one event."""
    story = Story(text, published)
    story.sentence(text)
    story.event(code, source, target, modality, day)
    return story.reading()


def said(text: str, published: str) -> Reading:
    """A report of one sentence in which nothing is coded."""
    story = Story(text, published)
    story.sentence(text)
    return story.reading()


def bound(
    force: str,
    text: str,
    content: str,
    published: str = "2024-03-01",
    holder: str | None = "PER",
    counterpart: str | None = "ECU",
    **more: Any,
) -> Reading:
    """A report of one act, told in ``text``."""
    story = Story(text, published)
    story.sentence(text)
    story.act(force, holder, counterpart, content, **more)
    return story.reading()


def lives(readings: Iterable[Reading], day: str = "2024-12-31") -> list[tuple[str, str | None]]:
    """State and its day of each commitment as of ``day``, by their making."""
    with Ledger(":memory:") as ledger:
        for reading in readings:
            ledger.record(reading)
        rows = ledger.commitments(as_of=dt.date.fromisoformat(day)).rows()
    return [(row["state"], row["state_since"]) for row in rows]


def moved(readings: Iterable[Reading]) -> list[tuple[str, str | None]]:
    """State and sentence that moved it, of each move of the only commitment."""
    with Ledger(":memory:") as ledger:
        for reading in readings:
            ledger.record(reading)
        return [(row["state"], row["text"]) for row in ledger.moves().rows()]


# --- conditions and contents -------------------------------------------------------------------


def test_a_conditional_threat_is_detached_and_then_carried_out() -> None:
    attacked = event("ASSAULT", "ECU", "PER", "2024-03-05", "2024-03-06", text="ECU attacked PER.")
    punished = event(
        "SANCTION:embargo", "PER", "ECU", "2024-03-08", "2024-03-09", text="PER imposed an embargo."
    )
    assert lives([threat()]) == [("conditional", "2024-03-01")]
    assert lives([threat(), attacked]) == [("detached", "2024-03-05")]
    assert lives([threat(), attacked, punished]) == [("satisfied", "2024-03-08")]
    assert moved([threat(), attacked, punished]) == [
        ("conditional", None), ("detached", "ECU attacked PER."), ("satisfied", "PER imposed an embargo."),
    ]  # fmt: skip


def test_as_of_shows_what_was_known_on_a_day() -> None:
    readings = [
        threat(),
        event("ASSAULT", "ECU", "PER", "2024-03-05", "2024-03-06"),
        event("SANCTION", "PER", "ECU", "2024-03-08", "2024-03-20"),
    ]
    assert lives(readings, "2024-02-29") == []
    assert lives(readings, "2024-03-05") == [("conditional", "2024-03-01")]
    assert lives(readings, "2024-03-19") == [("detached", "2024-03-05")]
    assert lives(readings, "2024-03-20") == [("satisfied", "2024-03-08")]


@pytest.mark.parametrize(
    "other",
    [
        event("ASSAULT", "COL", "PER", "2024-03-05", "2024-03-06"),
        event("ASSAULT", "ECU", "COL", "2024-03-05", "2024-03-06"),
        event("COERCE", "ECU", "PER", "2024-03-05", "2024-03-06"),
        event("ASSAULT", "ECU", "PER", "2024-03-05", "2024-03-06", "future"),
        event("ASSAULT", "ECU", "PER", "2024-03-05", "2024-03-06", "negated"),
        event("ASSAULT", "ECU", "PER", "2024-02-20", "2024-03-06"),
        event("ASSAULT", "ECU", "PER", None, "2024-02-25"),
    ],
    ids=["doer", "victim", "type", "announced", "denied", "earlier", "told earlier"],
)
def test_what_is_not_the_condition_moves_nothing(other: Reading) -> None:
    assert lives([threat(), other]) == [("conditional", "2024-03-01")]


def test_what_led_to_a_threat_does_not_trigger_it() -> None:
    story = Story(published="2024-03-01")
    story.sentence("ECU attacked PER.")
    story.event("ASSAULT", "ECU", "PER")
    story.sentence("PER will answer if ECU attacks again.")
    story.act("threat", "PER", "ECU", "answer", condition="if ECU attacks again", condition_event=ATTACK)
    again = event("ASSAULT", "ECU", "PER", None, "2024-03-04")
    assert lives([story.reading()]) == [("conditional", "2024-03-01")]
    assert lives([story.reading(), again])[0][0] == "detached"


def test_a_promise_is_kept() -> None:
    promise = bound(
        "promise", "PER promised to send food.", "to send food", content_event=("AID", "PER", "ECU")
    )
    sent = event("AID", "PER", "ECU", "2024-03-04", "2024-03-05")
    assert lives([promise]) == [("detached", "2024-03-01")]
    assert lives([promise, sent]) == [("satisfied", "2024-03-04")]


def test_a_promise_not_to_do_something_is_broken_by_doing_it() -> None:
    promise = bound(
        "promise", "PER promised not to attack.", "not to attack",
        content_event=("ASSAULT", "PER", "ECU", "negated"),
    )  # fmt: skip
    attacked = event("ASSAULT:aerial", "PER", "ECU", "2024-03-04", "2024-03-05")
    assert lives([promise]) == [("detached", "2024-03-01")]
    assert lives([promise, attacked]) == [("violated", "2024-03-04")]


def test_an_assurance_of_harm_is_that_it_will_not_be_done() -> None:
    assurance = bound(
        "assurance", "PER has no intention of invading.", "invading", content_event=("ASSAULT", "PER", "ECU")
    )
    attacked = event("ASSAULT", "PER", "ECU", "2024-03-04", "2024-03-05")
    assert lives([assurance, attacked]) == [("violated", "2024-03-04")]


def test_a_promise_is_broken_by_the_contrary() -> None:
    promise = bound(
        "promise", "PER promised to send food.", "to send food", content_event=("AID", "PER", "ECU")
    )
    punished = event("SANCTION", "PER", "ECU", "2024-03-04", "2024-03-05")
    assert lives([promise, punished]) == [("violated", "2024-03-04")]


def test_a_refusal_is_given_up_when_it_is_done_after_all() -> None:
    refusal = bound(
        "refusal",
        "PER refused to withdraw.",
        "to withdraw",
        content_event=("RETREAT", "PER", None, "negated"),
    )
    left = event("RETREAT", "PER", "ECU", "2024-03-09", "2024-03-09")
    assert lives([refusal]) == [("detached", "2024-03-01")]
    assert lives([refusal, left]) == [("violated", "2024-03-09")]


def test_a_demand_is_met_refused_or_open() -> None:
    demand = bound(
        "demand", "PER demanded that ECU withdraw.", "withdraw", content_event=("RETREAT", "ECU", None)
    )
    left = event("RETREAT:withdraw", "ECU", None, "2024-03-09", "2024-03-09")
    rejected = bound(
        "refusal", "ECU rejected the demand to withdraw.", "withdraw", "2024-03-05", "ECU", "PER"
    )
    assert lives([demand]) == [("open", "2024-03-01")]
    assert lives([demand, left]) == [("met", "2024-03-09")]
    assert lives([demand, rejected])[0] == ("refused", "2024-03-05")
    assert lives([demand, rejected, left])[0] == ("met", "2024-03-09")


# --- deadlines -----------------------------------------------------------------------------------


def test_a_demand_lapses_after_its_deadline() -> None:
    demand = bound(
        "demand", "PER demanded that ECU withdraw by March 8.", "withdraw by March 8", deadline="by March 8",
        content_event=("RETREAT", "ECU", None),
    )  # fmt: skip
    late = event("RETREAT", "ECU", None, "2024-03-10", "2024-03-10")
    assert lives([demand], "2024-03-08") == [("open", "2024-03-01")]
    assert lives([demand], "2024-03-09") == [("lapsed", "2024-03-08")]
    assert lives([demand, late]) == [("met", "2024-03-10")]


def test_a_promise_not_kept_in_time_is_broken() -> None:
    promise = bound(
        "promise", "PER promised to send food within 10 days.", "to send food", deadline="within 10 days",
        content_event=("AID", "PER", "ECU"),
    )  # fmt: skip
    sent = event("AID", "PER", "ECU", "2024-03-11", "2024-03-15")
    assert lives([promise], "2024-03-11") == [("detached", "2024-03-01")]
    assert lives([promise], "2024-03-12") == [("violated", "2024-03-11")]
    assert lives([promise, sent]) == [("satisfied", "2024-03-11")]


def test_an_offer_expires_with_its_condition() -> None:
    offer = bound(
        "promise", "PER will send food if ECU withdraws by March 8.", "send food",
        condition="if ECU withdraws by March 8", deadline="by March 8",
        condition_event=("RETREAT", "ECU", None), content_event=("AID", "PER", "ECU"),
    )  # fmt: skip
    in_time = event("RETREAT", "ECU", None, "2024-03-07", "2024-03-07")
    assert lives([offer], "2024-03-09") == [("expired", "2024-03-08")]
    assert lives([offer, in_time], "2024-03-09") == [("detached", "2024-03-07")]


def test_unless_takes_effect_when_the_deadline_passes_without_the_event() -> None:
    ultimatum = bound(
        "threat", "PER will attack unless ECU withdraws by March 8.", "attack",
        condition="unless ECU withdraws by March 8", deadline="by March 8", condition_negated=True,
        condition_event=("RETREAT", "ECU", None), content_event=("ASSAULT", "PER", "ECU"),
    )  # fmt: skip
    left = event("RETREAT", "ECU", None, "2024-03-07", "2024-03-07")
    attacked = event("ASSAULT", "PER", "ECU", "2024-03-09", "2024-03-09")
    assert lives([ultimatum], "2024-03-08") == [("conditional", "2024-03-01")]
    assert lives([ultimatum], "2024-03-09") == [("detached", "2024-03-08")]
    assert lives([ultimatum, left]) == [("expired", "2024-03-07")]
    assert lives([ultimatum, attacked]) == [("satisfied", "2024-03-09")]


def test_a_threat_has_the_deadline_of_the_demand_beside_it() -> None:
    story = Story(published="2024-03-01")
    story.sentence("PER gave ECU until March 8 to leave the island.")
    story.act("demand", "PER", "ECU", "leave the island", deadline="until March 8")
    story.sentence("PER will shell it unless ECU can leave the island.")
    story.act(
        "threat",
        "PER",
        "ECU",
        "shell it",
        condition="unless ECU can leave the island",
        condition_negated=True,
    )
    states = lives([story.reading()], "2024-03-09")
    assert states == [("lapsed", "2024-03-08"), ("detached", "2024-03-08")]


def test_a_promise_not_to_act_before_a_day_is_kept_when_the_day_passes() -> None:
    promise = bound(
        "assurance", "PER will not test missiles before May 2.", "not test missiles before May 2",
        deadline="before May 2",
    )  # fmt: skip
    assert lives([promise], "2024-05-02") == [("detached", "2024-03-01")]
    assert lives([promise], "2024-05-03") == [("satisfied", "2024-05-02")]


def test_the_passing_of_time_shows_without_anything_recorded() -> None:
    soon = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)
    story = Story(published=(soon - dt.timedelta(days=9)).isoformat())
    story.sentence(f"PER demanded an apology by {soon.isoformat()}.")
    story.act("demand", "PER", "ECU", "an apology", deadline=f"by {soon.isoformat()}")
    with Ledger(":memory:") as ledger:
        ledger.record(story.reading())
        (row,) = ledger.commitments().rows()
        (due,) = ledger.deadlines().rows()
    assert (row["state"], row["state_since"], row["due"]) == ("lapsed", soon.isoformat(), soon)
    assert due == row


# --- in words ------------------------------------------------------------------------------------


def test_what_no_event_type_covers_is_found_by_its_words() -> None:
    promise = bound(
        "promise", "PER promised to fill the reservoir.", "to fill the reservoir", counterpart=None
    )
    filled = said("Peru began filling the reservoir on March 6.", "2024-03-07")
    assert lives([promise, filled]) == [("satisfied", "2024-03-06")]
    for nothing in (
        "Peru has not filled the reservoir.",
        "Peru will fill the reservoir next month.",
        "Peru said that it would fill the reservoir.",
        "Ecuador filled the reservoir.",
        "Peru filled the prisons.",
        "Peru threatened to fill the reservoir.",
    ):
        assert lives([promise, said(nothing, "2024-03-07")]) == [("detached", "2024-03-01")], nothing


@pytest.mark.parametrize(
    ("force", "content", "text", "state"),
    [
        ("promise", "to reopen the bridge", "Peru withdrew its offer to reopen the bridge.", "cancelled"),
        ("threat", "to close the bridge", "Peru lifted its threat to close the bridge.", "cancelled"),
        ("demand", "to open the bridge", "Peru dropped its demand to open the bridge.", "cancelled"),
        ("promise", "to mend a bridge", "Ecuador freed Peru from its pledge to mend a bridge.", "released"),
        ("promise", "to mend the bridge", "Ecuador turned down Peru's offer to mend the bridge.", "released"),
        ("demand", "to open the port", "Ecuador rejected the Peruvian demand to open the port.", "refused"),
        ("demand", "to open the bridge", "Ecuador accepted the Peruvian demand to open the bridge.", "met"),
        ("promise", "to repair the bridge", "Peru kept its promise to repair the bridge.", "satisfied"),
        ("threat", "to close the bridge", "Peru carried out its threat to close the bridge.", "satisfied"),
        ("promise", "to repair the bridge", "Peru broke its promise to repair the bridge.", "violated"),
        ("demand", "to open the bridge", "The Peruvian ultimatum to open the bridge expired.", "lapsed"),
        ("threat", "to close the port", "Peru did not withdraw its threat to close the port.", "detached"),
        ("threat", "to close the bridge", "Peru may drop its threat to close the bridge.", "detached"),
        ("threat", "to close the bridge", "Ecuador lifted its threat to close the bridge.", "detached"),
        ("threat", "to close the bridge", "Peru lifted its threat to bomb the harbour.", "detached"),
    ],
)  # fmt: skip
def test_what_reports_say_of_a_commitment_moves_it(force: str, content: str, text: str, state: str) -> None:
    act = bound(force, f"PER spoke of it: {content}.", content)
    assert lives([act, said(text, "2024-03-07")])[0][0] == state


def test_of_several_the_one_that_is_meant_is_moved() -> None:
    bridge = bound("promise", "PER offered to repair the bridge.", "to repair the bridge")
    school = bound("promise", "PER offered to build a school.", "to build a school")
    withdrawn = said("Peru withdrew its offer to build a school.", "2024-03-07")
    with Ledger(":memory:") as ledger:
        for reading in (bridge, withdrawn, school):
            ledger.record(reading)
        states = {row["content"]: row["state"] for row in ledger.commitments().rows()}
    assert states == {"to repair the bridge": "detached", "to build a school": "cancelled"}


def test_a_commitment_that_was_taken_back_can_be_made_again() -> None:
    first = bound("threat", "PER threatened to close the bridge.", "to close the bridge")
    lifted = said("Peru lifted its threat to close the bridge.", "2024-03-07")
    again = bound("threat", "PER threatened again to close the bridge.", "to close the bridge", "2024-03-10")
    assert lives([first, lifted]) == [("cancelled", "2024-03-07")]
    assert lives([first, lifted, again]) == [("detached", "2024-03-10")]


# --- identity ------------------------------------------------------------------------------------


def tellings(*readings: Reading) -> list[int]:
    with Ledger(":memory:") as ledger:
        for reading in readings:
            ledger.record(reading)
        return sorted(row["tellings"] for row in ledger.commitments().rows())


def test_the_same_in_other_words_is_a_reiteration() -> None:
    first = bound("threat", "PER threatened to expel the ambassador.", "to expel the ambassador")
    again = bound(
        "threat", "PER spoke of the expulsion of the envoy.", "the expulsion of the envoy", "2024-03-04"
    )
    other = bound(
        "threat", "PER threatened to expel the journalists.", "to expel the journalists", "2024-03-04"
    )
    assert tellings(first, again) == [2]
    assert tellings(first, other) == [1, 1]


def test_a_telling_may_leave_out_the_counterpart_or_the_condition() -> None:
    first = bound(
        "threat", "PER will close the bridge at Tumbes if guards are hurt.", "close the bridge at Tumbes",
        condition="if guards are hurt",
    )  # fmt: skip
    short = bound(
        "threat", "PER will close the Tumbes bridge.", "close the Tumbes bridge", "2024-03-05", "PER", None
    )
    assert tellings(first, short) == [2]


def test_what_is_promised_and_what_is_promised_not_to_be_are_two() -> None:
    do = bound("promise", "PER promised to dam the Marañón river.", "to dam the Marañón river")
    forbear = bound("promise", "PER promised not to dam the Marañón river.", "not to dam the Marañón river")
    assert tellings(do, forbear) == [1, 1]


# --- what the order of recording does ------------------------------------------------------------

STORY = [
    threat(),
    threat(title="again", published="2024-03-03", condition="in case of an attack"),
    event("ASSAULT", "ECU", "PER", "2024-03-05", "2024-03-06"),
    event("SANCTION", "PER", "ECU", "2024-03-08", "2024-03-09"),
    bound("promise", "PER offered to repair the bridge.", "to repair the bridge"),
    bound("promise", "PER offered to repair the bridge again.", "to repair the bridge", "2024-03-15"),
    said("Peru withdrew its offer to repair the bridge.", "2024-03-07"),
    bound(
        "demand",
        "PER demanded that ECU withdraw by March 8.",
        "withdraw by March 8",
        deadline="by March 8",
        content_event=("RETREAT", "ECU", None),
    ),
    event("RETREAT", "ECU", None, "2024-03-10", "2024-03-11"),
    said("Ecuador rejected the Peruvian demand to withdraw.", "2024-03-04"),
]


def all_of(ledger: Ledger) -> tuple[Any, ...]:
    return ledger.commitments().rows(), ledger.moves().rows(), [t.to_dict() for t in ledger.tensions()]


@settings(max_examples=12, deadline=None)
@given(st.permutations(STORY), st.lists(st.sampled_from(STORY), max_size=3))
def test_the_order_of_recording_changes_no_life(shuffled: list[Reading], again: list[Reading]) -> None:
    with Ledger(":memory:") as one, Ledger(":memory:") as other:
        for reading in STORY:
            one.record(reading)
        for reading in [*shuffled, *again]:
            other.record(reading)
        assert all_of(one) == all_of(other)
        assert {row["state"] for row in one.commitments().rows()} == {"satisfied", "detached", "met"}


@settings(max_examples=10, deadline=None)
@given(st.permutations(STORY))
def test_the_lives_that_are_kept_are_those_computed_at_once(shuffled: list[Reading]) -> None:
    with Ledger(":memory:") as ledger:
        for reading in shuffled:
            ledger.record(reading)
        today = dt.datetime.now(dt.UTC).date()
        assert ledger.commitments().rows() == ledger.commitments(as_of=today).rows()


@settings(max_examples=12, deadline=None)
@given(st.permutations(STORY), st.integers(1, len(STORY) - 1))
def test_what_rests_on_a_withdrawn_report_goes_with_it(shuffled: list[Reading], kept: int) -> None:
    with Ledger(":memory:") as one, Ledger(":memory:") as other:
        for reading in shuffled[:kept]:
            one.record(reading)
        for reading in shuffled:
            other.record(reading)
        for reading in shuffled[kept:]:
            other.withdraw(reading.report.id, "a mistake")
        assert all_of(one) == all_of(other)


def test_a_bare_agreement_must_be_about_the_content() -> None:
    offer = bound(
        "promise",
        "CHL will send observers to the river if both governments accept.",
        "send observers to the river",
        holder="CHL", condition="if both governments accept",
    )  # fmt: skip
    about = said("Peru and Ecuador accepted the Chilean observers.", "2024-03-08")
    other = said("Peru and Ecuador accepted a loan from Chile.", "2024-03-08")
    assert [state for state, _ in lives([offer, about])] == ["detached"]
    assert [state for state, _ in lives([offer, other])] == ["conditional"]


def test_a_broad_deed_undoes_only_what_it_speaks_of() -> None:
    offer = bound(
        "promise", "PER offered to reopen the bridge.", "reopen the bridge",
        content_event=("COOPERATE", "PER", "ECU"),
    )  # fmt: skip
    assert lives([offer, event("SANCTION", "PER", "ECU", "2024-03-04", "2024-03-05")]) == [
        ("detached", "2024-03-01")
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("close", "closure"), ("free", "released"), ("agreed", "accept"), ("crossed", "entered"),
        ("crossing", "border"), ("detainee", "prisoners"), ("decision", "decided"),
        ("recognition", "recognize"),
    ],
)  # fmt: skip
def test_words_of_one_meaning_have_one_base(one: str, other: str) -> None:
    book = load_commitments()
    assert base_of(one, book) == base_of(other, book)
