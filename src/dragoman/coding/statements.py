"""Attributions to statements: who said what to whom, how quoted, and through whom we know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dragoman.codebook.attribution import AttributionCodebook
from dragoman.coding.context import Context
from dragoman.coding.quotation import DOUBLE, bare, quoted
from dragoman.tree import Tree
from dragoman.types import Attribution, Party, Span, Statement

_RELATIVE = frozenset(("who", "which", "that", "whom"))
_SUBJECTS = ("nsubj", "csubj")
_CLAUSES = ("ccomp", "xcomp")
_EMPTY = frozenset(("ADP", "AUX", "CCONJ", "DET", "PART", "PUNCT", "SCONJ", "SYM"))
_SHORT = 3  # words
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
        """``codebook``: the words of attribution."""
        self.codebook = codebook

    def code(self, context: Context) -> list[Statement]:
        """Statements in order of the text, with ids "s1", "s2", ..."""
        drafts = [self._draft(context, item) for item in context.document.attributions]
        for draft in drafts:
            draft.content = _substance(context, draft, drafts)
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
            reporter = next(self._obliques(tree, relay, self.codebook.relaying_agents), None)
        if quoted_one is None or tree.tokens[quoted_one].upos not in ("PROPN", "NOUN", "PRON"):
            return draft
        speaker = tree.phrase(quoted_one, "case", "acl", "appos", "punct")
        via = [] if reporter is None else [tree.phrase(reporter, "case")]
        says = (
            verb
            if verb != relay
            else next((c for c in tree.children(relay, "advcl", "xcomp", "ccomp", "obl")), relay)
        )
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
            if outer is None and self._pass_on(context, draft, full):
                continue
            taken = None if outer is not None else self._run_over(context, draft.cue, full)
            clause = taken or self._clause(context, draft.cue)
            if clause is None:
                continue
            draft.content = [clause]
            if outer is not None and outer.source is not None and not _touch(outer.source, [draft.source]):
                draft.via = [*outer.via, outer.source]
            kept.append(draft)
        return kept

    def _run_over(self, context: Context, cue: Span, full: list[_Draft]) -> Span | None:
        """Takes what stands in the cue's sentence from a content that runs on into it."""
        text = context.document.report.text
        sentence = context.document.sentences[context.sentence_at(cue.start)]
        for other in full:
            for k, span in enumerate(other.content):
                if not span.start < sentence.start < span.end or "“" in text[span.start : sentence.start]:
                    continue
                kept = text[span.start : sentence.start].rstrip()
                other.content[k] = Span(kept, span.start, span.start + len(kept))
                end = min(span.end, sentence.end)
                return Span(text[sentence.start : end], sentence.start, end)
        return None

    def _pass_on(self, context: Context, draft: _Draft, full: list[_Draft]) -> bool:
        """Whether ``draft`` only passes on another's statement ("...," said A, B said), whose
        chain its source then joins."""
        text = context.document.report.text
        start, end = _extent(draft)
        for other in full:
            if other.cue is None or other.source is None or not other.content:
                continue
            if draft.cue is None or _inside(draft.cue, other.content):
                continue
            low, high = _extent(_Draft(other.source, other.cue, []))
            gap = text[high:start] if start >= high else text[end:low]
            beside = len(gap) <= _SMALL_GAP and not any(c.isalnum() or c == "\n" for c in gap)
            beside = beside and context.sentence_at(start) == context.sentence_at(low)
            if beside or self._tells(context, draft.cue, other.cue):
                # one speaker with two cues ("went on to say") passes nothing on
                if draft.source is not None and not _touch(draft.source, [other.source, *other.via]):
                    other.via.insert(0, draft.source)
                return True
        return False

    def _tells(self, context: Context, cue: Span, inner: Span) -> bool:
        """Whether the tree sets the cue beside the whole clause of ``inner``: A told B ..., C said."""
        outside, inside = context.head_of(cue), context.head_of(inner)
        if outside is None or inside is None or outside[0] != inside[0] or cue.start < inner.end:
            return False
        tree, verb, other = context.trees[outside[0]], outside[1], inside[1]
        if tree.tokens[verb].lemma not in self.codebook.verbs:
            return False
        # without a conjunction of its own it is parataxis, whatever the parser calls it
        apart = tree.is_a(verb, "parataxis", "advcl") and not tree.has(verb, "mark", "advmod")
        below = apart and tree.tokens[verb].head == other and tree.has(verb, "nsubj")
        return below or (tree.is_a(other, "ccomp") and tree.tokens[other].head == verb)

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
                if clause is None and source is not None:
                    self._pass_on(context, _Draft(source, token_span(tree, i), []), drafts)
                if clause is None or source is None:
                    continue
                content, cue = tree.phrase(clause), token_span(tree, i)
                if any(_inside(content, d.content) and not _inside(cue, d.content) for d in drafts if d.cue):
                    continue  # the model gave this content to another cue
                outer = next((d for d in drafts if _inside(cue, d.content)), None)
                if outer is None:
                    found.append(_Draft(source, cue, [content]))
                elif outer.source is not None and self._is_all(context, cue, source, outer):
                    found.append(_Draft(source, cue, [content], [*outer.via, outer.source]))
        return found

    def _is_all(self, context: Context, cue: Span, source: Span, outer: _Draft) -> bool:
        """Whether all that ``outer`` says is that another said something: "According to A, B said ..."."""
        who = context.head_of(source)
        if who is None or context.trees[who[0]].tokens[who[1]].upos == "PRON":
            return False  # "A said that he thinks ...": still A
        return any(context.head_of(span) == context.head_of(cue) for span in outer.content)

    # --- statements ---------------------------------------------------------------------

    def _statement(self, context: Context, draft: _Draft, before: list[Statement]) -> Statement | None:
        text = context.document.report.text
        number = f"s{len(before) + 1}"
        how = quoted(text, draft.content)
        if draft.cue is None:
            content = tuple(_closed(bare(text, span)) for span in draft.content)
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
            venue = self._venue(context, at[0], verb, draft)
            date = context.dates.of(tree, verb, at[0])
            via += self._channel(tree, verb, draft)
        content = tuple(_closed(bare(text, span)) for span in draft.content)
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
        rest = _without(span, draft.content)
        if rest:  # the one spoken to is no part of what was said
            draft.content = rest
        if _inside(span, draft.content) or (draft.source and _inside(span, [draft.source])):
            return None
        if tree.tokens[found].lemma in self.codebook.venues:
            return None
        return self._party(context, span)

    def _obliques(self, tree: Tree, verb: int, prepositions: frozenset[str]) -> Iterator[int]:
        return (
            i
            for i in tree.children(verb, "obl")
            if any(tree.tokens[c].lemma in prepositions for c in tree.children(i, "case"))
        )

    def _venue(self, context: Context, sentence: int, verb: int, draft: _Draft) -> str | None:
        tree = context.trees[sentence]
        for i in [*self._obliques(tree, verb, self.codebook.venue_prepositions), *tree.children(verb, "obj")]:
            token = tree.tokens[i]
            is_place = (
                token.upos == "PROPN"
                and token.text not in self.codebook.channels
                and not token.deprel.startswith("obj")
                and not any(e.start <= token.start < e.end for e in context.dates.expressions(sentence))
            )
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


def _substance(context: Context, draft: _Draft, drafts: list[_Draft]) -> list[Span]:
    """The draft's content without pieces that cannot be what was said: function words alone,
    another's name, and a few words without a verb beside a longer piece (a dateline, say)."""
    kept: list[tuple[int, Span]] = []
    for span in _joined(context.document.report.text, draft.content):
        tree = context.trees[context.sentence_at(span.start)]
        upos = [tree.tokens[i].upos for i in tree.at(span.start, span.end)]
        others = (d.source for d in drafts if d is not draft and d.cue is not None)
        named = any(other is not None and _inside(span, [other]) for other in others)
        if any(tag not in _EMPTY for tag in upos) and not named:
            kept.append((99 if "VERB" in upos or "AUX" in upos else len(upos), span))
    longest = max((size for size, _ in kept), default=0)
    found = [span for size, span in kept if size > _SHORT or longest <= _SHORT]
    if draft.cue is None:
        return found
    home = context.sentence_at(draft.cue.start)
    near = [
        s for s in found if context.sentence_at(s.start) == home or context.sentence_at(s.end - 1) == home
    ]
    # what is not quoted verbatim does not go on in another sentence
    return [s for s in found if s in near or DOUBLE.intersection(s.text)] if near else found


def _joined(text: str, content: list[Span]) -> list[Span]:
    """``content`` with pieces joined where nothing but space stands between them."""
    found: list[Span] = []
    for span in content:
        if found and not text[found[-1].end : span.start].strip():
            start = found.pop().start
            span = Span(text[start : span.end], start, span.end)
        found.append(span)
    return found


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


def _without(addressee: Span, content: list[Span]) -> list[Span]:
    """``content`` without the addressee where that stands first in it ("NATO not to deploy")."""
    if not content or not content[0].start <= addressee.start < addressee.end <= content[0].end:
        return content
    first = content[0]
    if first.text[: addressee.start - first.start].strip():
        return content
    rest = first.text[addressee.end - first.start :]
    start = addressee.end + len(rest) - len(rest.lstrip())
    return [Span(rest.lstrip(), start, first.end), *content[1:]] if rest.strip() else content[1:]


def _closed(span: Span) -> Span:
    """``span`` without a stray mark before the words of another (', “said')."""
    text = span.text
    end = len(text)
    while end > 1 and text[end - 1] in DOUBLE and not any(c in DOUBLE for c in text[: end - 1]):
        end -= 1
    return Span(text[:end], span.start, span.start + end)
