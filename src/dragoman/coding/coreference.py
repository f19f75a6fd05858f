"""Actors in the context of their document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.types import Document, Party, Span

if TYPE_CHECKING:
    from dragoman.coding.actors import Resolver


class DocumentActors:
    """Whom the mentions of one document stand for."""

    def __init__(self, document: Document, resolver: Resolver) -> None:
        """``resolver`` does the bare mentions."""
        self.document = document
        self.resolver = resolver

    def party(self, span: Span) -> Party:
        """``span`` with the actor that it stands for (null where it stands for none)."""
        actor = self.resolver.resolve(span.text, self.document.report.published)
        return Party(span.text, span.start, span.end, actor)

    def parties(self, span: Span) -> tuple[Party, ...]:
        """The parties that ``span`` names."""
        return (self.party(span),)
