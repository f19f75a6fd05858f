"""From a draft, in tokens of one sentence, to an act, in spans of the report."""

from __future__ import annotations

from dragoman.coding.antecedents import named
from dragoman.coding.clauses import FIRST
from dragoman.coding.deadlines import find_deadline
from dragoman.coding.drafts import Draft
from dragoman.coding.grammar import case_words, is_nominal, lemma
from dragoman.coding.implied import agent_of_condition
from dragoman.coding.phrases import trim
from dragoman.coding.scene import Scene
from dragoman.coding.speakers import one_side, speaker_of
from dragoman.tree import Tree
from dragoman.types import Act, Party, Span, Statement


def assemble(scene: Scene, draft: Draft, act_id: str) -> Act:
    """The act that ``draft`` describes, under the id ``act_id``.

    Content leaves out the condition; its parts that do not adjoin the head are dropped.
    """
    tree = scene.tree
    condition = draft.condition
    cut = set(condition.tokens) if condition is not None and draft.borrowed is None else set()
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
    adverbials = {t for c in tree.children(draft.node, "obl") for t in tree.subtree(c)}
    place = {*draft.content, *cut, *adverbials}
    return Act(
        id=act_id,
        force=draft.force,
        trigger=tree.span_of(draft.trigger) if _contiguous(draft.trigger) else _trigger_span(tree, draft),
        holder=holder,
        counterpart=_counterpart(scene, draft, holder),
        content=content,
        condition=span,
        deadline=tree.span_of(draft.deadline) if draft.deadline else find_deadline(tree, place, scene.book),
        red_line=draft.red_line,
        statement=_statement(scene, draft),
        confidence=draft.confidence,
    )


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
        statement = _told(scene, draft)
        if statement is not None and statement.speaker is not None and statement.speaker.actor is not None:
            return statement.speaker
    return party


def _counterpart(scene: Scene, draft: Draft, holder: Party | None) -> Party | None:
    """The one named by the trigger's frame; else who would bring the condition about, or
    whom the content concerns, or to whom the statement is addressed."""
    tree = scene.tree
    candidates: list[int] = []
    if draft.counterpart is not None and tree.tokens[draft.counterpart].text.lower() not in FIRST:
        party = scene.party(draft.counterpart)
        if draft.force == "demand" or not _audience(scene, party):
            return party
    inside: set[int] = set()
    if draft.force != "demand" and draft.condition is not None and draft.borrowed is None:
        # what the condition's deed is done to ("an attack on Y") is not who would do it
        inside = set(draft.condition.tokens)
        who = agent_of_condition(tree, draft.condition)
        if who is not None and not is_nominal(tree, who):
            nation = scene.party(who)  # "a Russian attack"
            if nation.code is not None and (holder is None or not one_side(nation.actor, holder.actor)):
                return nation
        elif who is not None:
            candidates.append(named(scene, who))
    if draft.addressee is not None:
        return draft.addressee
    head = draft.content_head
    if head is not None:
        for child in tree.children(head, "obj", "obl", "nmod", "iobj"):
            if tree.is_a(child, "obj", "iobj") or case_words(tree, child) & {
                "with",
                "to",
                "against",
                "from",
                "on",
                "into",
                "by",
                "for",
            }:
                found = [child, *tree.children(child, "nmod", "nmod:poss")]
                candidates.extend(c for c in found if c not in inside)
    for candidate in candidates:
        if not is_nominal(tree, candidate) or not scene.is_party(candidate) or _is_time(scene, candidate):
            continue
        if tree.tokens[candidate].text.lower() in FIRST:
            continue
        party = scene.party(candidate)
        if holder is not None and (party.text == holder.text or one_side(party.actor, holder.actor)):
            continue
        return party
    statement = _told(scene, draft)
    told = statement.addressee if statement is not None else None
    if told is None or told.code is None or _audience(scene, told):
        return None
    return None if holder is not None and one_side(told.actor, holder.actor) else told


def _audience(scene: Scene, party: Party) -> bool:
    """Whether the party only hears the act ("told reporters", "told parliament") and is not meant by it."""
    if party.actor is not None and party.actor.sector == "JRN":
        return True
    return party.text.lower().rpartition(" ")[2] in scene.book.words["parties.audience"]


def _contiguous(tokens: list[int]) -> bool:
    return tokens[-1] - tokens[0] == len(tokens) - 1


def _trigger_span(tree: Tree, draft: Draft) -> Span:
    """A trigger in pieces: the whole stretch if short, else its head word."""
    first, last = draft.trigger[0], draft.trigger[-1]
    if last - first <= 4:
        return tree.span(first, last)
    return tree.span(draft.node, draft.node)


def _told(scene: Scene, draft: Draft) -> Statement | None:
    start, end = scene.tree.tokens[draft.node].start, scene.tree.tokens[draft.node].end
    for statement in scene.statements:
        if statement.cue is not None and statement.cue.start <= start and end <= statement.cue.end:
            return statement
    return scene.statement_at(draft.node)


def _statement(scene: Scene, draft: Draft) -> str | None:
    statement = _told(scene, draft)
    return statement.id if statement is not None else None


def _is_time(scene: Scene, i: int) -> bool:
    """Whether ``i`` is a time or a possessive pronoun, which is no counterpart."""
    tree = scene.tree
    if tree.tokens[i].upos == "PRON" and tree.is_a(i, "nmod:poss"):
        return True
    return lemma(tree, i) in scene.book.words["deadlines.units"]
