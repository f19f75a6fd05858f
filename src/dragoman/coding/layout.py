"""Where things stand in a document: sentences, trees, nominals, quotations."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from dragoman.tree import Tree
from dragoman.types import Document, Span

_QUOTES = '"“”„«»'

_CLAUSES = frozenset(
    ("acl", "acl:relcl", "conj", "cc", "parataxis", "advcl", "advcl:relcl", "appos", "punct", "dep",
     "list", "nsubj", "cop", "aux", "mark", "obl", "advmod", "nsubj:pass", "aux:pass", "csubj", "ccomp",
     "xcomp", "obj")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quotation:
    """What a source says.  ``direct``: in quotation marks."""

    content: tuple[Span, ...]
    source: tuple[Span, ...]
    direct: bool


class Layout:
    """Sentences by offset, their trees, the extent of nominals, and who says what."""

    def __init__(self, document: Document) -> None:
        """Nothing is computed before it is asked for."""
        self.document = document
        self._starts = [s.start for s in document.sentences]
        self._trees: dict[int, Tree] = {}
        text = document.report.text
        self.quotations = tuple(
            Quotation(a.content, a.source, _is_direct(text, a.content[0]))
            for a in document.attributions
            if a.content and a.source
        )
        self._pieces = sorted(
            (c.end - c.start, c.start, c.end, n) for n, q in enumerate(self.quotations) for c in q.content
        )

        self._sources = sorted((s.start, s.end, n) for n, q in enumerate(self.quotations) for s in q.source)
        self._begins = [begin for begin, _, _ in self._sources]
        self._longest = max((till - begin for begin, till, _ in self._sources), default=0)

    def sentence(self, offset: int) -> int | None:
        """Index of the sentence at a character offset; None outside all."""
        number = bisect_right(self._starts, offset) - 1
        if number < 0 or offset >= self.document.sentences[number].end:
            return None
        return number

    def tree(self, number: int) -> Tree:
        """The tree of a sentence, built when first asked for."""
        if number not in self._trees:
            self._trees[number] = Tree(self.document.sentences[number], self.document.report.text)
        return self._trees[number]

    def quotation(self, start: int, end: int) -> int:
        """Number of the shortest quotation around a range of characters; -1 outside all.

        The words that name its source are outside.
        """
        for _, first, last, number in self._pieces:
            if first <= start and end <= last:
                source = self.quotations[number].source
                if not any(s.start <= start < s.end for s in source):
                    return number
        return -1

    def source(self, span: Span) -> Span | None:
        """Who says what stands at ``span``: the source of the shortest quotation around it."""
        number = self.quotation(span.start, span.end)
        return self.quotations[number].source[0] if number >= 0 else None

    def speaks(self, start: int, end: int) -> frozenset[int]:
        """The quotations of which a range of characters touches the source."""
        last = bisect_left(self._begins, end)
        first = bisect_left(self._begins, start - self._longest)
        return frozenset(number for _, till, number in self._sources[first:last] if till > start)

    def nominal(self, tree: Tree, head: int) -> tuple[int, int]:
        """First and last token of the nominal of ``head``, without clauses, appositions and conjuncts."""
        members = {head}
        stack = [c for c in tree.children(head) if tree.tokens[c].deprel not in _CLAUSES]
        while stack:
            node = stack.pop()
            members.add(node)
            stack.extend(c for c in tree.children(node) if tree.tokens[c].deprel not in _CLAUSES)
        first = last = head
        while first - 1 in members or (first - 2 in members and tree.tokens[first - 1].text in "-.'’/("):
            first -= 1
        while last + 1 in members or (last + 2 in members and tree.tokens[last + 1].text in "-.'’/()"):
            last += 1
        while first < head and (
            tree.tokens[first].upos in ("ADP", "SCONJ", "PUNCT")
            or tree.tokens[first].deprel in ("case", "fixed", "mark")
        ):
            first += 1  # "according to" as well
        return first, last


def _is_direct(text: str, content: Span) -> bool:
    return any(c in _QUOTES for c in text[max(content.start - 1, 0) : content.start + 1])
