"""Base forms of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading.lemma import Lemmatiser

KNOWN = frozenset(
    [
        "add",
        "agree",
        "attack",
        "base",
        "begin",
        "bomb",
        "bring",
        "change",
        "church",
        "clause",
        "close",
        "control",
        "country",
        "critic",
        "die",
        "echo",
        "escape",
        "expel",
        "focus",
        "force",
        "free",
        "hop",
        "hope",
        "house",
        "invade",
        "los",
        "lose",
        "missile",
        "movie",
        "occupy",
        "plan",
        "refuse",
        "release",
        "shoe",
        "soldier",
        "tell",
        "threat",
        "threaten",
        "us",
        "use",
        "virus",
        "visit",
        "wage",
        "wait",
    ]
)


@pytest.fixture(scope="module")
def lemmatiser() -> Lemmatiser:
    return Lemmatiser(KNOWN)


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("said", "say"),
        ("went", "go"),
        ("withdrew", "withdraw"),
        ("left", "leave"),
        ("is", "be"),
        ("overthrown", "overthrow"),
        ("hoping", "hope"),
        ("hopping", "hop"),
        ("planned", "plan"),
        ("refused", "refuse"),
        ("bombing", "bomb"),
        ("agreed", "agree"),
        ("agreeing", "agree"),
        ("dies", "die"),
        ("died", "die"),
        ("dying", "die"),
        ("occupies", "occupy"),
        ("occupied", "occupy"),
        ("waited", "wait"),
        ("visiting", "visit"),
        ("adding", "add"),
        ("telling", "tell"),
        ("controlled", "control"),
        ("expelled", "expel"),
        ("invading", "invade"),
        ("threatens", "threaten"),
        ("using", "use"),
        ("loses", "lose"),
        ("bring", "bring"),
        ("bringing", "bring"),
        ("changed", "change"),
        ("beginning", "begin"),
        ("escalating", "escalate"),
        ("privatised", "privatise"),
        ("re-sent", "re-send"),
        ("trafficking", "traffic"),
        ("United", "unite"),
        ("'S", "be"),
        ("freed", "free"),
        ("vetoes", "veto"),
        ("ceded", "cede"),
    ],
)
def test_verbs(lemmatiser: Lemmatiser, word: str, base: str) -> None:
    assert lemmatiser.lemma(word, "VERB") == base


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("missiles", "missile"),
        ("countries", "country"),
        ("crises", "crisis"),
        ("spokesmen", "spokesman"),
        ("women", "woman"),
        ("viruses", "virus"),
        ("houses", "house"),
        ("clauses", "clause"),
        ("churches", "church"),
        ("echoes", "echo"),
        ("shoes", "shoe"),
        ("movies", "movie"),
        ("news", "news"),
        ("politics", "politics"),
        ("critics", "critic"),
        ("series", "series"),
        ("1990s", "1990s"),
        ("specimen", "specimen"),
        ("grandchildren", "grandchild"),
        ("wives", "wife"),
        ("ex-wives", "ex-wife"),
        ("focus", "focus"),
        ("Soldiers", "soldier"),
        ("headquarters", "headquarters"),
    ],
)
def test_nouns(lemmatiser: Lemmatiser, word: str, base: str) -> None:
    assert lemmatiser.lemma(word, "NOUN") == base


@pytest.mark.parametrize(
    ("word", "upos", "base"),
    [
        ("wo", "AUX", "will"),
        ("’ve", "AUX", "have"),
        ("ca", "AUX", "can"),
        ("Were", "AUX", "be"),
        ("would", "AUX", "would"),
        ("n’t", "PART", "not"),
        ("’s", "PART", "'s"),
        ("me", "PRON", "I"),
        ("i", "PRON", "I"),
        ("them", "PRON", "they"),
        ("those", "DET", "that"),
        ("An", "DET", "a"),
        ("bigger", "ADJ", "big"),
        ("heaviest", "ADJ", "heavy"),
        ("former", "ADJ", "former"),
        ("worst", "ADJ", "bad"),
        ("largest", "ADJ", "large"),
        ("later", "ADV", "late"),
        ("13,200", "NUM", "13200"),
        ("Five", "NUM", "five"),
        ("States", "PROPN", "States"),
        ("NATO", "PROPN", "NATO"),
        ("”", "PUNCT", '"'),
        ("—", "PUNCT", "-"),
        ("Against", "ADP", "against"),
    ],
)
def test_other_words(lemmatiser: Lemmatiser, word: str, upos: str, base: str) -> None:
    assert lemmatiser.lemma(word, upos) == base


TAGS = """ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X"""
UPOS = st.sampled_from(TAGS.split())


@given(st.text(min_size=1, max_size=30), UPOS)
def test_every_word_has_a_lemma(word: str, upos: str) -> None:
    assert Lemmatiser(KNOWN).lemma(word, upos)


@given(st.from_regex(r"[a-z]{1,12}(ing|ed|s|es|ies)", fullmatch=True), st.sampled_from(["VERB", "NOUN"]))
def test_rules_take_any_letters(word: str, upos: str) -> None:
    base = Lemmatiser(KNOWN).lemma(word, upos)
    assert base
    assert base == base.lower()
