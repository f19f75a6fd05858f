"""What expressions of time mean and to what they belong."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.coding.dates import DocumentDates
from dragoman.reading.tokenise import split
from dragoman.tree import Tree
from dragoman.types import Document, Report, Sentence, Token

THURSDAY = dt.date(2021, 12, 2)


def flat(text: str, published: dt.date | None = THURSDAY) -> DocumentDates:
    """Dates of a text whose sentences are trees without structure: all words hang on the first."""
    sentences = []
    for raw in split(text):
        tokens = []
        for i, (a, b) in enumerate(raw.words):
            word = text[a:b]
            upos = "NUM" if word[0].isdigit() else "PROPN" if word[0].isupper() else "NOUN"
            tokens.append(Token(word, a, b, word.lower(), upos, 0 if i else -1, "dep" if i else "root"))
        sentences.append(Sentence(raw.start, raw.end, tuple(tokens), raw.paragraph))
    return DocumentDates(Document(Report(text=text, published=published), tuple(sentences)))


def values(text: str, published: dt.date | None = THURSDAY) -> list[tuple[str, str]]:
    document = flat(text, published)
    return [(e.text, e.value) for i in range(len(split(text))) for e in document.expressions(i)]


def parsed(rows: str, published: dt.date | None = THURSDAY) -> tuple[Tree, DocumentDates]:
    """A one-sentence document from lines "form upos head deprel".

    Heads count from 1; the lemma is the form unless it stands after a bar."""
    tokens, text = [], ""
    for row in rows.strip().splitlines():
        form, upos, head, deprel = row.split()
        form, _, lemma = form.partition("|")
        start = len(text)
        tokens.append(Token(form, start, start + len(form), lemma or form, upos, int(head) - 1, deprel))
        text += form + " "
    sentence = Sentence(0, len(text) - 1, tuple(tokens))
    return Tree(sentence, text), DocumentDates(Document(Report(text=text, published=published), (sentence,)))


def dated(rows: str, published: dt.date | None = THURSDAY) -> dict[str, str]:
    """The words of a sentence that have a date."""
    tree, dates = parsed(rows, published)
    found = {t.text: dates.of(tree, i, 0) for i, t in enumerate(tree.tokens)}
    return {word: value for word, value in found.items() if value is not None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on December 1, 2019", "2019-12-01"),
        ("on Dec. 1, 2019", "2019-12-01"),
        ("on 1 December 2019", "2019-12-01"),
        ("on the 1st of December, 2019", "2019-12-01"),
        ("Sunday, December 1, 2019", "2019-12-01"),
        ("on 2019-12-01", "2019-12-01"),
        ("in May 2014", "2014-05"),
        ("in 2014", "2014"),
        ("in the 1990s", "1990/1999"),
        ("in mid-2018", "2018"),
        ("on Christmas Day, 2019", "2019-12-25"),
        ("on 21/12/2019", "2019-12-21"),
        ("on 12/21/2019", "2019-12-21"),
        ("on 03/04/2019", "2019"),
        ("on 04/04/2019", "2019-04-04"),
        ("May 3-5, 2019", "2019-05-03/2019-05-05"),
        ("from May 3 to May 5, 2019", "2019-05-03/2019-05-05"),
        ("from December 30 to January 2, 2020", "2019-12-30/2020-01-02"),
        ("in 2014-2015", "2014/2015"),
        ("from 2014 to 2016", "2014/2016"),
    ],
)
def test_absolute_expressions_need_no_publication(text: str, expected: str) -> None:
    assert [value for _, value in values(text, None)] == [expected]
    assert [value for _, value in values(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on December 2", "2021-12-02"),
        ("on November 30", "2021-11-30"),
        ("on January 5", "2022-01-05"),
        ("on July 4", "2021-07-04"),
        ("in June", "2021-06"),
        ("a June summit", "2021-06"),
        ("in December", "2021-12"),
        ("last December", "2020-12"),
        ("next December", "2022-12"),
        ("in June last year", "2020-06"),
        ("on Thursday", "2021-12-02"),
        ("Wednesday night", "2021-12-01"),
        ("on Friday", "2021-11-26"),
        ("last Thursday", "2021-11-25"),
        ("next Thursday", "2021-12-09"),
        ("yesterday", "2021-12-01"),
        ("today", "2021-12-02"),
        ("tomorrow", "2021-12-03"),
        ("the day before yesterday", "2021-11-30"),
        ("last night", "2021-12-01"),
        ("last week", "2021-11-22/2021-11-28"),
        ("this week", "2021-11-29/2021-12-05"),
        ("last month", "2021-11"),
        ("next month", "2022-01"),
        ("last year", "2020"),
        ("since the beginning of the year", "2021"),
        ("earlier this year", "2021"),
        ("two weeks ago", "2021-11-15/2021-11-21"),
        ("ten days ago", "2021-11-22"),
        ("11 months ago", "2021-01"),
        ("two years ago", "2019"),
        ("a day earlier", "2021-12-01"),
        ("at the weekend", "2021-11-27/2021-11-28"),
        ("three hours ago", "2021-12-02"),
        ("on New Year's Day", "2022-01-01"),
    ],
)
def test_relative_expressions_count_from_publication(text: str, expected: str) -> None:
    assert [value for _, value in values(text)] == [expected]
    assert values(text, None) == []


@pytest.mark.parametrize(
    "text",
    [
        "for 30 minutes",
        "the seven-year war",
        "several years ago",
        "recently",
        "Resolution 1973",
        "$2014",
        "1,973 rounds",
        "at 20:14",
        "two thousand soldiers",
        "on February 30",
        "the Marching band",
        "a weekly",
        "a day later",
        "in room 2014 B",
        "2021-13-45",
    ],
)
def test_what_dates_nothing(text: str) -> None:
    assert values(text) == []


def test_a_day_later_counts_from_the_story() -> None:
    text = "They met on Monday. Two days later they parted. The following day was quiet."
    assert [value for _, value in values(text)] == ["2021-11-29", "2021-12-01", "2021-12-02"]


def test_expression_leaves_out_its_preposition() -> None:
    assert values("They met on Tuesday morning.") == [("Tuesday morning", "2021-11-30")]


def test_future_clause_looks_ahead() -> None:
    rows = """
        They PRON 3 nsubj
        will AUX 3 aux
        meet VERB 0 root
        on ADP 5 case
        {} PROPN 3 obl"""
    assert dated(rows.format("Friday"))["meet"] == "2021-12-03"
    assert dated(rows.format("June"))["meet"] == "2022-06"
    assert dated(rows.replace("will AUX 3 aux", "then ADV 3 advmod").format("Friday"))["meet"] == "2021-11-26"


def test_deadline_is_no_date_of_the_clause() -> None:
    rows = """
        They PRON 3 nsubj
        must AUX 3 aux
        withdraw VERB 0 root
        by ADP 5 case
        Friday PROPN 3 obl"""
    tree, dates = parsed(rows)
    assert [e.value for e in dates.expressions(0)] == ["2021-12-03"]
    assert dates.of(tree, 2, 0) is None


def test_year_of_a_nominal_does_not_date_the_clause() -> None:
    rows = """
        Riga PROPN 2 nsubj
        cited VERB 0 root
        the DET 5 det
        2014 NUM 5 nummod
        accords NOUN 2 obj"""
    assert dated(rows) == {"accords": "2014"}
    rows = """
        Riga PROPN 2 nsubj
        cited VERB 0 root
        the DET 4 det
        accords NOUN 2 obj
        of ADP 6 case
        2014 NUM 4 nmod"""
    assert dated(rows) == {"accords": "2014"}


def test_day_inside_an_object_dates_the_clause() -> None:
    rows = """
        Riga PROPN 2 nsubj
        hosted VERB 0 root
        talks NOUN 2 obj
        in ADP 5 case
        town NOUN 3 nmod
        on ADP 7 case
        Tuesday PROPN 3 nmod"""
    assert dated(rows) == {"hosted": "2021-11-30", "talks": "2021-11-30"}


def test_day_does_not_cross_into_another_clause() -> None:
    rows = """
        Roe PROPN 2 nsubj
        said VERB 0 root
        on ADP 4 case
        Monday PROPN 2 obl
        they PRON 6 nsubj
        left VERB 2 ccomp
        on ADP 8 case
        Sunday PROPN 6 obl"""
    assert dated(rows) == {"said": "2021-11-29", "left": "2021-11-28"}


def test_a_day_after_dates_what_follows() -> None:
    rows = """
        Roe PROPN 2 nsubj
        warned VERB 0 root
        Poe PROPN 2 obj
        on ADP 5 case
        Tuesday PROPN 2 obl
        , PUNCT 10 punct
        a DET 8 det
        day NOUN 10 obl:unmarked
        {} SCONJ 10 mark
        agreeing VERB 2 advcl"""
    assert dated(rows.format("after")) == {"warned": "2021-11-30", "agreeing": "2021-11-29"}
    assert dated(rows.format("before")) == {"warned": "2021-11-30", "agreeing": "2021-12-01"}
    assert dated(rows.format("after"), None) == {}


def test_a_day_after_a_dated_event_dates_the_clause() -> None:
    rows = """
        Two NUM 2 nummod
        days NOUN 5 obl:unmarked
        after ADP 5 case
        the DET 5 det
        attack NOUN 10 obl
        on ADP 7 case
        Monday PROPN 5 nmod
        , PUNCT 5 punct
        Roe PROPN 10 nsubj
        left VERB 0 root"""
    assert dated(rows) == {"attack": "2021-11-29", "left": "2021-12-01"}


def test_leading_date_holds_for_both_verbs() -> None:
    rows = """
        On ADP 2 case
        Monday PROPN 4 obl
        Roe PROPN 4 nsubj
        came VERB 0 root
        and CCONJ 6 cc
        left VERB 4 conj"""
    assert dated(rows) == {"came": "2021-11-29", "left": "2021-11-29"}


def test_names_and_counts_are_no_dates() -> None:
    rows = """
        Theresa PROPN 3 nsubj
        May PROPN 1 flat
        counted VERB 0 root
        2014 NUM 5 nummod
        soldiers|soldier NOUN 3 obj"""
    tree, dates = parsed(rows)
    assert dates.expressions(0) == ()
    assert dates.of(tree, 2, 0) is None


ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?")
PIECES = [
    "May",
    "Dec.",
    "June",
    "Monday",
    "Thursday",
    "Sept",
    "31",
    "3",
    "30th",
    "2014",
    "1999",
    "2021-12-02",
    "1/2/2003",
    "-",
    "–",
    "to",
    "from",
    "and",
    "between",
    "last",
    "next",
    "the",
    "a",
    "day",
    "two",
    "weeks",
    "ago",
    "after",
    "before",
    "earlier",
    "later",
    "same",
    "year",
    "month",
    "week",
    "yesterday",
    "tomorrow",
    "of",
    "beginning",
    "1990s",
    "999",
    "years",
    "weekend",
    ",",
    ".",
    "decades",
    "night",
]


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join), st.text(max_size=60)),
    st.one_of(st.none(), st.dates()),
)
def test_values_are_iso_and_expressions_are_spans(text: str, published: dt.date | None) -> None:
    document = flat(text, published)
    for i in range(len(split(text))):
        for expression in document.expressions(i):
            assert text[expression.start : expression.end] == expression.text
            assert ISO.fullmatch(expression.value)
            first, _, last = expression.value.partition("/")
            for end in (first, last or first):
                dt.date.fromisoformat((end + "-01-01")[:10] if len(end) != 7 else end + "-01")
            assert not last or first < last


@pytest.mark.parametrize(
    ("since", "expected"), [("2014", "2014/2021"), ("2021", "2021"), ("Monday", "2021-11-29/2021-12-02")]
)
def test_since_is_the_stretch_up_to_publication(since: str, expected: str) -> None:
    rows = f"""
    Rebels NOUN 3 nsubj
    have AUX 3 aux
    attacked|attack VERB 0 root
    since ADP 5 case
    {since} PROPN 3 obl
    """
    assert dated(rows)["attacked"] == expected
    assert "attacked" not in dated(rows, None)


def test_the_date_of_the_occasion_is_that_of_what_is_done_there() -> None:
    rows = """
    They PRON 2 nsubj
    met|meet VERB 0 root
    {} ADP 6 case
    a DET 6 det
    June PROPN 6 compound
    summit NOUN 2 obl
    """
    assert dated(rows.format("at"))["met"] == "2021-06"
    assert "met" not in dated(rows.format("about"))


def test_years_after_a_dated_event() -> None:
    rows = """
    Two NUM 2 nummod
    years|year NOUN 4 obl:unmarked
    after SCONJ 4 mark
    fighting|fight VERB 8 advcl
    in ADP 6 case
    2014 NUM 4 obl
    they PRON 8 nsubj
    left|leave VERB 0 root
    """
    assert dated(rows)["left"] == "2016"
