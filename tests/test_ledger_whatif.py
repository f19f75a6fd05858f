from __future__ import annotations

import datetime as dt
import json
import sys
import types

import pytest

from dragoman.codebook.commitments import load_commitments
from dragoman.errors import QuestionError
from dragoman.ledger import Ledger, WhatIf
from dragoman.ledger.matching import satisfies
from dragoman.types import Modality, Reading
from ledger_stories import Story, asked, threat

Pattern = tuple[str, str | None, str | None]


def matches(ask: Pattern, condition: Pattern, how: Modality = "asserted") -> bool:
    return satisfies(
        asked(*ask, how).events[0], asked(*condition, "conditional").events[0], load_commitments()
    )


def what_if(readings: list[Reading], ask: Pattern, **options: int | dt.date) -> WhatIf:
    with Ledger(":memory:", coder=lambda text: asked(*ask)) as ledger:
        for reading in readings:
            ledger.record(reading)
        return ledger.whatif("Somebody does something.", **options)  # type: ignore[arg-type]


# --- what satisfies what -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ask", "condition", "met"),
    [
        (("ASSAULT", "PER", "ECU"), ("ASSAULT", "PER", "ECU"), True),
        (("ASSAULT", "PER", "ECU"), ("COERCE", "PER", "ECU"), False),
        (("ASSAULT", "ECU", "PER"), ("ASSAULT", "PER", "ECU"), False),
        # a family
        (("RETREAT", "PER", "ECU"), ("CONCEDE", "PER", "ECU"), True),
        (("CONCEDE", "PER", None), ("RETREAT", "PER", None), True),
        # the asked event may say more than the condition, not less
        (("ASSAULT:aerial", "PER", "ECU"), ("ASSAULT", "PER", "ECU"), True),
        (("ASSAULT", "PER", "ECU"), ("ASSAULT:aerial", "PER", "ECU"), False),
        (("ASSAULT:aerial", "PER", "ECU"), ("ASSAULT:bombing", "PER", "ECU"), False),
        (("ASSAULT", "PER", "ECU"), ("ASSAULT", None, "ECU"), True),
        (("ASSAULT", "PER", "ECU"), ("ASSAULT", "PER", None), True),
        (("ASSAULT", None, "ECU"), ("ASSAULT", "PER", "ECU"), False),
        (("ASSAULT", "PER", None), ("ASSAULT", "PER", "ECU"), False),
        # any actor of a country is that country, whether hit or doing
        (("ASSAULT", "PER", "ECU/MIL"), ("ASSAULT", "PER", "ECU"), True),
        (("ASSAULT", "PER/MIL", "ECU/CVL"), ("ASSAULT", "PER", "ECU"), True),
        (("ASSAULT", "PER", "ECU"), ("ASSAULT", "PER/MIL", "ECU"), True),
        (("ASSAULT", "PER/GOV/Ana Paz", "ECU"), ("ASSAULT", "PER", "ECU"), True),
        # but rebels are not the state that they fight
        (("ASSAULT", "PER/REB", "ECU"), ("ASSAULT", "PER", "ECU"), False),
        (("ASSAULT", "PER", "ECU/REB"), ("ASSAULT", "PER", "ECU"), True),
        (("ASSAULT", "PER", "ECU"), ("ASSAULT", "PER/REB", "ECU"), False),
        (("ASSAULT", "PER/REB/Red Path", "ECU"), ("ASSAULT", "PER/REB", "ECU"), True),
        (("ASSAULT", "PER/REB", "ECU"), ("ASSAULT", "PER/REB/Red Path", "ECU"), False),
        # organisations are told apart by name
        (("MOBILIZE", "NATO", "ECU"), ("MOBILIZE", "NATO", "ECU"), True),
        (("MOBILIZE", "OSCE", "ECU"), ("MOBILIZE", "NATO", "ECU"), False),
        # one of several is enough
        (("ASSAULT", "PER", "ECU"), ("ASSAULT", "CHL+PER", "ECU"), True),
        (("ASSAULT", "PER+CHL", "ECU"), ("ASSAULT", "CHL", "ECU"), True),
        # a party that nobody resolved is known by its words alone
        (("ASSAULT", "?the raiders", "ECU"), ("ASSAULT", "?Raiders", "ECU"), True),
        (("ASSAULT", "PER", "ECU"), ("ASSAULT", "?the raiders", "ECU"), False),
        (("ASSAULT", "?the raiders", "ECU"), ("ASSAULT", "PER", "ECU"), False),
        # without direction
        (("CONSULT", "PER", "ECU"), ("CONSULT", "ECU", "PER"), True),
        (("CONSULT", "PER+ECU", None), ("CONSULT", "ECU", "PER"), True),
        (("CONSULT", "PER", "ECU"), ("CONSULT", "ECU", None), True),
        (("CONSULT", "PER", "ECU"), ("CONSULT", "PER", "CHL"), False),
        (("AGREE", "PER", None), ("AGREE", "PER", "PER"), False),
    ],
)
def test_the_asked_event_may_say_more_than_the_condition(ask: Pattern, condition: Pattern, met: bool) -> None:
    assert matches(ask, condition) is met


def test_what_is_negated_matches_nothing() -> None:
    same: Pattern = ("ASSAULT", "PER", "ECU")
    assert matches(same, same, "future")
    assert not matches(same, same, "negated")
    negated = asked(*same, "negated").events[0]
    assert not satisfies(asked(*same).events[0], negated, load_commitments())


# --- answers ----------------------------------------------------------------------------------


@pytest.mark.parametrize("force", ["threat", "promise", "demand", "refusal", "assurance", "warning"])
def test_acts_of_every_force_are_triggered(force: str) -> None:
    answer = what_if([threat(force=force)], ("ASSAULT", "ECU", "PER/MIL"))
    assert [trigger.force for trigger in answer.triggers] == [force]


def test_the_answer_in_its_wire_form() -> None:
    reading = threat(title="One", published="2024-03-01")
    answer = what_if([reading], ("ASSAULT", "ECU", "PER")).to_dict()
    assert json.loads(json.dumps(answer)) == answer
    assert set(answer) == {"ask", "event", "triggers"}
    assert answer["ask"] == "Somebody does something."
    assert answer["event"] == asked("ASSAULT", "ECU", "PER").to_dict()["events"][0]
    (trigger,) = answer["triggers"]
    assert list(trigger) == [
        "commitment", "force", "holder", "counterpart", "content", "condition", "evidence",
        "state", "state_since", "red_line", "record", "against", "then",
    ]  # fmt: skip
    assert (trigger["state"], trigger["state_since"]) == ("conditional", "2024-03-01")
    nothing = {"kept": 0, "broken": 0, "open": 0, "ended": 0}
    assert trigger["record"] == {"threats": nothing | {"open": 1}, "promises": nothing}
    assert (trigger["holder"], trigger["counterpart"], trigger["then"]) == ("PER", "ECU", [])
    assert (trigger["content"], trigger["condition"]) == ("answer", "if it is attacked")
    (evidence,) = trigger["evidence"]
    assert evidence["report"] == reading.report.id
    assert evidence["act"] == "a1"
    assert evidence["text"] == reading.sentences[0].text
    assert reading.report.text[evidence["start"] : evidence["end"]] == evidence["text"]
    assert (evidence["title"], evidence["published"]) == ("One", "2024-03-01")


def test_the_evidence_is_the_sentence_of_the_act() -> None:
    story = Story()
    story.sentence("PER is a country.")
    wanted = story.sentence("PER will retaliate if hit.")
    story.act(
        "threat", "PER", "ECU", "retaliate", condition="if hit", condition_event=("ASSAULT", "ECU", "PER")
    )
    story.sentence("PER said no more.")
    answer = what_if([story.reading()], ("ASSAULT", "ECU", "PER"))
    assert [(e.text, e.start, e.end) for e in answer.triggers[0].evidence] == [
        (wanted.text, wanted.start, wanted.end)
    ]


def test_each_telling_is_evidence_in_order_of_time() -> None:
    readings = [threat(title=day, published=day) for day in ("2024-03-09", "2024-03-01", "2024-03-05")]
    answer = what_if(readings, ("ASSAULT", "ECU", "PER"))
    assert len(answer.triggers) == 1
    assert [e.published for e in answer.triggers[0].evidence] == ["2024-03-01", "2024-03-05", "2024-03-09"]


def test_acts_without_a_coded_condition_and_other_events_are_left_alone() -> None:
    story = Story()
    story.sentence("PER vowed to respond.")
    story.act("threat", "PER", "ECU", "respond", content_event=("ASSAULT", "PER", "ECU"))
    story.sentence("ECU attacked PER.")
    story.event("ASSAULT", "ECU", "PER")
    assert what_if([story.reading(), threat()], ("CONSULT", "ECU", "PER")).triggers == ()
    assert what_if([story.reading()], ("ASSAULT", "ECU", "PER")).triggers == ()


@pytest.mark.parametrize(
    "condition",
    [
        "unless it is helped",
        "until help comes",
        "Unless, of course, helped",
        "if help does not come",
        "if it isn’t helped",
        "should Ecuador fail to help",
    ],
)
def test_a_condition_that_ends_a_commitment_does_not_trigger_it(condition: str) -> None:
    readings = [threat(when=("AID", "ECU", "PER"), condition=condition)]
    assert what_if(readings, ("AID", "ECU", "PER")).triggers == ()


def test_as_of_leaves_out_what_was_reported_later() -> None:
    readings = [threat(published="2024-03-01", title="a"), threat(published="2024-04-01", title="b")]
    ask: Pattern = ("ASSAULT", "ECU", "PER")
    assert what_if(readings, ask, as_of=dt.date(2024, 2, 29)).triggers == ()
    assert len(what_if(readings, ask, as_of=dt.date(2024, 3, 1)).triggers[0].evidence) == 1
    assert len(what_if(readings, ask).triggers[0].evidence) == 2


# --- chains -----------------------------------------------------------------------------------

PER_ATTACKED: Pattern = ("ASSAULT", "ECU", "PER")
CHAIN = [
    threat("PER", "ECU", PER_ATTACKED, ("SANCTION", "PER", "ECU")),
    threat("ECU", "PER", ("SANCTION", "PER", "ECU"), ("COERCE", "ECU", "PER")),
    threat("CHL", "ECU", ("COERCE", "ECU", None), ("AID", "CHL", "PER")),
    threat("COL", "CHL", ("AID", "CHL", "PER"), None),
]


def holders(answer: WhatIf) -> list[str | None]:
    """The holders down the first branch."""
    found, level = [], answer.triggers
    while level:
        found.append(level[0].holder)
        level = level[0].then
    return found


def test_what_follows_is_followed_to_the_depth_asked_for() -> None:
    assert holders(what_if(CHAIN, PER_ATTACKED)) == ["PER", "ECU", "CHL"]
    assert holders(what_if(CHAIN, PER_ATTACKED, depth=1)) == ["PER"]
    assert holders(what_if(CHAIN, PER_ATTACKED, depth=9)) == ["PER", "ECU", "CHL", "COL"]


def test_the_order_of_recording_does_not_change_the_answer() -> None:
    wanted = what_if(CHAIN, PER_ATTACKED).to_dict()
    assert what_if(CHAIN[::-1], PER_ATTACKED).to_dict() == wanted


def test_a_circle_of_threats_ends() -> None:
    circle = [
        threat("PER", "ECU", ("ASSAULT", "ECU", "PER"), ("ASSAULT", "PER", "ECU")),
        threat("ECU", "PER", ("ASSAULT", "PER", "ECU"), ("ASSAULT", "ECU", "PER")),
    ]
    assert holders(what_if(circle, ("ASSAULT", "ECU", "PER"), depth=50)) == ["PER", "ECU"]
    itself = [threat("PER", "ECU", ("ASSAULT", "ECU", "PER"), ("ASSAULT", "ECU", "PER"))]
    assert holders(what_if(itself, ("ASSAULT", "ECU", "PER"), depth=50)) == ["PER"]


def test_whoever_binds_himself_is_the_doer_where_none_is_named() -> None:
    first = threat("PER", "ECU", PER_ATTACKED, ("SANCTION", None, "ECU"))
    assert holders(what_if([first, CHAIN[1]], PER_ATTACKED)) == ["PER", "ECU"]


@pytest.mark.parametrize("force", ["demand", "refusal"])
def test_what_is_only_demanded_or_refused_does_not_come_about(force: str) -> None:
    first = threat("PER", "ECU", PER_ATTACKED, ("SANCTION", "PER", "ECU"), force=force)
    assert holders(what_if([first, CHAIN[1]], PER_ATTACKED)) == ["PER"]


def test_a_negated_content_does_not_come_about() -> None:
    story = Story()
    story.sentence("PER said it would not answer if attacked.")
    story.act(
        "assurance", "PER", "ECU", "answer", condition="if attacked", condition_event=PER_ATTACKED,
        content_event=("SANCTION", "PER", "ECU", "negated"),
    )  # fmt: skip
    assert holders(what_if([story.reading(), CHAIN[1]], PER_ATTACKED)) == ["PER"]


# --- questions -----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_question_is_refused_before_it_is_coded(text: str) -> None:
    def coder(text: str) -> Reading:
        raise AssertionError("coded")

    with Ledger(":memory:", coder=coder) as ledger, pytest.raises(QuestionError, match="question is empty"):
        ledger.whatif(text)


def test_a_question_without_event_is_answered_with_advice() -> None:
    with (
        Ledger(":memory:", coder=lambda text: Story().reading()) as ledger,
        pytest.raises(QuestionError, match=r'no event is coded in "The sea is blue".*who does what to whom'),
    ):
        ledger.whatif("The sea is blue")


def test_a_negated_question_triggers_nothing() -> None:
    coded = asked("ASSAULT", "ECU", "PER", "negated")
    with Ledger(":memory:", coder=lambda text: coded) as ledger:
        ledger.record(threat())
        answer = ledger.whatif("Ecuador does not attack Peru")
    assert answer.triggers == ()
    assert answer.event is not None
    assert answer.event.modality == "negated"


def test_what_is_asserted_counts_before_what_is_only_announced() -> None:
    story = Story()
    story.sentence("ECU threatens to attack PER.")
    story.event("ASSAULT", "ECU", "PER", "future")
    story.event("THREATEN", "ECU", "PER")
    with Ledger(":memory:", coder=lambda text: story.reading()) as ledger:
        ledger.record(threat())
        answer = ledger.whatif("Ecuador threatens to attack Peru")
    assert answer.event is not None
    assert answer.event.type == "THREATEN"
    assert answer.triggers == ()


def test_without_a_coder_the_package_reads_the_question(monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline = types.ModuleType("dragoman.pipeline")
    pipeline.read = lambda text: asked("ASSAULT", "ECU", "PER")  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "dragoman.pipeline", pipeline)
    with Ledger(":memory:") as ledger:
        ledger.record(threat())
        assert len(ledger.whatif("Ecuador attacks Peru").triggers) == 1
