"""Attributions to statements: who said what to whom, how quoted, and through whom we know."""

from __future__ import annotations

from dragoman.codebook.attribution import AttributionCodebook
from dragoman.coding.addressing import Addressing
from dragoman.coding.chains import Chains
from dragoman.coding.context import Context
from dragoman.coding.quotation import bare, quoted
from dragoman.coding.relays import Relays
from dragoman.coding.statement_drafts import (
    StatementDraft,
    closed,
    noun_phrase,
    pieces,
    reopened,
    subject_phrase,
    substance,
    touch,
)
from dragoman.tree import Tree
from dragoman.types import Attribution, Party, Quoted, Span, Statement

_CUES = frozenset(("VERB", "NOUN", "ADJ", "PROPN", "PUNCT", "SYM"))


class StatementCoder:
    """Codes the statements of a document from the model's attributions and the trees."""

    def __init__(self, codebook: AttributionCodebook) -> None:
        """``codebook``: the words of attribution."""
        self.codebook = codebook

    def code(self, context: Context) -> list[Statement]:
        """Statements in order of the text, with ids "s1", "s2", ..."""
        chains = Chains(context, self.codebook)
        relays = Relays(context, self.codebook)
        drafts = [_draft(context, relays, item) for item in context.document.attributions]
        for draft in drafts:
            draft.content = substance(context, draft, drafts)
        drafts = [d for d in drafts if not self._asked(context, d) and self._attributes(context, d)]
        drafts = chains.nested(chains.passed_on(relays.cited(drafts)))
        drafts += chains.from_trees(drafts)
        _run_on(context.document.report.text, drafts)
        statements: list[Statement] = []
        for draft in sorted((d for d in drafts if d.content), key=lambda d: d.start):
            statement = self._statement(context, draft, statements)
            if statement is not None:
                statements.append(statement)
        return statements

    def _asked(self, context: Context, draft: StatementDraft) -> bool:
        """Whether the cue only tells what somebody was asked: "Asked about the plan, he replied"."""
        at = context.head_of(draft.cue) if draft.cue is not None else None
        if at is None:
            return False
        tree, verb = context.trees[at[0]], at[1]
        token = tree.tokens[verb]
        participle = token.text.lower().endswith("ed") and tree.is_a(verb, "advcl", "acl", "parataxis")
        return (
            token.lemma in self.codebook.asking and participle and not tree.has(verb, "nsubj", "aux", "obj")
        )

    def _attributes(self, context: Context, draft: StatementDraft) -> bool:
        """Whether the cue can attribute: a word with a meaning, a mark, or "according to" and its like."""
        if draft.cue is None or draft.cue.text.lower() in self.codebook.bare_cues:
            return True
        tree = context.trees[context.sentence_at(draft.cue.start)]
        return any(tree.tokens[i].upos in _CUES for i in tree.at(draft.cue.start, draft.cue.end))

    # --- statements ---------------------------------------------------------------------

    def _statement(
        self, context: Context, draft: StatementDraft, before: list[Statement]
    ) -> Statement | None:
        text = context.document.report.text
        number = f"s{len(before) + 1}"
        if draft.cue is None:
            content, how = _content(text, draft)
            if draft.source is None:
                # a quotation that runs on: the speaker is the one who spoke last
                if not before or how == "indirect":
                    return None
                last = before[-1]
                return Statement(number, last.speaker, last.addressee, None, content, how, last.via)
            return Statement(number, _party(context, draft.source), None, None, content, how)
        at = context.head_of(draft.cue)
        addressee = venue = date = None
        via = list(draft.via)
        if at is not None:
            tree, verb = context.trees[at[0]], at[1]
            addressing = Addressing(context, self.codebook)
            told = addressing.addressee(tree, verb, draft)
            addressee = _party(context, told) if told is not None else None
            venue = addressing.venue(at[0], verb, draft)
            date = context.dates.of(tree, verb, at[0])
            via += self._carried(addressing, tree, verb, draft)
        content, how = _content(text, draft)
        speaker = _party(context, draft.source) if draft.source else None
        chain = tuple(_party(context, span) for span in via)
        return Statement(number, speaker, addressee, draft.cue, content, how, chain, venue, date)

    @staticmethod
    def _carried(addressing: Addressing, tree: Tree, verb: int, draft: StatementDraft) -> list[Span]:
        found = addressing.channels(tree, verb, draft)
        if draft.source is not None:
            found += addressing.quoted_by(draft.source)
        return [span for span in found if not touch(span, draft.via)]


def _draft(context: Context, relays: Relays, item: Attribution) -> StatementDraft:
    source = item.source[0] if item.source else None
    cue = item.cue[0] if item.cue else None
    draft = StatementDraft(source, cue, list(item.content))
    relayed = relays.relayed(draft)
    if relayed is not None:
        return relayed
    at = context.head_of(cue) if cue is not None else None
    if at is not None and (source is None or context.sentence_at(source.start) > at[0]):
        # a speaker named only in a later sentence is that one's, where the cue has a subject
        draft.source = subject_phrase(context.trees[at[0]], at[1]) or source
    return draft


def _content(text: str, draft: StatementDraft) -> tuple[tuple[Span, ...], Quoted]:
    """What was said, without marks at its edges, and how it is quoted."""
    parts = [piece for span in draft.content for piece in pieces(text, span)]
    return tuple(closed(bare(text, span)) for span in parts), quoted(text, parts)


def _run_on(text: str, drafts: list[StatementDraft]) -> None:
    """Adds to quotations left open at the end of a paragraph the paragraphs that open them again."""
    said = [span for d in drafts for span in d.content]
    for draft in drafts:
        while draft.content and (more := reopened(text, draft.content[-1])) and not touch(more, said):
            draft.content.append(more)
            said.append(more)


def _party(context: Context, span: Span) -> Party:
    span = noun_phrase(context, span)
    parties = context.actors.parties(span)
    resolved = [p for p in parties if p.actor is not None and p.actor.country]
    return next(iter(resolved or parties), Party(span.text, span.start, span.end))
