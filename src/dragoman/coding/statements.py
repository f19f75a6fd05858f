"""Attributions to statements: who said what to whom, how quoted, and through whom we know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dragoman.codebook.attribution import AttributionCodebook
from dragoman.coding.context import Context
from dragoman.coding.quotation import DOUBLE, bare, quoted
from dragoman.tree import Tree
from dragoman.types import Attribution, Party, Span, Statement

_RELATIVE = frozenset(("who", "which", "that", "whom"))
_SUBJECTS = ("nsubj", "csubj")
_CLAUSES = ("ccomp", "xcomp")
_SMALL_GAP = 4  # characters of punctuation and space between two cues of one content


@dataclass
class _Draft:
    """A statement in the making; ``via``: sources of the reporters, nearest to us first."""

    source: Span | None
    cue: Span | None
    content: list[Span]
    via: list[Span] = field(default_factory=list)

    @property
    def start(self) -> int:
        spans = [*self.content, *(s for s in (self.source, self.cue) if s)]
        return min(span.start for span in spans)


class StatementCoder:
    """Codes the statements of a document from the model's attributions and the trees."""

    def __init__(self, codebook: AttributionCodebook) -> None:
        self.codebook = codebook

    def code(self, context: Context) -> list[Statement]:
        """Statements in order of the text, with ids "s1", "s2", ..."""
        drafts = [self._draft(context, item) for item in context.document.attributions]
        drafts = self._nested(context, drafts)
        drafts += self._from_trees(context, drafts)
        statements: list[Statement] = []
        for draft in sorted((d for d in drafts if d.content), key=lambda d: d.start):
            statement = self._statement(context, draft, statements)
            if statement is not None:
                statements.append(statement)
        return statements

    # --- drafts -------------------------------------------------------------------------

    def _draft(self, context: Context, item: Attribution) -> _Draft:
        source = item.source[0] if item.source else None
        cue = item.cue[0] if item.cue else None
        draft = _Draft(source, cue, list(item.content))
        if cue is None:
            return draft
        at = context.head_of(cue)
        if at is None:
            return draft
        tree, verb = context.trees[at[0]], at[1]
        relay = self._relay(tree, verb)
        if relay is not None:
            return self._relayed(tree, relay, verb, draft)
        if source is None:
            draft.source = _subject(tree, verb)
        return draft

    def _relay(self, tree: Tree, verb: int) -> int | None:
        """The verb of relaying ("quotes him as saying") that ``verb`` is, or depends on."""
        near = [verb, *([tree.tokens[verb].head] if tree.tokens[verb].head >= 0 else [])]
        near += tree.children(verb, "cop", "aux")
        for i in near:
            if tree.tokens[i].lemma in self.codebook.relaying and tree.tokens[i].upos == "VERB":
                return i
        return None

    def _relayed(self, tree: Tree, relay: int, verb: int, draft: _Draft) -> _Draft:
        quoted_one = tree.child(relay, "nsubj:pass")
        if quoted_one is None:
            quoted_one = tree.child(relay, "obj")
            reporter = tree.child(relay, *_SUBJECTS)
        else:
            reporter = next(
                (
                    i
                    for i in tree.children(relay, "obl")
                    if any(tree.tokens[c].lemma in self.codebook.relaying_agents for c in tree.children(i, "case"))
                ),
                None,
            )
        if quoted_one is None or tree.tokens[quoted_one].upos not in ("PROPN", "NOUN", "PRON"):
            return draft
        speaker = tree.phrase(quoted_one, "case", "acl", "appos", "punct")
        via = [] if reporter is None else [tree.phrase(reporter, "case")]
        says = verb if verb != relay else next((c for c in tree.children(relay, "advcl", "xcomp", "ccomp", "obl")), relay)
        inner = tree.child(says, *_CLAUSES, "obj")
        content = draft.content
        if inner is not None and says != relay:
            whole = tree.phrase(inner)
            if not content or any(c.start <= speaker.start < c.end for c in content):
                content = [whole]
        return _Draft(speaker, draft.cue, content, via)

    def _nested(self, context: Context, drafts: list[_Draft]) -> list[_Draft]:
        """Gives a content, or a place in another's chain, to cues that the model left without one."""
        full = [d for d in drafts if d.content]
        kept = list(full)
        for draft in drafts:
            if draft.content or draft.cue is None:
                continue
            outer = next((d for d in full if _inside(draft.cue, d.content)), None)
            beside = self._reporter_of(context, draft, full)
            if outer is None and beside is not None:
                # one speaker with two cues ("went on to say") passes nothing on
                if draft.source is not None and not _touch(draft.source, [beside.source, *beside.via]):
                    beside.via.insert(0, draft.source)
                continue
            clause = self._clause(context, draft.cue)
            if clause is None:
                continue
            draft.content = [clause]
            if outer is not None and outer.source is not None and not _touch(outer.source, [draft.source]):
                draft.via = [*outer.via, outer.source]
            kept.append(draft)
        return kept

    def _reporter_of(self, context: Context, draft: _Draft, full: list[_Draft]) -> _Draft | None:
        """The statement that ``draft`` only passes on: "...," said A, B said."""
        text = context.document.report.text
        start, end = _extent(draft)
        for other in full:
            if other.cue is None or other.source is None:
                continue
            low, high = _extent(_Draft(other.source, other.cue, []))
            gap = text[high:start] if start >= high else text[end:low]
            if len(gap) <= _SMALL_GAP and not any(c.isalnum() for c in gap):
                return other
        return None

    def _clause(self, context: Context, cue: Span) -> Span | None:
        """The clause that the tree gives a cue as what was said."""
        at = context.head_of(cue)
        if at is None:
            return None
        tree, verb = context.trees[at[0]], at[1]
        clause = tree.child(verb, "ccomp")
        if clause is None and tree.tokens[verb].lemma in self.codebook.object_is_addressee:
            clause = tree.child(verb, "xcomp")
        if clause is None:
            return None
        return tree.phrase(clause)

    def _from_trees(self, context: Context, drafts: list[_Draft]) -> list[_Draft]:
        """Attributions that the trees show and the model passed over."""
        taken = [(d.cue.start, d.cue.end) for d in drafts if d.cue]
        taken += [(c.start, c.end) for d in drafts for c in d.content if not d.cue]
        found: list[_Draft] = []
        for tree in context.trees:
            for i, token in enumerate(tree.tokens):
                if token.upos != "VERB" or token.lemma not in self.codebook.verbs:
                    continue
                if any(start < token.end and end > token.start for start, end in taken):
                    continue
                clause = tree.child(i, "ccomp")
                source = _subject(tree, i)
                if clause is None or source is None:
                    continue
                content = tree.phrase(clause)
                if any(c.start <= content.start and content.end <= c.end and d.cue for d in drafts for c in d.content
                       if not _inside(Span(token.text, token.start, token.end), [c])):  # fmt: skip
                    continue
                outer = next((d for d in drafts if _inside(token_span(tree, i), d.content)), None)
                via = [*outer.via, outer.source] if outer and outer.source else []
                via = [v for v in via if not _touch(v, [source])]
                found.append(_Draft(source, token_span(tree, i), [content], via))
        return found

    # --- statements ---------------------------------------------------------------------

    def _statement(self, context: Context, draft: _Draft, before: list[Statement]) -> Statement | None:
        text = context.document.report.text
        number = f"s{len(before) + 1}"
        how = quoted(text, draft.content)
        content = tuple(_without_speaker(draft, bare(text, span)) for span in draft.content)
        if draft.cue is None:
            if draft.source is None:
                # a quotation that runs on: the speaker is the one who spoke last
                if not before or how == "indirect":
                    return None
                last = before[-1]
                return Statement(number, last.speaker, last.addressee, None, content, how, last.via)
            return Statement(number, self._party(context, draft.source), None, None, content, how)
        at = context.head_of(draft.cue)
        addressee = venue = date = None
        via = [self._party(context, span) for span in draft.via]
        if at is not None:
            tree, verb = context.trees[at[0]], at[1]
            addressee = self._addressee(context, tree, verb, draft)
            venue = self._venue(tree, verb, draft)
            date = context.dates.of(tree, verb, at[0])
            via += self._channel(tree, verb, draft)
        speaker = self._party(context, draft.source) if draft.source else None
        return Statement(number, speaker, addressee, draft.cue, content, how, tuple(via), venue, date)

    def _party(self, context: Context, span: Span) -> Party:
        span = _noun_phrase(context, span)
        parties = context.actors.parties(span)
        resolved = [p for p in parties if p.actor is not None and p.actor.country]
        return next(iter(resolved or parties), Party(span.text, span.start, span.end))

    def _addressee(self, context: Context, tree: Tree, verb: int, draft: _Draft) -> Party | None:
        found: int | None = None
        if tree.tokens[verb].lemma in self.codebook.object_is_addressee:
            found = tree.child(verb, "iobj", "obj", "nsubj:pass")
        if found is None:
            found = next(self._obliques(tree, verb, self.codebook.addressee_prepositions), None)
        if found is None or tree.tokens[found].upos not in ("PROPN", "NOUN", "PRON"):
            return None
        span = tree.phrase(found, "case", "acl", "appos")
        if _inside(span, draft.content) or (draft.source and _inside(span, [draft.source])):
            return None
        return self._party(context, span)

    def _obliques(self, tree: Tree, verb: int, prepositions: frozenset[str]) -> Iterable[int]:
        return (
            i
            for i in tree.children(verb, "obl")
            if any(tree.tokens[c].lemma in prepositions for c in tree.children(i, "case"))
        )

    def _venue(self, tree: Tree, verb: int, draft: _Draft) -> str | None:
        for i in self._obliques(tree, verb, self.codebook.venue_prepositions):
            token = tree.tokens[i]
            is_place = token.upos == "PROPN" and token.text not in self.codebook.channels
            span = tree.phrase(i, "case", "acl", "appos")
            if (is_place or token.lemma.lower() in self.codebook.venues) and not _inside(span, draft.content):
                return span.text
        return None

    def _channel(self, tree: Tree, verb: int, draft: _Draft) -> list[Party]:
        found = []
        for i in self._obliques(tree, verb, self.codebook.channel_prepositions):
            span = tree.phrase(i, "case", "acl", "appos")
            known = tree.tokens[i].text in self.codebook.channels or span.text in self.codebook.channels
            if known and not _inside(span, draft.content):
                found.append(Party(span.text, span.start, span.end))
        return found


def token_span(tree: Tree, i: int) -> Span:
    """The span of one token."""
    token = tree.tokens[i]
    return Span(token.text, token.start, token.end)


def _inside(span: Span, others: Iterable[Span]) -> bool:
    return any(other.start <= span.start and span.end <= other.end for other in others)


def _touch(span: Span, others: Iterable[Span | None]) -> bool:
    return any(o is not None and o.start < span.end and span.start < o.end for o in others)


def _extent(draft: _Draft) -> tuple[int, int]:
    spans = [s for s in (draft.source, draft.cue) if s]
    return min(s.start for s in spans), max(s.end for s in spans)


def _subject(tree: Tree, verb: int) -> Span | None:
    """The phrase that the tree has speak: the verb's subject, or the one that it shares
    with the clause it depends on; for a relative clause, its antecedent."""
    for i in (verb, *tree.ancestors(verb)):
        token = tree.tokens[i]
        if tree.has(i, "nsubj:pass") and i == verb:
            agent = tree.child(i, "obl:agent")
            return None if agent is None else tree.phrase(agent, "case")
        subject = tree.child(i, *_SUBJECTS)
        if subject is not None:
            if tree.tokens[subject].lemma in _RELATIVE and token.deprel.startswith("acl"):
                return tree.phrase(token.head, "acl", "case", "punct")
            return tree.phrase(subject, "acl", "appos")
        if token.deprel.startswith("acl") and token.head >= 0:
            return tree.phrase(token.head, "acl", "case", "punct")
        if token.deprel.partition(":")[0] not in ("advcl", "xcomp", "conj", "parataxis"):
            return None
    return None


def _noun_phrase(context: Context, span: Span) -> Span:
    """``span`` without a leading preposition or a trailing clitic; a relative pronoun's antecedent."""
    if not context.trees:
        return span
    tree = context.trees[context.sentence_at(span.start)]
    inside = tree.at(span.start, span.end)
    while len(inside) > 1 and tree.tokens[inside[0]].upos in ("ADP", "PUNCT", "SCONJ"):
        inside.pop(0)
    while len(inside) > 1 and tree.tokens[inside[-1]].upos in ("PART", "PUNCT"):
        inside.pop()
    if not inside:
        return span
    only = tree.tokens[inside[0]]
    if len(inside) == 1 and only.lemma in _RELATIVE:
        clause = next((i for i in tree.ancestors(inside[0]) if tree.is_a(i, "acl")), None)
        if clause is not None:
            return tree.phrase(tree.tokens[clause].head, "acl", "case", "punct")
    return tree.span(inside[0], inside[-1])


def _without_speaker(draft: _Draft, span: Span) -> Span:
    """``span`` without a stray mark before the words of another (', “said')."""
    text = span.text
    end = len(text)
    while end > 1 and text[end - 1] in DOUBLE and not any(c in DOUBLE for c in text[: end - 1]):
        end -= 1
    return Span(text[:end], span.start, span.start + end)
