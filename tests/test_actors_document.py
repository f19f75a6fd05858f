"""Who: mentions in the context of their document."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from dragoman.codebook.actors import load_actors
from dragoman.coding.actors import DocumentActors, Resolver
from dragoman.coding.aliases import aliases
from dragoman.types import Actor, Attribution, Document, Mention, Party, Report, Sentence, Span, Token

RESOLVER = Resolver(load_actors())
ON = dt.date(2021, 12, 2)


def document(
    *sentences: str,
    said: tuple[str, str] | None = None,
    published: dt.date = ON,
    persons: tuple[str, ...] = (),
) -> Document:
    """A document of sentences "word/UPOS/head/relation ...", each a paragraph unless "+" opens it.

    ``said``: one source and what it says; ``persons``: what the language model marked as persons.
    """
    text = ""
    built = []
    paragraph = -1
    for sentence in sentences:
        start = len(text)
        paragraph += not sentence.startswith("+ ")
        tokens = []
        for item in sentence.removeprefix("+ ").split():
            word, upos, head, deprel = item.rsplit("/", 3)
            lemma = word.lower().removesuffix("s") if upos == "NOUN" else word.lower()
            tokens.append(Token(word, len(text), len(text) + len(word), lemma, upos, int(head) - 1, deprel))
            text += word + " "
        built.append(Sentence(start, len(text) - 1, tuple(tokens), paragraph))
    attributions: tuple[Attribution, ...] = ()
    if said:
        source, content = (Span(s, text.index(s), text.index(s) + len(s)) for s in said)
        attributions = (Attribution((source,), (), (content,)),)
    marked = tuple(
        Mention(name, at.start(), at.end(), "person") for name in persons for at in re.finditer(name, text)
    )
    return Document(Report(text, published=published), tuple(built), marked, attributions)


def ask(doc: Document, text: str, nth: int = 0) -> tuple[Party, ...]:
    at = -1
    for _ in range(nth + 1):
        at = doc.report.text.index(f"{text} ", at + 1)
    return RESOLVER.document(doc).parties(Span(text, at, at + len(text)))


def codes(parties: tuple[Party, ...]) -> list[str | None]:
    return [p.code for p in parties]


MINISTER = (
    "Peruvian/ADJ/3/amod Foreign/ADJ/3/amod Minister/NOUN/6/nsubj Inés/PROPN/3/flat Quispe/PROPN/3/flat "
    "warned/VERB/0/root Chile/PROPN/6/obj that/SCONJ/10/mark it/PRON/10/nsubj "
    "risked/VERB/6/ccomp war/NOUN/10/obj ./PUNCT/6/punct"
)
LATER = "Quispe/PROPN/2/nsubj left/VERB/0/root Lima/PROPN/2/obj ./PUNCT/2/punct"
SHE = "She/PRON/2/nsubj praised/VERB/0/root its/PRON/4/nmod:poss army/NOUN/2/obj ./PUNCT/2/punct"


def test_surname_after_the_full_name() -> None:
    (party,) = ask(document(MINISTER, LATER), "Quispe", 1)
    assert party.actor == Actor("Inés Quispe", "PER", "GOV", "foreign minister")


def test_he_and_she() -> None:
    (party,) = ask(document(MINISTER, LATER, SHE), "She")
    assert party.actor is not None
    assert party.actor.name == "Inés Quispe"


def test_it_is_whom_one_warns() -> None:
    assert codes(ask(document(MINISTER), "it")) == ["CHL"]


def test_the_description_of_a_named_person() -> None:
    doc = document(
        MINISTER, "The/DET/3/det Peruvian/ADJ/3/amod minister/NOUN/4/nsubj left/VERB/0/root ./PUNCT/4/punct"
    )
    (party,) = ask(doc, "The Peruvian minister")
    assert party.actor is not None
    assert party.actor.name == "Inés Quispe"


def test_apposition_is_read_before_the_surname_returns() -> None:
    doc = document(
        "Inés/PROPN/10/nsubj Quispe/PROPN/1/flat ,/PUNCT/7/punct the/DET/7/det Peruvian/ADJ/7/amod "
        "foreign/ADJ/7/amod "
        "minister/NOUN/1/appos ,/PUNCT/7/punct then/ADV/10/advmod spoke/VERB/0/root ./PUNCT/10/punct",
        LATER,
    )
    assert codes(ask(doc, "Quispe", 1)) == ["PER"]


def test_the_alliance() -> None:
    doc = document(
        "Spain/PROPN/2/nsubj joined/VERB/0/root NATO/PROPN/2/obj ./PUNCT/2/punct",
        "The/DET/3/det military/ADJ/3/amod alliance/NOUN/4/nsubj agreed/VERB/0/root ./PUNCT/4/punct",
    )
    assert codes(ask(doc, "The military alliance")) == ["NATO"]


TWO = "Moscow/PROPN/4/nsubj and/CCONJ/3/cc Ankara/PROPN/1/conj signed/VERB/0/root ./PUNCT/4/punct"


def test_they_both_sides_and_the_two_countries() -> None:
    doc = document(
        TWO,
        "Both/DET/2/det sides/NOUN/3/nsubj left/VERB/0/root ./PUNCT/3/punct",
        "They/PRON/2/nsubj left/VERB/0/root ./PUNCT/2/punct",
        "The/DET/3/det two/NUM/3/nummod countries/NOUN/4/nsubj agreed/VERB/0/root ./PUNCT/4/punct",
    )
    for text in ("Both sides", "They", "The two countries"):
        assert codes(ask(doc, text)) == ["RUS", "TUR"], text


def test_coordinations_are_split() -> None:
    doc = document(TWO)
    parties = ask(doc, "Moscow and Ankara")
    assert [(p.text, p.code) for p in parties] == [("Moscow", "RUS"), ("Ankara", "TUR")]
    assert all(doc.report.text[p.start : p.end] == p.text for p in parties)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Western and Ukrainian officials", [(None, "GOV"), ("UKR", "GOV")]),
        ("Presidents Joe Biden and Vladimir Putin", [("USA", "GOV"), ("RUS", "GOV")]),
        ("the foreign ministers of Kenya and Uganda", [("KEN", "GOV"), ("UGA", "GOV")]),
        ("Syrian , Turkish and Iraqi troops", [("SYR", "MIL"), ("TUR", "MIL"), ("IRQ", "MIL")]),
        ("Bosnia and Herzegovina", [("BIH", "GOV")]),
        ("Trinidad and Tobago", [("TTO", "GOV")]),
        ("Kenya and wheat", [("KEN", "GOV")]),
    ],
)
def test_shared_heads(text: str, wanted: list[tuple[str | None, str]]) -> None:
    words = text.split()
    doc = document(
        " ".join(f"{w}/X/{0 if n == 0 else 1}/{'root' if n == 0 else 'dep'}" for n, w in enumerate(words))
    )
    parties = RESOLVER.document(doc).parties(Span(text, 0, len(text)))
    assert [(p.actor.country, p.actor.sector) if p.actor else None for p in parties] == wanted


QUOTED = (
    "“/PUNCT/3/punct We/PRON/3/nsubj trust/VERB/7/ccomp nobody/PRON/3/obj ”/PUNCT/3/punct "
    ",/PUNCT/3/punct said/VERB/0/root Quispe/PROPN/7/nsubj ./PUNCT/7/punct"
)


def test_we_inside_a_quotation_is_the_speakers_side() -> None:
    doc = document(MINISTER, QUOTED, said=("Quispe .", "“ We trust nobody ”"))
    assert doc.attributions[0].source[0].start > 0
    (party,) = ask(doc, "We")
    assert party.actor == Actor(None, "PER", "GOV")


def test_its_troops_belong_to_the_possessor() -> None:
    doc = document(
        "Chile/PROPN/2/nsubj moved/VERB/0/root its/PRON/4/nmod:poss troops/NOUN/2/obj ./PUNCT/2/punct"
    )
    (party,) = ask(doc, "its troops")
    assert party.actor == Actor(None, "CHL", "MIL", "troops")
    doc = document(
        "Chile/PROPN/2/nsubj met/VERB/0/root its/PRON/4/nmod:poss allies/NOUN/2/obj ./PUNCT/2/punct"
    )
    assert ask(doc, "its allies")[0].actor is None


def test_who_is_the_head_of_the_clause() -> None:
    doc = document(
        "Kenya/PROPN/2/nsubj freed/VERB/0/root the/DET/5/det Somali/ADJ/5/amod rebels/NOUN/2/obj "
        "who/PRON/7/nsubj surrendered/VERB/5/acl:relcl ./PUNCT/2/punct"
    )
    assert codes(ask(doc, "who")) == ["SOM"]


def test_which_without_a_clause_in_the_tree_is_what_stands_before_it() -> None:
    doc = document(
        "Chile/PROPN/6/nsubj ,/PUNCT/4/punct which/PRON/4/nsubj waited/VERB/6/advcl ,/PUNCT/4/punct "
        "agreed/VERB/0/root ./PUNCT/6/punct"
    )
    assert codes(ask(doc, "which")) == ["CHL"]


def test_the_police_are_those_of_the_country_reported_on() -> None:
    doc = document(
        "Kenya/PROPN/2/nsubj voted/VERB/0/root ./PUNCT/2/punct",
        "Police/NOUN/2/nsubj watched/VERB/0/root ./PUNCT/2/punct",
    )
    assert ask(doc, "Police")[0].actor == Actor(None, "KEN", "COP", "police")


def test_the_head_alone_stands_for_its_nominal() -> None:
    doc = document(
        "Kenyan/ADJ/2/amod soldiers/NOUN/3/nsubj left/VERB/0/root Somalia/PROPN/3/obj ./PUNCT/3/punct"
    )
    assert codes(ask(doc, "soldiers")) == ["KEN"]


def test_spans_outside_any_sentence_and_empty_documents() -> None:
    empty = RESOLVER.document(Document(Report("He left."), ()))
    assert isinstance(empty, DocumentActors)
    assert empty.party(Span("He", 0, 2)).actor is None
    assert empty.party(Span("Russia", 0, 6)).code == "RUS"


def test_the_same_question_has_the_same_answer() -> None:
    doc = document(MINISTER, LATER, SHE)
    actors = RESOLVER.document(doc)
    span = Span("She", doc.report.text.index("She "), doc.report.text.index("She ") + 3)
    assert actors.parties(span) == actors.parties(span) == RESOLVER.document(doc).parties(span)


FOUGHT = "Peru/PROPN/2/nsubj attacked/VERB/0/root Ecuador/PROPN/2/obj ./PUNCT/2/punct"


def test_both_sides_are_not_the_one_who_addresses_them() -> None:
    doc = document(
        FOUGHT,
        "Brazil/PROPN/2/nsubj urged/VERB/0/root the/DET/5/det two/NUM/5/nummod sides/NOUN/2/obj "
        "to/PART/7/mark leave/VERB/2/xcomp ./PUNCT/2/punct",
    )
    assert codes(ask(doc, "the two sides")) == ["PER", "ECU"]


def test_an_official_is_of_the_state_that_the_statement_binds() -> None:
    said = (
        "President/PROPN/2/compound Inés/PROPN/4/nsubj Quispe/PROPN/2/flat said/VERB/0/root "
        "{}/PROPN/7/nsubj would/AUX/7/aux leave/VERB/4/ccomp ./PUNCT/4/punct"
    )
    neighbours = "Brazil/PROPN/2/nsubj met/VERB/0/root Chile/PROPN/2/obj ./PUNCT/2/punct"
    assert codes(ask(document(neighbours, said.format("Lima")), "Quispe")) == ["PER"]
    assert codes(ask(document(said.format("Peru")), "Quispe")) == ["PER"]


def test_a_spokeswoman_for_the_alliance() -> None:
    doc = document(
        "Spain/PROPN/2/nsubj joined/VERB/0/root NATO/PROPN/2/obj ./PUNCT/2/punct",
        "A/DET/2/det spokeswoman/NOUN/6/nsubj for/ADP/5/case the/DET/5/det alliance/NOUN/2/nmod "
        "smiled/VERB/0/root ./PUNCT/6/punct",
    )
    assert codes(ask(doc, "A spokeswoman for the alliance")) == ["NATO"]


# --- names that the report explains ---------------------------------------------------------

FRONT = (
    "The/DET/4/det Lumbar/PROPN/4/compound Workers'/PROPN/4/compound Party/PROPN/6/nsubj (LWP)/PROPN/4/appos "
    "accused/VERB/0/root Peru/PROPN/6/obj ./PUNCT/6/punct"
)


def test_a_short_name_stands_for_the_full_one() -> None:
    rest = "LWP/PROPN/2/compound members/NOUN/3/nsubj left/VERB/0/root Lima/PROPN/3/obj ./PUNCT/3/punct"
    doc = document(FRONT, rest)
    (party,) = ask(doc, "LWP members")
    assert party.actor is not None
    assert (party.actor.country, party.actor.sector) == ("PER", "PTY")


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("the Tamar Liberation Front (TLF) said", "TLF", "Tamar Liberation Front"),
        ("the TLF (Tamar Liberation Front) said", "TLF", "Tamar Liberation Front"),
        ("the Frente Popular Lumbar (FPL)", "FPL", "Frente Popular Lumbar"),
        ("the Workers' Party of Tamar (OZK)", "OZK", "Workers' Party of Tamar"),
        ("the Tamar news agency (tna)", "tna", "Tamar news agency"),
    ],
)
def test_brackets_define_short_names(text: str, short: str, long: str) -> None:
    [alias] = aliases(text)
    assert (alias.short, alias.long) == (short, long)


@pytest.mark.parametrize(
    "text",
    ["LIMA (AP) - Peru said", "Senator Jane Roe (D-Ohio)", "in May (later than planned)", "a deal (see box)"],
)
def test_other_brackets_define_nothing(text: str) -> None:
    assert list(aliases(text)) == []


# --- of which country -------------------------------------------------------------------------

DEALS = "Peru/PROPN/2/nsubj accused/VERB/0/root Chile/PROPN/2/obj again/ADV/2/advmod ./PUNCT/2/punct"
IN_SANTIAGO = "In/ADP/2/case Santiago/PROPN/4/obl students/NOUN/4/nsubj marched/VERB/0/root ./PUNCT/4/punct"
ARRESTS = "+ Police/NOUN/2/nsubj arrested/VERB/0/root twelve/NUM/2/obj ./PUNCT/2/punct"


def test_bodies_are_of_the_place_where_the_sentence_plays() -> None:
    doc = document(DEALS, DEALS, IN_SANTIAGO, ARRESTS)
    assert codes(ask(doc, "students")) == ["CHL"]
    assert codes(ask(doc, "Police")) == ["CHL"]


def test_the_government_is_that_of_its_critics() -> None:
    critic = (
        "Former/ADJ/4/amod Chilean/ADJ/4/amod prime/ADJ/4/amod minister/NOUN/7/nsubj Ana/PROPN/4/flat "
        "Rojas/PROPN/4/flat criticised/VERB/0/root the/DET/9/det government/NOUN/7/obj ./PUNCT/7/punct"
    )
    assert codes(ask(document(DEALS, critic), "the government")) == ["CHL"]


def test_the_country_is_the_one_in_focus() -> None:
    recalled = (
        "The/DET/3/det Chilean/ADJ/3/amod minister/NOUN/4/nsubj recalled/VERB/0/root the/DET/6/det "
        "country/NOUN/7/nmod:poss envoy/NOUN/4/obj ./PUNCT/4/punct"
    )
    assert codes(ask(document(DEALS, recalled), "the country")) == ["CHL"]
    invaded = (
        "Chile/PROPN/3/nsubj then/ADV/3/advmod invaded/VERB/0/root the/DET/5/det "
        "country/NOUN/3/obj ./PUNCT/3/punct"
    )
    assert codes(ask(document(DEALS, invaded), "the country")) == ["PER"]


def test_a_kingdom_is_a_kingdom() -> None:
    spoke = (
        "Peru/PROPN/2/nsubj thanked/VERB/0/root Jordan/PROPN/2/obj and/CCONJ/5/cc "
        "Chile/PROPN/3/conj ./PUNCT/2/punct"
    )
    kept = "+ The/DET/2/det kingdom/NOUN/3/nsubj agreed/VERB/0/root ./PUNCT/3/punct"
    assert codes(ask(document(spoke, kept), "The kingdom")) == ["JOR"]


def test_people_sent_are_the_senders() -> None:
    offered = (
        "NATO/PROPN/2/nsubj offered/VERB/0/root to/PART/4/mark send/VERB/2/xcomp "
        "monitors/NOUN/4/obj ./PUNCT/2/punct"
    )
    (party,) = ask(document(DEALS, offered), "monitors")
    assert party.code == "NATO"


@pytest.mark.parametrize(
    ("words", "heads"),
    [
        ("any more farmers", "any/DET/3/det more/ADJ/3/amod farmers/NOUN/5/nsubj"),
        ("a spokesman", "a/DET/2/det spokesman/NOUN/4/nsubj"),
        ("a diplomat", "a/DET/2/det diplomat/NOUN/4/nsubj"),
    ],
)
def test_nobody_in_particular_is_at_home_nowhere(words: str, heads: str) -> None:
    at = len(words.split()) + 2
    doc = document(DEALS, f"{heads} would/AUX/{at}/aux speak/VERB/0/root ./PUNCT/{at}/punct")
    assert codes(ask(doc, words)) == [None]


def test_a_minister_in_a_country_named_as_the_place() -> None:
    urged = (
        "In/ADP/2/case Chile/PROPN/7/obl Foreign/ADJ/4/amod Minister/NOUN/7/nsubj Ana/PROPN/4/flat "
        "Rojas/PROPN/4/flat urged/VERB/0/root talks/NOUN/7/obj ./PUNCT/7/punct"
    )
    assert codes(ask(document(DEALS, DEALS, urged), "Foreign Minister Ana Rojas")) == ["CHL"]


# --- who is meant --------------------------------------------------------------------------------

BESIDE = "Peru/PROPN/2/nsubj met/VERB/0/root Chile/PROPN/2/obj ./PUNCT/2/punct"


@pytest.mark.parametrize("words", ["Neither country", "Both nations", "The pair", "The two countries"])
def test_two_together(words: str) -> None:
    first, *rest = words.split()
    heads = f"{first}/DET/2/det {rest[0]}/NOUN/3/nsubj"
    if len(rest) == 2:
        heads = f"{first}/DET/3/det {rest[0]}/NUM/3/nummod {rest[1]}/NOUN/4/nsubj"
    verb = len(words.split()) + 1
    doc = document(BESIDE, f"{heads} agreed/VERB/0/root ./PUNCT/{verb}/punct")
    assert codes(ask(doc, words)) == ["PER", "CHL"]


def test_the_former_and_the_latter() -> None:
    doc = document(
        BESIDE,
        "The/DET/2/det former/ADJ/3/nsubj praised/VERB/0/root the/DET/5/det latter/ADJ/3/obj ./PUNCT/3/punct",
    )
    assert codes(ask(doc, "The former")) == ["PER"]
    assert codes(ask(doc, "the latter")) == ["CHL"]


def test_a_pronoun_tells_the_sex_of_whom_it_means() -> None:
    first = (
        "Peruvian/ADJ/3/amod Foreign/ADJ/3/amod Minister/NOUN/5/nsubj Quispel/PROPN/3/flat "
        "spoke/VERB/0/root ./PUNCT/5/punct"
    )
    she = "+ She/PRON/2/nsubj left/VERB/0/root ./PUNCT/2/punct"
    second = (
        "Chilean/ADJ/3/amod Foreign/ADJ/3/amod Minister/NOUN/5/nsubj Tamaro/PROPN/3/flat thanked/VERB/0/root "
        "Quispel/PROPN/5/obj ./PUNCT/5/punct"
    )
    he = "+ He/PRON/2/nsubj smiled/VERB/0/root ./PUNCT/2/punct"
    assert codes(ask(document(first, she, second, he), "He")) == ["CHL"]


def test_he_is_not_the_one_he_speaks_of() -> None:
    first = (
        "Peruvian/ADJ/3/amod Foreign/ADJ/3/amod Minister/NOUN/5/nsubj Quispel/PROPN/3/flat "
        "warned/VERB/0/root "
        "Chilean/ADJ/8/amod Foreign/ADJ/8/amod Minister/NOUN/5/obj Tamaro/PROPN/8/flat ./PUNCT/5/punct"
    )
    second = "+ He/PRON/2/nsubj called/VERB/0/root Quispel/PROPN/2/obj weak/ADJ/2/xcomp ./PUNCT/2/punct"
    assert codes(ask(document(first, second), "He")) == ["CHL"]


def test_themselves_are_the_subject() -> None:
    doc = document(
        "Chile/PROPN/2/nsubj praised/VERB/0/root Peru/PROPN/2/obj ./PUNCT/2/punct",
        "+ Brazil/PROPN/2/nsubj praised/VERB/0/root itself/PRON/2/obj ./PUNCT/2/punct",
    )
    assert codes(ask(doc, "itself")) == ["BRA"]


def test_the_deputy_of_a_known_person() -> None:
    first = (
        "Peruvian/ADJ/3/amod Foreign/ADJ/3/amod Minister/NOUN/5/nsubj Quispel/PROPN/3/flat "
        "spoke/VERB/0/root ./PUNCT/5/punct"
    )
    second = "Quispel's/PROPN/2/nmod:poss spokesman/NOUN/3/nsubj left/VERB/0/root ./PUNCT/3/punct"
    assert codes(ask(document(DEALS, first, second), "Quispel's spokesman")) == ["PER"]


def test_the_group_is_the_last_one_named() -> None:
    doc = document(
        "Hamas/PROPN/2/nsubj attacked/VERB/0/root Peru/PROPN/2/obj ./PUNCT/2/punct",
        "The/DET/2/det group/NOUN/3/nsubj left/VERB/0/root ./PUNCT/3/punct",
    )
    (party,) = ask(doc, "The group")
    assert party.actor is not None
    assert party.actor.name == "Hamas"


def test_a_surname_that_is_a_towns_as_well() -> None:
    first = (
        "Opposition/NOUN/2/compound leader/NOUN/5/nsubj Rosa/PROPN/2/flat Durban/PROPN/2/flat "
        "left/VERB/0/root "
        "./PUNCT/5/punct"
    )
    later = "Durban/PROPN/2/nsubj returned/VERB/0/root ./PUNCT/2/punct"
    doc = document(IN_SANTIAGO, "+ " + first, later, persons=("Rosa Durban",))
    (party,) = ask(doc, "Durban", 1)
    assert party.actor is not None
    assert (party.actor.name, party.actor.country) == ("Rosa Durban", "CHL")


def test_the_month_is_nobody() -> None:
    doc = document("May/PROPN/3/obl 11/NUM/1/nummod passed/VERB/0/root ./PUNCT/3/punct", persons=("May",))
    assert not RESOLVER.document(doc).discourse.registry.persons
