"""The packaged event codebook: every type and mode is complete, and its examples hold."""

from __future__ import annotations

import re
from functools import lru_cache

import pytest

import dragoman
from dragoman.coding.events import EventCoder
from dragoman.evaluate.events import evaluate_examples
from dragoman.types import EVENT_TYPES, QUAD_CLASSES, EventType
from event_trees import codebook, context


@lru_cache(maxsize=1)
def failed_examples() -> list[str]:
    failed: list[str] = evaluate_examples(dragoman.read, codebook())["failed"]
    return failed


@pytest.mark.parametrize("name", EVENT_TYPES)
def test_examples(name: EventType) -> None:
    assert [text for text in failed_examples() if text.startswith(f"{name}: ")] == []


@pytest.mark.parametrize("name", EVENT_TYPES)
def test_every_mode_has_definition_code_score_triggers_and_an_example(name: EventType) -> None:
    book = codebook()
    kind = book.kinds[name]
    entries = [
        e for table in (book.verbs, book.nouns, book.adjectives) for row in table.values() for e in row
    ]
    triggered = {e.mode for e in entries if e.type == name}
    assert kind.exceptions
    for mode, row in kind.modes.items():
        assert row.definition.endswith(".")
        assert re.fullmatch(r"\d{2,4}", row.cameo or kind.cameo), mode
        assert row.goldstein is None or -10 <= row.goldstein <= 10
        assert mode in triggered, mode
        assert mode in {example.mode for example in kind.examples}, mode


def test_modes_of_plover() -> None:
    modes = {name: set(kind.modes) for name, kind in codebook().kinds.items()}
    assert modes["PROTEST"] == {"demo", "riot", "strike", "boycott", "hunger", "obstruct"}
    assert modes["CONSULT"] == {"visit", "third-party", "multilateral", "phone"}
    assert modes["REQUEST"] == modes["REJECT"] == modes["AGREE"] == {"assist", "change", "yield", "meet"}
    assert modes["SANCTION"] == {"convict", "expel", "withdraw", "discontinue"}
    assert modes["MOBILIZE"] == {"troops", "weapons", "police", "militia"}
    assert modes["COERCE"] == {
        "seize", "restrict", "ban", "censor", "curfew", "martial-law", "arrest", "deport", "withhold",
        "misinformation", "cyber",
    }  # fmt: skip
    assert modes["RETREAT"] >= {"withdraw", "release", "return", "disarm", "ceasefire", "access", "resign"}
    assert modes["ASSAULT"] >= {"aerial", "drone", "explosives", "heavy-weapons", "abduct", "assassinate"}


def test_each_type_has_its_quad_class() -> None:
    assert list(QUAD_CLASSES) == list(EVENT_TYPES)
    [event] = [e for e in dragoman.read("Iran attacked Iraq.").events if e.type == "ASSAULT"]
    assert event.quad_class == "material conflict"


def test_what_decided_is_named() -> None:
    attacked = """
    Iran iran PROPN 2 nsubj B-place
    attacked attack VERB 0 root
    Iraq iraq PROPN 2 obj B-place
    . . PUNCT 2 punct
    """
    [event] = EventCoder(codebook(), None).code(context(attacked))
    assert event.basis == "codebook assault.toml attack (verbs 1)"


def test_what_an_operator_made_names_both() -> None:
    suspended = """
    Norway norway PROPN 3 nsubj B-place
    will will AUX 3 aux
    attack attack VERB 0 root
    Ethiopia ethiopia PROPN 3 obj B-place
    . . PUNCT 3 punct
    """
    events = EventCoder(codebook(), None).code(context(suspended))
    [threat] = [e for e in events if e.type == "THREATEN"]
    assert threat.basis == "codebook operators.toml announced of codebook assault.toml attack (verbs 1)"
