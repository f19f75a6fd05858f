"""One sentence with all that coding of its acts asks for: parties, kinds of mentions, statements."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.codebook.acts import ActCodebook
from dragoman.coding.clauses import FIRST
from dragoman.coding.context import Context
from dragoman.coding.grammar import is_nominal
from dragoman.coding.phrases import nominal_tokens
from dragoman.tree import Tree
from dragoman.types import Actor, Mention, Party, Span, Statement

_BODIES = frozenset(("IGO", "NGO"))


@dataclass(slots=True)
class Scene:
    """One sentence with what holder finding asks of it."""

    context: Context
    book: ActCodebook
    number: int
    tree: Tree
    statements: tuple[Statement, ...]
    governors: set[int] = field(default_factory=set)
    last: int | None = None
    _kinds: dict[int, str] | None = None
    _parties: dict[int, Party] = field(default_factory=dict)

    def party(self, head: int) -> Party:
        """The resolved party of the noun phrase headed by ``head``."""
        found = self._parties.get(head)
        if found is None:
            found = self.context.actors.party(self._phrase(head))
            self._parties[head] = found
        return found

    def _phrase(self, head: int) -> Span:
        """The noun phrase of ``head``, with the whole name where ``head`` is part of one.

        The names come from the model's mentions, which mends titles the parser cut off.
        """
        inside = nominal_tokens(self.tree, head)
        if self.tree.tokens[head].upos != "PROPN" or self.kind(head) is None:
            return self.tree.span_of(inside)
        first, last = inside[0], inside[-1]
        kind = self.kind(head)
        while first > 0 and self.kind(first - 1) == kind and self.tree.tokens[first - 1].upos == "PROPN":
            first -= 1
        while (
            last + 1 < len(self.tree.tokens)
            and self.kind(last + 1) == kind
            and self.tree.tokens[last + 1].upos == "PROPN"
        ):
            last += 1
        return self.tree.span(first, last)

    def actor(self, head: int) -> Actor | None:
        """The actor of the noun phrase headed by ``head``."""
        return self.party(head).actor

    def kind(self, head: int) -> str | None:
        """The kind of the mention that covers token ``head``, if any."""
        if self._kinds is None:
            self._kinds = {}
            sentence = self.tree.sentence
            for mention in self.context.document.mentions:
                if mention.start < sentence.end and mention.end > sentence.start:
                    kind = self._kind(mention)
                    for i in self.tree.at(mention.start, mention.end):
                        self._kinds[i] = kind
        return self._kinds.get(head)

    def _kind(self, mention: Mention) -> str:
        """The kind the model gave; what stands for a state or a body of states is no person."""
        if mention.kind != "person":
            return mention.kind
        text = self.context.document.report.text[mention.start : mention.end]
        actor = self.context.actors.party(Span(text, mention.start, mention.end)).actor
        if actor is None or actor.role is not None:
            return mention.kind
        if actor.country in _BODIES:
            return "organisation"
        return "place" if actor.name is None and actor.country is not None else mention.kind

    def same_name(self, one: int, other: int) -> bool:
        """Whether two tokens lie in one name."""
        if self.kind(one) is None or self.kind(other) is None:
            return False
        return self._phrase(one) == self._phrase(other)

    def is_party(self, head: int) -> bool:
        """Whether the noun phrase names somebody who can act."""
        text = self.tree.tokens[head].text.lower()
        if text in FIRST or text in ("he", "she", "they"):
            return True
        if not is_nominal(self.tree, head):
            return False
        return self.kind(head) is not None or self.actor(head) is not None

    def statement_at(self, i: int) -> Statement | None:
        """The innermost statement whose content covers token ``i``."""
        start = self.tree.tokens[i].start
        best: Statement | None = None
        size = 0
        for statement in self.statements:
            if any(c.start <= start < c.end for c in statement.content):
                length = sum(c.end - c.start for c in statement.content)
                if best is None or length < size:
                    best, size = statement, length
        return best
