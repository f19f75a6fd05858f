"""Dividing text into paragraphs, sentences and words."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.reading.tokenise import MAX_SENTENCE, MAX_WORD, split


def words(text: str) -> list[str]:
    return [text[a:b] for sentence in split(text) for a, b in sentence.words]


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They don't agree.", "They do n't agree ."),
        ("Latvia’s envoy won’t come", "Latvia ’s envoy wo n’t come"),
        ("the ministers' talks", "the ministers ' talks"),
        ("we cannot, gonna", "we can not , gon na"),
        (
            "a Moscow-backed, non-aligned, pro-Western bloc",
            "a Moscow - backed , non-aligned , pro-Western bloc",
        ),
        ("Kim Jong-un's O'Brien and the Shi'ite", "Kim Jong-un 's O'Brien and the Shi'ite"),
        ("It cost $5.5bn, US$3m or €10,000 (40%).", "It cost $ 5.5 bn , US$ 3 m or € 10,000 ( 40 % ) ."),
        ("at 5:30pm on 12/05/2019, 2019-05-12", "at 5:30 pm on 12/05/2019 , 2019-05-12"),
        ("the 1990s, the 20th, 2019-2021", "the 1990s , the 20th , 2019 - 2021"),
        ("See www.example.org/a?b=1, a.b@example.org", "See www.example.org/a?b=1 , a.b@example.org"),
        ("@minister #talks and/or", "@minister #talks and / or"),
        ("U.S. troops, J. R. Hale, Gen. Roe", "U.S. troops , J. R. Hale , Gen. Roe"),
        ("well ... no--yes [sic] «da» „ja“", "well ... no -- yes [ sic ] « da » „ ja “"),
        ("soft\u00adhyphen na\u0308ive", "soft\u00adhyphen na\u0308ive"),
        ("a\u00a0b\u200bc\ufeff", "a b c"),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert words(text) == expected.split(" ")


@pytest.mark.parametrize(
    "parts",
    [
        ["The U.S. envoy met Gen. Roe at 5 p.m. on Jan. 3.", "He left."],
        ["“We will not yield.”", "She left the room."],
        ["“Will they yield?” Roe asked.", "Nobody knew."],
        ["“Will they yield?” she asked.", "Nobody knew."],
        ['"We are ready."', '"So are we."'],
        ["He came to Washington, D.C., in the U.S.", "The talks failed."],
        ["Prices rose 1.5 percent to $3.20.", "Then they fell."],
        ["They met in Vienna. .", "They left."],
        ["It was over... .", "They left."],
        ["See No. 5 of the list.", "The answer was no.", "They left."],
        ["He was born there. [3] [4]", "He left."],
        ["1. Withdraw the troops.", "2. Hold talks."],
        ["KYIV (Reuters) -", "Shelling resumed."],
        ["OSLO, Dec 2 —", "Shelling resumed."],
        ["RIGA, Latvia (AP) —", "“We agreed,” he said."],
        ["NATO - the alliance - agreed."],
        ["J. R. Hale and A. Roe came.", "B. Poe did not."],
        ["Why?!", "Nobody knew!", "Yes."],
    ],
)
def test_sentences_on_one_line(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met.The talks failed.", ["They met.", "The talks failed."]),
        ("“They met.”The talks failed.", ["“They met.”", "The talks failed."]),
        ("We agreed, “said the envoy.", ["We agreed, “said the envoy."]),
        ("Talks fail\n\nThe envoy left", ["Talks fail", "The envoy left"]),
        ("Talks fail\r\nThe envoy left", ["Talks fail", "The envoy left"]),
        (
            "The envoy of the republic said that the talks with\nhis neighbours had failed. Roe left.",
            ["The envoy of the republic said that the talks with\nhis neighbours had failed.", "Roe left."],
        ),
        (
            "The envoy of the republic had come to the capital to talk with\n"
            "Mr Roe about the border and the three hundred soldiers whom the\n"
            "republic holds.",
            [
                "The envoy of the republic had come to the capital to talk with\n"
                "Mr Roe about the border and the three hundred soldiers whom the\n"
                "republic holds."
            ],
        ),
        ("- withdraw\n- talk", ["- withdraw", "- talk"]),
        ('He said: " We agree. " They left.', ['He said: " We agree. "', "They left."]),
        ("會談失敗。部長離開。", ["會談失敗。", "部長離開。"]),
        ("", []),
        (" \n\t\u200b\n", []),
    ],
)
def test_sentences_in_disorder(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_stop_of_an_abbreviation_at_the_end_is_a_word() -> None:
    assert words("They left the U.S.") == ["They", "left", "the", "U.S", "."]
    assert words("They left the U.S. today") == ["They", "left", "the", "U.S.", "today"]


def test_paragraphs_are_counted() -> None:
    found = split("One. Two.\n\nThree.\nFour.")
    assert [s.paragraph for s in found] == [0, 0, 1, 2]


def test_dateline_belongs_to_its_paragraph() -> None:
    assert [s.paragraph for s in split("KYIV (AP) - One.\nTwo.")] == [0, 0, 1]


TEXTS = st.one_of(
    st.text(max_size=300),
    st.text(alphabet=" .\n?!\"'“”‘’()[]-–,:;%$@#/_aAbBsStTnN019é國😀\u0301\u200b\u00a0\r", max_size=300),
    st.lists(
        st.sampled_from(
            [
                "don't",
                "U.S.",
                "“",
                "”",
                '"',
                "said.The",
                "KYIV",
                "(AP)",
                "-",
                "\n",
                "\n\n",
                " ",
                "Mr.",
                "No.",
                "3",
                "etc.",
                "[1]",
                ". .",
                "...",
                "?",
                "he",
                "The",
                "www.a.org",
                "1,000",
                "pro-EU",
                "\u200b",
            ]
        ),
        max_size=60,
    ).map(" ".join),
)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_words_cover_the_text(text: str) -> None:
    found = split(text)
    last = paragraph = 0
    covered: set[int] = set()
    for sentence in found:
        assert sentence.start >= last
        assert sentence.paragraph >= paragraph
        last, paragraph = sentence.end, sentence.paragraph
        assert sentence.words
        assert (sentence.start, sentence.end) == (sentence.words[0][0], sentence.words[-1][1])
        assert len(sentence.words) <= MAX_SENTENCE
        at = sentence.start
        for start, end in sentence.words:
            assert at <= start < end
            assert end - start <= MAX_WORD
            assert not any(c.isspace() for c in text[start:end])
            at = end
            covered.update(range(start, end))
    invisible = set(
        "\u180e\u200b\u200e\u200f\ufeff\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064"
    )
    invisible |= set("\u2066\u2067\u2068\u2069")
    for i, character in enumerate(text):
        assert (i in covered) == (not character.isspace() and character not in invisible)
    assert split(text) == found


@pytest.mark.parametrize("piece", ["a", "a.", "a@", "1,234", '" . ', "[1]", "don't", "( ", "x-", "Ab'"])
def test_time_is_linear(piece: str) -> None:
    text = piece * (400_000 // len(piece))
    begin = time.process_time()
    split(text)
    assert time.process_time() - begin < 20  # quadratic time would take hours
