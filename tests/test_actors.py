"""Who: bare mentions, and mentions in the context of their document."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.codebook.actors import SECTORS, load_actors
from dragoman.codebook.phrases import fold, key, plural
from dragoman.coding.actors import DocumentActors, Resolver
from dragoman.types import Actor, Attribution, Document, Party, Report, Sentence, Span, Token

RESOLVER = Resolver(load_actors())
ON = dt.date(2021, 12, 2)


def code(text: str, on: dt.date | None = ON) -> str | None:
    actor = RESOLVER.resolve(text, on)
    return f"{actor.country} {actor.sector}" if actor else None


# --- bare mentions ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Moscow", "RUS GOV"),
        ("the Kremlin", "RUS GOV"),
        ("the Pentagon", "USA MIL"),
        ("U.S.", "USA GOV"),
        ("Côte d'Ivoire", "CIV GOV"),
        ("Cote d’Ivoire", "CIV GOV"),
        ("Kyiv's", "UKR GOV"),
        ("Kiev", "UKR GOV"),
        ("the Russians", "RUS GOV"),
        ("three Russians", "RUS CVL"),
        ("Peruvians", "PER CVL"),
        ("Sudanese government", "SDN GOV"),
        ("Aleppo", "SYR None"),
        ("South Sudanese soldiers", "SSD MIL"),
        ("Kosovo Albanians", "XKX CVL"),
        ("Soviet troops", "SUN MIL"),
        ("the East German government", "DDR GOV"),
        ("Abkhaz separatists", "ABK REB"),
    ],
)
def test_states_and_places(text: str, wanted: str) -> None:
    assert code(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Nairobi riot police", "KEN COP"),
        ("a Burmese rebel commander", "MMR REB"),
        ("a former deputy premier", "None ELI"),
        ("the opposition leader of Mali", "MLI OPP"),
        ("a French frigate", "FRA MIL"),
        ("ambulance crews", "None MED"),
        ("the head of the country's intelligence service", "None SPY"),
        ("car burglars", "None CRM"),
        ("secondary-school teachers", "None EDU"),
        ("opposition students", "None OPP"),
        ("Chilean copper miners", "CHL LAB"),
        ("Uruguayan beekeepers", "URY AGR"),
        ("a senior Treasury Department official", "USA GOV"),
        ("spokesman for the Danish defence ministry", "DNK GOV"),
        ("Norwegian bell-ringers", "NOR CVL"),
        ("refugees from Eritrea", "ERI REF"),
        ("the ousted president of Niger", "NER ELI"),
        ("dozens of demonstrators in Minsk", "BLR OPP"),
        ("a large number of Turkish soldiers", "TUR MIL"),
        ("the leaders of France and Germany", "FRA GOV"),
        ("masked gunmen", "None UAF"),
    ],
)
def test_roles(text: str, wanted: str) -> None:
    assert code(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("pro-Russian separatists in eastern Ukraine", "UKR REB"),
        ("pro-Russian separatists", "None REB"),
        ("Iran-backed militias in Iraq", "IRQ REB"),
        ("Turkish-backed Syrian rebels", "SYR REB"),
        ("a London-based rights group", "GBR NGO"),
        ("the Egyptian ambassador to Kenya", "EGY GOV"),
        ("the UN special envoy for Syria", "IGO IGO"),
        ("the Polish mission to NATO", "POL GOV"),
    ],
)
def test_nations_that_are_not_the_actors_own(text: str, wanted: str) -> None:
    assert code(text) == wanted


@pytest.mark.parametrize(
    "text",
    ["a dog called Rex", "the crisis", "a bridge", "sanctions", "the Ukrainian crisis", "US sanctions",
     "a turkey", "an apple", "the weather in London", "Michael Jordan", "", " ", "—", "the", "'s",
     "his daughter's condition"],
)  # fmt: skip
def test_no_actor(text: str) -> None:
    assert RESOLVER.resolve(text, ON) is None


@pytest.mark.parametrize(
    ("text", "name", "country", "sector"),
    [
        ("Nato", "NATO", "IGO", "IGO"),
        ("the North Atlantic Treaty Organization", "NATO", "IGO", "IGO"),
        ("the UN Security Council", "UN", "IGO", "IGO"),
        ("a UN official", "UN", "IGO", "IGO"),
        ("UN peacekeepers", "UN", "IGO", "MIL"),
        ("Doctors Without Borders", "Doctors Without Borders", "NGO", "NGO"),
        ("Médecins Sans Frontières", "Doctors Without Borders", "NGO", "NGO"),
        ("Houthi fighters", "Houthis", "YEM", "REB"),
        ("al-Shabaab militants", "al-Shabaab", "SOM", "REB"),
        ("the German news agency (DPA)", "DPA", "DEU", "JRN"),
        ("Lebanon's Hezbollah", "Hezbollah", "LBN", "REB"),
    ],
)
def test_organisations(text: str, name: str, country: str, sector: str) -> None:
    actor = RESOLVER.resolve(text, ON)
    assert actor is not None
    assert (actor.name, actor.country, actor.sector) == (name, country, sector)


def test_an_organisation_goes_by_its_name_as_code() -> None:
    actor = RESOLVER.resolve("NATO Secretary General Jens Stoltenberg", ON)
    assert actor is not None
    assert (actor.code, actor.role) == ("NATO", "secretary general")


def test_sector_of_a_group_that_came_to_power() -> None:
    assert code("Taliban officials", dt.date(2010, 1, 1)) == "AFG REB"
    assert code("Taliban officials", dt.date(2022, 1, 1)) == "AFG GOV"


# --- persons ---------------------------------------------------------------------------


def test_a_holder_by_surname_title_and_office() -> None:
    wanted = ("Antony Blinken", "USA", "GOV")
    for text in ("Blinken", "Secretary Blinken", "the US foreign minister", "the US Secretary of State"):
        actor = RESOLVER.resolve(text, ON)
        assert actor is not None, text
        assert (actor.name, actor.country, actor.sector) == wanted, text


def test_the_date_decides() -> None:
    for year, name in ((1990, "George H.W. Bush"), (2003, "George W. Bush")):
        actor = RESOLVER.resolve("President Bush", dt.date(year, 6, 1))
        assert actor is not None
        assert actor.name == name
    assert code("Angela Merkel", dt.date(2015, 1, 1)) == "DEU GOV"
    assert code("Angela Merkel", dt.date(2022, 1, 1)) == "DEU ELI"
    assert code("former president Medvedev") == "RUS ELI"


def test_an_office_is_not_its_deputy() -> None:
    actor = RESOLVER.resolve("the Russian deputy foreign minister", ON)
    assert actor is not None
    assert actor.name is None
    assert RESOLVER.resolve("a Russian foreign minister", ON) == Actor(None, "RUS", "GOV", "foreign minister")


@pytest.mark.parametrize(
    "text",
    [
        "Ruritanian-born Peruvian Foreign Minister Inés Quispe",
        "Inés Quispe, the Peruvian foreign minister",
        "the Peruvian foreign minister, Inés Quispe",
        "Peru's foreign minister Inés Quispe",
    ],
)
def test_a_person_the_table_does_not_know(text: str) -> None:
    actor = RESOLVER.resolve(text, ON)
    assert actor is not None
    assert (actor.name, actor.country, actor.sector, actor.role) == (
        "Inés Quispe",
        "PER",
        "GOV",
        "foreign minister",
    )


def test_another_bearer_of_a_known_surname() -> None:
    actor = RESOLVER.resolve("Bolivian Judge Rosa Biden", ON)
    assert actor is not None
    assert (actor.name, actor.country, actor.sector) == ("Rosa Biden", "BOL", "JUD")
    assert RESOLVER.resolve("Rosa Biden", ON) is None


def test_context_gives_the_country() -> None:
    context = "Riots broke out in Nairobi on Monday, and Kenya closed its schools."
    actor = RESOLVER.resolve("riot police", ON, context)
    assert actor == Actor(None, "KEN", "COP", "riot police")
    assert RESOLVER.resolve("riot police", ON, "KEN") == actor


def test_explain_names_the_phrases() -> None:
    told = RESOLVER.explain("Nairobi riot police")
    assert [p["text"] for p in told["phrases"]] == ["Nairobi", "riot police"]
    assert told["actor"] == Actor(None, "KEN", "COP", "riot police")


def test_users_table_goes_over_the_packages(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    own = '[countries]\nRUR = { names = ["Ruritania"], people = ["Ruritanian"], capital = ["Strelsau"] }\n'
    (tmp_path / "actors" / "countries.toml").write_text(own, encoding="utf8")
    own = '[RUR]\n"king" = ["Rudolf Elphberg 1893-05 1901"]\n'
    (tmp_path / "actors" / "officeholders.toml").write_text(own, encoding="utf8")
    resolver = Resolver(load_actors(tmp_path))
    assert resolver.resolve("Strelsau") == Actor(None, "RUR", "GOV")
    on = dt.date(1900, 1, 1)
    assert resolver.resolve("King Rudolf Elphberg", on) == Actor("Rudolf Elphberg", "RUR", "GOV", "king")


def test_surnames_that_do_not_come_last() -> None:
    for text in ("President Xi Jinping", "Xi", "the Chinese president"):
        actor = RESOLVER.resolve(text, ON)
        assert actor is not None, text
        assert actor.name == "Xi Jinping", text
    names = {t.person for terms in RESOLVER.codebook.holders.by_office.values() for t in terms}
    assert {"Hassan II", "J.D. Vance", "Aung San Suu Kyi", "Elizabeth II"} <= names


def test_one_holder_at_a_time_in_the_highest_offices() -> None:
    """A table that has two presidents at once (beyond a month of handing over) is wrong."""
    holders = RESOLVER.codebook.holders
    for (owner, word), terms in holders.by_office.items():
        ordered = sorted({t for t in terms if t.office.name == word == "president"}, key=lambda t: t.start)
        for before, after in pairwise(ordered):
            assert before.end is not None, (owner, before)
            assert (before.end - after.start).days <= 31, (owner, before, after)


def test_every_sector_is_documented() -> None:
    sectors = RESOLVER.codebook.sectors
    assert set(sectors) == set(SECTORS)
    assert all(row["definition"] and row["examples"] for row in sectors.values())


# --- words -----------------------------------------------------------------------------


def test_plurals() -> None:
    for one, many in (
        ("chief of staff", "chiefs of staff"), ("policeman", "policemen"), ("deputy", "deputies"),
        ("member of parliament", "members of parliament"), ("attorney general", "attorneys general"),
        ("German", "Germans"), ("passer-by", "passers-by"), ("coach", "coaches"),
    ):  # fmt: skip
        assert plural(one) == many


def test_folding() -> None:
    assert fold("Orbán") == fold("ORBAN") == "orban"
    assert key("N'Djamena") == "ndjamena"
    assert key("al-Shabaab") == key("al Shabaab")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_text_resolves_or_not(text: str) -> None:
    actor = RESOLVER.resolve(text, ON)
    assert actor is None or actor.country or actor.sector or actor.name
    assert actor is None or actor.sector is None or actor.sector in SECTORS
    assert RESOLVER.resolve(text, ON) == actor


_PARTS = st.sampled_from(
    ["the", "Russian", "rebel", "army", "of", "Kyiv", "and", ",", "'s", "UN", "-", "who", "former"]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(_PARTS, max_size=8))
def test_any_heap_of_known_words(parts: list[str]) -> None:
    actor = RESOLVER.resolve(" ".join(parts), ON)
    assert actor is None or actor.country is None or len(actor.country) == 3


# --- in the document -------------------------------------------------------------------


def document(*sentences: str, said: tuple[str, str] | None = None, published: dt.date = ON) -> Document:
    """A document of sentences "word/UPOS/head/relation ..."; ``said``: one source and what it says."""
    text = ""
    built = []
    for sentence in sentences:
        start = len(text)
        tokens = []
        for item in sentence.split():
            word, upos, head, deprel = item.rsplit("/", 3)
            tokens.append(
                Token(word, len(text), len(text) + len(word), word.lower(), upos, int(head) - 1, deprel)
            )
            text += word + " "
        built.append(Sentence(start, len(text) - 1, tuple(tokens)))
    attributions: tuple[Attribution, ...] = ()
    if said:
        source, content = (Span(s, text.index(s), text.index(s) + len(s)) for s in said)
        attributions = (Attribution((source,), (), (content,)),)
    return Document(Report(text, published=published), tuple(built), (), attributions)


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
    assert codes(ask(document(neighbours, said.format("Peru")), "Quispe")) == [None]


def test_a_spokeswoman_for_the_alliance() -> None:
    doc = document(
        "Spain/PROPN/2/nsubj joined/VERB/0/root NATO/PROPN/2/obj ./PUNCT/2/punct",
        "A/DET/2/det spokeswoman/NOUN/6/nsubj for/ADP/5/case the/DET/5/det alliance/NOUN/2/nmod "
        "smiled/VERB/0/root ./PUNCT/6/punct",
    )
    assert codes(ask(doc, "A spokeswoman for the alliance")) == ["NATO"]
