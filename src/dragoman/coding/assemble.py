"""From a draft, in tokens of one sentence, to an act, in spans of the report."""

from __future__ import annotations

from dragoman.coding.clauses import FIRST
from dragoman.coding.counterparts import counterpart, told_in
from dragoman.coding.deadlines import find_deadline
from dragoman.coding.drafts import Draft
from dragoman.coding.grammar import case_words
from dragoman.coding.phrases import trim
from dragoman.coding.scene import Scene
from dragoman.coding.speakers import speaker_of
from dragoman.tree import Tree
from dragoman.types import Act, Party, Span


def assemble(scene: Scene, draft: Draft, act_id: str) -> Act:
    """The act that ``draft`` describes, under the id ``act_id``.

    Content leaves out the condition; its parts that do not adjoin the head are dropped.
    """
    tree = scene.tree
    condition = draft.condition
    apart = condition is not None and draft.borrowed is None and condition.kind != "whoever"
    cut = set(condition.tokens) if condition is not None and apart else set()
    if condition is not None and condition.kind == "answer":
        cut.add(condition.tokens[0] - 1)
    content: Span | None = None
    if draft.content_head is not None:
        kept = [t for t in draft.content if t not in cut]
        run = trim(tree, kept, draft.content_head)
        content = tree.span(run[0], run[-1]) if run else None
    span = draft.borrowed.span if draft.borrowed is not None else None
    if span is None and condition is not None:
        span = condition.span(tree)
    holder = _holder(scene, draft)
    beside = [
        c for c in tree.children(draft.node, "obl") if "on" not in case_words(tree, c)
    ]  # when it was said
    place = {*draft.content, *cut, *(t for c in beside for t in tree.subtree(c))}
    return Act(
        id=act_id,
        force=draft.force,
        trigger=tree.span_of(draft.trigger) if _contiguous(draft.trigger) else _trigger_span(tree, draft),
        holder=holder,
        counterpart=counterpart(scene, draft, holder),
        content=content,
        condition=span,
        deadline=_deadline(scene, draft, place),
        red_line=draft.red_line,
        statement=_statement(scene, draft),
        confidence=draft.confidence,
    )


def _deadline(scene: Scene, draft: Draft, place: set[int]) -> Span | None:
    """By when: as the trigger, the words at ``place``, or the demand tell whose breach the act answers."""
    if draft.deadline:
        return scene.tree.span_of(draft.deadline)
    found = find_deadline(scene.tree, place, scene.book)
    if found is None and draft.borrowed is not None and draft.breached:
        return draft.borrowed.deadline
    return found


def _holder(scene: Scene, draft: Draft) -> Party | None:
    if draft.holder is None:
        return draft.speaker
    if scene.tree.tokens[draft.holder].text.lower() in FIRST:
        speaker = speaker_of(scene, draft.node)
        if speaker is not None and speaker.head is not None and speaker.head != draft.holder:
            return scene.party(speaker.head)
        if speaker is not None and speaker.party is not None:
            return speaker.party
    party = scene.party(draft.holder)
    if party.actor is None and scene.tree.tokens[draft.holder].upos == "PRON":
        # a pronoun the document does not resolve: the speaker of the statement, if known
        statement = told_in(scene, draft)
        if statement is not None and statement.speaker is not None and statement.speaker.actor is not None:
            return statement.speaker
    return party


def _contiguous(tokens: list[int]) -> bool:
    return tokens[-1] - tokens[0] == len(tokens) - 1


def _trigger_span(tree: Tree, draft: Draft) -> Span:
    """A trigger in pieces: the whole stretch if short, else its head word."""
    first, last = draft.trigger[0], draft.trigger[-1]
    if last - first <= 4:
        return tree.span(first, last)
    return tree.span(draft.node, draft.node)


def _statement(scene: Scene, draft: Draft) -> str | None:
    statement = told_in(scene, draft)
    return statement.id if statement is not None else None
