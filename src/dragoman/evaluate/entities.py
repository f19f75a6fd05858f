"""Reading the entities of a treebank that keeps them in MISC (GUM: ``Entity=``, ``SplitAnte=``)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dragoman.evaluate.conllu import TreebankDocument, TreebankSentence

_BRACKET = re.compile(r"(\()?([^()]+)(\))?")


@dataclass(frozen=True, slots=True)
class GoldMention:
    """One mention of an entity.  ``start``, ``end``: characters; ``head``: where its head word begins.

    ``link``: how it refers, in GUM's words ("ana", "coref", "appos", "sgl", ...).
    """

    entity: str
    kind: str
    link: str
    start: int
    end: int
    head: int


@dataclass(frozen=True, slots=True)
class Entities:
    """The entities of a document: mentions in order, and the parts of those that are several together."""

    mentions: tuple[GoldMention, ...]
    parts: dict[str, frozenset[str]] = field(default_factory=dict)


def read_entities(document: TreebankDocument) -> Entities:
    """The entities annotated in ``document``; none where it has no such annotation.

    Of a mention in pieces only the first is taken.  Raises ``ValueError`` where a bracket is
    closed that was never opened.
    """
    found: list[GoldMention] = []
    parts: dict[str, set[str]] = {}
    for sentence in document.sentences:
        opened: dict[str, list[tuple[int, list[str]]]] = {}
        for at, word in enumerate(sentence.words):
            for name, value in _columns(word.misc):
                if name == "SplitAnte":
                    for pair in value.split(","):
                        part, _, whole = pair.partition("<")
                        parts.setdefault(whole, set()).add(part)
                elif name == "Entity":
                    for opens, body, closes in _BRACKET.findall(value):
                        fields = body.split("-")
                        if opens:
                            opened.setdefault(fields[0], []).append((at, fields))
                        if closes:
                            if not opened.get(fields[0]):
                                raise ValueError(f"{sentence.id}: entity {fields[0]} closed, not opened")
                            first, fields = opened[fields[0]].pop()
                            if "[" not in fields[0] or "[1/" in fields[0]:
                                found.append(_mention(sentence, first, at, fields))
    found.sort(key=lambda m: (m.start, -m.end))
    return Entities(tuple(found), {whole: frozenset(some) for whole, some in parts.items()})


def _columns(misc: str) -> list[tuple[str, str]]:
    pairs = (item.partition("=") for item in misc.split("|"))
    return [(name, value) for name, _, value in pairs if value]


def _mention(sentence: TreebankSentence, first: int, last: int, fields: list[str]) -> GoldMention:
    words = sentence.words
    head = next(
        (
            i
            for i in range(first, last + 1)
            if not first <= words[i].head <= last and words[i].upos != "PUNCT"
        ),
        first,
    )
    entity = fields[0].partition("[")[0]
    link = fields[6] if len(fields) > 6 else "sgl"
    return GoldMention(entity, fields[1], link, words[first].start, words[last].end, words[head].start)
