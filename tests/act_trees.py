"""Sentences with their trees, written by hand, for the tests of acts and conditions.

A tree is a text of words ``word/UPOS/head/relation`` or ``word/UPOS/head/relation/lemma``;
heads count from 1, the root's head is 0.
"""

from __future__ import annotations

from typing import cast

from dragoman.coding.actors import DocumentActors
from dragoman.coding.context import Context
from dragoman.coding.dates import DocumentDates
from dragoman.tree import Tree
from dragoman.types import Actor, Document, Mention, Party, Report, Sentence, Span, Token

COUNTRIES = {"Ankara": "TUR", "Oslo": "NOR", "Lima": "PER"}
_CLOSE = frozenset(".,:;!?'s’s”n't")


class Actors:
    """Resolves the names of ``COUNTRIES`` and nothing else."""

    def party(self, span: Span) -> Party:
        found = [code for name, code in COUNTRIES.items() if name in span.text]
        actor = Actor(country=found[0], sector="GOV") if len(found) == 1 else None
        return Party(span.text, span.start, span.end, actor)


def document(*trees: str) -> Document:
    """One document of the sentences; every proper noun is a mention."""
    text = ""
    sentences: list[Sentence] = []
    mentions: list[Mention] = []
    for tree in trees:
        tokens: list[Token] = []
        begin = len(text) + (1 if text else 0)
        for k, cell in enumerate(tree.split()):
            word, upos, head, relation, *lemma = cell.split("/")
            if text and not (k and (word in ("n't", "'s") or word in _CLOSE)):
                text += " "
            start = len(text)
            text += word
            tokens.append(
                Token(
                    word, start, len(text), lemma[0] if lemma else word.lower(), upos, int(head) - 1, relation
                )
            )
            if upos == "PROPN":
                mentions.append(Mention(word, start, len(text), "organisation"))
        sentences.append(Sentence(begin, len(text), tuple(tokens)))
    return Document(Report(text), tuple(sentences), tuple(mentions))


def context(*trees: str) -> Context:
    """The context of :func:`document`."""
    made = document(*trees)
    return Context(
        made,
        tuple(Tree(s, made.report.text) for s in made.sentences),
        cast(DocumentActors, Actors()),
        DocumentDates(made),
    )


VOWED = (
    "Ankara/PROPN/2/nsubj vowed/VERB/0/root/vow to/PART/4/mark expel/VERB/2/xcomp the/DET/6/det "
    "envoy/NOUN/4/obj "
    "unless/SCONJ/9/mark Oslo/PROPN/9/nsubj apologises/VERB/4/advcl/apologise ./PUNCT/2/punct"
)
OFFERED = (
    "Lima/PROPN/2/nsubj offered/VERB/0/root/offer to/PART/4/mark mediate/VERB/2/xcomp in/ADP/6/case "
    "exchange/NOUN/4/obl for/ADP/8/case fuel/NOUN/6/nmod ./PUNCT/2/punct"
)
ANY_TEST = (
    "Any/DET/3/det further/ADJ/3/amod test/NOUN/5/nsubj would/AUX/5/aux trigger/VERB/0/root a/DET/8/det "
    "strong/ADJ/8/amod response/NOUN/5/obj ,/PUNCT/11/punct Ankara/PROPN/11/nsubj "
    "said/VERB/5/parataxis/say ./PUNCT/5/punct"
)
UNTIL = (
    "Oslo/PROPN/4/nsubj will/AUX/4/aux not/PART/4/advmod reopen/VERB/0/root the/DET/6/det port/NOUN/4/obj "
    "until/SCONJ/9/mark Ankara/PROPN/9/nsubj pays/VERB/4/advcl/pay ,/PUNCT/13/punct a/DET/12/det "
    "spokesman/NOUN/13/nsubj "
    "said/VERB/4/parataxis/say ./PUNCT/4/punct"
)
READY = (
    "Ankara/PROPN/3/nsubj is/AUX/3/cop/be ready/ADJ/0/root to/PART/5/mark respond/VERB/3/xcomp "
    "firmly/ADV/5/advmod "
    "to/ADP/9/case an/DET/9/det attack/NOUN/5/obl by/ADP/11/case Oslo/PROPN/9/nmod ./PUNCT/3/punct"
)
ULTIMATUM = (
    "Ankara/PROPN/2/nsubj ordered/VERB/0/root/order the/DET/4/det rebels/NOUN/2/obj/rebel to/PART/6/mark "
    "disarm/VERB/2/xcomp within/ADP/9/case two/NUM/9/nummod days/NOUN/6/obl/day or/CCONJ/11/cc "
    "face/VERB/6/conj "
    "an/DET/13/det assault/NOUN/11/obj ./PUNCT/2/punct"
)
RED_LINE = (
    "Ankara/PROPN/2/nsubj warned/VERB/0/root/warn Oslo/PROPN/2/obj not/PART/6/advmod to/PART/6/mark "
    "station/VERB/2/xcomp "
    "jets/NOUN/6/obj/jet near/ADP/10/case its/PRON/10/nmod:poss border/NOUN/6/obl ,/PUNCT/12/punct "
    "saying/VERB/2/advcl/say "
    "this/PRON/17/nsubj was/AUX/17/cop/be a/DET/17/det red/ADJ/17/amod line/NOUN/12/ccomp and/CCONJ/23/cc "
    "that/SCONJ/23/mark "
    "its/PRON/21/nmod:poss violation/NOUN/23/nsubj would/AUX/23/aux trigger/VERB/17/conj a/DET/26/det "
    "harsh/ADJ/26/amod "
    "response/NOUN/23/obj ./PUNCT/2/punct"
)
DENIED = (
    "Oslo/PROPN/4/nsubj did/AUX/4/aux/do not/PART/4/advmod threaten/VERB/0/root to/PART/6/mark "
    "leave/VERB/4/xcomp ./PUNCT/4/punct"
)
ASSURED = (
    "Oslo/PROPN/2/nsubj promised/VERB/0/root/promise not/PART/5/advmod to/PART/5/mark attack/VERB/2/xcomp "
    "the/DET/7/det "
    "island/NOUN/5/obj ./PUNCT/2/punct"
)
INVERTED = (
    "Should/AUX/4/aux the/DET/3/det talks/NOUN/4/nsubj/talk fail/VERB/8/advcl ,/PUNCT/8/punct "
    "Ankara/PROPN/8/nsubj "
    "will/AUX/8/aux close/VERB/12/ccomp the/DET/10/det border/NOUN/8/obj ,/PUNCT/12/punct "
    "said/VERB/0/root/say "
    "a/DET/14/det minister/NOUN/12/nsubj ./PUNCT/12/punct"
)
NO_INTENTION = (
    "Ankara/PROPN/2/nsubj has/VERB/0/root/have no/DET/4/det intention/NOUN/2/obj of/SCONJ/6/mark "
    "attacking/VERB/4/acl/attack "
    "Oslo/PROPN/6/obj ./PUNCT/2/punct"
)
COURT = (
    "The/DET/2/det court/NOUN/3/nsubj rejected/VERB/0/root/reject the/DET/5/det proposal/NOUN/3/obj "
    "./PUNCT/3/punct"
)
QUESTION = (
    "Oslo/PROPN/2/nsubj asked/VERB/0/root/ask if/SCONJ/5/mark Ankara/PROPN/5/nsubj "
    "agrees/VERB/2/ccomp/agree ./PUNCT/2/punct"
)
NOUN = (
    "Ankara/PROPN/3/nmod:poss 's/PART/1/case threat/NOUN/8/nsubj to/PART/5/mark recall/VERB/3/acl "
    "its/PRON/7/nmod:poss "
    "envoy/NOUN/5/obj worried/VERB/0/root/worry Oslo/PROPN/8/obj ./PUNCT/8/punct"
)
POSSIBLE = (
    "Oslo/PROPN/3/nsubj may/AUX/3/aux offer/VERB/0/root to/PART/5/mark help/VERB/3/xcomp ./PUNCT/3/punct"
)
SHOULD = (
    "The/DET/2/det minister/NOUN/3/nsubj said/VERB/0/root/say Oslo/PROPN/6/nsubj should/AUX/6/aux "
    "free/VERB/3/ccomp "
    "the/DET/8/det sailors/NOUN/6/obj/sailor by/ADP/10/case Friday/PROPN/6/obl ./PUNCT/3/punct"
)
EVEN_IF = (
    "Ankara/PROPN/2/nsubj vowed/VERB/0/root/vow to/PART/4/mark attack/VERB/2/xcomp even/ADV/8/advmod "
    "if/SCONJ/8/mark "
    "Oslo/PROPN/8/nsubj yields/VERB/4/advcl/yield ./PUNCT/2/punct"
)
AS_LONG_AS = (
    "Lima/PROPN/3/nsubj is/AUX/3/cop/be willing/ADJ/0/root to/PART/5/mark wait/VERB/3/xcomp "
    "as/ADV/7/advmod long/ADV/5/advmod "
    "as/SCONJ/10/mark Oslo/PROPN/10/nsubj negotiates/VERB/7/advcl/negotiate ./PUNCT/3/punct"
)
LAST_BREACH = (
    "Ankara/PROPN/2/nsubj urged/VERB/0/root/urge Oslo/PROPN/2/obj to/PART/5/mark leave/VERB/2/xcomp "
    "the/DET/7/det "
    "bay/NOUN/5/obj ./PUNCT/2/punct"
)
BREACH = (
    "A/DET/2/det refusal/NOUN/4/nsubj would/AUX/4/aux bring/VERB/0/root sanctions/NOUN/4/obj/sanction "
    ",/PUNCT/8/punct "
    "Ankara/PROPN/8/nsubj said/VERB/4/parataxis/say ./PUNCT/4/punct"
)
FACT = "Ankara/PROPN/2/nsubj attacked/VERB/0/root/attack Oslo/PROPN/2/obj ./PUNCT/2/punct"
_IF = "Ankara/PROPN/3/nsubj will/AUX/3/aux attack/VERB/0/root "
IF_NOT = (
    _IF + "if/SCONJ/8/mark Oslo/PROPN/8/nsubj does/AUX/8/aux/do not/PART/8/advmod leave/VERB/3/advcl "
    "./PUNCT/3/punct"
)
IF_STOPS = (
    _IF + "if/SCONJ/6/mark Oslo/PROPN/6/nsubj stops/VERB/3/advcl/stop the/DET/8/det raids/NOUN/6/obj/raid "
    "./PUNCT/3/punct"
)
UNLESS_STOPS = IF_STOPS.replace("if/", "unless/")
IF_FAILS = (
    _IF + "if/SCONJ/6/mark Oslo/PROPN/6/nsubj fails/VERB/3/advcl/fail to/PART/8/mark leave/VERB/6/xcomp "
    "./PUNCT/3/punct"
)
IF_NO_DEAL = (
    _IF + "if/SCONJ/8/mark no/DET/6/det deal/NOUN/8/nsubj:pass is/AUX/8/aux:pass/be "
    "reached/VERB/3/advcl/reach "
    "./PUNCT/3/punct"
)
NOT_ONLY = (
    _IF + "if/SCONJ/8/mark Oslo/PROPN/8/nsubj not/PART/8/advmod only/ADV/8/advmod arms/VERB/3/advcl/arm "
    "./PUNCT/3/punct"
)
MUST_OR = (
    "“/PUNCT/2/punct Leave/VERB/11/ccomp/leave the/DET/4/det bay/NOUN/2/obj or/CCONJ/8/cc we/PRON/8/nsubj "
    "will/AUX/8/aux attack/VERB/2/conj ,/PUNCT/2/punct ”/PUNCT/2/punct said/VERB/0/root/say "
    "Ankara/PROPN/11/nsubj ./PUNCT/11/punct"
)
OTHERWISE = (
    "Otherwise/ADV/4/advmod Ankara/PROPN/4/nsubj will/AUX/4/aux attack/VERB/6/ccomp ,/PUNCT/6/punct "
    "said/VERB/0/root/say Ankara/PROPN/6/nsubj ./PUNCT/6/punct"
)
THIS_WOULD = (
    "This/PRON/3/nsubj would/AUX/3/aux trigger/VERB/8/ccomp a/DET/6/det harsh/ADJ/6/amod "
    "response/NOUN/3/obj ,/PUNCT/8/punct said/VERB/0/root/say Ankara/PROPN/8/nsubj ./PUNCT/8/punct"
)
NOT_TO = (
    "Ankara/PROPN/2/nsubj urged/VERB/0/root/urge Oslo/PROPN/2/obj not/PART/6/advmod to/PART/6/mark "
    "leave/VERB/2/xcomp the/DET/8/det bay/NOUN/6/obj ./PUNCT/2/punct"
)
RULED_OUT = (
    "Oslo/PROPN/2/nsubj ruled/VERB/0/root/rule out/ADP/2/compound:prt an/DET/5/det attack/NOUN/2/obj "
    "./PUNCT/2/punct"
)
NEEDS = (
    "Oslo/PROPN/2/nsubj said/VERB/0/root/say Ankara/PROPN/4/nsubj needs/VERB/2/ccomp/need to/PART/6/mark "
    "leave/VERB/4/xcomp ./PUNCT/2/punct"
)
GOING = (
    "We/PRON/3/nsubj are/AUX/3/aux/be going/VERB/0/root/go to/PART/5/mark attack/VERB/3/xcomp "
    "Oslo/PROPN/5/obj ./PUNCT/3/punct"
)
HOSTILE = (
    "Ankara/PROPN/2/nsubj said/VERB/0/root/say it/PRON/5/nsubj would/AUX/5/aux consider/VERB/2/ccomp "
    "any/DET/7/det blockade/NOUN/5/obj an/DET/9/det act/NOUN/5/xcomp of/ADP/11/case war/NOUN/9/nmod "
    "./PUNCT/2/punct"
)
UNANSWERED = (
    "Any/DET/2/det raid/NOUN/5/nsubj will/AUX/5/aux not/PART/5/advmod go/VERB/8/ccomp "
    "unanswered/ADJ/5/xcomp ,/PUNCT/8/punct said/VERB/0/root/say Ankara/PROPN/8/nsubj ./PUNCT/8/punct"
)
SAFETY = (
    "Oslo/PROPN/2/nsubj promised/VERB/0/root/promise to/PART/4/mark protect/VERB/2/xcomp "
    "their/PRON/6/nmod:poss rights/NOUN/4/obj/right ./PUNCT/2/punct"
)
IN_RETURN = (
    "Oslo/PROPN/2/nsubj pledged/VERB/0/root/pledge to/PART/4/mark mediate/VERB/2/xcomp in/ADP/6/case "
    "return/NOUN/4/obl ./PUNCT/2/punct"
)
HELD_UNTIL = (
    "Oslo/PROPN/4/nsubj will/AUX/4/aux not/PART/4/advmod reopen/VERB/0/root the/DET/6/det port/NOUN/4/obj "
    "before/SCONJ/9/mark Ankara/PROPN/9/nsubj pays/VERB/4/advcl/pay ./PUNCT/4/punct"
)
IF_AND_UNTIL = (
    "If/SCONJ/3/mark Oslo/PROPN/3/nsubj attacks/VERB/7/advcl/attack ,/PUNCT/7/punct Ankara/PROPN/7/nsubj "
    "will/AUX/7/aux fight/VERB/13/ccomp until/SCONJ/10/mark Lima/PROPN/10/nsubj "
    "intervenes/VERB/7/advcl/intervene ,/PUNCT/13/punct Ankara/PROPN/13/nsubj said/VERB/0/root/say "
    "./PUNCT/13/punct"
)
