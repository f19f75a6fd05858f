"""What every coder is given: the document, its trees, its actors and its dates."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from dragoman.coding.actors import DocumentActors
from dragoman.coding.dates import DocumentDates
from dragoman.tree import Tree
from dragoman.types import Document, Span


@dataclass(frozen=True, slots=True)
class Context:
    """One document with all that coding asks of it; ``trees[i]`` is of ``sentences[i]``."""

    document: Document
    trees: tuple[Tree, ...]
    actors: DocumentActors
    dates: DocumentDates

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that holds the character ``offset`` (the last one before it
        where it lies between two); 0 in a document's leading space."""
        found = bisect_right(self.document.sentences, offset, key=lambda s: s.start) - 1
        return max(found, 0)

    def head_of(self, span: Span) -> tuple[int, int] | None:
        """(sentence, token) of the syntactic head of ``span``, None where it holds no token."""
        if not self.trees:
            return None
        sentence = self.sentence_at(span.start)
        token = self.trees[sentence].head_of(span.start, span.end)
        return None if token is None else (sentence, token)
