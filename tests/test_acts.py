"""Acts from trees made by hand: force, holder, content, condition, and links to events."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import act_trees as trees
from dragoman.codebook.acts import load_acts
from dragoman.coding.acts import ActCoder
from dragoman.errors import CodebookError
from dragoman.evaluate.acts import condition_counts, evaluate_acts, matches, scores
from dragoman.types import Act, Event, Force, Modality, Party, Reading, Report, Span, Statement

CODER = ActCoder(load_acts())


def acts(*sentences: str) -> list[Act]:
    return CODER.code(trees.context(*sentences), [], [])[0]


def only(*sentences: str) -> Act:
    found = acts(*sentences)
    assert len(found) == 1, found
    return found[0]


def texts(act: Act) -> tuple[str, str | None, str | None, str | None]:
    """Force, holder, content and condition."""
    return (
        act.force,
        act.holder.text if act.holder else None,
        act.content.text if act.content else None,
        act.condition.text if act.condition else None,
    )


@pytest.mark.parametrize(
    ("tree", "wanted"),
    [
        (trees.VOWED, ("threat", "Ankara", "to expel the envoy", "unless Oslo apologises")),
        (trees.OFFERED, ("promise", "Lima", "to mediate", "in exchange for fuel")),
        (trees.ANY_TEST, ("threat", "Ankara", "a strong response", "Any further test")),
        (trees.UNTIL, ("refusal", "Oslo", "reopen the port", "until Ankara pays")),
        (trees.READY, ("threat", "Ankara", "to respond firmly", "an attack by Oslo")),
        (trees.ASSURED, ("assurance", "Oslo", "not to attack the island", None)),
        (trees.INVERTED, ("threat", "Ankara", "close the border", "Should the talks fail")),
        (trees.NO_INTENTION, ("assurance", "Ankara", "attacking Oslo", None)),
        (trees.NOUN, ("threat", "Ankara", "to recall its envoy", None)),
        (trees.SHOULD, ("demand", "The minister", "free the sailors by Friday", None)),
        (trees.AS_LONG_AS, ("promise", "Lima", "to wait", "as long as Oslo negotiates")),
        (trees.EVEN_IF, ("threat", "Ankara", "to attack", None)),
    ],
)
def test_one_act(tree: str, wanted: tuple[str, str | None, str | None, str | None]) -> None:
    assert texts(only(tree)) == wanted


@pytest.mark.parametrize("tree", [trees.DENIED, trees.COURT, trees.QUESTION, trees.POSSIBLE, trees.FACT])
def test_no_act(tree: str) -> None:
    assert acts(tree) == []


def test_an_ultimatum_is_a_demand_and_a_threat() -> None:
    demand, threat = acts(trees.ULTIMATUM)
    assert texts(demand) == ("demand", "Ankara", "to disarm within two days", None)
    assert texts(threat) == ("threat", "Ankara", "an assault", "disarm within two days")
    assert demand.deadline is not None
    assert demand.deadline.text == "within two days"
    assert threat.counterpart is not None
    assert threat.counterpart.text == "the rebels"


def test_a_red_line_takes_its_condition_from_the_demand_before() -> None:
    demand, threat = acts(trees.RED_LINE)
    assert texts(demand) == ("demand", "Ankara", "not to station jets near its border", None)
    assert texts(threat) == ("threat", "Ankara", "a harsh response", "station jets near its border")
    assert threat.red_line
    assert not demand.red_line


def test_a_breach_points_back_only_to_the_sentence_before() -> None:
    assert texts(acts(trees.LAST_BREACH, trees.BREACH)[1])[3] == "A refusal"


def test_counterpart_is_who_would_fulfil_the_condition() -> None:
    act = only(trees.VOWED)
    assert act.counterpart is not None
    assert act.counterpart.text == "Oslo"


def test_spans_are_exact_and_ids_run_in_order() -> None:
    document = trees.document(trees.VOWED, trees.RED_LINE, trees.ULTIMATUM)
    found = acts(trees.VOWED, trees.RED_LINE, trees.ULTIMATUM)
    assert [a.id for a in found] == [f"a{n}" for n in range(1, len(found) + 1)]
    for act in found:
        for span in (act.trigger, act.holder, act.counterpart, act.content, act.condition, act.deadline):
            if span is not None:
                assert document.report.text[span.start : span.end] == span.text


def event(document_text: str, word: str, number: int, modality: Modality = "asserted") -> Event:
    start = document_text.index(word)
    return Event(
        f"e{number}", "ASSAULT", None, Span(word, start, start + len(word)), (), (), modality=modality
    )


def test_the_event_of_a_condition_becomes_conditional() -> None:
    context = trees.context(trees.READY)
    attack = event(context.document.report.text, "attack", 1)
    [act], events = CODER.code(context, [], [attack])
    assert act.condition_event == "e1"
    assert [e.modality for e in events] == ["conditional"]


def test_an_event_that_is_also_demanded_is_copied() -> None:
    context = trees.context(trees.RED_LINE)
    station = event(context.document.report.text, "station", 4, "demanded")
    (demand, threat), events = CODER.code(context, [], [station])
    assert demand.content_event == "e4"
    assert threat.condition_event == "e5"
    assert {e.id: e.modality for e in events} == {"e4": "demanded", "e5": "conditional"}


def test_the_content_of_a_promise_is_no_fact() -> None:
    context = trees.context(trees.OFFERED)
    mediate = event(context.document.report.text, "mediate", 1)
    [act], events = CODER.code(context, [], [mediate])
    assert act.content_event == "e1"
    assert events[0].modality == "conditional"


def test_statement_is_the_innermost_around_the_trigger() -> None:
    context = trees.context(trees.UNTIL)
    text = context.document.report.text
    end = text.index(", a spokesman")
    content = Span(text[:end], 0, end)
    outer = Span(text, 0, len(text))
    statements = [
        Statement("s1", None, None, None, (outer,), "indirect"),
        Statement("s2", None, None, None, (content,), "indirect"),
    ]
    [act], _ = CODER.code(context, statements, [])
    assert act.statement == "s2"


@given(st.lists(st.sampled_from([trees.VOWED, trees.FACT, trees.UNTIL, trees.ASSURED]), max_size=5))
def test_a_sentence_codes_the_same_whatever_its_neighbours(chosen: list[str]) -> None:
    alone = [texts(act) for tree in chosen for act in acts(tree)]
    assert [texts(act) for act in acts(*chosen)] == alone


# --- the codebook ---------------------------------------------------------------------------


def test_a_user_may_replace_the_triggers(tmp_path: Path) -> None:
    folder = tmp_path / "acts"
    folder.mkdir()
    (folder / "triggers.toml").write_text(
        '[[verb]]\nlemmas = ["offer"]\nframes = [{ content = "infinitive", force = "warning" }]\n', "utf8"
    )
    coder = ActCoder(load_acts(tmp_path))
    found, _ = coder.code(trees.context(trees.OFFERED, trees.VOWED), [], [])
    assert [act.force for act in found] == ["warning"]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('lemmas = ["vow"]', "frames"),
        ('lemmas = ["vow"]\nframes = [{ content = "infinitive", force = "curse" }]', "curse"),
        ('lemmas = ["vow"]\nframes = [{ content = "object", force = "threat", only = "gods" }]', "gods"),
        ('lemmas = ["vow"]\nconfidence = 3\nframes = [{ content = "none", force = "threat" }]', "confidence"),
        ('lemmas = ["vow"]\nfames = 1\nframes = [{ content = "none", force = "threat" }]', "fames"),
        ("confidence = 0.5", "lemmas"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, entry: str, message: str) -> None:
    folder = tmp_path / "acts"
    folder.mkdir()
    (folder / "triggers.toml").write_text(f"[[verb]]\n{entry}\n", "utf8")
    with pytest.raises(CodebookError, match=message) as caught:
        load_acts(tmp_path)
    assert "triggers.toml" in str(caught.value)


# --- the measures ------------------------------------------------------------------------------


def made(
    force: Force, trigger: str, holder: str | None, content: str | None, condition: str | None = None
) -> Act:
    def span(text: str) -> Span:
        return Span(text, 0, len(text))

    return Act(
        "a1",
        force,
        span(trigger),
        Party(holder, 0, len(holder)) if holder else None,
        None,
        span(content) if content else None,
        span(condition) if condition else None,
    )


def frame(
    act: str, trigger: str, holder: str | None, content: str | None, condition: str | None = None
) -> dict[str, str | None]:
    return {"act": act, "trigger": trigger, "holder": holder, "content": content, "condition": condition}


def test_matching_is_one_to_one_best_first() -> None:
    predicted = [
        made("demand", "urged", "A", "to leave"),
        made("demand", "urged", "A", "to leave now please"),
    ]
    gold = [frame("demand", "urged", "A", "to leave now please")]
    assert matches(predicted, gold) == [(0, 0)] or matches(predicted, gold) == [(1, 0)]
    assert matches([made("threat", "urged", "A", "to leave")], gold) == []


def test_evaluation_counts_acts_holders_and_conditions(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(
        '{"text": "one", "frames": [{"act": "threat", "trigger": "vowed", "holder": "the army", '
        '"content": "to fight", "condition": "if attacked"}]}\n'
        '{"text": "two", "frames": [{"act": "demand", "trigger": "urged", "holder": "Oslo", '
        '"content": "calm", "condition": null}]}\n',
        "utf8",
    )
    coded = {
        "one": (made("threat", "vowed", "army", "to fight", "if attacked"),),
        "two": (made("demand", "urged", "Lima", "calm", "if asked"),),
    }
    result = evaluate_acts(lambda text: Reading(Report(text), (), (), (), coded[text]), path)
    assert result["acts"] == scores([1, 2, 2])
    assert result["conditions"] == scores([1, 2, 1])
    assert result["acts"]["f1"] == pytest.approx(0.5)


def test_conditions_are_found_whatever_the_force() -> None:
    predicted = [made("promise", "vowed", None, None, "if it is attacked")]
    gold = [
        frame("threat", "warned", None, None, "if it is attacked again"),
        frame("demand", "urged", None, None),
    ]
    assert condition_counts(predicted, gold) == (1, 1, 1)


def test_time_given_is_a_demand_with_a_deadline() -> None:
    act = only(
        "Oslo/PROPN/2/nsubj gave/VERB/0/root/give Ankara/PROPN/2/iobj two/NUM/5/nummod days/NOUN/2/obl/day "
        "to/PART/7/mark leave/VERB/2/xcomp ./PUNCT/2/punct"
    )
    assert (act.force, act.content and act.content.text) == ("demand", "to leave")
    assert act.deadline is not None
    assert act.deadline.text == "two days"
    assert act.counterpart is not None
    assert act.counterpart.code == "TUR"


def test_what_is_not_tolerated_and_called_a_red_line_is_one_act() -> None:
    act = only(
        "Lima/PROPN/2/nsubj said/VERB/0/root/say Lima/PROPN/6/nsubj would/AUX/6/aux not/PART/6/advmod "
        "tolerate/VERB/2/ccomp raids/NOUN/6/obj/raid ,/PUNCT/9/punct calling/VERB/2/advcl/call "
        "them/PRON/9/obj a/DET/13/det red/ADJ/13/amod line/NOUN/9/obj ./PUNCT/2/punct"
    )
    assert act.force == "threat"
    assert act.red_line
    assert act.condition is not None
    assert act.condition.text == "raids"


def test_a_denied_intention_is_an_assurance() -> None:
    act = only(
        "Oslo/PROPN/4/nsubj does/AUX/4/aux/do not/PART/4/advmod plan/VERB/0/root to/PART/6/mark "
        "attack/VERB/4/xcomp Ankara/PROPN/6/obj ./PUNCT/4/punct"
    )
    assert act.force == "assurance"
