"""To whom, where and through which channel something is said, read off the cue's clause."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.codebook.attribution import AttributionCodebook
from dragoman.coding.context import Context
from dragoman.coding.statement_drafts import StatementDraft, inside, without_addressee
from dragoman.tree import Tree
from dragoman.types import Span


class Addressing:
    """What stands with the cues of one document."""

    def __init__(self, context: Context, codebook: AttributionCodebook) -> None:
        """``context``: the document; ``codebook``: the words of attribution."""
        self._context = context
        self._book = codebook

    def addressee(self, tree: Tree, verb: int, draft: StatementDraft) -> Span | None:
        """Who is spoken to ("told reporters", "said to the council"); taken out of the content."""
        found: int | None = None
        if tree.tokens[verb].lemma in self._book.object_is_addressee:
            found = tree.child(verb, "iobj", "obj", "nsubj:pass")
        if found is None:
            found = next(self._obliques(tree, verb, self._book.addressee_prepositions), None)
            if found is not None and tree.tokens[found].lemma in self._book.venues:
                return None
        if found is None or tree.tokens[found].upos not in ("PROPN", "NOUN", "PRON"):
            return None
        span = tree.phrase(found, "case", "acl", "appos")
        if rest := without_addressee(span, draft.content):  # the one spoken to is no part of what was said
            draft.content = rest
        if inside(span, draft.content) or (draft.source and inside(span, [draft.source])):
            return None
        return span

    def _obliques(self, tree: Tree, verb: int, prepositions: frozenset[str]) -> Iterator[int]:
        return (
            i
            for i in tree.children(verb, "obl", "nmod")
            if any(tree.tokens[c].lemma in prepositions for c in tree.children(i, "case"))
        )

    def venue(self, sentence: int, verb: int, draft: StatementDraft) -> str | None:
        """Where it is said: a named place, or an occasion ("at a rally in Lima")."""
        tree = self._context.trees[sentence]
        for i in [*self._obliques(tree, verb, self._book.venue_prepositions), *tree.children(verb, "obj")]:
            token = tree.tokens[i]
            is_place = (
                token.upos == "PROPN"
                and token.text not in self._book.channels
                and not token.deprel.startswith("obj")
                and not any(e.start <= token.start < e.end for e in self._context.dates.expressions(sentence))
            )
            span = tree.phrase(i, "case", "acl", "appos")
            occasion = token.lemma.lower() in self._book.venues
            if (is_place or occasion) and not inside(span, draft.content):
                return span.text
        return None

    def channels(self, tree: Tree, verb: int, draft: StatementDraft) -> list[Span]:
        """Through what it reached us: "on Telegram", "in a post on X", "in a statement carried by TASS"."""
        found = []
        for i in tree.children(verb, "obl", "advcl", "nmod"):
            if self._is_channel(tree, i):
                found.append(tree.phrase(i, "case", "acl", "appos"))
            elif tree.tokens[i].lemma.lower() in self._book.utterances:
                found += self._carriers(tree, i)
            elif tree.is_a(i, "advcl") and tree.tokens[i].lemma in self._book.carrying:
                found += self._by(tree, i)  # "as quoted by TASS"
        return [span for span in found if not inside(span, draft.content)]

    def quoted_by(self, source: Span) -> list[Span]:
        """Who quotes the source: "the minister, quoted by TASS, said"."""
        at = self._context.head_of(source)
        if at is None:
            return []
        tree = self._context.trees[at[0]]
        return [
            span
            for c in tree.children(at[1], "acl")
            if tree.tokens[c].lemma in self._book.carrying
            for span in self._by(tree, c)
        ]

    def _carriers(self, tree: Tree, noun: int) -> list[Span]:
        found = [
            tree.phrase(i, "case", "acl", "appos")
            for i in tree.children(noun, "nmod")
            if self._is_channel(tree, i)
        ]
        for clause in tree.children(noun, "acl"):
            if tree.tokens[clause].lemma in self._book.carrying:
                found += self._by(tree, clause)
        return found

    def _by(self, tree: Tree, verb: int) -> list[Span]:
        places = self._book.relaying_agents | self._book.channel_prepositions
        return [
            tree.phrase(i, "case", "acl", "appos")
            for i in self._obliques(tree, verb, places)
            if any(tree.tokens[c].lemma in self._book.relaying_agents for c in tree.children(i, "case"))
            or self._is_channel(tree, i)
        ]

    def _is_channel(self, tree: Tree, i: int) -> bool:
        if not any(tree.tokens[c].lemma in self._book.channel_prepositions for c in tree.children(i, "case")):
            return False
        text = tree.phrase(i, "case", "acl", "appos", "det").text
        return tree.tokens[i].text in self._book.channels or text in self._book.channels
