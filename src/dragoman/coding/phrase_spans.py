"""The words of a noun phrase that name somebody: without clauses, set-off appositions and places."""

from __future__ import annotations

from collections.abc import Container, Mapping

from dragoman.codebook.phrases import key
from dragoman.tree import Tree
from dragoman.types import Mention, Span

# Children of a noun that are not part of its name.
OUTSIDE = frozenset(
    {"acl:relcl", "acl", "advcl", "parataxis", "case", "cc", "mark", "discourse", "cop", "nsubj", "aux",
     "advmod", "nmod:tmod", "obl", "nmod:unmarked", "obl:unmarked", "ccomp", "dep", "list", "punct"}
)  # fmt: skip


class Phrases:
    """Cuts names out of the noun phrases of one sentence."""

    __slots__ = ("_human", "_mentioned", "_names", "_tree")

    def __init__(
        self, tree: Tree, mentioned: Mapping[int, Mention], human: frozenset[str], names: Container[str]
    ) -> None:
        """``mentioned``: token -> the mention it lies in; ``human``: lemmas that name people; ``names``: keys
        of the actor codebook's names."""
        self._tree, self._mentioned, self._human, self._names = tree, mentioned, human, names

    def span(self, i: int) -> Span:
        """The name that the noun phrase of ``i`` gives: no clauses, no set-off appositions."""
        tree = self._tree
        keep = [i]
        stack = [c for c in tree.children(i) if tree.tokens[c].deprel != "case"]
        if tree.tokens[i].upos == "PROPN":
            # "(a meeting with) Blinken in Stockholm": where it was is no part of a proper name
            stack = [c for c in stack if c < i or tree.tokens[c].deprel != "nmod" or not self.located(c)]
        while stack:
            node = stack.pop()
            token = tree.tokens[node]
            if token.deprel in OUTSIDE and not (token.deprel == "case" and token.head != i):
                continue
            if token.deprel == "appos" and any(tree.tokens[c].upos == "PUNCT" for c in tree.children(node)):
                continue
            if token.deprel == "conj" and token.upos == "VERB":
                continue
            if node > i and token.deprel == "nmod" and self._by(node):
                continue  # "the arrest of the leader by the police"
            keep.append(node)
            stack.extend(tree.children(node))
        members = set(keep)
        first = last = i
        while first - 1 in members or (first - 1 >= 0 and self._bridge(first - 1) and first - 2 in members):
            first -= 1
        while last + 1 in members or (
            last + 2 < len(tree.tokens) and self._bridge(last + 1) and last + 2 in members
        ):
            last += 1
        first, last = self._whole_names(first, last, i)
        if first == i == last and first > 0 and self._is_name(tree.span(first - 1, last).text):
            first -= 1  # "North Korean aggression", whose parts hang apart
        if first > 0 and tree.tokens[first].text == "least" and tree.tokens[first - 1].text.lower() == "at":
            first -= 1
        while (
            first < i
            and tree.tokens[first].upos in ("PUNCT", "CCONJ", "ADP")
            and tree.tokens[first + 1].text != "least"
        ):
            first += 1
        while last > i and tree.tokens[last].upos in ("PUNCT", "CCONJ", "ADP"):
            last -= 1
        return tree.span(first, last)

    def _is_name(self, text: str) -> bool:
        return key(text) in self._names

    def _by(self, i: int) -> bool:
        case = self._tree.child(i, "case")
        return case is not None and self._tree.tokens[case].text.lower() == "by"

    def located(self, i: int) -> bool:
        """Whether the phrase of ``i`` says where ("in Lima")."""
        case = self._tree.child(i, "case")
        return case is not None and self._tree.tokens[case].text.lower() in ("in", "at", "on", "near")

    def _whole_names(self, first: int, last: int, i: int) -> tuple[int, int]:
        """The range widened to whole mentions, and by a name that follows its title directly."""
        tree = self._tree
        for edge, step in ((first, -1), (last, 1)):
            mention = self._mentioned.get(edge)
            following = edge + 1
            if step == 1 and following < len(tree.tokens) and tree.tokens[last].upos in ("NOUN", "PROPN"):
                after = self._mentioned.get(following)
                if after is not None and after is not mention and after.kind == "person" and self._title(i):
                    mention, edge = after, following
            while (
                mention is not None
                and 0 <= edge + step < len(tree.tokens)
                and self._mentioned.get(edge + step) is mention
            ):
                edge += step
            if step < 0:
                first = edge
            else:
                last = edge
        return first, last

    def _title(self, i: int) -> bool:
        token = self._tree.tokens[i]
        return token.upos in ("NOUN", "PROPN") and token.lemma.lower() in self._human

    def _bridge(self, i: int) -> bool:
        return self._tree.tokens[i].upos in ("PUNCT", "CCONJ", "ADP", "PART", "ADV")
