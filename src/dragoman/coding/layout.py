"""Where things stand in a document: sentences, trees, nominals."""

from __future__ import annotations

from bisect import bisect_right

from dragoman.tree import Tree
from dragoman.types import Document

_CLAUSES = frozenset(
    ("acl", "acl:relcl", "conj", "cc", "parataxis", "advcl", "advcl:relcl", "appos", "punct", "dep",
     "list", "nsubj", "cop", "aux", "mark", "obl", "advmod", "nsubj:pass", "aux:pass", "csubj", "ccomp",
     "xcomp", "obj")
)  # fmt: skip


class Layout:
    """Sentences by offset, their trees, and the extent of nominals."""

    def __init__(self, document: Document) -> None:
        """Nothing is computed before it is asked for."""
        self.document = document
        self._starts = [s.start for s in document.sentences]
        self._trees: dict[int, Tree] = {}

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
