"""The type of a given pair: codebook and model, apart and together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dragoman
from dragoman.evaluate.apart import codebook_alone, model_alone
from dragoman.pipeline import default
from dragoman.types import EVENT_TYPES, Report

SENTENCE = (
    "Turkish artillery shelled Kurdish villages in Syria while Iran's envoy met Iraqi officials in Baghdad."
)


def ranges(text: str, *words: str) -> list[tuple[int, int]]:
    return [(text.index(w), text.index(w) + len(w)) for w in words]


@pytest.mark.parametrize(
    ("text", "source", "target", "wanted"),
    [
        (SENTENCE, "Turkish artillery", "Kurdish villages in Syria", "ASSAULT"),
        (SENTENCE, "Iran's envoy", "Iraqi officials", "CONSULT"),
        ("Ghana demanded that Togo hand over the smugglers.", "Ghana", "Togo", "REQUEST"),
        ("Chile released the Bolivian soldiers.", "Chile", "the Bolivian soldiers", "RETREAT"),
        ("Norway gave Malawi 40 million dollars for new wells.", "Norway", "Malawi", "AID"),
    ],
)
def test_the_pair_decides_not_the_sentence(text: str, source: str, target: str, wanted: str) -> None:
    first, second = ranges(text, source, target)
    kind, confidence = dragoman.code_pair(text, source=first, target=second)
    assert kind == wanted
    assert 1 / 15 < confidence <= 1


def test_the_codebook_alone_is_silent_about_what_it_does_not_know() -> None:
    alone = codebook_alone(default())
    text = "Turkish forces shelled Kurdish positions in Syria."
    source, target = ranges(text, "Turkish forces", "Kurdish positions")
    assert alone.code_pair(text, source, target) == ("ASSAULT", 1.0)
    text = "Turkey quux'd Syria."
    assert alone.code_pair(text, *ranges(text, "Turkey", "Syria")) == ("", 0.0)


def test_the_model_alone_types_what_the_codebook_would() -> None:
    alone = model_alone(default())
    reading = alone.read(Report("Turkey bombed Syria."))
    assert all((e.basis or "").startswith("model") for e in reading.events)
    assert alone.code_pair("Turkey bombed Syria.", (0, 6), (14, 19))[0] == "ASSAULT"


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_shares_are_probabilities_of_the_fifteen_types(data: st.DataObject) -> None:
    words = SENTENCE.split()
    at = [SENTENCE.index(w) for w in words]
    i = data.draw(st.integers(0, len(words) - 1))
    j = data.draw(st.integers(0, len(words) - 1).filter(lambda k: k != i))
    pipeline = default()
    document = pipeline.reader.read(Report(SENTENCE))
    shares = pipeline.pair_shares(document, (at[i], at[i] + len(words[i])), (at[j], at[j] + len(words[j])))
    assert set(shares) == {t for t in EVENT_TYPES if t not in ("CONCEDE", "RETREAT")} | {"YIELD"}
    assert sum(shares.values()) == pytest.approx(1)
    assert min(shares.values()) >= 0
