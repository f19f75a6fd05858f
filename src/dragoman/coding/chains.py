"""Through whom a statement is known: speakers who pass on another's words, cues within what is said."""

from __future__ import annotations

from dragoman.codebook.attribution import AttributionCodebook
from dragoman.coding.context import Context
from dragoman.coding.grammar import case_words
from dragoman.coding.quotation import OPENING, STRAIGHT
from dragoman.coding.statement_drafts import (
    RELATIVE,
    StatementDraft,
    cut,
    inside,
    subject_phrase,
    token_span,
    touch,
)
from dragoman.tree import Tree
from dragoman.types import Span

_CLAUSES = ("ccomp", "xcomp")
_SMALL_GAP = 4  # characters of punctuation and space between two cues of one content


class Chains:
    """Completes the drafts of one document."""

    def __init__(self, context: Context, codebook: AttributionCodebook) -> None:
        """``context``: the document; ``codebook``: the words of attribution."""
        self._context = context
        self._book = codebook

    # --- "..., said A, B said": A's words, through B -------------------------------------------

    def passed_on(self, drafts: list[StatementDraft]) -> list[StatementDraft]:
        """``drafts`` where two verbs of saying follow one quotation: the nearer one's subject spoke."""
        for tree in self._context.trees:
            for i, token in enumerate(tree.tokens):
                if token.lemma not in self._book.verbs or token.upos != "VERB":
                    continue
                outer = self._second(tree, i)
                if outer is None:
                    continue
                clause, subject = tree.child(i, "ccomp"), tree.child(i, "nsubj")
                if clause is None or subject is None or clause > i:
                    continue
                words, cue = tree.phrase(clause), token_span(tree, i)
                told = [d for d in drafts if d.content and touch(words, d.content) and d.cue is not None]
                told = [d for d in told if touch(d.cue or cue, [cue, token_span(tree, outer)])]
                if not told:
                    continue
                reporter = tree.phrase(tree.children(outer, "nsubj")[0], "acl", "appos")
                kept = told[0]
                kept.cue = cue
                kept.source = self._before(tree.phrase(subject, "acl", "appos"), reporter)
                kept.via = [reporter]
                spent = [*told[1:], *(d for d in drafts if not d.content and d.cue is not None)]
                outside = token_span(tree, outer)
                drafts = [
                    d
                    for d in drafts
                    if not any(d is s and (s.content or touch(outside, [s.cue])) for s in spent)
                ]
        return drafts

    def _second(self, tree: Tree, verb: int) -> int | None:
        """A verb of saying with its own subject beside ``verb`` and after it."""
        for child in tree.children(verb, "advcl", "parataxis"):
            own = [s for s in tree.children(child, "nsubj") if tree.tokens[s].upos != "PRON"]
            plain = not tree.has(child, "mark", "advmod", "ccomp", "cc")
            if child > verb and plain and own and tree.tokens[child].lemma in self._book.verbs:
                return child
        return None

    def _before(self, span: Span, other: Span) -> Span:
        """``span`` up to where ``other`` begins."""
        if not span.start < other.start < span.end:
            return span
        text = self._context.document.report.text
        kept = text[span.start : other.start].rstrip(" ,")
        return Span(kept, span.start, span.start + len(kept))

    # --- cues without content ------------------------------------------------------------------

    def nested(self, drafts: list[StatementDraft]) -> list[StatementDraft]:
        """Gives a content, or a place in another's chain, to cues that the model left without one."""
        full = [d for d in drafts if d.content]
        kept = list(full)
        for draft in drafts:
            if draft.content or draft.cue is None:
                continue
            outer = next((d for d in full if inside(draft.cue, d.content)), None)
            if outer is None and self.passes_on(draft, full):
                continue
            taken = None
            if outer is None:
                taken = self._run_over(draft.cue, full) or self._resumed(draft, full)
            clause = taken or self._clause(draft.cue)
            if clause is None:
                continue
            draft.content = [clause]
            if outer is not None and outer.source is not None and not touch(outer.source, [draft.source]):
                draft.via = [*outer.via, outer.source]
            kept.append(draft)
        return kept

    def _run_over(self, cue: Span, full: list[StatementDraft]) -> Span | None:
        """Takes what stands in the cue's sentence from a content that runs on into it."""
        text = self._context.document.report.text
        sentence = self._context.document.sentences[self._context.sentence_at(cue.start)]
        for other in full:
            for k, span in enumerate(other.content):
                before = text[span.start : sentence.start]
                if not span.start < sentence.start < span.end or any(
                    c in OPENING or c in STRAIGHT for c in before
                ):
                    continue
                kept = before.rstrip()
                other.content[k] = Span(kept, span.start, span.start + len(kept))
                end = min(span.end, sentence.end)
                return Span(text[sentence.start : end], sentence.start, end)
        return None

    def _resumed(self, draft: StatementDraft, full: list[StatementDraft]) -> Span | None:
        """ "A told B, which reported that ..., that ...": the last clause is A's again."""
        home = self._context.head_of(draft.cue) if draft.cue is not None else None
        for other in full:
            relative = other.source is not None and other.source.text.lower() in RELATIVE
            at = self._context.head_of(other.cue) if relative and other.cue is not None else None
            if at is None or home is None or at[0] != home[0] or at[1] < home[1]:
                continue
            tree = self._context.trees[at[0]]
            clauses = tree.children(at[1], "ccomp")
            if len(clauses) > 1 and "that" in case_words(tree, clauses[-1]):
                last, text = tree.phrase(clauses[-1]), self._context.document.report.text
                before = [c for c in other.content if c.start < last.start]
                other.content = [cut(text, c.start, min(c.end, last.start)) for c in before]
                return last
        return None

    def passes_on(self, draft: StatementDraft, full: list[StatementDraft]) -> bool:
        """Whether ``draft`` only passes on another's statement ("...," said A, B said), whose
        chain its source then joins."""
        text = self._context.document.report.text
        start, end = draft.extent()
        for other in full:
            if other.cue is None or other.source is None or not other.content:
                continue
            if draft.cue is None or inside(draft.cue, other.content):
                continue
            low, high = other.extent()
            gap = text[high:start] if start >= high else text[end:low]
            beside = len(gap) <= _SMALL_GAP and not any(c.isalnum() or c == "\n" for c in gap)
            beside = beside and self._context.sentence_at(start) == self._context.sentence_at(low)
            if beside or self._tells(draft.cue, other.cue):
                # one speaker with two cues ("went on to say") passes nothing on
                if draft.source is not None and not touch(draft.source, [other.source, *other.via]):
                    other.via.insert(0, draft.source)
                return True
        return False

    def _tells(self, cue: Span, inner: Span) -> bool:
        """Whether the tree sets the cue beside the whole clause of ``inner``: A told B ..., C said."""
        outside, within = self._context.head_of(cue), self._context.head_of(inner)
        if outside is None or within is None or outside[0] != within[0] or cue.start < inner.end:
            return False
        tree, verb, other = self._context.trees[outside[0]], outside[1], within[1]
        if tree.tokens[verb].lemma not in self._book.verbs:
            return False
        # without a conjunction of its own it is parataxis, whatever the parser calls it
        apart = tree.is_a(verb, "parataxis", "advcl") and not tree.has(verb, "mark", "advmod")
        below = apart and tree.tokens[verb].head == other and tree.has(verb, "nsubj")
        return below or (tree.is_a(other, "ccomp") and tree.tokens[other].head == verb)

    def _clause(self, cue: Span) -> Span | None:
        """The clause that the tree gives a cue as what was said."""
        at = self._context.head_of(cue)
        if at is None:
            return None
        tree, verb = self._context.trees[at[0]], at[1]
        clause = tree.child(verb, "ccomp")
        if clause is None and tree.tokens[verb].lemma in self._book.object_is_addressee:
            clause = tree.child(verb, "xcomp")
        return None if clause is None else tree.phrase(clause)

    # --- attributions that the model passed over ------------------------------------------------

    def from_trees(self, drafts: list[StatementDraft]) -> list[StatementDraft]:
        """Attributions that the trees show and the model passed over."""
        taken = [(d.cue.start, d.cue.end) for d in drafts if d.cue]
        taken += [(c.start, c.end) for d in drafts for c in d.content if not d.cue]
        found: list[StatementDraft] = []
        for tree in self._context.trees:
            for i, token in enumerate(tree.tokens):
                if token.upos != "VERB" or token.lemma not in self._book.verbs:
                    continue
                if any(start < token.end and end > token.start for start, end in taken):
                    continue
                clause, source = tree.child(i, "ccomp"), subject_phrase(tree, i)
                cue = token_span(tree, i)
                if clause is None and source is not None and not any(inside(cue, d.content) for d in drafts):
                    self.passes_on(StatementDraft(source, cue, []), drafts)
                if clause is None or source is None:
                    continue
                draft = self._told(tree, i, clause, source, drafts)
                if draft is not None:
                    found.append(draft)
        return found

    def _told(
        self, tree: Tree, verb: int, clause: int, source: Span, drafts: list[StatementDraft]
    ) -> StatementDraft | None:
        content, cue = tree.phrase(clause), token_span(tree, verb)
        if any(inside(content, d.content) and not inside(cue, d.content) for d in drafts if d.cue):
            return None  # the model gave this content to another cue
        outer = next((d for d in drafts if inside(cue, d.content)), None)
        if outer is None:
            return StatementDraft(source, cue, [content])
        if outer.source is None or not self._is_all(cue, source, outer):
            return None
        return StatementDraft(source, cue, [content], [*outer.via, outer.source])

    def _is_all(self, cue: Span, source: Span, outer: StatementDraft) -> bool:
        """Whether all that ``outer`` says is that another said something: "According to A, B said ..."."""
        who = self._context.head_of(source)
        if who is None or self._context.trees[who[0]].tokens[who[1]].upos == "PRON":
            return False  # "A said that he thinks ...": still A
        return any(self._context.head_of(span) == self._context.head_of(cue) for span in outer.content)
