"""Walking a sentence's dependency tree."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.types import Sentence, Span, Token


class Tree:
    """A sentence seen as a tree.  All indices are token indices within the sentence."""

    __slots__ = ("_bare", "_children", "sentence", "text", "tokens")

    def __init__(self, sentence: Sentence, text: str) -> None:
        """``text`` is the whole report's text, into which the tokens' offsets point."""
        self.sentence = sentence
        self.text = text
        self.tokens: tuple[Token, ...] = sentence.tokens
        children: list[list[int]] = [[] for _ in self.tokens]
        for i, token in enumerate(self.tokens):
            if token.head >= 0:
                children[token.head].append(i)
        self._children = children
        self._bare = [t.deprel.partition(":")[0] for t in self.tokens]  # relations without subtype

    @property
    def root(self) -> int:
        """Index of the root token; -1 for a sentence without tokens."""
        return next((i for i, t in enumerate(self.tokens) if t.head < 0), -1)

    def children(self, i: int, *deprels: str) -> list[int]:
        """Children of ``i`` in text order; with ``deprels``, only those relations.

        A relation without subtype ("nsubj") also matches its subtypes ("nsubj:pass").
        """
        if not deprels:
            return self._children[i]
        return [c for c in self._children[i] if self._bare[c] in deprels or self.tokens[c].deprel in deprels]

    def child(self, i: int, *deprels: str) -> int | None:
        """The first child of ``i`` with one of ``deprels``, or None."""
        found = self.children(i, *deprels)
        return found[0] if found else None

    def has(self, i: int, *deprels: str) -> bool:
        """Whether ``i`` has a child with one of ``deprels``."""
        return bool(self.children(i, *deprels))

    def is_a(self, i: int, *deprels: str) -> bool:
        """Whether token ``i`` itself bears one of ``deprels``."""
        return matches(self.tokens[i].deprel, deprels)

    def subtree(self, i: int, *without: str) -> list[int]:
        """Indices under ``i``, itself included, in text order.

        Children of ``i`` itself (not deeper) that bear a relation of ``without`` are left out.
        """
        found = [i]
        stack = [c for c in self._children[i] if not (without and matches(self.tokens[c].deprel, without))]
        while stack:
            node = stack.pop()
            found.append(node)
            stack.extend(self._children[node])
        return sorted(found)

    def ancestors(self, i: int) -> Iterator[int]:
        """Heads of ``i``, nearest first."""
        head = self.tokens[i].head
        while head >= 0:
            yield head
            head = self.tokens[head].head

    def conjuncts(self, i: int) -> list[int]:
        """``i`` and the tokens coordinated with it (as first conjunct), in text order."""
        return sorted([i, *self.children(i, "conj")])

    def span(self, first: int, last: int) -> Span:
        """The text from token ``first`` to token ``last``, both included."""
        start, end = self.tokens[first].start, self.tokens[last].end
        return Span(self.text[start:end], start, end)

    def span_of(self, indices: list[int]) -> Span:
        """The text from the first to the last of ``indices`` (trailing punctuation removed)."""
        trimmed = sorted(indices)
        while len(trimmed) > 1 and self.tokens[trimmed[-1]].text in ",;:.-–—":
            trimmed.pop()
        while len(trimmed) > 1 and self.tokens[trimmed[0]].text in ",;:.-–—":
            trimmed.pop(0)
        return self.span(trimmed[0], trimmed[-1])

    def phrase(self, i: int, *without: str) -> Span:
        """The span of the subtree of ``i`` (see :meth:`subtree` for ``without``)."""
        return self.span_of(self.subtree(i, *without))

    def at(self, start: int, end: int) -> list[int]:
        """Indices of the tokens that touch the character range ``start``..``end``."""
        return [i for i, t in enumerate(self.tokens) if t.start < end and t.end > start]

    def head_of(self, start: int, end: int) -> int | None:
        """The token in the range whose head lies outside it (the phrase's syntactic head)."""
        inside = self.at(start, end)
        members = set(inside)
        for i in inside:
            if self.tokens[i].head not in members and self.tokens[i].upos != "PUNCT":
                return i
        return inside[0] if inside else None


def matches(deprel: str, wanted: tuple[str, ...]) -> bool:
    """Whether ``deprel`` is one of ``wanted``, or a subtype of one."""
    return deprel in wanted or deprel.partition(":")[0] in wanted
