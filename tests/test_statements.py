"""Statements from trees and attributions made by hand: speakers, addressees, venues, chains."""

from __future__ import annotations

import dataclasses
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

import act_trees as trees
from dragoman.codebook.attribution import load_attribution
from dragoman.coding.actors import DocumentActors
from dragoman.coding.context import Context
from dragoman.coding.dates import DocumentDates
from dragoman.coding.quotation import DOUBLE
from dragoman.coding.statement_drafts import pieces, reopened
from dragoman.coding.statements import StatementCoder
from dragoman.tree import Tree
from dragoman.types import Attribution, Party, Span, Statement

CODER = StatementCoder(load_attribution())
Told = tuple[str | None, str | None, list[str]]


class Actors(trees.Actors):
    def parties(self, span: Span) -> list[Party]:
        return [self.party(span)]


def statements(text: str, *told: Told) -> list[Statement]:
    """The statements of the trees in ``text`` (one a line), with the model's attributions ``told``."""
    made = trees.document(*text.strip().splitlines())

    def spans(*parts: str | None) -> tuple[Span, ...]:
        starts = [(part, made.report.text.index(part)) for part in parts if part]
        return tuple(Span(part, start, start + len(part)) for part, start in starts)

    found = tuple(Attribution(spans(s), spans(c), spans(*content)) for s, c, content in told)
    document = dataclasses.replace(made, attributions=found)
    sentences = tuple(Tree(s, made.report.text) for s in made.sentences)
    actors = cast(DocumentActors, Actors())
    return CODER.code(Context(document, sentences, actors, DocumentDates(document)))


def summary(statement: Statement) -> tuple[str | None, list[str], list[str]]:
    """Speaker, content and chain."""
    speaker = statement.speaker.text if statement.speaker else None
    return speaker, [c.text for c in statement.content], [v.text for v in statement.via]


TOLD_REPORTERS = """
Ankara/PROPN/2/nsubj told/VERB/0/root/tell reporters/NOUN/2/iobj/reporter in/ADP/5/case Lima/PROPN/2/obl \
Oslo/PROPN/7/nsubj agreed/VERB/2/ccomp/agree ./PUNCT/2/punct
"""
SAID_SAID = """
“/PUNCT/3/punct We/PRON/3/nsubj agree/VERB/6/ccomp ,/PUNCT/3/punct ”/PUNCT/3/punct said/VERB/0/root/say \
Ankara/PROPN/6/nsubj ,/PUNCT/10/punct Oslo/PROPN/10/nsubj reported/VERB/6/advcl/report ./PUNCT/6/punct
"""
CITING = """
Lima/PROPN/6/nsubj ,/PUNCT/3/punct citing/VERB/6/advcl/cite officials/NOUN/3/obj/official ,/PUNCT/3/punct \
said/VERB/0/root/say Oslo/PROPN/8/nsubj agreed/VERB/6/ccomp/agree ./PUNCT/6/punct
"""
CITING_COSTS = CITING.replace("officials/NOUN/3/obj/official", "costs/NOUN/3/obj/cost")
QUOTED_BY = """
Ankara/PROPN/3/nsubj:pass was/AUX/3/aux:pass/be quoted/VERB/0/root/quote by/ADP/5/case Lima/PROPN/3/obl \
as/SCONJ/7/mark saying/VERB/3/advcl/say Oslo/PROPN/9/nsubj agreed/VERB/7/ccomp/agree ./PUNCT/3/punct
"""
CARRIED = """
In/ADP/3/case a/DET/3/det statement/NOUN/8/obl carried/VERB/3/acl/carry by/ADP/6/case Lima/PROPN/4/obl \
Ankara/PROPN/8/nsubj said/VERB/0/root/say Oslo/PROPN/10/nsubj agreed/VERB/8/ccomp/agree ./PUNCT/8/punct
"""
POSTED = """
Ankara/PROPN/2/nsubj wrote/VERB/0/root/write in/ADP/5/case a/DET/5/det post/NOUN/2/obl on/ADP/7/case \
Telegram/PROPN/5/nmod that/SCONJ/10/mark Oslo/PROPN/10/nsubj agreed/VERB/2/ccomp/agree ./PUNCT/2/punct
"""
WHICH = """
Ankara/PROPN/2/nsubj told/VERB/0/root/tell Lima/PROPN/2/obj ,/PUNCT/6/punct which/PRON/6/nsubj \
reported/VERB/2/advcl/report that/SCONJ/9/mark talks/NOUN/9/nsubj/talk failed/VERB/6/ccomp/fail \
,/PUNCT/13/punct that/SCONJ/13/mark Oslo/PROPN/13/nsubj agreed/VERB/6/ccomp/agree ./PUNCT/2/punct
"""
ASKED = """
Asked/VERB/6/advcl/ask about/ADP/3/case talks/NOUN/1/obl/talk ,/PUNCT/1/punct Ankara/PROPN/6/nsubj \
said/VERB/0/root/say Oslo/PROPN/8/nsubj agreed/VERB/6/ccomp/agree ./PUNCT/6/punct
"""


def test_addressee_and_venue() -> None:
    [found] = statements(TOLD_REPORTERS, ("Ankara", "told", ["Oslo agreed"]))
    assert summary(found) == ("Ankara", ["Oslo agreed"], [])
    assert found.addressee is not None
    assert found.addressee.text == "reporters"
    assert found.venue == "Lima"
    assert found.quoted == "indirect"


@pytest.mark.parametrize(
    "told",
    [
        [("Ankara", "said", ["“ We agree,”"]), ("Oslo", "reported", [])],
        [("Oslo", "reported", ["“ We agree,”"])],  # the model heard the outer voice only
    ],
)
def test_the_nearer_of_two_voices_speaks_and_the_other_passes_it_on(told: list[Told]) -> None:
    [found] = statements(SAID_SAID, *told)
    assert summary(found) == ("Ankara", ["We agree"], ["Oslo"])
    assert found.cue is not None
    assert found.cue.text == "said"
    assert found.quoted == "direct"


def test_whoever_is_cited_speaks() -> None:
    [found] = statements(CITING, ("Lima", "citing", ["officials"]), ("Lima", "said", ["Oslo agreed"]))
    assert summary(found) == ("officials", ["Oslo agreed"], ["Lima"])


def test_what_is_cited_does_not_speak() -> None:
    found = statements(CITING_COSTS, ("Lima", "citing", ["costs"]), ("Lima", "said", ["Oslo agreed"]))
    assert ("Lima", ["Oslo agreed"], []) in [summary(s) for s in found]


def test_quoted_by_an_agency() -> None:
    [found] = statements(QUOTED_BY, ("Lima", "was quoted", ["Ankara", "as saying Oslo agreed"]))
    assert summary(found) == ("Ankara", ["Oslo agreed"], ["Lima"])


@pytest.mark.parametrize(("text", "cue", "via"), [(CARRIED, "said", "Lima"), (POSTED, "wrote", "Telegram")])
def test_what_carries_a_statement_is_in_its_chain(text: str, cue: str, via: str) -> None:
    [found] = statements(text, ("Ankara", cue, ["Oslo agreed"]))
    assert summary(found) == ("Ankara", ["Oslo agreed"], [via])


def test_a_clause_after_a_relative_clause_is_the_first_speakers_again() -> None:
    found = statements(
        WHICH, ("Ankara", "told", []), ("which", "reported", ["that talks failed,", "that Oslo agreed"])
    )
    assert [summary(s) for s in found] == [
        ("Ankara", ["that Oslo agreed"], []),
        ("Lima", ["that talks failed"], []),
    ]


def test_whoever_is_asked_says_nothing_by_it() -> None:
    found = statements(ASKED, ("Ankara", "Asked", ["about talks"]), ("Ankara", "said", ["Oslo agreed"]))
    assert [summary(s) for s in found] == [("Ankara", ["Oslo agreed"], [])]


def test_an_attribution_the_model_missed_is_read_from_the_tree() -> None:
    [found] = statements(TOLD_REPORTERS)
    assert summary(found) == ("Ankara", ["Oslo agreed"], [])


def test_a_quotation_opened_again_in_each_paragraph_is_in_pieces() -> None:
    text = "“We stay.\n“We fight,” he said."
    whole = Span(text[:22], 0, 22)
    assert [p.text for p in pieces(text, whole)] == ["“We stay.", "“We fight,”"]


@pytest.mark.parametrize(
    ("text", "said", "more"),
    [
        ("“We stay.\n\n“We fight.” He left.", "“We stay.", "“We fight.”"),
        ('"We stay.\n"We fight." He left.', '"We stay.', '"We fight."'),
        ("“We stay.”\n“We fight,” said another.", "“We stay.”", None),
        ("“We stay.\nHe left.", "“We stay.", None),
        ("“We stay.", "“We stay.", None),
    ],
)
def test_an_open_quotation_goes_on_in_the_next_paragraph(text: str, said: str, more: str | None) -> None:
    found = reopened(text, Span(said, 0, len(said)))
    assert (found.text if found else None) == more


@given(st.text(alphabet='ab “”"\n.', min_size=1), st.data())
def test_pieces_are_spans_of_the_text_and_lose_no_word(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = pieces(text, Span(text[start:end], start, end))
    assert all(text[p.start : p.end] == p.text for p in found)
    kept = "".join(c for p in found for c in p.text if not c.isspace())
    assert kept == "".join(c for c in text[start:end] if not c.isspace())
    more = reopened(text, Span(text[start:end], start, end))
    assert more is None or (more.start >= end and more.text[0] in DOUBLE)


@pytest.mark.parametrize(("cue", "wanted"), [("never", 0), ("According to", 1)])
def test_a_cue_of_function_words_attributes_nothing(cue: str, wanted: int) -> None:
    text = """
According/VERB/3/case/accord to/ADP/1/fixed Ankara/PROPN/6/obl Oslo/PROPN/6/nsubj never/ADV/6/advmod \
agreed/VERB/0/root/agree ./PUNCT/6/punct
"""
    assert len(statements(text, ("Ankara", cue, ["Oslo", "agreed"]))) == wanted
