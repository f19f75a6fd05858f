"""Verbs by which one reports another's words: "quotes him as suggesting", "citing a source"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.codebook.attribution import AttributionCodebook
from dragoman.coding.context import Context
from dragoman.coding.grammar import case_words
from dragoman.coding.statement_drafts import SUBJECTS, StatementDraft, token_span, touch
from dragoman.tree import Tree
from dragoman.types import Span


class Relays:
    """Finds who is quoted, and by whom, in one document."""

    def __init__(self, context: Context, codebook: AttributionCodebook) -> None:
        """``context``: the document; ``codebook``: the words of attribution."""
        self._context = context
        self._book = codebook

    def relayed(self, draft: StatementDraft) -> StatementDraft | None:
        """The statement of the one that is quoted, where the cue is a verb of relaying; else None."""
        at = self._context.head_of(draft.cue) if draft.cue is not None else None
        if at is None:
            return None
        tree, verb = self._context.trees[at[0]], at[1]
        relay = self._relay(tree, verb)
        return self._quoted_one(tree, relay, verb, draft) if relay is not None else None

    def _relay(self, tree: Tree, verb: int) -> int | None:
        """The verb of relaying that ``verb`` is, or depends on."""
        near = [verb, *([tree.tokens[verb].head] if tree.tokens[verb].head >= 0 else [])]
        near += tree.children(verb, "cop", "aux")
        for i in near:
            if tree.tokens[i].lemma in self._book.relaying and tree.tokens[i].upos == "VERB":
                return i
        return None

    def _quoted_one(self, tree: Tree, relay: int, verb: int, draft: StatementDraft) -> StatementDraft:
        quoted_one = tree.child(relay, "nsubj:pass")
        if quoted_one is None:
            quoted_one = tree.child(relay, "obj")
            reporter = tree.child(relay, *SUBJECTS)
        else:
            reporter = next(self._by(tree, relay), None)
        if quoted_one is None or tree.tokens[quoted_one].upos not in ("PROPN", "NOUN", "PRON"):
            return draft
        speaker = tree.phrase(quoted_one, "case", "acl", "appos", "punct")
        via = [] if reporter is None else [self._name(tree, reporter)]
        says = verb if verb != relay else self._saying(tree, relay)
        if says is None:
            # "cited the cost" quotes nobody
            speaks = self._speaks(tree, quoted_one)
            return StatementDraft(speaker, draft.cue, draft.content, via) if speaks else draft
        inner = tree.child(says, "ccomp", "xcomp", "obj")
        content = draft.content
        if inner is not None and (not content or any(c.start <= speaker.start < c.end for c in content)):
            content = [tree.phrase(inner)]
        return StatementDraft(speaker, draft.cue, content, via)

    @staticmethod
    def _saying(tree: Tree, relay: int) -> int | None:
        """The "saying" of "quoted as saying"."""
        clauses = tree.children(relay, "advcl", "xcomp", "ccomp")
        phrases = [c for c in tree.children(relay, "obl") if "as" in case_words(tree, c)]
        return next(iter([*clauses, *phrases]), None)

    def _speaks(self, tree: Tree, i: int) -> bool:
        """Whether the noun ``i`` names somebody who says things."""
        span = token_span(tree, i)
        if tree.tokens[i].upos == "PRON" or tree.tokens[i].lemma.lower() in self._book.sources:
            return True
        return any(m.start <= span.start < m.end for m in self._context.document.mentions)

    def _by(self, tree: Tree, verb: int) -> Iterator[int]:
        return (i for i in tree.children(verb, "obl") if case_words(tree, i) & self._book.relaying_agents)

    def _name(self, tree: Tree, i: int) -> Span:
        """The phrase of ``i``, with the whole name where the parser divided it."""
        span = tree.phrase(i, "case", "acl")
        for mention in self._context.document.mentions:
            if mention.start <= span.start < mention.end and mention.end > span.end:
                text = self._context.document.report.text
                return Span(text[span.start : mention.end], span.start, mention.end)
        return span

    def cited(self, drafts: list[StatementDraft]) -> list[StatementDraft]:
        """``drafts`` where "A, citing B, said ..." is B's statement, through A."""
        dropped: list[StatementDraft] = []
        for draft in drafts:
            at = self._context.head_of(draft.cue) if draft.cue is not None else None
            if at is None:
                continue
            tree, verb = self._context.trees[at[0]], at[1]
            if tree.tokens[verb].lemma not in self._book.relaying or not tree.is_a(verb, "advcl", "acl"):
                continue
            theme = tree.child(verb, "obj")
            if theme is None or not self._speaks(tree, theme) or self._saying(tree, verb) is not None:
                continue
            main = self._main(tree, verb, drafts)
            if main is not None and main is not draft and main.source is not None:
                main.via = [*main.via, main.source]
                main.source = tree.phrase(theme, "case", "acl", "appos", "punct")
                dropped.append(draft)
        return [d for d in drafts if not any(d is other for other in dropped)]

    def _main(self, tree: Tree, verb: int, drafts: list[StatementDraft]) -> StatementDraft | None:
        """The draft whose cue is a verb above ``verb``."""
        above = [token_span(tree, i) for i in tree.ancestors(verb)]
        return next(
            (d for a in above for d in drafts if d.cue is not None and d.content and touch(a, [d.cue])), None
        )
