"""A statement in the making, and the spans it is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dragoman.coding.context import Context
from dragoman.coding.quotation import CLOSING, DOUBLE, OPENING, STRAIGHT
from dragoman.tree import Tree
from dragoman.types import Span

RELATIVE = frozenset(("who", "which", "that", "whom"))
SUBJECTS = ("nsubj", "csubj")
_EMPTY = frozenset(("ADP", "AUX", "CCONJ", "DET", "PART", "PUNCT", "SCONJ", "SYM"))
_SHORT = 3  # words


@dataclass
class StatementDraft:
    """A statement in the making; ``via``: sources of the reporters, nearest to us first."""

    source: Span | None
    cue: Span | None
    content: list[Span]
    via: list[Span] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where the first of its spans begins."""
        spans = [*self.content, *(s for s in (self.source, self.cue) if s)]
        return min(span.start for span in spans)

    def extent(self) -> tuple[int, int]:
        """From the first to the last character of source and cue."""
        spans = [s for s in (self.source, self.cue) if s]
        return min(s.start for s in spans), max(s.end for s in spans)


def token_span(tree: Tree, i: int) -> Span:
    """The span of one token."""
    token = tree.tokens[i]
    return Span(token.text, token.start, token.end)


def inside(span: Span, others: Iterable[Span]) -> bool:
    """Whether ``span`` lies within one of ``others``."""
    return any(other.start <= span.start and span.end <= other.end for other in others)


def touch(span: Span, others: Iterable[Span | None]) -> bool:
    """Whether ``span`` has a character in common with one of ``others``."""
    return any(o is not None and o.start < span.end and span.start < o.end for o in others)


def cut(text: str, start: int, end: int) -> Span:
    """The span from ``start`` to ``end`` without space at its edges."""
    body = text[start:end]
    start += len(body) - len(body.lstrip())
    body = body.strip()
    return Span(body, start, start + len(body))


def substance(context: Context, draft: StatementDraft, drafts: list[StatementDraft]) -> list[Span]:
    """The draft's content without pieces that cannot be what was said: function words alone,
    another's name, and a few words without a verb beside a longer piece (a dateline, say)."""
    kept: list[tuple[int, Span]] = []
    for span in _joined(context.document.report.text, draft.content):
        tree = context.trees[context.sentence_at(span.start)]
        upos = [tree.tokens[i].upos for i in tree.at(span.start, span.end)]
        others = (d.source for d in drafts if d is not draft and d.cue is not None)
        named = any(other is not None and inside(span, [other]) for other in others)
        if any(tag not in _EMPTY for tag in upos) and not named:
            kept.append((99 if "VERB" in upos or "AUX" in upos else len(upos), span))
    longest = max((size for size, _ in kept), default=0)
    found = [span for size, span in kept if size > _SHORT or longest <= _SHORT]
    found = _without_apposition(context, draft, found)
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


def _without_apposition(context: Context, draft: StatementDraft, content: list[Span]) -> list[Span]:
    """``content`` without an apposition to the source at its beginning ("According to X, a group, ...")."""
    at = context.head_of(draft.source) if draft.source is not None else None
    if at is None or not content:
        return content
    tree = context.trees[at[0]]
    for child in tree.children(at[1], "appos"):
        apposed = tree.phrase(child)
        first = content[0]
        if apposed.start <= first.start < apposed.end < first.end:
            rest = first.text[apposed.end - first.start :].lstrip(" ,")
            return [Span(rest, first.end - len(rest), first.end), *content[1:]]
    return content


def subject_phrase(tree: Tree, verb: int) -> Span | None:
    """The phrase that the tree has speak: the verb's subject, or the one that it shares
    with the clause it depends on; for a relative clause, its antecedent."""
    for i in (verb, *tree.ancestors(verb)):
        token = tree.tokens[i]
        if tree.has(i, "nsubj:pass") and i == verb:
            agent = tree.child(i, "obl:agent")
            return None if agent is None else tree.phrase(agent, "case")
        subject = tree.child(i, *SUBJECTS)
        if subject is not None:
            if tree.tokens[subject].lemma in RELATIVE and token.deprel.startswith("acl"):
                return tree.phrase(token.head, "acl", "case", "punct")
            return tree.phrase(subject, "acl", "appos")
        if token.deprel.startswith("acl") and token.head >= 0:
            return tree.phrase(token.head, "acl", "case", "punct")
        if token.deprel.partition(":")[0] not in ("advcl", "xcomp", "conj", "parataxis"):
            return None
    return None


def noun_phrase(context: Context, span: Span) -> Span:
    """``span`` without a leading preposition or a trailing clitic; a relative pronoun's antecedent."""
    if not context.trees:
        return span
    tree = context.trees[context.sentence_at(span.start)]
    within = tree.at(span.start, span.end)
    while len(within) > 1 and tree.tokens[within[0]].upos in ("ADP", "PUNCT", "SCONJ"):
        within.pop(0)
    while len(within) > 1 and tree.tokens[within[-1]].upos in ("PART", "PUNCT"):
        within.pop()
    if not within:
        return span
    if len(within) == 1 and tree.tokens[within[0]].lemma in RELATIVE:
        return _antecedent(tree, within[0]) or span
    return tree.span(within[0], within[-1])


def _antecedent(tree: Tree, pronoun: int) -> Span | None:
    """What a relative pronoun stands for: the noun its clause hangs on, else the noun before it."""
    clause = next((i for i in tree.ancestors(pronoun) if tree.is_a(i, "acl")), None)
    if clause is not None:
        return tree.phrase(tree.tokens[clause].head, "acl", "case", "punct")
    before = pronoun - 1
    while before >= 0 and tree.tokens[before].upos in ("PUNCT", "ADP"):
        before -= 1
    if before < 0 or tree.tokens[before].upos not in ("NOUN", "PROPN"):
        return None
    return tree.phrase(before, "acl", "case", "punct")


def without_addressee(addressee: Span, content: list[Span]) -> list[Span]:
    """``content`` without the addressee where that stands first in a piece ("NATO not to deploy")."""
    found: list[Span] = []
    for piece in content:
        held = piece.start <= addressee.start < addressee.end <= piece.end
        if not held or piece.text[: addressee.start - piece.start].strip():
            found.append(piece)
        elif rest := piece.text[addressee.end - piece.start :].lstrip():
            found.append(Span(rest, piece.end - len(rest), piece.end))
    return found


def pieces(text: str, span: Span) -> list[Span]:
    """``span`` cut where a new paragraph opens the quotation again: each is quoted on its own."""
    found, start, at = [], span.start, text.find("\n", span.start, span.end)
    while at >= 0:
        after = text[at : span.end].lstrip()
        if after and (after[0] in OPENING or after[0] in STRAIGHT):
            found.append(cut(text, start, at))
            start = span.end - len(after)
        at = text.find("\n", at + 1, span.end)
    return [*found, cut(text, start, span.end)]


def closed(span: Span) -> Span:
    """``span`` without a stray mark before the words of another (', “said')."""
    text = span.text
    end = len(text)
    while end > 1 and text[end - 1] in DOUBLE and not any(c in DOUBLE for c in text[: end - 1]):
        end -= 1
    return Span(text[:end], span.start, span.start + end)


def reopened(text: str, span: Span) -> Span | None:
    """The next paragraph of a quotation that ``span`` leaves open: opened again, up to its closing mark."""
    marks = [c for c in span.text if c in DOUBLE]
    if not marks or marks[-1] in CLOSING or (marks[-1] in STRAIGHT and len(marks) % 2 == 0):
        return None
    start = span.end
    while start < len(text) and text[start].isspace():
        start += 1
    if "\n" not in text[span.end : start] or text[start : start + 1] not in (*OPENING, *STRAIGHT):
        return None
    end = start + 1
    while end < len(text) and text[end] not in DOUBLE and text[end] != "\n":
        end += 1
    return cut(text, start, end + 1)
