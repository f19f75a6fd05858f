"""Hand-made trees for the tests of event coding: a compact text becomes a Context."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from dragoman.codebook.actors import load_actors
from dragoman.codebook.events import EventCodebook, load_events
from dragoman.coding.actors import Resolver
from dragoman.coding.context import Context
from dragoman.coding.dates import DocumentDates
from dragoman.tree import Tree
from dragoman.types import Document, Mention, MentionKind, Report, Sentence, Token


@lru_cache(maxsize=1)
def codebook() -> EventCodebook:
    """The packaged codebook, loaded once."""
    return load_events()


@lru_cache(maxsize=1)
def resolver() -> Resolver:
    """The packaged actors, loaded once."""
    return Resolver(load_actors())


def tokens_of(block: str, offset: int = 0) -> tuple[str, tuple[Token, ...]]:
    """A sentence's text and tokens from lines of ``word lemma UPOS head deprel [mention kind]``.

    Heads count from 1, 0 is the root; "_" as lemma: the word itself, lower-cased.
    """
    text = ""
    rows: list[tuple[str, int, list[str]]] = []
    for line in block.strip().splitlines():
        cells = line.split()
        if text and cells[2] != "PUNCT":
            text += " "
        rows.append((cells[0], offset + len(text), cells))
        text += cells[0]
    tokens = tuple(
        Token(
            word, start, start + len(word), word.lower() if c[1] == "_" else c[1], c[2], int(c[3]) - 1, c[4]
        )
        for word, start, c in rows
    )
    return text, tokens


def context(*blocks: str, published: dt.date | None = dt.date(2022, 5, 6)) -> Context:
    """A document of the sentences in ``blocks``.

    A sixth cell starts (``B-place``) or goes on (``I``) a mention.
    """
    text, sentences, mentions = "", [], []
    for block in blocks:
        if text:
            text += " "
        part, tokens = tokens_of(block, len(text))
        sentences.append(Sentence(len(text), len(text) + len(part), tokens))
        open_: tuple[int, int, MentionKind] | None = None
        for token, line in zip(tokens, block.strip().splitlines(), strict=True):
            cells = line.split()
            mark = cells[5] if len(cells) > 5 else ""
            if open_ is not None and mark != "I":
                mentions.append(open_)
                open_ = None
            if mark.startswith("B-"):
                open_ = (token.start, token.end, mark[2:])  # type: ignore[assignment]
            elif mark == "I" and open_ is not None:
                open_ = (open_[0], token.end, open_[2])
        if open_ is not None:
            mentions.append(open_)
        text += part
    report = Report(text, published=published)
    document = Document(
        report, tuple(sentences), tuple(Mention(text[a:b], a, b, kind) for a, b, kind in mentions)
    )
    trees = tuple(Tree(sentence, text) for sentence in document.sentences)
    return Context(document, trees, resolver().document(document), DocumentDates(document))
