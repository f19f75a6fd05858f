"""Names of places in one sentence: which words they are, and whether they are a state's or a town's."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.coding.context import Context
from dragoman.tree import Tree
from dragoman.types import Mention, Span


class Toponyms:
    """Tells the names of places of one sentence."""

    __slots__ = ("_context", "_mentioned", "_tree")

    def __init__(self, context: Context, tree: Tree, mentioned: Mapping[int, Mention]) -> None:
        """``mentioned``: token -> the mention it lies in."""
        self._context, self._tree, self._mentioned = context, tree, mentioned

    def place(self, i: int) -> Span | None:
        """The words of the place that token ``i`` names; None where it names none."""
        mention = self._mentioned.get(i)
        if mention is not None and mention.kind == "place":
            return Span(mention.text, mention.start, mention.end)
        if self._tree.tokens[i].upos != "PROPN" or (mention is not None and mention.kind == "person"):
            return None
        span = self._tree.span(i, i) if mention is None else Span(mention.text, mention.start, mention.end)
        return span if self.known(i) else None

    def known(self, i: int) -> bool:
        """Whether the actor codebook knows the name at ``i`` as that of a place."""
        return self._kind_of(i) in ("place", "capital", "state")

    def country_after(self, span: Span) -> str | None:
        """The country of what is set off behind a place ("Hama, Syria"), ISO 3166-1 alpha-3."""
        after = [k for k, t in enumerate(self._tree.tokens) if t.start >= span.end][:2]
        if len(after) < 2 or self._tree.tokens[after[0]].text != ",":
            return None
        if self._kind_of(after[1]) not in ("state", "place"):
            return None
        actor = self._context.actors.resolver.look(self._words(after[1]))[0]
        return actor.country if actor is not None else None

    def _words(self, i: int) -> str:
        mention = self._mentioned.get(i)
        return mention.text if mention is not None else self._tree.tokens[i].text

    def _kind_of(self, i: int) -> str | None:
        """What the actor codebook says that the name at ``i`` is: state, capital, place, ..."""
        found = self._context.actors.resolver.look(self._words(i))[1]
        return found.kind if found is not None else None

    def locality(self, i: int) -> bool:
        """Whether token ``i`` is the name of a town or region, which is where something is done, not its doer
        ("the Boston bombing"); a state's name is not."""
        if self._tree.tokens[i].upos != "PROPN":
            return False
        return self._kind_of(i) in ("place", "capital")
